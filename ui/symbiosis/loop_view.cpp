#include "ui/symbiosis/loop_view.h"

namespace sym {

namespace {

/// What is known of the phases without their tasks.
LoopPlan storedPlan(const LoopRecord& loop, const std::vector<PhaseRecord>& records)
{
    LoopPlan plan;
    plan.loop = loop;
    for (const PhaseRecord& record : records) {
        PlannedPhase phase{.round = record.round, .name = record.phase, .title = record.phase};
        phase.startedAt = record.startedAt;
        phase.isDone = !record.finishedAt.empty();
        phase.data = record.data;
        phase.hasCost = false;
        plan.phases.push_back(std::move(phase));
    }
    return plan;
}

}  // namespace

Result<LoopView> readLoopView(ProjectStore& store, LoopId loop)
{
    LoopView view;
    SYM_TRY(view.report, reportLoop(store, loop));
    SYM_TRY(const std::vector<PhaseRecord> records, store.symbiosis().phases(loop));
    view.flows = roundFlows(records);
    view.stored = storedPlan(view.report.loop, records);
    return view;
}

}  // namespace sym
