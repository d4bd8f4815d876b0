#include "core/planner/language/patterns.h"

#include <map>

namespace sym {

const std::regex& pattern(const std::string& text)
{
    thread_local std::map<std::string, std::regex, std::less<>> compiled;
    const auto found = compiled.find(text);
    if (found != compiled.end()) return found->second;
    return compiled.emplace(text, std::regex(text, std::regex::icase)).first->second;
}

std::string firstMatch(const std::string& text, const std::regex& expression, std::size_t group)
{
    std::smatch match;
    return std::regex_search(text, match, expression) ? match[group].str() : std::string();
}

}  // namespace sym
