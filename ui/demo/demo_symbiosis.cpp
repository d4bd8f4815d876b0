#include "ui/demo/demo_symbiosis.h"

#include <algorithm>

#include "core/store/knowledge_store.h"
#include "core/store/symbiosis_store.h"
#include "core/symbiosis/loop_phases.h"
#include "core/symbiosis/loop_settings.h"

namespace sym {

namespace {

using nlohmann::json;

constexpr int kDevTasks = 60;
constexpr int kCopiedSteps = 4;
constexpr const char* kStarted = "2026-01-07T09:00:00Z";

/// Writes down the phases of a loop.
class DemoPhases {
public:
    DemoPhases(ProjectStore& store, LoopId loop) : m_store(store), m_loop(loop) {}

    Status begin(int round, const char* name)
    {
        return m_store.symbiosis().startPhase(m_loop, round, name, kStarted);
    }
    Status done(int round, const char* name, json data, const char* kind, double units,
                double secondsPerUnit, double tokensPerUnit)
    {
        SYM_CHECK(begin(round, name));
        data["cost"] = {{"kind", kind},
                        {"units", units},
                        {"seconds", units * secondsPerUnit},
                        {"tokens", std::int64_t(units * tokensPerUnit)}};
        return m_store.symbiosis().finishPhase(
            {m_loop, round, name, kStarted, "2026-01-07T09:10:00Z", data.dump()});
    }
    Status rollout(int round, const char* name, const char* kind, int n, int successes, RunId run)
    {
        json data{{"episodes", n}, {"finished", n}, {"n", n}, {"successes", successes}};
        if (run) data["run"] = run.value;
        return done(round, name, std::move(data), kind, n, kind[0] == 'l' ? 1.4 : 2.6, 9000);
    }
    Status judged(int round, const char* name, int n, int approved)
    {
        return done(round, name, {{"judged", n}, {"approved", approved}}, "judged episodes", n,
                    0.05, 2500);
    }
    Status knowledge(int round, const char* name, int n, int accepted, int refused)
    {
        return done(round, name, {{"episodes", n}, {"accepted", accepted}, {"refused", refused}},
                    "episodes taken apart", n, 0.6, 30000);
    }
    Status training(int round, const char* name, int steps, int updates)
    {
        return done(round, name, {{"steps", steps}, {"updates", updates}}, "training updates",
                    updates, 0.5, 4096);
    }

private:
    ProjectStore& m_store;
    LoopId m_loop;
};

struct DemoRuns {
    RunId baseline;
    RunId withKnowledge;
    RunId speculative;  ///< 0: the project has none
};

/// Entries that somebody gave in a round, with the committee's answer.
int countEntries(const std::vector<KnowledgeEntry>& entries, int round, const char* policy,
                 bool accepted)
{
    return int(std::count_if(entries.begin(), entries.end(), [&](const KnowledgeEntry& entry) {
        return entry.round == round && entry.policy == policy && entry.accepted == accepted;
    }));
}

Status addRound(DemoPhases& phases, int round, const DemoRuns& runs,
                const std::vector<KnowledgeEntry>& entries)
{
    const auto count = [&](const char* policy, bool accepted) {
        return countEntries(entries, round, policy, accepted);
    };
    const char* large = "large episodes";
    const char* small = "small episodes";
    SYM_CHECK(phases.rollout(round, phase::kLarge, large, 60, 33 + 5 * round, {}));
    SYM_CHECK(phases.judged(round, phase::kJudgeLarge, 60, 31 + 6 * round));
    SYM_CHECK(phases.knowledge(round, phase::kKnowledgeLarge, 60, count("planner", true),
                               count("planner", false)));
    if (round == 0) SYM_CHECK(phases.training(round, phase::kDistil, 214, 120));
    SYM_CHECK(phases.rollout(round, phase::kSpeculate, "sds episodes", 40, 24 + 3 * round,
                             runs.speculative));
    SYM_CHECK(phases.judged(round, phase::kJudgeSpeculate, 40, 23 + 2 * round));
    SYM_CHECK(phases.training(round, phase::kTrain, 371 + 340 * round, 180 + 120 * round));
    SYM_CHECK(phases.rollout(round, phase::kExplore, small, 40, 9 + 6 * round, {}));
    SYM_CHECK(phases.judged(round, phase::kJudgeExplore, 40, 8 + 6 * round));
    SYM_CHECK(phases.knowledge(round, phase::kKnowledgeExplore, 40, count("small", true),
                               count("small", false)));
    SYM_CHECK(phases.rollout(round, phase::kMeasureLarge, large, kDevTasks, 35 + 6 * round,
                             round == 1 ? runs.withKnowledge : RunId{}));
    return phases.rollout(round, phase::kMeasureSmall, small, kDevTasks, 12 + 8 * round, {});
}

Status addPhases(ProjectStore& store, LoopId loop, const DemoRuns& runs,
                 const std::vector<KnowledgeEntry>& entries)
{
    DemoPhases phases(store, loop);
    SYM_CHECK(phases.rollout(0, phase::kBaseline, "large episodes", kDevTasks, 31, runs.baseline));
    SYM_CHECK(phases.rollout(0, phase::kBaselineSmall, "small episodes", kDevTasks, 2, {}));
    for (int round = 0; round < 2; ++round) SYM_CHECK(addRound(phases, round, runs, entries));
    SYM_CHECK(phases.rollout(2, phase::kLarge, "large episodes", 60, 44, {}));
    SYM_CHECK(phases.judged(2, phase::kJudgeLarge, 60, 43));
    return phases.begin(2, phase::kKnowledgeLarge);
}

KnowledgePage demoKnowledgePage(const Step& step)
{
    const std::size_t slash = step.page.url.find('/', 8);
    return {step.page.title, slash == std::string::npos ? "/" : step.page.url.substr(slash),
            step.page.observation.substr(0, 400)};
}

std::vector<KnowledgeVote> demoVotes(bool accepted)
{
    KnowledgeVote strict{.judge = "strict, planner (offline stand-in)",
                         .aligned = true,
                         .coherent = true,
                         .natural = true,
                         .reasonable = accepted,
                         .reason = accepted ? "Each step does a part of the instruction."
                                            : "The second step opens a page that is not needed."};
    KnowledgeVote plain = strict;
    plain.judge = "plain, planner (offline stand-in)";
    plain.reasonable = true;
    plain.reason = "The steps lead to what the instruction asks for.";
    return {std::move(strict), std::move(plain)};
}

KnowledgeEntry demoEntry(const Trajectory& trajectory, LoopId loop, int first, int last)
{
    KnowledgeEntry entry;
    entry.episode = trajectory.episode.id;
    entry.firstStep = first;
    entry.lastStep = last;
    entry.symbiosis = loop;
    entry.taskId = trajectory.episode.taskId;
    entry.templateId = trajectory.episode.templateId;
    entry.site = trajectory.episode.sites.front();
    entry.objective = trajectory.episode.objective;
    const auto at = [&](int i) -> const Step& { return trajectory.steps[std::size_t(i)]; };
    for (int i = first; i <= last; ++i)
        entry.steps.push_back(
            {demoKnowledgePage(at(i)), at(i).rawAction, at(i).targetDescription, at(i).reasoning});
    if (last + 1 < int(trajectory.steps.size())) entry.last = demoKnowledgePage(at(last + 1));
    const std::string target =
        at(last).targetDescription.empty() ? "the answer" : at(last).targetDescription;
    entry.abstract = first == 0 && last + 1 == int(trajectory.steps.size())
                         ? entry.objective
                         : "From “" + at(first).page.title + "”, get to " + target;
    entry.replicate = "Start on “" + at(first).page.title + "” and open " + target + ".";
    entry.summary = "The list of products is opened and narrowed until " + target + " is there.";
    const bool solved =
        !trajectory.episode.scores.empty() && trajectory.episode.scores.front().score >= 1;
    entry.outcome = solved ? Opinion::Success : Opinion::Failure;
    entry.outcomeReason = solved ? "The answer stands on the last page."
                                 : "The last page does not show what was asked for.";
    return entry;
}

Result<std::vector<KnowledgeEntry>> addEntries(ProjectStore& store, LoopId loop, RunId run)
{
    SYM_TRY(const std::vector<EpisodeRecord> episodes, store.episodes({.run = run}));
    std::vector<KnowledgeEntry> entries;
    for (std::size_t number = 0; number < episodes.size(); ++number) {
        SYM_TRY(const Trajectory trajectory, store.trajectory(episodes[number].id));
        const int last = int(trajectory.steps.size()) - 1;
        const std::pair<int, int> pieces[] = {{0, 0}, {0, 2}, {1, 2}, {0, last}, {2, last}};
        for (std::size_t i = 0; i < std::size(pieces); ++i) {
            KnowledgeEntry entry = demoEntry(trajectory, loop, pieces[i].first, pieces[i].second);
            entry.policy = i % 5 == 2 || i % 5 == 4 ? "small" : "planner";
            entry.round = int(number % 2);
            entry.accepted = (number + i) % 6 != 5;
            entry.votes = demoVotes(entry.accepted);
            SYM_TRY(entry.id, store.knowledge().add(entry));
            entries.push_back(std::move(entry));
        }
    }
    return entries;
}

std::vector<RetrievedExample> demoRetrieved(const std::vector<KnowledgeEntry>& entries,
                                            const EpisodeRecord& episode, int step)
{
    constexpr const char* kStrategies[] = {"summary+observation", "observation", "trajectory",
                                           "summary", "observation+trajectory"};
    std::vector<RetrievedExample> found;
    for (std::size_t i = std::size_t(step) * 3; i < entries.size() && found.size() < 5; i += 2) {
        const KnowledgeEntry& entry = entries[i];
        if (!entry.accepted || entry.templateId == episode.templateId) continue;
        RetrievedExample example;
        example.entry = entry.id;
        example.rank = int(found.size());
        example.strategy = kStrategies[found.size()];
        example.score = 8.7 - 1.3 * example.rank;
        example.kept = example.rank % 3 != 2;
        example.reason = example.kept ? "yes, shows how to narrow such a list"
                                      : "no, related to the page but not to the objective";
        example.policy = entry.policy;
        example.round = entry.round;
        found.push_back(std::move(example));
    }
    return found;
}

/// The episodes of a run again, shortened; with entries to look into or without.
Result<RunId> copyRun(ProjectStore& store, RunId of, const RunRecord& as,
                      const std::vector<KnowledgeEntry>& entries, JobContext& job)
{
    SYM_TRY(const RunId run, store.addRun(as));
    SYM_TRY(const std::vector<EpisodeRecord> episodes, store.episodes({.run = of}));
    for (std::size_t number = 0; number < episodes.size(); ++number) {
        if (job.isCancelled()) return Error(ErrorCode::Cancelled, "cancelled");
        SYM_TRY(Trajectory copied, store.trajectory(episodes[number].id));
        EpisodeRecord& episode = copied.episode;
        episode.run = run;
        SYM_TRY(episode.id, store.beginEpisode(episode));
        copied.steps.resize(std::min<std::size_t>(copied.steps.size(), kCopiedSteps));
        for (Step& step : copied.steps) {
            step.retrieved = demoRetrieved(entries, episode, step.index);
            SYM_TRY([[maybe_unused]] const StepId id, store.appendStep(episode.id, step));
        }
        episode.steps = int(copied.steps.size());
        if (!episode.scores.empty())
            episode.scores.front().score = entries.empty() ? number % 3 == 0 : number % 3 != 1;
        SYM_CHECK(store.finishEpisode(episode));
    }
    SYM_CHECK(store.finishRun(run, "2026-01-07T09:20:00Z"));
    return run;
}

RunRecord demoRun(LoopId loop, const char* name, int round, bool looks)
{
    RunRecord run;
    run.name = looks ? "Demo: made-up rounds, planner with its knowledge"
                     : "Demo: made-up rounds, planner alone";
    run.suite = "builtin";
    run.split = "dev";
    run.policy = "planner";
    run.model = "planner (offline stand-in)";
    run.seed = 1;
    run.startedAt = kStarted;
    run.planned = 10;
    json method{{"symbiosis", loop.value}, {"round", round}, {"phase", name}};
    if (looks) method["retrieval"] = {{"exclude", "template"}, {"embedder", "none"}};
    run.settings = json{{"method", std::move(method)}}.dump();
    return run;
}

}  // namespace

Status fillDemoSymbiosis(ProjectStore& store, JobContext& job, const std::string& suite)
{
    SYM_TRY(const std::vector<RunRecord> before, store.runs());
    if (before.size() < 2)
        return Error(ErrorCode::InvalidInput, "made-up rounds need the made-up project first");
    LoopRecord loop;
    SYM_TRY(LoopSettings settings, loopPreset("quick"));
    settings.rounds = 3;
    settings.suite = suite;
    loop.name = "Demo: made-up rounds";
    loop.settings = loopSettingsToJson(settings);
    loop.startedAt = kStarted;
    SYM_TRY(loop.id, store.symbiosis().addLoop(loop));

    const RunId train = before[before.size() - 1].id;  // newest first
    const RunId dev = before[before.size() - 2].id;
    SYM_TRY(const std::vector<KnowledgeEntry> entries, addEntries(store, loop.id, train));
    DemoRuns runs;
    SYM_TRY(runs.baseline,
            copyRun(store, dev, demoRun(loop.id, phase::kBaseline, 0, false), {}, job));
    SYM_TRY(runs.withKnowledge,
            copyRun(store, dev, demoRun(loop.id, phase::kMeasureLarge, 1, true), entries, job));
    for (const RunRecord& run : before)
        if (run.policy == "sds") runs.speculative = run.id;
    return addPhases(store, loop.id, runs, entries);
}

}  // namespace sym
