#include "core/symbiosis/loop_plan.h"

#include "core/symbiosis/loop_phases.h"
#include "core/symbiosis/symbiosis.h"

namespace sym {

namespace {

using nlohmann::json;

/// Phases are looked at and never run.
class NoWork final : public LoopWork {
public:
    Result<RunId> rollout(const LoopSettings&, const LoopRollout&, JobContext&) override
    {
        return refusal();
    }
    Result<json> judge(const LoopSettings&, RunId, JobContext&) override { return refusal(); }
    Result<json> buildKnowledge(const LoopSettings&, const LoopKnowledge&, JobContext&) override
    {
        return refusal();
    }
    Result<TrainedStudent> train(const TrainConfig&, JobContext&) override { return refusal(); }

private:
    static Error refusal() { return {ErrorCode::InvalidInput, "a plan is not run"}; }
};

constexpr std::size_t kRemembered = 4;

/// What tasks depend on; the rest as it is by default.
LoopSettings taskSettings(const LoopSettings& settings)
{
    LoopSettings key;
    key.seed = settings.seed;
    key.suite = settings.suite;
    key.largeTasks = settings.largeTasks;
    key.speculativeTasks = settings.speculativeTasks;
    key.exploreTasks = settings.exploreTasks;
    key.freshTasks = settings.freshTasks;
    key.devTasks = settings.devTasks;
    key.testTasks = settings.testTasks;
    key.testSeedOffset = settings.testSeedOffset;
    return key;
}

const PhaseRecord* recordOf(const std::vector<PhaseRecord>& records, const LoopPhase& phase)
{
    for (const PhaseRecord& record : records)
        if (record.round == phase.round && record.phase == phase.name) return &record;
    return nullptr;
}

PhaseCost measuredCost(const PhaseRecord& record, const std::string& kind)
{
    PhaseCost cost{.kind = kind, .isMeasured = true};
    const json data = json::parse(record.data, nullptr, false);
    if (!data.is_object() || !data.contains("cost")) return cost;
    cost.units = data["cost"].value("units", 0.0);
    cost.tokens = data["cost"].value("tokens", std::int64_t{0});
    cost.seconds = data["cost"].value("seconds", 0.0);
    return cost;
}

PlannedPhase plannedPhase(const LoopPhase& phase, const std::vector<PhaseRecord>& records)
{
    PlannedPhase planned{.round = phase.round, .name = phase.name, .title = phase.title};
    const PhaseRecord* record = recordOf(records, phase);
    if (record) planned.startedAt = record->startedAt;
    if (record && !record->finishedAt.empty()) {
        planned.isDone = true;
        planned.data = record->data;
        planned.cost = measuredCost(*record, phase.kind);
        return planned;
    }
    const Result<double> units = phase.units();
    planned.hasCost = bool(units);
    planned.cost = units ? estimatePhase(phase.kind, *units, records) : PhaseCost{phase.kind};
    return planned;
}

}  // namespace

Result<std::shared_ptr<const LoopTasks>> LoopPlanner::tasksOf(const LoopSettings& settings)
{
    const LoopSettings key = taskSettings(settings);
    {
        const std::lock_guard guard(m_mutex);
        for (const auto& [known, tasks] : m_tasks)
            if (known == key) return tasks;
    }
    SYM_TRY(LoopTasks opened, LoopTasks::open(settings));
    auto tasks = std::make_shared<const LoopTasks>(std::move(opened));
    if (settings.suite != "builtin") return tasks;  // a file may change, and is quickly read
    const std::lock_guard guard(m_mutex);
    m_tasks.emplace_back(key, tasks);
    if (m_tasks.size() > kRemembered) m_tasks.pop_front();
    return tasks;
}

Result<LoopPlan> LoopPlanner::plan(ProjectStore& store, const LoopSettings& settings,
                                   std::optional<LoopRecord> loop)
{
    SYM_CHECK(checkLoopSettings(settings));
    SYM_TRY(const std::shared_ptr<const LoopTasks> tasks, tasksOf(settings));
    LoopPlan made;
    made.loop = std::move(loop);
    if (!made.loop) {
        SYM_TRY(made.loop, findLoop(store, settings));
    }
    std::vector<PhaseRecord> records;
    if (made.loop) {
        SYM_TRY(records, store.symbiosis().phases(made.loop->id));
    }
    NoWork work;
    const LoopContext context{store, work, made.loop ? made.loop->id : LoopId{}, settings, *tasks};
    const std::vector<LoopPhase> phases = loopPhases(context);
    made.rest = estimateRest(phases, records);
    for (const LoopPhase& phase : phases) {
        made.phases.push_back(plannedPhase(phase, records));
        made.unknown += made.phases.back().hasCost ? 0 : 1;
    }
    return made;
}

}  // namespace sym
