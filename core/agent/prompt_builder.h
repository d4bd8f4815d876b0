#pragma once

#include <string>
#include <vector>

#include "core/agent/prompt_set.h"
#include "core/llm/chat_model.h"
#include "core/trajectory/page_record.h"

namespace sym {

/// What a user message says, section by section (docs/formats/prompt.md). Empty sections are left
/// out.
struct PromptContent {
    int step = 0;  ///< 0-based
    int maxSteps = 20;
    std::string objective;
    std::vector<std::string> sites;
    std::string url;
    std::vector<TabRecord> tabs;  ///< told when there are several
    std::string plans;
    std::string history;
    std::vector<std::string> examples;
    std::string observation;
    std::string feedback;  ///< on a retry: what was wrong with the last answer
};

/// The user message of our profile.
std::string symbiontUserText(const PromptContent& content);

/// The user message of AgentOccam's: objective, plans, history and observation. The step, which its
/// configuration names, never appears upstream either.
std::string agentOccamUserText(const PromptContent& content);

/// The answer's sections, in order.
std::vector<std::string> answerSections(PromptProfile profile, int candidates);

/// The commands offered, planning and others.
std::vector<std::string> planningCommands();
std::vector<std::string> navigationCommands(PromptProfile profile, bool isMultiSite, bool hasTabs);

}  // namespace sym
