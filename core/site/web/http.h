#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sym {

/// Fields of a query string or of a posted form, in order; names may repeat.
class Fields {
public:
    void add(std::string name, std::string value)
    {
        m_fields.emplace_back(std::move(name), std::move(value));
    }
    /// First value of the name, or `other`.
    std::string get(std::string_view name, std::string_view other = {}) const
    {
        for (const auto& [key, value] : m_fields)
            if (key == name) return value;
        return std::string(other);
    }
    bool has(std::string_view name) const
    {
        for (const auto& field : m_fields)
            if (field.first == name) return true;
        return false;
    }
    std::vector<std::string> all(std::string_view name) const
    {
        std::vector<std::string> values;
        for (const auto& [key, value] : m_fields)
            if (key == name) values.push_back(value);
        return values;
    }
    const std::vector<std::pair<std::string, std::string>>& list() const { return m_fields; }

private:
    std::vector<std::pair<std::string, std::string>> m_fields;
};

/// A request as a site sees it.
struct SiteRequest {
    std::string method;  ///< "GET", "POST"
    std::string path;    ///< decoded, starts with "/"
    std::string target;  ///< path and query as sent, for links back
    Fields query;
    Fields form;  ///< url-encoded or multipart body
    std::string body;
    std::map<std::string, std::string> cookies;
    std::string sessionId;  ///< of this site, made by the server and kept in a cookie
};

struct SiteResponse {
    int status = 200;
    std::string contentType = "text/html; charset=utf-8";
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;

    static SiteResponse html(std::string body, int status = 200)
    {
        return {status, "text/html; charset=utf-8", std::move(body), {}};
    }
    static SiteResponse json(std::string body, int status = 200)
    {
        return {status, "application/json", std::move(body), {}};
    }
    static SiteResponse redirect(std::string location)
    {
        return {302, "text/plain", "", {{"Location", std::move(location)}}};
    }
};

/// Text made safe for HTML content and quoted attributes.
std::string escapeHtml(std::string_view text);
/// Percent-encoding of a query value or path segment.
std::string encodeUrl(std::string_view text);
/// The reverse; malformed escapes stay as they are.
std::string decodeUrl(std::string_view text);

/// "a=1&b=x+y" as fields; "+" is a space.
Fields parseUrlEncoded(std::string_view text);
/// The text parts of a multipart/form-data body (of a file part: its content, under its name).
/// @param contentType of the request, which names the boundary; without one there are no fields
Fields parseMultipart(std::string_view body, std::string_view contentType);
/// A Cookie header's pairs.
std::map<std::string, std::string> parseCookies(std::string_view header);

/// The request's address with some query fields set or, with an empty value, left out: for links
/// that sort, filter and page while the rest of the query stays.
std::string addressWith(const SiteRequest& request,
                        const std::vector<std::pair<std::string, std::string>>& changes);

/// A positive number from a field, `other` when it is none. Never throws.
int intField(const Fields& fields, std::string_view name, int other);

}  // namespace sym
