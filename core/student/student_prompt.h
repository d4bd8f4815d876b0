#pragma once

#include <set>
#include <string>
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
    std::set<std::string> commands;  ///< verbs that are offered; empty: not told
    std::set<std::string> failed;    ///< actions not to be tried again on this page
    int candidates = 0;              ///< asked for; 0: a single action
    bool isRetry = false;            ///< the previous answer was rejected
};

/// @return InvalidInput when there is no OBJECTIVE or no CURRENT OBSERVATION
Result<StudentSituation> readSituation(const std::vector<ChatMessage>& messages);

}  // namespace sym
