#pragma once

#include <string>
#include <string_view>

namespace sym {

/// An observation that tells no ids, with ids again on everything one can click or fill in: pages
/// of earlier work are read as live ones are. The numbers mean nothing elsewhere.
std::string withIds(std::string_view observation);

}  // namespace sym
