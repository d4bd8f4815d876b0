#pragma once

#include <string>

#include "core/base/result.h"
#include "core/planner/prompt_reader.h"
#include "core/planner/review/review_prompt.h"

/// How the planner answers questions about recorded work, from their text alone.
namespace sym {

/// The answer in the layout that the question asks for. @return InvalidInput for an unknown request
Result<std::string> answerReview(const ReviewPrompt& prompt);

/// @name One kind of question each
/// @{
std::string writeVerdict(const ReviewPrompt& prompt);
std::string writeInstructions(const ReviewPrompt& prompt);
std::string writeReview(const ReviewPrompt& prompt);
std::string writeQuery(const ReviewPrompt& prompt);
std::string writeSelection(const ReviewPrompt& prompt);
/// @}

/// The prompt that an actor would have had at the end of a piece of work.
Prompt promptAfter(const std::string& objective, const PromptExample& work);

/// "link 'Orders'" -> "Orders".
std::string nameOfTarget(const std::string& target);

}  // namespace sym
