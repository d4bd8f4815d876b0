#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace sym {

/// A URL taken apart as Python's urllib.parse.urlparse does: purely by text, nothing decoded,
/// nothing normalised but the scheme's case; the parameters of the last path segment (";a=b") are
/// not part of the path.
struct UrlParts {
    std::string scheme;
    std::string netloc;  ///< user, host and port as written
    std::string path;
    std::string params;
    std::string query;
    std::string fragment;
};

/// @return InvalidInput where urlparse raises ValueError: brackets that do not pair, a host that
///         turns into a delimiter when normalised
Result<UrlParts> pyUrlParse(std::string_view url);

/// Values by key as urllib.parse.parse_qs reads a query: blank values dropped, '+' and %XX decoded
/// (bytes that are not UTF-8 become U+FFFD), only '&' separates.
std::map<std::string, std::vector<std::string>> pyParseQuery(std::string_view query);

/// urllib.parse.unquote, and quote_plus with everything but letters, digits and "_.-~" encoded.
std::string pyUnquote(std::string_view text);
std::string pyQuotePlus(std::string_view text);

}  // namespace sym
