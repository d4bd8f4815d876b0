#pragma once

#include <string>

namespace sym {

/// The present time in UTC, ISO 8601 with milliseconds: "2026-01-02T03:04:05.678Z".
std::string utcNow();

}  // namespace sym
