#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/symbiosis/phases/phase_runner.h"
#include "core/symbiosis/phases/phase_work.h"

namespace sym {

/// Writes down phases one after another. What a phase needs of an earlier one it reads from that
/// one's stored data when it runs, so that each can be run in a process of its own.
class PhaseList {
public:
    using StudentOf = std::function<Result<std::string>()>;
    using TrainingOf = std::function<Result<LoopTraining>()>;

    /// @param context outlives the phases
    explicit PhaseList(const LoopContext& context) : m_context(context) {}

    const LoopContext& context() const { return m_context; }
    std::vector<LoopPhase> take() { return std::move(m_phases); }

    /// Rollouts on train tasks, on the dev tasks, on the test tasks; fill in what else they have.
    LoopRollout onTrain(int round, const std::string& name, const std::string& policy,
                        const std::vector<std::string>& tasks) const;
    LoopRollout onDev(int round, const std::string& name, const std::string& policy) const;
    LoopRollout onTest(int round, const std::string& name, const std::string& policy) const;

    /// @param student whose the rollout is; empty: nobody's
    void addRollout(const LoopRollout& rollout, const std::string& title,
                    const StudentOf& student = {});
    void addRollout(const LoopRollout& rollout, const std::string& title, const StudentOf& student,
                    const LoopSettings& settings);
    /// @param of name of the rollout phase whose run is judged, in the same round
    void addJudge(int round, const std::string& name, const std::string& of, std::size_t episodes);
    void addKnowledge(int round, const std::string& name, const std::string& of,
                      std::size_t episodes);
    void addTraining(int round, const std::string& name, const std::string& title,
                     const TrainingOf& training, const LoopSettings& settings);

private:
    LoopRollout rollout(int round, const std::string& name, const std::string& policy) const;

    const LoopContext& m_context;
    std::vector<LoopPhase> m_phases;
};

}  // namespace sym
