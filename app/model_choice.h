#pragma once

#include <memory>
#include <string>

#include "core/base/result.h"
#include "core/browser/browser_session.h"
#include "core/llm/chat_model.h"
#include "core/rollout/site_settings.h"
#include "core/store/project_store.h"
#include "core/student/student_model.h"

namespace sym {

/// The chat model behind a policy: "planner" (offline stand-in), "large" (OpenAI-compatible),
/// "small" (a model of this machine), "sds" (the same: the one that proposes) or "constant" (one
/// action always). Address and key of the large one default to the environment: OPENAI_BASE_URL,
/// OPENAI_API_KEY.
/// @param model of "large" its name; of "small" see openStudent(); of "constant" the action
/// @param student how a small model acts; its name and what its run says are filled in
/// @return InvalidInput naming the policy, or what is missing and how to give it
Result<std::unique_ptr<ChatModel>> policyModel(const std::string& policy, const std::string& model,
                                               const std::string& endpoint,
                                               const std::string& keyVariable = "OPENAI_API_KEY",
                                               const StudentSettings& student = {});

/// A small model ready to act.
/// @param model "nano" (the base that ships), a training run's folder (its result, with the
///        prompt it was trained on) or a Hugging Face folder
/// @return NotFound or InvalidInput, Io
Result<std::unique_ptr<ChatModel>> openStudent(const std::string& model, StudentSettings settings);

/// The sites of a real WebArena as the project keeps them (setting "sites"), or none.
Result<SiteSettings> storedSiteSettings(ProjectStore& store);

Result<ObservationEngine> engineFromName(const std::string& name);  ///< "page", "cdp"
Result<ObservationFormat> formatFromName(
    const std::string& name);  ///< "webarena", "agentoccam", "symbiont"

}  // namespace sym
