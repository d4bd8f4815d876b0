#include "core/symbiosis/ablation/ablation.h"

#include "core/rollout/rollout.h"
#include "core/rollout/timestamp.h"
#include "core/store/symbiosis_store.h"
#include "core/symbiosis/ablation/ablation_arms.h"
#include "core/symbiosis/loop_report.h"

namespace sym {

namespace {

using nlohmann::json;

LoopSettings settingsOfSeed(const AblationSettings& settings, int index)
{
    LoopSettings loop = settings.loop;
    loop.seed += std::uint64_t(index);
    loop.rounds = 1;
    return loop;
}

/// What makes two ablations of a seed the same one.
std::string identityOf(const AblationSettings& settings, int index)
{
    return json{{"ablation",
                 {{"candidates", settings.candidates},
                  {"lambdas", settings.lambdas},
                  {"retrievals", settings.retrievals}}},
                {"loop", json::parse(loopSettingsToJson(settingsOfSeed(settings, index)))}}
        .dump();
}

Result<LoopRecord> findOrAddSeed(ProjectStore& store, const AblationSettings& settings, int index)
{
    LoopRecord loop;
    loop.settings = identityOf(settings, index);
    SYM_TRY(const std::vector<LoopRecord> loops, store.symbiosis().loops());
    for (const LoopRecord& old : loops)
        if (old.settings == loop.settings) return old;
    loop.name = "ablation, seed " + std::to_string(settings.loop.seed + std::uint64_t(index));
    loop.startedAt = utcNow();
    SYM_TRY(loop.id, store.symbiosis().addLoop(loop));
    return loop;
}

using Outcomes = std::map<std::string, bool>;

/// Tasks of several worlds have equal ids: the seed tells them apart.
void addOutcomes(const Outcomes& ofSeed, std::size_t seed, Outcomes& all)
{
    for (const auto& [task, success] : ofSeed) all[std::to_string(seed) + "/" + task] = success;
}

Tally tallyOf(const Outcomes& outcomes)
{
    Tally tally;
    for (const auto& [task, success] : outcomes) tally.add(success);
    return tally;
}

const PhaseRecord* findPhase(const std::vector<PhaseRecord>& phases, const std::string& name)
{
    for (const PhaseRecord& phase : phases)
        if (phase.phase == name && !phase.finishedAt.empty()) return &phase;
    return nullptr;
}

}  // namespace

Status checkAblationSettings(const AblationSettings& settings)
{
    SYM_CHECK(checkLoopSettings(settings.loop));
    const auto bad = [](const std::string& what) { return Error(ErrorCode::InvalidInput, what); };
    if (settings.seeds < 1 || settings.seeds > 100)
        return bad("an ablation takes 1 to 100 seeds, not " + std::to_string(settings.seeds));
    for (const int k : settings.candidates) {
        LoopSettings changed = settings.loop;
        changed.candidates = k;
        SYM_CHECK(checkLoopSettings(changed));
    }
    for (const double lambda : settings.lambdas) {
        LoopSettings changed = settings.loop;
        changed.lambda = lambda;
        SYM_CHECK(checkLoopSettings(changed));
    }
    return {};
}

Result<std::vector<LoopId>> runAblation(ProjectStore& store, LoopWork& work,
                                        const AblationSettings& settings,
                                        SymbiosisObserver& observer, JobContext& job)
{
    SYM_CHECK(checkAblationSettings(settings));
    SYM_TRY([[maybe_unused]] const auto claim, store.claim());
    std::vector<LoopId> loops;
    for (int i = 0; i < settings.seeds; ++i) {
        const LoopSettings ofSeed = settingsOfSeed(settings, i);
        SYM_TRY(const LoopTasks tasks, LoopTasks::open(ofSeed));
        SYM_TRY(const LoopRecord loop, findOrAddSeed(store, settings, i));
        const LoopContext context{store, work, loop.id, ofSeed, tasks};
        const std::vector<LoopPhase> phases = ablationPhases(settings, context);
        SYM_TRY(const std::vector<PhaseRecord> records, store.symbiosis().phases(loop.id));
        observer.loopStarted(loop, phases, estimateRest(phases, records));
        SYM_CHECK(runPhases(store.symbiosis(), loop.id, phases, {}, observer, job));
        if (loop.finishedAt.empty())
            SYM_CHECK(store.symbiosis().setLoopFinished(loop.id, utcNow()));
        loops.push_back(loop.id);
    }
    return loops;
}

Result<ResultTable> reportAblation(ProjectStore& store, const AblationSettings& settings,
                                   const std::vector<LoopId>& loops)
{
    ResultTable table;
    table.title = "Ablation: success on dev tasks over " + std::to_string(loops.size()) + " seeds";
    table.notes = settingNotes(settings.loop);
    std::map<std::string, Outcomes> byArm;
    std::map<std::string, std::string> titles;
    for (const AblationArm& arm : ablationArms(settings)) {
        ResultRow row;
        row.name = titles[arm.measure] = arm.title;
        for (std::size_t i = 0; i < loops.size(); ++i) {
            SYM_TRY(const std::vector<PhaseRecord> phases, store.symbiosis().phases(loops[i]));
            const PhaseRecord* measured = findPhase(phases, arm.measure);
            if (!measured) continue;
            const json data = json::parse(measured->data, nullptr, false);
            SYM_TRY(const Outcomes outcomes,
                    outcomesByTask(store, RunId{data.value("run", std::int64_t{0})}));
            row.seeds.push_back({settings.loop.seed + i, tallyOf(outcomes),
                                 data.value("environment_errors", 0), data.value("timed_out", 0)});
            addOutcomes(outcomes, i, byArm[arm.measure]);
            if (const PhaseRecord* trained = findPhase(phases, arm.train)) {
                const json about = json::parse(trained->data, nullptr, false);
                row.note += (row.note.empty() ? "learned from " : ", ")
                            + std::to_string(about.value("steps", 0));
            }
        }
        if (!row.note.empty()) row.note += " steps";
        if (!row.seeds.empty()) table.rows.push_back(std::move(row));
    }
    for (const AblationComparison& pair : ablationComparisons())
        if (byArm.contains(pair.first) && byArm.contains(pair.second))
            table.tests.push_back({titles[pair.first], titles[pair.second],
                                   pairOutcomes(byArm[pair.first], byArm[pair.second])});
    return table;
}

}  // namespace sym
