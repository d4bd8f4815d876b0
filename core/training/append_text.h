#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace sym {

/// Appends in one write, so that a reader sees whole lines or the beginning of the last one.
/// @return Io
Status appendText(const std::string& path, std::string_view lines);

}  // namespace sym
