#include "core/symbiosis/symbiosis.h"

#include "core/rollout/timestamp.h"
#include "core/store/symbiosis_store.h"
#include "core/symbiosis/loop_phases.h"

namespace sym {

namespace {

/// Settings that make two loops the same loop: a loop can be given more rounds.
std::string identityOf(LoopSettings settings)
{
    settings.rounds = 1;
    return loopSettingsToJson(settings);
}

Result<LoopRecord> namedLoop(ProjectStore& store, const LoopRequest& request)
{
    SYM_TRY(LoopRecord loop, store.symbiosis().loop(request.loop));
    SYM_TRY(const LoopSettings settings, loopSettingsFromJson(loop.settings));
    if (identityOf(settings) != identityOf(request.settings))
        return Error(ErrorCode::InvalidInput,
                     "loop " + std::to_string(loop.id.value) + " began with other settings");
    return loop;
}

Result<LoopRecord> findOrAddLoop(ProjectStore& store, const LoopRequest& request)
{
    if (request.loop) return namedLoop(store, request);
    if (!request.restart) {
        SYM_TRY(std::optional<LoopRecord> found, findLoop(store, request.settings));
        if (found) return *std::move(found);
    }
    LoopRecord loop;
    loop.name = request.settings.preset + ", seed " + std::to_string(request.settings.seed);
    loop.settings = loopSettingsToJson(request.settings);
    loop.startedAt = utcNow();
    SYM_TRY(loop.id, store.symbiosis().addLoop(loop));
    return loop;
}

/// A loop that is given more rounds is kept with them.
Status keepRounds(ProjectStore& store, const LoopSettings& wanted, LoopRecord& loop)
{
    SYM_TRY(const LoopSettings kept, loopSettingsFromJson(loop.settings));
    if (wanted.rounds <= kept.rounds) return {};
    loop.settings = loopSettingsToJson(wanted);
    return store.symbiosis().setLoopSettings(loop.id, loop.settings);
}

Result<bool> isFinished(ProjectStore& store, LoopId loop, const std::vector<LoopPhase>& phases)
{
    SYM_TRY(const std::vector<PhaseRecord> records, store.symbiosis().phases(loop));
    for (const LoopPhase& phase : phases)
        if (!isPhaseDone(records, phase.round, phase.name)) return false;
    return true;
}

}  // namespace

Result<std::optional<LoopRecord>> findLoop(ProjectStore& store, const LoopSettings& settings)
{
    SYM_TRY(const std::vector<LoopRecord> loops, store.symbiosis().loops());
    for (const LoopRecord& loop : loops) {
        const auto old = loopSettingsFromJson(loop.settings);
        if (old && identityOf(*old) == identityOf(settings)) return std::optional(loop);
    }
    return std::optional<LoopRecord>();
}

Result<LoopId> runLoop(ProjectStore& store, LoopWork& work, const LoopRequest& request,
                       SymbiosisObserver& observer, JobContext& job)
{
    SYM_CHECK(checkLoopSettings(request.settings));
    SYM_TRY([[maybe_unused]] const TrainConfig training, loopTrainConfig(request.settings));
    SYM_TRY(const LoopTasks tasks, LoopTasks::open(request.settings));
    SYM_TRY([[maybe_unused]] const auto claim, store.claim());
    SYM_TRY(LoopRecord loop, findOrAddLoop(store, request));
    SYM_CHECK(keepRounds(store, request.settings, loop));
    const LoopContext context{store, work, loop.id, request.settings, tasks};
    const std::vector<LoopPhase> phases = loopPhases(context);
    SYM_TRY(const std::vector<PhaseRecord> records, store.symbiosis().phases(loop.id));
    observer.loopStarted(loop, phases, estimateRest(phases, records));
    SYM_TRY(const bool wasFinished, isFinished(store, loop.id, phases));
    if (!wasFinished && !loop.finishedAt.empty())
        SYM_CHECK(store.symbiosis().setLoopFinished(loop.id, ""));  // more rounds

    SYM_CHECK(runPhases(store.symbiosis(), loop.id, phases, request.only, observer, job));
    SYM_TRY(const bool finished, isFinished(store, loop.id, phases));
    // A process may have died between the last phase and this mark
    if (finished && (!wasFinished || loop.finishedAt.empty()))
        SYM_CHECK(store.symbiosis().setLoopFinished(loop.id, utcNow()));
    return loop.id;
}

}  // namespace sym
