#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "core/base/result.h"

namespace sym {

/// The whole file. @return NotFound when there is none, Io when it cannot be read
Result<std::string> readWholeFile(const std::string& path);

/// A file with one JSON object. @return NotFound, Io, or InvalidInput when it is not that
Result<nlohmann::json> readJsonFile(const std::string& path);

/// Writes a file atomically: temporary name beside it, fsync, rename. @return Io
Status writeWholeFile(const std::string& path, std::string_view content);

}  // namespace sym
