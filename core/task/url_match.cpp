#include "core/task/url_match.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/text/python_text.h"
#include "core/text/url_text.h"

namespace sym {

namespace {

constexpr const char* kAlternatives = " |OR| ";

struct Address {
    std::string base;  ///< host and path
    std::map<std::string, std::vector<std::string>> query;
};

Result<Address> readAddress(std::string url, EvaluatorProfile profile)
{
    while (url.ends_with('/')) url.pop_back();
    if (profile == EvaluatorProfile::AgentOccam) url = pyLower(url);
    SYM_TRY(const UrlParts parts, pyUrlParse(url));
    return Address{parts.netloc + parts.path, pyParseQuery(parts.query)};
}

}  // namespace

Result<double> matchUrl(const std::string& reference, const std::string& url,
                        EvaluatorProfile profile)
{
    SYM_TRY(const Address page, readAddress(url, profile));
    bool isAtBase = false;
    std::map<std::string, std::set<std::string>> wanted;
    for (const std::string& alternative : pySplit(reference, kAlternatives)) {
        SYM_TRY(const Address address, readAddress(alternative, profile));
        if (page.base.find(address.base) != std::string::npos) isAtBase = true;
        for (const auto& [key, values] : address.query)
            wanted[key].insert(values.begin(), values.end());
    }
    if (!isAtBase) return 0.0;
    for (const auto& [key, values] : wanted) {
        const auto present = page.query.find(key);
        if (present == page.query.end()) return 0.0;
        const bool matches =
            std::any_of(present->second.begin(), present->second.end(),
                        [&](const std::string& value) { return values.contains(value); });
        if (!matches) return 0.0;
    }
    return 1.0;
}

}  // namespace sym
