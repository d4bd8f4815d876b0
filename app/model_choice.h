#pragma once

#include <memory>
#include <string>

#include "core/base/result.h"
#include "core/browser/browser_session.h"
#include "core/llm/chat_model.h"
#include "core/rollout/site_settings.h"
#include "core/store/project_store.h"

namespace sym {

/// The chat model behind a policy: "planner" (offline stand-in) or "large" (OpenAI-compatible).
/// Address and key default to the environment: OPENAI_BASE_URL, OPENAI_API_KEY.
/// @return InvalidInput naming the policy, or what is missing and how to give it
Result<std::unique_ptr<ChatModel>> policyModel(const std::string& policy, const std::string& model,
                                               const std::string& endpoint,
                                               const std::string& keyVariable = "OPENAI_API_KEY");

/// The sites of a real WebArena as the project keeps them (setting "sites"), or none.
Result<SiteSettings> storedSiteSettings(ProjectStore& store);

Result<ObservationEngine> engineFromName(const std::string& name);  ///< "page", "cdp"
Result<ObservationFormat> formatFromName(
    const std::string& name);  ///< "webarena", "agentoccam", "symbiont"

}  // namespace sym
