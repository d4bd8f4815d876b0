#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

#include "core/site/tasks/task_template.h"

namespace sym {

/// Building blocks of task drafts: evaluation blocks in WebArena's format and actions in the
/// Playwright grammar of task_template.h.

using Actions = std::vector<std::string>;

/// One after the other.
Actions operator+(Actions first, const Actions& second);

Actions goTo(const std::string& url);
Actions goBack();
Actions clickRole(const std::string& role, const std::string& name);
/// The `nth` of several of that name, from 0.
Actions clickNth(const std::string& role, const std::string& name, int nth);
Actions clickLink(const std::string& name);
Actions clickButton(const std::string& name);
Actions fill(const std::string& label, const std::string& text);
Actions choose(const std::string& label, const std::string& option);  ///< in a select
Actions tick(const std::string& name);                                ///< a checkbox
Actions press(const std::string& key);
Actions stopWith(const std::string& answer);
Actions stopSilently();  ///< for tasks whose result is a page or a change

// Evaluation blocks, all keys present.
nlohmann::json answerIs(const std::string& answer);
nlohmann::json answerIncludes(const std::vector<std::string>& parts);
nlohmann::json urlIs(const std::string& url);

/// "N/A" is the only right answer.
enum class NotAchievable {
    Exact,  ///< exact_match: any other answer scores 0 without a judge
    Fuzzy,  ///< fuzzy_match "N/A" as upstream: other wordings go to a judge
};
nlohmann::json answerIsNothing(const std::string& reason,
                               NotAchievable kind = NotAchievable::Exact);

/// A program_html target.
struct PageCheck {
    std::string url;      ///< "last", "func:..." or an address
    std::string locator;  ///< empty: the whole page
    nlohmann::json required;
};
nlohmann::json mustInclude(const std::vector<std::string>& parts);  ///< of PageCheck::required
nlohmann::json exactly(const std::string& text);
nlohmann::json pagesShow(const std::vector<PageCheck>& checks);

/// Both must hold: eval_types and values of `second` added to `first`.
nlohmann::json both(nlohmann::json first, const nlohmann::json& second);

/// "document.querySelector('CSS').outerText"; CSS must hold no single quote.
std::string textOf(const std::string& css);
std::string valueOf(const std::string& css);

/// The template with its {{placeholders}} replaced.
std::string fillIntent(std::string intentTemplate, const nlohmann::json& values);

}  // namespace sym
