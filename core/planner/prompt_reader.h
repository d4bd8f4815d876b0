#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/llm/chat_model.h"
#include "core/trajectory/action.h"

namespace sym {

/// One step of the INTERACTION HISTORY section.
struct PastStep {
    std::string observation;
    std::string reason;
    std::string actionText;
    Action action;       ///< ActionKind::None when the text is no action
    std::string result;  ///< what went wrong, or a dialog's text; empty: nothing to say
};

/// A page as an example tells it; empty when it tells none.
struct ExamplePage {
    std::string title;
    std::string path;
    std::string observation;
};

/// One action of an example, and the page it was taken on.
struct ExampleStep {
    Action action;
    std::string target;  ///< "link 'Orders'" as the example says it, empty: none
    std::string reason;
    ExamplePage page;
};

/// One example of the RAG EXAMPLES section: an objective and what was done about it.
struct PromptExample {
    std::string objective;
    bool hasFailed = false;  ///< in the opinion that the example tells
    std::vector<ExampleStep> steps;
    ExamplePage last;  ///< after the last action
};

/// What an actor's prompt says, section by section (layout: docs/formats/prompt.md).
struct Prompt {
    int step = 1;  ///< 1-based
    int budget = 20;
    std::string objective;
    std::vector<std::string> sites;  ///< addresses, with names behind
    std::string url;                 ///< of the current page, empty: not told
    std::vector<std::string> tabs;
    std::string plans;
    std::vector<std::string> notes;
    std::vector<PastStep> history;  ///< oldest first
    std::vector<PromptExample> examples;
    std::string observation;
    std::string feedback;  ///< what was wrong with the previous answer
    int candidates = 1;    ///< how many are wanted; 1: a single action
    bool wantsCandidates = false;
    bool isFinalStep = false;
    std::set<std::string> commands;  ///< verbs allowed; empty: not told
};

/// Reads an actor's prompt.
/// @return InvalidInput when it has no objective or no observation
Result<Prompt> readPrompt(const std::vector<ChatMessage>& messages);

/// Reads an example, or any piece of work in the same layout (docs/formats/prompt.md).
PromptExample readExample(std::string_view text);

/// Blocks between `<name_N...>` and `</name_N...>`.
std::vector<std::string> blocksOf(std::string_view text, std::string_view name);

/// The lines of a text, without their line feeds.
std::vector<std::string_view> linesOf(std::string_view text);

/// Reads the text between the outer brackets of each argument: `type [3] [red shoes] [1]`. A
/// forgiving reader of the symbiont grammar for actions in histories and examples.
Action readPastAction(std::string_view text);

}  // namespace sym
