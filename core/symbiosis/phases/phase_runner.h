#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/base/job_context.h"
#include "core/base/result.h"
#include "core/rollout/rollout.h"
#include "core/store/symbiosis_store.h"

namespace sym {

/// What a phase takes, or took: estimated before it starts, measured when it is done.
struct PhaseCost {
    std::string kind;  ///< what is worked through: "large episodes", "training updates", ...
    double units = 0;  ///< of that kind
    std::int64_t tokens = 0;
    double seconds = 0;
    bool isMeasured = false;  ///< false: nothing of the kind was done yet, a rule of thumb
};

nlohmann::json toJson(const PhaseCost& cost);

/// One step of a round. Running it again after it was interrupted goes on where it was.
struct LoopPhase {
    int round = 0;
    std::string name;   ///< unique within the round: "large", "judge_large", ...
    std::string title;  ///< "the large model works on train tasks"
    std::string kind;   ///< of its cost
    std::function<Result<double>()> units;
    /// @return what it made and measured; "cost" is added, or completed with "seconds"
    std::function<Result<nlohmann::json>(JobContext&)> run;
};

/// Where the rounds tell what happens. Called in the job's thread and, for the rollouts inside, in
/// working threads: post to a Mailbox, return fast.
class SymbiosisObserver {
public:
    virtual ~SymbiosisObserver() = default;
    /// @param rest what the phases that are not finished will take together
    virtual void loopStarted(const LoopRecord&, const std::vector<LoopPhase>& /*all*/,
                             const PhaseCost& /*rest*/)
    {
    }
    virtual void phaseStarted(const LoopPhase&, const PhaseCost& /*estimate*/) {}
    virtual void phaseProgress(const LoopPhase&, double /*fraction*/, const std::string& /*stage*/)
    {
    }
    virtual void phaseFinished(const PhaseRecord&) {}
    virtual void loopMessage(const std::string& /*line*/) {}
    /// Who follows the episodes inside; outlives the loop.
    virtual RolloutObserver& rollouts() { return m_silent; }

private:
    RolloutObserver m_silent;
};

/// Which phases to run; what is not set does not narrow.
struct PhaseChoice {
    std::string name;
    std::optional<int> round;

    bool isAll() const { return name.empty() && !round; }
    bool matches(const LoopPhase& phase) const
    {
        return (name.empty() || name == phase.name) && (!round || *round == phase.round);
    }
};

/// What a phase will take, from what phases of its kind took.
/// @param done phases of this loop; those without a cost are left out
PhaseCost estimatePhase(const std::string& kind, double units,
                        const std::vector<PhaseRecord>& done);

/// What all phases that are not finished will take together; those whose size is not known yet are
/// left out.
PhaseCost estimateRest(const std::vector<LoopPhase>& phases, const std::vector<PhaseRecord>& done);

/// Whether a phase is in `records` and finished.
bool isPhaseDone(const std::vector<PhaseRecord>& records, int round, const std::string& name);

/// Runs phases in their order and writes each down; those that are finished are passed over, so
/// that a loop that was killed at any moment goes on by the same call.
/// @return InvalidInput when `only` names no phase, or one before which another must be run;
///         Cancelled; what a phase says, with its name in front
Status runPhases(SymbiosisStore& store, LoopId loop, const std::vector<LoopPhase>& phases,
                 const PhaseChoice& only, SymbiosisObserver& observer, JobContext& job);

}  // namespace sym
