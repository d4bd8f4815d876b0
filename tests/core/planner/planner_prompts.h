#pragma once

#include <string>
#include <vector>

#include "core/planner/decision.h"
#include "core/planner/planner.h"
#include "core/planner/prompt_reader.h"

namespace sym {

/// An actor's prompt in the layout of the symbiont profile.
struct PromptText {
    std::string objective;
    std::string observation;
    std::vector<std::string> history = {};  ///< "ACTION | REASON" of each step
    std::string examples = {};              ///< blocks
    int step = 1;
    std::string system = "Up to 5 candidates.\n";
    std::string feedback = {};

    std::vector<ChatMessage> messages() const
    {
        std::string text = "STEP:\n" + std::to_string(step) + " of 20\nOBJECTIVE:\n" + objective
                           + "\nPREVIOUS PLANS:\n[0] (Active Plan) Find the solution to \""
                           + objective + "\"\n";
        if (!history.empty()) text += "INTERACTION HISTORY:\n";
        for (std::size_t i = 0; i < history.size(); ++i) {
            const std::string name = "step_" + std::to_string(i) + "_interaction>\n";
            const std::size_t bar = history[i].find(" | ");
            text += "<" + name + "OBSERVATION:\na page\nREASON FOR ACTION:\n"
                    + (bar == std::string::npos ? "" : history[i].substr(bar + 3)) + "\nACTION:\n"
                    + history[i].substr(0, bar) + "\n</" + name;
        }
        if (!examples.empty()) text += "RAG EXAMPLES:\n" + examples;
        text += "CURRENT OBSERVATION:\n" + observation + "\n";
        if (!feedback.empty()) text += "FEEDBACK:\n" + feedback + "\n";
        return {{ChatRole::System, system}, {ChatRole::User, text}};
    }

    /// The action the planner puts first, as text.
    std::string decision() const
    {
        const auto prompt = readPrompt(messages());
        if (!prompt) return prompt.error().message();
        const Situation situation = readSituation(*prompt);
        return formatAction(rankProposals(situation, 1, 0).front().action);
    }
};

}  // namespace sym
