#pragma once

#include <string>

#include "core/base/job_context.h"
#include "core/base/result.h"
#include "core/task/answer_judge.h"
#include "core/task/evaluator.h"
#include "core/task/target_reader.h"
#include "core/trajectory/trajectory.h"

namespace sym {

/// What every part of an evaluation is given.
struct PartContext {
    const Task& task;
    EvaluatorProfile profile;
    AnswerJudge& judge;
    JobContext& job;
};

/// The three evaluators of WEBARENA 2. Each returns its score, or judged = false when a judge or a
/// page value is missing that could change it; InvalidInput where upstream raises.
Result<ScorePart> scoreString(const PartContext& context, const std::string& answer);
Result<ScorePart> scoreUrl(const PartContext& context, const std::string& url);
Result<ScorePart> scoreHtml(const PartContext& context, TargetReader& targets);

/// The product of all parts, in the order of the file.
/// @return InvalidInput for an eval block the profiles cannot score
Result<Score> scoreParts(const PartContext& context, const std::string& answer,
                         TargetReader& targets);

/// A text short enough for a reason, in quotes.
std::string inQuotes(const std::string& text);

}  // namespace sym
