#pragma once

#include <cstdint>

#include "core/base/ids.h"
#include "core/base/job_context.h"
#include "core/base/result.h"
#include "core/divergence/agreement.h"
#include "core/llm/chat_model.h"
#include "core/store/project_store.h"

namespace sym {

/// Which of the two models is asked now; the other one's part is what the run recorded.
enum class ShadowRole {
    Proposes,  ///< a small model; the recorded candidates of the large one are the list
    Lists,     ///< a large model; the recorded executed action is the proposal
};

struct ShadowOptions {
    ShadowRole role = ShadowRole::Proposes;
    int candidates = 10;     ///< a large model is asked for
    double temperature = 0;  ///< of the model asked
    std::uint64_t seed = 1;
    int maxStates = -1;  ///< at most so many, in the order of episodes; < 0: all
};

/// Asks a second model what it would do at every recorded state of a run, and says how often the
/// two agree: agreement on equal states without a run of both together. Each model sees the history
/// as it happened; retrieved examples and the addresses of a task's further sites are left out.
/// Changes nothing in the store.
/// @return InvalidInput for a run without candidates to compare with; Cancelled; errors of the
/// model
///         (one that cannot read a prompt has no proposal there)
Result<Agreement> shadowAgreement(ProjectStore& store, RunId run, ChatModel& model,
                                  const ShadowOptions& options, JobContext& job);

}  // namespace sym
