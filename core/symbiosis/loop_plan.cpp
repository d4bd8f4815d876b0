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

Result<LoopPlan> planLoop(ProjectStore& store, const LoopSettings& settings,
                          std::optional<LoopRecord> loop)
{
    SYM_CHECK(checkLoopSettings(settings));
    SYM_TRY(const LoopTasks tasks, LoopTasks::open(settings));
    LoopPlan plan;
    plan.loop = std::move(loop);
    if (!plan.loop) {
        SYM_TRY(plan.loop, findLoop(store, settings));
    }
    std::vector<PhaseRecord> records;
    if (plan.loop) {
        SYM_TRY(records, store.symbiosis().phases(plan.loop->id));
    }
    NoWork work;
    const LoopContext context{store, work, plan.loop ? plan.loop->id : LoopId{}, settings, tasks};
    const std::vector<LoopPhase> phases = loopPhases(context);
    plan.rest = estimateRest(phases, records);
    for (const LoopPhase& phase : phases) {
        plan.phases.push_back(plannedPhase(phase, records));
        plan.unknown += plan.phases.back().hasCost ? 0 : 1;
    }
    return plan;
}

}  // namespace sym
