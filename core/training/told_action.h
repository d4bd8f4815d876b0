#pragma once

#include <string>
#include <string_view>

namespace sym {

/// A reason without the page it names first, `On "Home": click link "Orders"`: the student has the
/// page before it, and would spend a third of its answer on copying the title.
std::string_view withoutPlace(std::string_view reason);

/// An earlier action as a student is told it: with the first sentence of its reason behind, since
/// an element's id says nothing once its page is gone.
/// `click [12] (click link "Orders")`; the action alone without a reason.
std::string toldAction(std::string_view action, std::string_view reason);

}  // namespace sym
