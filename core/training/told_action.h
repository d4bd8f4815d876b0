#pragma once

#include <string>
#include <string_view>

namespace sym {

/// An earlier action as a student is told it: with the first sentence of its reason behind, since
/// an element's id says nothing once its page is gone.
/// `click [12] (On "Home": click link "Orders")`; the action alone without a reason.
std::string toldAction(std::string_view action, std::string_view reason);

}  // namespace sym
