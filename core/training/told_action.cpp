#include "core/training/told_action.h"

#include <algorithm>

namespace sym {

std::string toldAction(std::string_view action, std::string_view reason)
{
    constexpr std::size_t kMaxBytes = 160;
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
