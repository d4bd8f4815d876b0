#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/llm/chat_model.h"

namespace sym {

/// What a student is told of an agent's prompt (docs/formats/prompt.md): the rest is for models
/// that read more.
struct StudentSituation {
    std::string objective;
    std::string lastAction = "None";  ///< as toldAction() writes it
    std::string history;              ///< earlier actions so told, one a line
    std::string observation;
    std::set<std::string> commands;     ///< verbs that are offered; empty: not told
    std::set<std::string> failed;       ///< actions not to be tried again on this page
    std::set<std::string> failedNames;  ///< clicks that led back here twice, as withoutElement()
    std::set<std::string> typed;        ///< earlier actions that typed, as withoutElement()
    int candidates = 0;                 ///< asked for; 0: a single action
    bool isRetry = false;               ///< the previous answer was rejected
};

/// An action and its reason as toldAction() writes them, without the element's id, which differs
/// from page to page.
std::string withoutElement(std::string_view action, std::string_view reason);

/// @return InvalidInput when there is no OBJECTIVE or no CURRENT OBSERVATION
Result<StudentSituation> readSituation(const std::vector<ChatMessage>& messages);

}  // namespace sym
