#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/trajectory/step.h"

namespace sym {

/// How an episode ended. Finished and TimedOut ones say something about the agent; EnvironmentError
/// and Cancelled ones are counted apart and run again on resume.
enum class EpisodeOutcome {
    Running,
    Finished,          ///< the agent stopped, or its step budget did
    EnvironmentError,  ///< crash, dead network, failed login: not the agent's fault
    TimedOut,          ///< the episode's wall-clock limit
    Cancelled,
};

const char* episodeOutcomeName(EpisodeOutcome outcome);  ///< "running", "finished", ...

/// One part of an evaluation.
struct ScorePart {
    std::string kind;    ///< "string_match", "url_match", "program_html"
    double score = 0;    ///< 0...1; meaningless unless judged
    bool judged = true;  ///< false: needs an LLM judge and none is configured
    std::string reason;

    bool operator==(const ScorePart&) const = default;
};

/// The evaluator's verdict on an episode under one profile.
struct Score {
    std::string profile;  ///< "webarena" or "agentoccam"
    double score = 0;     ///< product of the parts
    bool judged = true;   ///< false if a part that decides was not judged
    std::vector<ScorePart> parts;

    bool operator==(const Score&) const = default;
};

/// A model's opinion on whether a trajectory did what it was asked; never the evaluator's reward.
struct JudgeVerdict {
    std::string judge;
    bool success = false;
    std::string reason;

    bool operator==(const JudgeVerdict&) const = default;
};

/// An episode: which task, by whom, how it ended.
struct EpisodeRecord {
    EpisodeId id;
    RunId run;
    std::string taskId;  ///< as text; upstream has integers and strings
    std::string templateId;
    std::vector<std::string> sites;
    std::string split;  ///< "train", "dev", "test" or empty
    bool templateHeldOut = false;
    std::string objective;
    std::string startUrl;
    std::string policy;  ///< "planner", "large", ...
    int attempt = 0;     ///< 0-based, of this task in this run
    std::uint64_t seed = 0;
    EpisodeOutcome outcome = EpisodeOutcome::Running;
    std::string error;   ///< why it is not Finished
    std::string answer;  ///< of the stop action
    std::string finalUrl;
    int steps = 0;
    std::vector<Score> scores;             ///< evaluator, one a profile
    std::vector<JudgeVerdict> judgements;  ///< models, kept apart from scores
    double seconds = 0;
    std::int64_t tokens = 0;
    double costUsd = 0;
    BlobId evidence;        ///< JSON: final pages and raw locator values, for scoring again
    BlobId har;             ///< HAR 1.2 of the episode
    std::string startedAt;  ///< UTC, ISO 8601
    std::string task;       ///< the task's JSON

    bool operator==(const EpisodeRecord&) const = default;
};

/// The row of a table an episode counts in: its site, "multi" for several, "none" without one.
std::string siteRowOf(const EpisodeRecord& episode);

/// Whether the evaluator (WebArena's profile) found the task solved; not when its time ran out.
/// Nothing for an episode that says nothing about the agent or was not judged.
std::optional<bool> solvedByEvaluator(const EpisodeRecord& episode);

/// The last attempt at every task among the episodes of one run, in their order: interrupted ones
/// before it do not count. Counterfactual episodes are all kept, since one task has several.
std::vector<EpisodeRecord> lastAttempts(const std::vector<EpisodeRecord>& episodes);

/// An episode with all its steps.
struct Trajectory {
    EpisodeRecord episode;
    std::vector<Step> steps;

    bool operator==(const Trajectory&) const = default;
};

}  // namespace sym
