#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/base/ids.h"
#include "core/base/job_context.h"
#include "core/base/result.h"
#include "core/symbiosis/loop_settings.h"
#include "core/training/train_config.h"

namespace sym {

/// Which part of a loop's knowledge base a rollout may look into.
struct KnowledgeScope {
    int lastRound = 0;                  ///< entries of this round or an earlier one
    std::vector<std::string> policies;  ///< entries made by these; empty: by all

    bool operator==(const KnowledgeScope&) const = default;
};

/// A rollout that a phase asks for. Loop, round and phase name its run within a project.
struct LoopRollout {
    LoopId loop;
    int round = 0;
    std::string phase;
    std::string policy;      ///< "large", "small" or "sds"
    std::string student;     ///< model folder; of "small" and "sds"
    double temperature = 0;  ///< of the model that acts; of "sds" the student's
    std::string split;
    std::uint64_t seed = 1;  ///< of the world and the models
    std::vector<std::string> tasks;
    std::optional<KnowledgeScope> knowledge;  ///< nothing: no examples
};

/// Backward construction that a phase asks for.
struct LoopKnowledge {
    LoopId loop;
    int round = 0;
    RunId run;  ///< whose episodes
};

/// A student that was trained.
struct TrainedStudent {
    std::string folder;  ///< the run's, as openStudent() takes it
    int updates = 0;
    std::int64_t tokens = 0;
    double seconds = 0;
    std::optional<double> devExactAction;
};

/// What the phases of a loop are done with. Each call goes on with what an earlier, interrupted one
/// has done, and costs nothing when that was all. One thread.
class LoopWork {
public:
    virtual ~LoopWork() = default;

    /// Episodes of a run, all of them. @return the finished run; what checkOutage() says, with the
    /// run left unfinished
    virtual Result<RunId> rollout(const LoopSettings& settings, const LoopRollout& rollout,
                                  JobContext& job) = 0;
    /// A model's opinion on every episode of a run. @return counts, for the phase's data
    virtual Result<nlohmann::json> judge(const LoopSettings& settings, RunId run,
                                         JobContext& job) = 0;
    /// Adds a run's episodes to the loop's knowledge base. @return counts, for the phase's data
    virtual Result<nlohmann::json> buildKnowledge(const LoopSettings& settings,
                                                  const LoopKnowledge& knowledge,
                                                  JobContext& job) = 0;
    /// Trains as the config says, in its outputFolder.
    virtual Result<TrainedStudent> train(const TrainConfig& config, JobContext& job) = 0;
};

}  // namespace sym
