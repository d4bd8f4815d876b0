#pragma once

#include <nlohmann/json.hpp>

#include <string>

#include "core/base/result.h"

namespace sym {

/// Reads JSON with the keys in the order of the text.
/// @return InvalidInput saying where the text stops being JSON, or that it is nested so deeply
///         (over 500 levels) that walking it would exhaust the stack
Result<nlohmann::ordered_json> parseOrderedJson(const std::string& text);

}  // namespace sym
