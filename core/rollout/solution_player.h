#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/browser/browser_session.h"

namespace sym {

/// One line of a reference_action_sequence in WebArena's Playwright grammar, taken apart.
struct SolutionStep {
    enum class Verb { Goto, GoBack, Click, Fill, SelectOption, Check, Uncheck, Hover, Press, Stop };
    enum class Locator { None, Role, Label, Text, Placeholder };

    Verb verb = Verb::Stop;
    Locator locator = Locator::None;
    std::string role;      ///< Locator::Role
    std::string name;      ///< accessible name, label or text; matched exactly after folding spaces
    bool hasName = false;  ///< Role: whether the name counts
    int nth = 0;           ///< which of several, 0-based
    std::string argument;  ///< address, text, option, key or answer

    bool operator==(const SolutionStep&) const = default;
};

/// Reads `page.get_by_role("link", name="Orders").nth(1).click()` and its like.
/// @return InvalidInput naming the line and what is not understood
Result<SolutionStep> parseSolutionStep(std::string_view line);

/// Plays a sequence in a session by real input events.
/// @return the answer of page.stop (empty when there is none); NotFound naming the line whose
///         element is not on the page, other errors as of the session
Result<std::string> playSolution(BrowserSession& session, const std::vector<std::string>& lines,
                                 JobContext& job);

}  // namespace sym
