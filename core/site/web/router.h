#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/site/web/http.h"

namespace sym {

/// Handlers by method and path pattern. "{}" in a pattern stands for one path segment; the values
/// are handed over as `visit.args`. Slashes at the end do not count. The first match wins.
///
/// @tparam Visit has `const SiteRequest& request` and `std::vector<std::string> args`
template <typename Visit>
class Router {
public:
    using Handler = std::function<SiteResponse(Visit&)>;

    void get(std::string_view pattern, Handler handler) { add("GET", pattern, std::move(handler)); }
    void post(std::string_view pattern, Handler handler)
    {
        add("POST", pattern, std::move(handler));
    }

    /// Nothing if no pattern fits.
    std::optional<SiteResponse> handle(Visit& visit) const
    {
        const auto path = segments(visit.request.path);
        for (const Route& route : m_routes) {
            if (route.method != visit.request.method) continue;
            if (auto args = match(route.pattern, path)) {
                visit.args = *std::move(args);
                return route.handler(visit);
            }
        }
        return std::nullopt;
    }

private:
    struct Route {
        std::string method;
        std::vector<std::string> pattern;
        Handler handler;
    };

    void add(std::string method, std::string_view pattern, Handler handler)
    {
        m_routes.push_back({std::move(method), segments(pattern), std::move(handler)});
    }

    static std::vector<std::string> segments(std::string_view path)
    {
        std::vector<std::string> parts;
        while (!path.empty()) {
            const auto end = path.find('/');
            if (end != 0) parts.emplace_back(path.substr(0, end));
            path = end == std::string_view::npos ? std::string_view() : path.substr(end + 1);
        }
        return parts;
    }

    static std::optional<std::vector<std::string>> match(const std::vector<std::string>& pattern,
                                                         const std::vector<std::string>& path)
    {
        if (pattern.size() != path.size()) return std::nullopt;
        std::vector<std::string> args;
        for (std::size_t i = 0; i < pattern.size(); ++i) {
            if (pattern[i] == "{}")
                args.push_back(path[i]);
            else if (pattern[i] != path[i])
                return std::nullopt;
        }
        return args;
    }

    std::vector<Route> m_routes;
};

}  // namespace sym
