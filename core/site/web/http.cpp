#include "core/site/web/http.h"

#include <algorithm>
#include <charconv>

namespace sym {

namespace {

constexpr const char* kHexDigits = "0123456789ABCDEF";

int hexValue(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// Value of `name="..."` or `name=...` in a header, empty if absent.
std::string headerParameter(std::string_view header, std::string_view name)
{
    const std::string needle = std::string(name) + "=";
    auto at = header.find(needle);
    while (at != std::string_view::npos && at > 0 && header[at - 1] != ' ' && header[at - 1] != ';')
        at = header.find(needle, at + 1);
    if (at == std::string_view::npos) return {};
    std::string_view rest = header.substr(at + needle.size());
    if (!rest.empty() && rest.front() == '"') {
        rest.remove_prefix(1);
        return std::string(rest.substr(0, rest.find('"')));
    }
    return std::string(trimmed(rest.substr(0, rest.find(';'))));
}

}  // namespace

std::string escapeHtml(std::string_view text)
{
    std::string out;
    out.reserve(text.size() + text.size() / 8);
    for (const char c : text) {
        switch (c) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        case '\'': out += "&#39;"; break;
        default: out += c;
        }
    }
    return out;
}

std::string encodeUrl(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
                           || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.'
                           || c == '~';
        if (plain) {
            out += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            out += '%';
            out += kHexDigits[byte >> 4];
            out += kHexDigits[byte & 15];
        }
    }
    return out;
}

std::string decodeUrl(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && hexValue(text[i + 1]) >= 0
            && hexValue(text[i + 2]) >= 0) {
            out += char(hexValue(text[i + 1]) * 16 + hexValue(text[i + 2]));
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

Fields parseUrlEncoded(std::string_view text)
{
    Fields fields;
    while (!text.empty()) {
        const auto end = text.find('&');
        std::string pair(text.substr(0, end));
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
        if (pair.empty()) continue;
        std::replace(pair.begin(), pair.end(), '+', ' ');
        const auto equals = pair.find('=');
        if (equals == std::string::npos)
            fields.add(decodeUrl(pair), {});
        else
            fields.add(decodeUrl(pair.substr(0, equals)), decodeUrl(pair.substr(equals + 1)));
    }
    return fields;
}

Fields parseMultipart(std::string_view body, std::string_view contentType)
{
    Fields fields;
    const std::string boundary = headerParameter(contentType, "boundary");
    if (boundary.empty()) return fields;

    const std::string delimiter = "--" + boundary;
    auto at = body.find(delimiter);
    while (at != std::string_view::npos) {
        const auto start = at + delimiter.size();
        if (body.substr(start, 2) == "--") break;
        const auto next = body.find("\r\n" + delimiter, start);
        if (next == std::string_view::npos) break;
        const std::string_view part = body.substr(start, next - start);
        const auto gap = part.find("\r\n\r\n");
        if (gap != std::string_view::npos) {
            const std::string name = headerParameter(part.substr(0, gap), "name");
            if (!name.empty()) fields.add(name, std::string(part.substr(gap + 4)));
        }
        at = next + 2;
    }
    return fields;
}

std::map<std::string, std::string> parseCookies(std::string_view header)
{
    std::map<std::string, std::string> cookies;
    while (!header.empty()) {
        const auto end = header.find(';');
        const std::string_view pair = trimmed(header.substr(0, end));
        header = end == std::string_view::npos ? std::string_view() : header.substr(end + 1);
        const auto equals = pair.find('=');
        if (equals != std::string_view::npos)
            cookies.emplace(pair.substr(0, equals), pair.substr(equals + 1));
    }
    return cookies;
}

std::string addressWith(const SiteRequest& request,
                        const std::vector<std::pair<std::string, std::string>>& changes)
{
    std::vector<std::pair<std::string, std::string>> fields = request.query.list();
    for (const auto& [name, value] : changes) {
        const auto sameName = [&name](const auto& field) { return field.first == name; };
        const auto known = std::find_if(fields.begin(), fields.end(), sameName);
        if (value.empty())
            fields.erase(std::remove_if(fields.begin(), fields.end(), sameName), fields.end());
        else if (known != fields.end())
            known->second = value;
        else
            fields.emplace_back(name, value);
    }
    std::string address = request.target.substr(0, request.target.find('?'));
    char separator = '?';
    for (const auto& [name, value] : fields) {
        address += separator + encodeUrl(name) + "=" + encodeUrl(value);
        separator = '&';
    }
    return address;
}

int intField(const Fields& fields, std::string_view name, int other)
{
    const std::string text = fields.get(name);
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() && value > 0 ? value : other;
}

}  // namespace sym
