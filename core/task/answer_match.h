#pragma once

#include <string>

#include "core/task/evaluator.h"

namespace sym {

/// White space and ONE pair of equal quotes taken off, then lower case (WEBARENA 2.1); the single
/// character "'" becomes empty, as upstream's slicing has it.
std::string cleanAnswer(const std::string& answer);

/// 1 when both are the same once cleaned, else 0.
double exactMatch(const std::string& reference, const std::string& answer);

/// Whether an answer of one character has to be a token of its own ("6" is not in "16").
enum class Matching { Substring, Tokens };

/// 1 when the cleaned answer contains the cleaned reference, else 0.
///
/// Under AgentOccam's profile " |OR| " separates alternatives, of which one is enough; there an
/// alternative of one character always passes under Matching::Tokens, since that program looks for
/// it among the tokens of the reference itself (WEBARENA 2.4).
double mustInclude(const std::string& reference, const std::string& answer, Matching matching,
                   EvaluatorProfile profile);

}  // namespace sym
