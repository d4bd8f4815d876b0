#include "core/symbiosis/loop_report.h"

#include <algorithm>
#include <cstdio>

#include "core/rollout/rollout.h"
#include "core/store/knowledge_store.h"
#include "core/symbiosis/loop_phases.h"
#include "core/synthesis/synthesis_summary.h"

namespace sym {

namespace {

using nlohmann::json;

/// The finished phases of a loop by round and name.
class PhaseIndex {
public:
    explicit PhaseIndex(const std::vector<PhaseRecord>& phases)
    {
        for (const PhaseRecord& record : phases) {
            if (record.finishedAt.empty()) continue;
            json data = json::parse(record.data, nullptr, false);
            if (!data.is_object()) continue;
            m_seconds += data.value("cost", json::object()).value("seconds", 0.0);
            m_lastRound = std::max(m_lastRound, record.round);
            m_data[{record.round, record.phase}] = std::move(data);
        }
    }

    const json* find(int round, const char* name) const
    {
        const auto found = m_data.find({round, name});
        return found == m_data.end() ? nullptr : &found->second;
    }
    std::optional<RunId> run(int round, const char* name) const
    {
        const json* data = find(round, name);
        if (!data || !data->contains("run")) return std::nullopt;
        return RunId{data->value("run", std::int64_t{0})};
    }
    std::optional<MeasuredTally> tally(int round, const char* name) const
    {
        const json* data = find(round, name);
        if (!data) return std::nullopt;
        return MeasuredTally{{data->value("n", 0), data->value("successes", 0)},
                             data->value("environment_errors", 0),
                             data->value("timed_out", 0)};
    }
    int lastRound() const { return m_lastRound; }
    /// The last round that has this phase, or -1.
    int lastRoundOf(const char* name) const
    {
        int last = m_lastRound;
        while (last >= 0 && !find(last, name)) --last;
        return last;
    }
    double seconds() const { return m_seconds; }

private:
    std::map<std::pair<int, std::string>, json> m_data;
    int m_lastRound = -1;
    double m_seconds = 0;
};

/// Adds a comparison when both phases are done.
Status compare(ProjectStore& store, LoopReport& report, const std::string& name,
               std::optional<RunId> first, std::optional<RunId> second)
{
    if (!first || !second) return {};
    SYM_TRY(const auto ours, outcomesByTask(store, *first));
    SYM_TRY(const auto theirs, outcomesByTask(store, *second));
    report.paired[name] = pairOutcomes(ours, theirs);
    return {};
}

/// How many entries were in the prompts of a run, and how many of them the student made.
Status countExamples(ProjectStore& store, RunId run, RoundReport& round)
{
    SYM_TRY(const std::vector<EpisodeRecord> episodes, store.episodes({.run = run}));
    for (const EpisodeRecord& episode : lastAttempts(episodes)) {
        SYM_TRY(const Trajectory trajectory, store.trajectory(episode.id));
        for (const Step& step : trajectory.steps)
            for (const RetrievedExample& example : step.retrieved) {
                if (!example.kept) continue;
                ++round.examplesUsed;
                round.smallExamplesUsed += example.policy == "small" ? 1 : 0;
            }
    }
    return {};
}

Result<RoundReport> reportRound(ProjectStore& store, const LoopReport& report,
                                const PhaseIndex& phases, int number)
{
    RoundReport round;
    round.round = number;
    round.largeTrain = phases.tally(number, phase::kLarge);
    round.explored = phases.tally(number, phase::kExplore);
    round.largeWithKnowledge = phases.tally(number, phase::kMeasureLarge);
    round.small = phases.tally(number, phase::kMeasureSmall);
    if (const json* data = phases.find(number, phase::kTrain))
        round.trainedSteps = data->value("steps", 0);
    if (const auto run = phases.run(number, phase::kSpeculate)) {
        SYM_TRY(const SynthesisSummary summary, synthesisSummary(store, *run));
        round.acceptance = summary.accepted;
        round.acceptanceStrict = summary.strict;
    }
    if (const auto run = phases.run(number, phase::kMeasureLarge))
        SYM_CHECK(countExamples(store, *run, round));
    SYM_TRY(const std::vector<KnowledgeCount> counts, store.knowledge().counts());
    for (const KnowledgeCount& count : counts) {
        if (count.symbiosis != report.loop.id || count.round > number) continue;
        round.knowledgeEntries += count.accepted;
        round.smallKnowledgeEntries += count.policy == "small" ? count.accepted : 0;
    }
    const auto isMeasured = [](const std::optional<MeasuredTally>& tally) {
        return tally && tally->n > 0;
    };
    if (isMeasured(report.large) && isMeasured(round.largeWithKnowledge) && isMeasured(round.small))
        round.delta =
            round.largeWithKnowledge->rate() - std::max(report.large->rate(), round.small->rate());
    return round;
}

std::string largeName(const LoopReport& report)
{
    return report.settings.large == "planner" ? "planner" : "large";
}

void addRow(ResultTable& table, const std::string& name, const std::optional<MeasuredTally>& tally,
            std::uint64_t seed)
{
    if (tally)
        table.rows.push_back(
            {name, {{seed, *tally, tally->environmentErrors, tally->timedOut}}, ""});
}

void addTest(ResultTable& table, const LoopReport& report, const std::string& key,
             const std::string& first, const std::string& second)
{
    const auto found = report.paired.find(key);
    if (found != report.paired.end()) table.tests.push_back({first, second, found->second});
}

std::string rateText(const std::optional<Tally>& tally)
{
    if (!tally) return "-";
    char text[64];
    std::snprintf(text, sizeof text, "%.1f %% of %d", 100 * tally->rate(), tally->n);
    return text;
}

json optionalJson(const std::optional<Tally>& tally)
{
    return tally ? tallyJson(*tally) : json();
}

json measuredJson(const std::optional<MeasuredTally>& tally)
{
    if (!tally) return {};
    json object = tallyJson(*tally);
    object["environment_errors"] = tally->environmentErrors;
    object["timed_out"] = tally->timedOut;
    return object;
}

}  // namespace

Result<LoopReport> reportLoop(ProjectStore& store, LoopId loop)
{
    LoopReport report;
    SYM_TRY(report.loop, store.symbiosis().loop(loop));
    SYM_TRY(report.settings, loopSettingsFromJson(report.loop.settings));
    SYM_TRY(const std::vector<PhaseRecord> records, store.symbiosis().phases(loop));
    const PhaseIndex phases(records);
    report.seconds = phases.seconds();
    report.large = phases.tally(0, phase::kBaseline);
    report.base = phases.tally(0, phase::kBaselineSmall);
    for (int round = 0; round <= phases.lastRound(); ++round) {
        SYM_TRY(RoundReport made, reportRound(store, report, phases, round));
        report.rounds.push_back(std::move(made));
    }
    const auto newest = [&phases](const char* name) {
        return phases.tally(phases.lastRoundOf(name), name);
    };
    report.testLarge = newest(phase::kTestBaseline);
    report.testLargeWithKnowledge = newest(phase::kTestLarge);
    report.testSmall = newest(phase::kTestSmall);

    const std::string large = largeName(report);
    const auto newestRun = [&phases](const char* name) {
        return phases.run(phases.lastRoundOf(name), name);
    };
    SYM_CHECK(compare(store, report, large + "_kb_vs_" + large, newestRun(phase::kMeasureLarge),
                      phases.run(0, phase::kBaseline)));
    SYM_CHECK(compare(store, report, "small_vs_base", newestRun(phase::kMeasureSmall),
                      phases.run(0, phase::kBaselineSmall)));
    if (phases.lastRoundOf(phase::kMeasureSmall) > 0)
        SYM_CHECK(compare(store, report, "small_last_vs_first", newestRun(phase::kMeasureSmall),
                          phases.run(0, phase::kMeasureSmall)));
    SYM_CHECK(compare(store, report, "test_" + large + "_kb_vs_" + large,
                      newestRun(phase::kTestLarge), newestRun(phase::kTestBaseline)));
    return report;
}

std::vector<std::string> settingNotes(const LoopSettings& settings)
{
    std::vector<std::string> notes;
    if (settings.large == "planner")
        notes.push_back("The planner is an offline stand-in for a large model, not one.");
    if (settings.exclude == "none")
        notes.push_back(
            "Retrieval left out no entries, not even those of the same task: these numbers mimic "
            "the paper's leakage.");
    else if (settings.exclude != "template")
        notes.push_back("Retrieval left out entries of the same " + settings.exclude
                        + " only: these numbers mimic the paper's leakage.");
    return notes;
}

ResultTable loopDevTable(const LoopReport& report)
{
    const std::string large = largeName(report);
    const std::uint64_t seed = report.settings.seed;
    ResultTable table;
    table.title = "Success on dev tasks";
    table.notes = settingNotes(report.settings);
    addRow(table, large, report.large, seed);
    std::string withKnowledge;
    for (const RoundReport& round : report.rounds) {
        if (!round.largeWithKnowledge) continue;
        withKnowledge = large + " with knowledge, round " + std::to_string(round.round);
        addRow(table, withKnowledge, round.largeWithKnowledge, seed);
    }
    addRow(table, "student before training", report.base, seed);
    std::string student;
    for (const RoundReport& round : report.rounds) {
        if (!round.small) continue;
        student = "student, round " + std::to_string(round.round);
        addRow(table, student, round.small, seed);
    }
    addTest(table, report, large + "_kb_vs_" + large, withKnowledge, large);
    addTest(table, report, "small_vs_base", student, "student before training");
    addTest(table, report, "small_last_vs_first", student, "student, round 0");
    return table;
}

ResultTable loopTestTable(const LoopReport& report)
{
    const std::string large = largeName(report);
    const bool isBuiltIn = report.settings.suite == "builtin";
    const std::uint64_t seed =
        report.settings.seed + (isBuiltIn ? report.settings.testSeedOffset : 0);
    ResultTable table;
    table.title = "Success on test tasks of held-out templates";
    if (isBuiltIn) table.title += ", in a world nobody has seen";
    table.notes = settingNotes(report.settings);
    addRow(table, large, report.testLarge, seed);
    addRow(table, large + " with knowledge", report.testLargeWithKnowledge, seed);
    addRow(table, "student", report.testSmall, seed);
    addTest(table, report, "test_" + large + "_kb_vs_" + large, large + " with knowledge", large);
    return table;
}

std::string loopReportText(const LoopReport& report)
{
    std::string text = resultTableText(loopDevTable(report));
    if (report.testLarge || report.testSmall) text += resultTableText(loopTestTable(report));
    text += "Rounds\n";
    for (const RoundReport& round : report.rounds) {
        char line[320];
        std::snprintf(line, sizeof line,
                      "  %d: Delta %s, proposals accepted %s (strict %s), trained on %d steps,\n"
                      "     knowledge %d entries, %d of the student; used %d, %d of the student\n",
                      round.round,
                      round.delta ? std::to_string(*round.delta).substr(0, 6).c_str() : "-",
                      rateText(round.acceptance).c_str(), rateText(round.acceptanceStrict).c_str(),
                      round.trainedSteps, round.knowledgeEntries, round.smallKnowledgeEntries,
                      round.examplesUsed, round.smallExamplesUsed);
        text += line;
    }
    char line[64];
    std::snprintf(line, sizeof line, "  %.0f s in all phases", report.seconds);
    return text + line;
}

json loopReportJson(const LoopReport& report)
{
    json rounds = json::array();
    for (const RoundReport& round : report.rounds) {
        const int entries = round.knowledgeEntries;
        rounds.push_back(
            {{"round", round.round},
             {"large", measuredJson(report.large)},
             {"large_with_kb", measuredJson(round.largeWithKnowledge)},
             {"small", measuredJson(round.small)},
             {"delta", round.delta ? json(*round.delta) : json()},
             {"acceptance", round.acceptance ? json(round.acceptance->rate()) : json()},
             {"acceptance_tally", optionalJson(round.acceptance)},
             {"acceptance_strict", optionalJson(round.acceptanceStrict)},
             {"kb_entries", entries},
             {"kb_small_share", entries > 0 ? double(round.smallKnowledgeEntries) / entries : 0.0},
             {"examples_used", round.examplesUsed},
             {"examples_used_small", round.smallExamplesUsed},
             {"trained_steps", round.trainedSteps},
             {"large_train", measuredJson(round.largeTrain)},
             {"small_explored", measuredJson(round.explored)}});
    }
    json paired = json::object();
    for (const auto& [name, pairs] : report.paired) paired[name] = pairedJson(pairs);
    return {{"loop", report.loop.id.value},
            {"finished", !report.loop.finishedAt.empty()},
            {"seed", report.settings.seed},
            {"large_model", report.settings.large},
            {"base", measuredJson(report.base)},
            {"rounds", std::move(rounds)},
            {"test",
             {{"large", measuredJson(report.testLarge)},
              {"large_with_kb", measuredJson(report.testLargeWithKnowledge)},
              {"small", measuredJson(report.testSmall)}}},
            {"paired", std::move(paired)},
            {"notes", settingNotes(report.settings)},
            {"seconds", report.seconds}};
}

}  // namespace sym
