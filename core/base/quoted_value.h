#pragma once

#include <string>
#include <string_view>

namespace sym {

/// A value in the reason of a step, in double quotes: these hold a small model to page and
/// objective. As it is where it has such a quote itself.
inline std::string quotedValue(std::string_view value)
{
    if (value.find('"') != std::string_view::npos) return std::string(value);
    return '"' + std::string(value) + '"';
}

}  // namespace sym
