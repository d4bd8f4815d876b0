#include "core/training/told_action.h"

#include <algorithm>

namespace sym {

std::string_view withoutPlace(std::string_view reason)
{
    constexpr std::string_view kPlace = "On \"", kEnd = "\": ";
    if (!reason.starts_with(kPlace)) return reason;
    const std::size_t end = reason.substr(0, reason.find('\n')).find(kEnd, kPlace.size());
    return end == std::string_view::npos ? reason : reason.substr(end + kEnd.size());
}

std::string toldAction(std::string_view action, std::string_view reason)
{
    constexpr std::size_t kMaxBytes = 160;
    reason = withoutPlace(reason);
    std::string_view first = reason.substr(0, reason.find('\n'));
    first = first.substr(0, first.find(". "));
    if (first.ends_with('.')) first.remove_suffix(1);
    if (first.size() > kMaxBytes) {
        first = first.substr(0, kMaxBytes);
        first = first.substr(0, first.rfind(' '));
    }
    std::string told(action);
    if (!first.empty()) told += " (" + std::string(first) + ")";
    return told;
}

}  // namespace sym
