#pragma once

#include <memory>
#include <string>

#include "app/verb.h"
#include "core/rollout/rollout_control.h"
#include "core/symbiosis/phases/engine_loop_work.h"
#include "core/symbiosis/phases/phase_runner.h"

namespace sym {

/// The options that the verbs of the rounds share.
QList<QCommandLineOption> loopOptions();

/// Settings from --preset, --seed, --large, --base, --suite and every --set.
Result<LoopSettings> readLoopSettings(const VerbCall& call);

/// Project, models and browsers of the rounds, as the options of a verb name them.
class LoopSetup {
public:
    /// @return what is missing, with the remedy: a base model, a browser, a large model's name
    static Result<std::unique_ptr<LoopSetup>> open(const VerbCall& call,
                                                   const LoopSettings& settings, JobContext& job);

    ProjectStore& store() { return *m_store; }
    SymbiosisObserver& observer() { return *m_observer; }
    LoopWork& work() { return *m_work; }

private:
    LoopSetup() = default;

    std::unique_ptr<ProjectStore> m_store;
    std::unique_ptr<ChatModel> m_large;
    std::unique_ptr<SymbiosisObserver> m_observer;
    RolloutControl m_control;
    std::unique_ptr<LoopWork> m_work;
};

}  // namespace sym
