#include "core/text/url_text.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include <QtCore/QString>

#include "core/text/python_text.h"

namespace sym {

namespace {

bool isAsciiLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isSchemeCharacter(char c)
{
    return isAsciiLetter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
}

/// Schemes whose last path segment may carry parameters; the empty one is among them.
bool hasParams(std::string_view scheme)
{
    static constexpr std::array<std::string_view, 15> kSchemes{
        "",     "ftp",   "hdl", "prospero", "http", "imap", "https", "shttp",
        "rtsp", "rtspu", "sip", "sips",     "mms",  "sftp", "tel"};
    return std::find(kSchemes.begin(), kSchemes.end(), scheme) != kSchemes.end();
}

/// Whether compatibility normalisation makes a delimiter appear in the host.
bool hidesDelimiter(std::string_view netloc)
{
    QString bare = QString::fromUtf8(netloc.data(), qsizetype(netloc.size()));
    for (const char c : {'@', ':', '#', '?'}) bare.remove(QLatin1Char(c));
    const QString normal = bare.normalized(QString::NormalizationForm_KC);
    if (normal == bare) return false;
    for (const char c : {'/', '?', '#', '@', ':'})
        if (normal.contains(QLatin1Char(c))) return true;
    return false;
}

int hexValue(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/// What stands in brackets must be an IPv6 address or one of a future version ("v1.x").
bool isBracketedHost(const std::string& netloc)
{
    const std::size_t open = netloc.find('[');
    const std::size_t close = netloc.find(']', open);
    const std::string host =
        netloc.substr(open + 1, close == std::string::npos ? std::string::npos : close - open - 1);
    if (host.starts_with('v')) {
        std::size_t i = 1;
        while (i < host.size() && hexValue(host[i]) >= 0) ++i;
        return i > 1 && i + 1 < host.size() && host[i] == '.';
    }
    in6_addr address{};
    return inet_pton(AF_INET6, host.substr(0, host.find('%')).c_str(), &address) == 1;
}

}  // namespace

Result<UrlParts> pyUrlParse(std::string_view url)
{
    std::string rest;
    for (const char c : url.substr(std::min(
             url.size(),
             url.find_first_not_of(std::string_view("\x00\x01\x02\x03\x04\x05\x06\x07\x08\t\n\x0b"
                                                    "\x0c\r\x0e\x0f\x10\x11\x12\x13\x14\x15"
                                                    "\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f ",
                                                    33)))))
        if (c != '\t' && c != '\r' && c != '\n') rest.push_back(c);

    UrlParts parts;
    const std::size_t colon = rest.find(':');
    if (colon != std::string::npos && colon > 0 && isAsciiLetter(rest[0])
        && std::all_of(rest.begin(), rest.begin() + std::ptrdiff_t(colon), isSchemeCharacter)) {
        parts.scheme = pyLower(rest.substr(0, colon));
        rest.erase(0, colon + 1);
    }
    if (rest.starts_with("//")) {
        const std::size_t end = std::min(rest.size(), rest.find_first_of("/?#", 2));
        parts.netloc = rest.substr(2, end - 2);
        rest.erase(0, end);
        const bool opens = parts.netloc.find('[') != std::string::npos;
        const bool closes = parts.netloc.find(']') != std::string::npos;
        if (opens != closes || (opens && !isBracketedHost(parts.netloc))
            || hidesDelimiter(parts.netloc))
            return Error(ErrorCode::InvalidInput, "not a valid host: " + parts.netloc);
    }
    if (const std::size_t hash = rest.find('#'); hash != std::string::npos) {
        parts.fragment = rest.substr(hash + 1);
        rest.erase(hash);
    }
    if (const std::size_t mark = rest.find('?'); mark != std::string::npos) {
        parts.query = rest.substr(mark + 1);
        rest.erase(mark);
    }
    if (hasParams(parts.scheme)) {
        const std::size_t slash = rest.rfind('/');
        const std::size_t from = slash == std::string::npos ? 0 : slash;
        if (const std::size_t semicolon = rest.find(';', from); semicolon != std::string::npos) {
            parts.params = rest.substr(semicolon + 1);
            rest.erase(semicolon);
        }
    }
    parts.path = std::move(rest);
    return parts;
}

std::string pyUnquote(std::string_view text)
{
    if (text.find('%') == std::string_view::npos) return std::string(text);
    // Runs of ASCII are decoded each by itself, so an escape never joins a raw byte after it.
    std::string out;
    std::string run;
    const auto flush = [&] {
        out += decodeUtf8(run);
        run.clear();
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (static_cast<unsigned char>(text[i]) >= 0x80) {
            flush();
            out.push_back(text[i]);
        } else if (text[i] == '%' && i + 2 < text.size() && hexValue(text[i + 1]) >= 0
                   && hexValue(text[i + 2]) >= 0) {
            run.push_back(char(hexValue(text[i + 1]) * 16 + hexValue(text[i + 2])));
            i += 2;
        } else {
            run.push_back(text[i]);
        }
    }
    flush();
    return out;
}

std::string pyQuotePlus(std::string_view text)
{
    static constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (isAsciiLetter(c) || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-'
            || c == '~') {
            out.push_back(c);
        } else if (c == ' ') {
            out.push_back('+');
        } else {
            out.push_back('%');
            out.push_back(kHex[byte >> 4]);
            out.push_back(kHex[byte & 0xF]);
        }
    }
    return out;
}

std::map<std::string, std::vector<std::string>> pyParseQuery(std::string_view query)
{
    std::map<std::string, std::vector<std::string>> values;
    for (std::string pair : pySplit(query, "&")) {
        const std::size_t equals = pair.find('=');
        if (equals == std::string::npos || equals + 1 == pair.size()) continue;
        std::replace(pair.begin(), pair.end(), '+', ' ');
        const std::string_view view(pair);
        values[pyUnquote(view.substr(0, equals))].push_back(pyUnquote(view.substr(equals + 1)));
    }
    return values;
}

}  // namespace sym
