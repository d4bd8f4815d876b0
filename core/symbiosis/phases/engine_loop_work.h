#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/llm/chat_model.h"
#include "core/rollout/rollout.h"
#include "core/rollout/site_settings.h"
#include "core/store/project_store.h"
#include "core/symbiosis/phases/loop_work.h"
#include "core/symbiosis/phases/phase_runner.h"

namespace sym {

class RolloutControl;

/// How a student is opened. A trained one brings its own prompt's size and history.
struct StudentUse {
    double temperature = 0;
    int maxTokens = 1024;     ///< of prompt and answer, of an untrained one
    bool history = false;     ///< earlier actions in the prompt, of an untrained one
    bool markMatches = true;  ///< of an untrained one
};

/// What the rounds work with; all of it outlives them.
struct LoopEngine {
    ProjectStore& store;
    BrowserHost& host;
    DevToolsThread& devTools;
    ChatModel& large;  ///< acts, teaches, judges, writes instructions and queries
    /// Opens a student: "nano", a training run's folder or a model folder.
    std::function<Result<std::unique_ptr<ChatModel>>(const std::string&, const StudentUse&)>
        openStudent;
    /// Trains in config.outputFolder, or goes on there, and waits for the end.
    std::function<Result<TrainedStudent>(const TrainConfig&, JobContext&)> train;
    SymbiosisObserver& observer;
    RolloutControl& control;
    ChatModel* evaluatorJudge = nullptr;  ///< for fuzzy_match; null: such parts are not judged
    SiteSettings sites;                   ///< of a real WebArena; unused for the built-in suite
    std::vector<std::string> allowedHosts;
    int browsers = 2;
};

/// The phases' work done with browsers and models.
class EngineLoopWork final : public LoopWork {
public:
    explicit EngineLoopWork(LoopEngine engine) : m_engine(std::move(engine)) {}

    Result<RunId> rollout(const LoopSettings& settings, const LoopRollout& rollout,
                          JobContext& job) override;
    Result<nlohmann::json> judge(const LoopSettings& settings, RunId run, JobContext& job) override;
    Result<nlohmann::json> buildKnowledge(const LoopSettings& settings,
                                          const LoopKnowledge& knowledge, JobContext& job) override;
    Result<TrainedStudent> train(const TrainConfig& config, JobContext& job) override
    {
        return m_engine.train(config, job);
    }

private:
    LoopEngine m_engine;
};

}  // namespace sym
