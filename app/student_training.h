#pragma once

#include "core/base/job_context.h"
#include "core/base/result.h"
#include "core/symbiosis/phases/engine_loop_work.h"

namespace sym {

/// Trains as the config says in its outputFolder, and waits for the end. A run of another config
/// that lies there is removed; one of this config is taken as it is: finished, it costs nothing;
/// stopped or killed, it goes on from its checkpoint; still running because only its caller was
/// killed, it is waited for. A cancelled job makes the trainer save and stop.
/// @return Cancelled; NotFound without a trainer; InvalidInput while another training is at work
///         there; what the trainer says
Result<TrainedStudent> trainStudent(const TrainConfig& config, JobContext& job);

/// Opens a student as LoopEngine asks for it. @return as openStudent()
Result<std::unique_ptr<ChatModel>> openLoopStudent(const std::string& model, const StudentUse& use);

/// Whether a student can be made from this base. @return NotFound, with where it was looked for
Status checkBaseModel(const std::string& name);

}  // namespace sym
