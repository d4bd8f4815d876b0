#include "core/review/trajectory_judge.h"

#include <algorithm>

#include "core/review/review_question.h"
#include "core/review/trajectory_text.h"
#include "core/trajectory/learning_guard.h"

namespace sym {

namespace {

constexpr PageLimits kJudgedPage{.lines = 120, .characters = 8000};
constexpr int kTries = 2;

std::vector<std::string> wordsOf(std::string_view text)
{
    std::vector<std::string> words(1);
    for (const char c : text) {
        if (std::isalpha(static_cast<unsigned char>(c)))
            words.back() += char(std::tolower(static_cast<unsigned char>(c)));
        else if (!words.back().empty())
            words.emplace_back();
    }
    return words;
}

/// The first whole word of the section that is about success or failure. What denies it
/// ("unsuccessful", "not successful") is no verdict: nobody has to guess at it.
std::optional<bool> verdictOf(std::string_view section)
{
    std::string before;
    for (const std::string& word : wordsOf(section)) {
        const bool isSuccess = word == "success" || word == "successful" || word == "succeeded";
        const bool isFailure = word.starts_with("fail");
        if (isSuccess || isFailure) {
            if (before == "not" || before == "no") return std::nullopt;
            return isSuccess;
        }
        if (word.find("success") != std::string::npos) return std::nullopt;
        before = word;
    }
    return std::nullopt;
}

ReviewQuestion questionOf(const Trajectory& trajectory, std::uint64_t seed)
{
    const EpisodeRecord& episode = trajectory.episode;
    const int last = int(trajectory.steps.size()) - 1;
    const bool stopped = last >= 0 && trajectory.steps.back().action.kind == ActionKind::Stop;
    ReviewQuestion question;
    question.request = "verdict";
    question.sections = {
        {"OBJECTIVE", episode.objective},
        {"TRAJECTORY",
         last < 0 ? "" : stepsText(pieceOf(trajectory, 0, last, kJudgedPage), kJudgedPage)},
        {"ANSWER", !stopped                 ? "(none: the agent did not stop by itself)"
                   : episode.answer.empty() ? "(empty)"
                                            : episode.answer}};
    question.answers = {"REASON", "VERDICT"};
    question.seed = seed;
    return question;
}

bool isJudgedBy(const EpisodeRecord& episode, const std::string& judge)
{
    return std::ranges::any_of(episode.judgements,
                               [&](const JudgeVerdict& verdict) { return verdict.judge == judge; });
}

}  // namespace

Result<JudgedTrajectory> judgeTrajectory(const Trajectory& trajectory, ChatModel& model,
                                         std::uint64_t seed, JobContext& job)
{
    ReviewQuestion question = questionOf(trajectory, seed);
    for (int i = 0; i < kTries; ++i) {
        SYM_TRY(ReviewAnswer answer, askReview(question, model, job));
        if (const auto verdict = verdictOf(answer.text("VERDICT")))
            return JudgedTrajectory{{model.name(), *verdict, answer.text("REASON")},
                                    std::move(answer.call)};
        ++question.seed;
    }
    return Error(ErrorCode::InvalidInput,
                 model.name() + " gave no verdict on episode "
                     + std::to_string(trajectory.episode.id.value)
                     + ": its answer has no VERDICT section with success or failure");
}

Result<JudgingReport> judgeEpisodes(ProjectStore& store, RunId run, ChatModel& model,
                                    std::uint64_t seed, JobContext& job, JudgedEpisodes which)
{
    SYM_TRY(const std::vector<EpisodeRecord> episodes, store.episodes({.run = run}));
    JudgingReport report;
    for (std::size_t i = 0; i < episodes.size(); ++i) {
        if (job.isCancelled()) return Error(ErrorCode::Cancelled, "cancelled");
        job.report(double(i) / double(episodes.size()),
                   "judging " + std::to_string(i + 1) + "/" + std::to_string(episodes.size()));
        if (episodes[i].outcome != EpisodeOutcome::Finished) {
            ++report.unfinished;
            continue;
        }
        if (which == JudgedEpisodes::MayLearn && !checkMayLearn(episodes[i])) {
            ++report.forbidden;
            continue;
        }
        if (isJudgedBy(episodes[i], model.name())) {
            ++report.before;
            report.successes += episodes[i].judgements.back().success;
            continue;
        }
        SYM_TRY(Trajectory trajectory, store.trajectory(episodes[i].id));
        Result<JudgedTrajectory> judged = judgeTrajectory(trajectory, model, seed, job);
        if (!judged && judged.error().code() == ErrorCode::InvalidInput) {
            ++report.unreadable;
            continue;
        }
        if (!judged) return judged.error();
        ++report.judged;
        report.successes += judged->verdict.success;
        report.tokens += judged->call.promptTokens + judged->call.responseTokens;
        report.costUsd += judged->call.costUsd;
        trajectory.episode.judgements.push_back(std::move(judged->verdict));
        SYM_CHECK(store.finishEpisode(trajectory.episode));
    }
    return report;
}

}  // namespace sym
