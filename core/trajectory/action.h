#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

/// What an agent can do, and the two upstream grammars that say it in text.
namespace sym {

enum class ActionKind {
    None,
    Click,   ///< elementId
    Type,    ///< elementId, text, pressEnter
    Hover,   ///< elementId
    Press,   ///< text: key combination such as "Control+a"
    Scroll,  ///< text: "up" or "down"
    Select,  ///< elementId, text: visible label of the option (symbiont grammar only)
    Drag,    ///< elementId onto targetId (symbiont grammar only)
    Goto,    ///< text: the address
    NewTab,
    TabFocus,  ///< number: tab index
    CloseTab,
    GoBack,
    GoForward,
    GoHome,
    Stop,    ///< text: the answer
    Note,    ///< text: what to remember; no effect in the browser
    Branch,  ///< number: parent plan, text: the intent
    Prune,   ///< number: plan to return to, text: the reason
};

/// Lower-case verb as written by an agent ("go_back"); "none" for None.
std::string_view actionVerb(ActionKind kind);

/// One action with its arguments; which of them count is said at ActionKind.
struct Action {
    ActionKind kind = ActionKind::None;
    std::string elementId;  ///< as in the observation text; kept as text, digits of any script
    std::string targetId;   ///< Drag: where to
    std::string text;
    bool pressEnter = false;
    int number = 0;

    bool operator==(const Action&) const = default;
};

/// The action in the agents' own words: `click [12]`, `type [3] [red shoes] [1]`, `stop [42]`.
std::string formatAction(const Action& action);

enum class ActionGrammar {
    WebArena,    ///< browser_env/actions.py create_id_based_action: one action a string
    AgentOccam,  ///< AgentOccam's create_id_based_actions: several actions a string
    Symbiont,    ///< AgentOccam's commands (one action), plus select, drag, hover, press, scroll
};

/// Reads the actions out of a model's text, exactly as the reference program of the grammar does.
/// @return at least one action (WebArena, Symbiont); possibly none (AgentOccam). InvalidInput with
///         upstream's own words: "ActionParsingError: Invalid click action click 12".
Result<std::vector<Action>> parseActions(std::string_view text, ActionGrammar grammar);

}  // namespace sym
