#include "core/task/evaluator.h"

#include "core/task/answer_judge.h"
#include "core/task/evaluation_parts.h"
#include "core/task/target_reader.h"

namespace sym {

namespace {

using nlohmann::json;

Result<ScorePart> scorePart(const std::string& kind, const PartContext& context,
                            const std::string& answer, TargetReader& targets)
{
    if (kind == "string_match") return scoreString(context, answer);
    if (kind == "url_match") return scoreUrl(context, targets.currentUrl());
    if (kind == "program_html") return scoreHtml(context, targets);
    return Error(ErrorCode::InvalidInput,
                 "task " + context.task.id + ", eval.eval_types: unknown evaluator (ValueError) \""
                     + kind + "\"");
}

}  // namespace

Result<Score> scoreParts(const PartContext& context, const std::string& answer,
                         TargetReader& targets)
{
    // The order matters: a later url_match sees where program_html has gone.
    const Task& task = context.task;
    if (isVerifiedTask(task))
        return Error(ErrorCode::InvalidInput,
                     "task " + task.id
                         + ": its eval block is WebArena-Verified's own (a structured answer and "
                           "network events), which the profiles webarena and agentoccam cannot score");
    const json types =
        task.evaluation.is_object() ? task.evaluation.value("eval_types", json()) : json();
    if (!types.is_array())
        return Error(ErrorCode::InvalidInput, "task " + task.id + ", eval.eval_types: missing");

    Score score{.profile = evaluatorProfileName(context.profile), .score = 1};
    bool isKnown = true;
    for (const json& type : types) {
        const std::string kind = type.is_string() ? type.get<std::string>() : type.dump();
        SYM_TRY(ScorePart part, scorePart(kind, context, answer, targets));
        if (part.judged)
            score.score *= part.score;
        else
            isKnown = false;
        score.parts.push_back(std::move(part));
    }
    score.judged = isKnown || score.score == 0;
    if (!score.judged) score.score = 0;
    return score;
}

const char* evaluatorProfileName(EvaluatorProfile profile)
{
    return profile == EvaluatorProfile::AgentOccam ? "agentoccam" : "webarena";
}

Result<Evaluation> evaluate(const Task& task, const EpisodeEnd& end, EvaluatorProfile profile,
                            EvaluationPage* page, ChatModel* judge, JobContext& job)
{
    AnswerJudge answerJudge(judge, nullptr);
    LiveTargets targets(task, end.finalUrl, page);
    const std::string finalUrl = targets.currentUrl();
    SYM_TRY(Score score, scoreParts({task, profile, answerJudge, job}, end.answer, targets));
    Evidence evidence{{"answer", end.answer},
                      {"final_url", finalUrl},
                      {"targets", targets.evidence()},
                      {"judge", answerJudge.replies()}};
    return Evaluation{std::move(score), std::move(evidence)};
}

Result<Score> evaluateAgain(const Task& task, const Evidence& evidence, EvaluatorProfile profile,
                            ChatModel* judge, JobContext& job)
{
    const json answer = evidence.is_object() ? evidence.value("answer", json()) : json();
    if (!answer.is_string())
        return Error(ErrorCode::InvalidInput, "task " + task.id + ": the evidence has no answer");
    AnswerJudge answerJudge(judge, evidence.value("judge", json()));
    RecordedTargets targets(evidence);
    return scoreParts({task, profile, answerJudge, job}, answer.get<std::string>(), targets);
}

}  // namespace sym
