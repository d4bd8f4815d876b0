#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace sym {

/// One section of an answer as AgentOccam finds it: after the first `KEY:` anywhere in the text, up
/// to a line that starts with capitals and a colon (WEBARENA 11, item 26). Empty when there is
/// none.
std::string upstreamSection(std::string_view text, std::string_view key);

/// The sections of an answer whose headers are these (in capitals, without colon); bold, small or
/// indented headers are forgiven. Missing ones are absent.
std::map<std::string, std::string> answerSections(std::string_view text,
                                                  std::span<const std::string> headers);

/// One proposed action of an answer.
struct ProposedAction {
    std::string action;
    std::string reason;
    double score = 0;  ///< 0: none given
};

/// An answer by its sections.
struct AgentResponse {
    std::string historySummary;
    std::string observationDescription;
    std::string reason;
    std::string highlight;
    std::vector<ProposedAction>
        proposals;  ///< best first; from ACTION CANDIDATES, else from ACTION
};

/// Reads an answer as AgentOccam does, its quirks included; one proposal, perhaps an empty one.
AgentResponse readUpstreamResponse(std::string_view text);

/// Reads an answer of our own layout and forgives bold or small headers. Only the headers of the
/// layout end a section, so an answer may have lines such as "PRICE: 5".
/// @return InvalidInput when there is neither an action nor a candidate
Result<AgentResponse> readSymbiontResponse(std::string_view text);

}  // namespace sym
