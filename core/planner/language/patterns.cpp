#include "core/planner/language/patterns.h"

#include <map>
#include <mutex>

namespace sym {

const std::regex& pattern(const std::string& text)
{
    // One for all threads: callers keep references, and the thread that asked first may end.
    static std::mutex mutex;
    static std::map<std::string, std::regex, std::less<>> compiled;
    const std::lock_guard lock(mutex);
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
