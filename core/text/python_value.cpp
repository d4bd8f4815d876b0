#include <array>
#include <charconv>
#include <cmath>

#include "core/text/python_text.h"

namespace sym {

namespace {

void appendRepr(std::string& out, const nlohmann::json& value)
{
    using Kind = nlohmann::json::value_t;
    switch (value.type()) {
    case Kind::null:
    case Kind::discarded: out += "None"; return;
    case Kind::boolean: out += value.get<bool>() ? "True" : "False"; return;
    case Kind::number_integer: out += std::to_string(value.get<std::int64_t>()); return;
    case Kind::number_unsigned: out += std::to_string(value.get<std::uint64_t>()); return;
    case Kind::number_float: out += pyFloat(value.get<double>()); return;
    case Kind::string: out += pyRepr(std::string_view(value.get_ref<const std::string&>())); return;
    case Kind::binary: out += "b''"; return;
    case Kind::array: {
        out.push_back('[');
        const char* separator = "";
        for (const nlohmann::json& item : value) {
            out += separator;
            appendRepr(out, item);
            separator = ", ";
        }
        out.push_back(']');
        return;
    }
    case Kind::object: {
        out.push_back('{');
        const char* separator = "";
        for (const auto& [key, item] : value.items()) {
            out += separator;
            out += pyRepr(std::string_view(key)) + ": ";
            appendRepr(out, item);
            separator = ", ";
        }
        out.push_back('}');
        return;
    }
    }
}

}  // namespace

std::string pyFloat(double value)
{
    if (std::isnan(value)) return "nan";
    if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
    std::array<char, 64> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                   std::chars_format::scientific);
    const std::string_view text(buffer.data(), std::size_t(end.ptr - buffer.data()));
    const std::size_t e = text.find('e');
    int exponent = 0;
    const std::size_t digitsOfExponent = e + (text[e + 1] == '+' ? 2 : 1);
    std::from_chars(text.data() + digitsOfExponent, text.data() + text.size(), exponent);
    std::string sign;
    std::string digits;
    for (const char c : text.substr(0, e)) {
        if (c == '-') sign = "-";
        if (c >= '0' && c <= '9') digits.push_back(c);
    }
    // The bounds within which Python writes a float without an exponent.
    if (exponent < -4 || exponent >= 16) {
        std::string out = sign + digits.substr(0, 1);
        if (digits.size() > 1) out += "." + digits.substr(1);
        const int magnitude = std::abs(exponent);
        out += exponent < 0 ? "e-" : "e+";
        return out + (magnitude < 10 ? "0" : "") + std::to_string(magnitude);
    }
    if (exponent < 0) return sign + "0." + std::string(std::size_t(-exponent - 1), '0') + digits;
    const auto whole = std::size_t(exponent) + 1;
    if (digits.size() <= whole)
        return sign + digits + std::string(whole - digits.size(), '0') + ".0";
    return sign + digits.substr(0, whole) + "." + digits.substr(whole);
}

std::string pyReprValue(const nlohmann::json& value)
{
    std::string out;
    appendRepr(out, value);
    return out;
}

std::string pyStr(const nlohmann::json& value)
{
    if (value.is_string()) return value.get<std::string>();
    return pyReprValue(value);
}

}  // namespace sym
