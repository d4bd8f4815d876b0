#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/planner/memory.h"
#include "core/planner/objective/objective.h"
#include "core/planner/page/page.h"
#include "core/planner/prompt_reader.h"

namespace sym {

/// A word of the objective, how much it says about where to go, and whether the present page (or
/// the way to it) already stands for it.
struct GoalWord {
    Word word;
    double weight = 1;
    bool isCovered = false;
};

/// Everything a skill looks at.
struct Situation {
    const Prompt& prompt;
    Page page;
    Memory memory;
    std::vector<Objective> parts;
    int part = 0;  ///< the one to work on
    std::vector<GoalWord> goalWords;
    bool isSearchPage = false;  ///< lists what a search found: about nothing yet
    std::string place;  ///< what the page is about: title, headings, address and the way to it

    const Objective& goal() const { return parts[std::size_t(part)]; }
    bool isLastPart() const { return part + 1 == int(parts.size()); }
    bool allows(std::string_view command) const
    {
        return prompt.commands.empty() || prompt.commands.contains(std::string(command));
    }
    /// Whether the way here led over the page of this name, by clicks only.
    bool hasPassed(std::string_view name) const;
    /// Whether the page is about this name: it stands in the title, a heading or the address.
    bool isAbout(std::string_view name) const;
};

Situation readSituation(const Prompt& prompt);

/// A possible next action.
struct Proposal {
    Action action;
    std::string why;
    double score = 0;    ///< 0...1; comparable between skills
    std::string target;  ///< name of the element
    std::string role;
    std::string soFar;  ///< to be remembered
    bool finishesPart = false;
};

/// @name Making proposals
/// @{
Proposal clickOn(const Control& control, double score, std::string why);
Proposal typeInto(const Field& field, std::string text, double score, std::string why,
                  bool pressEnter);
Proposal chooseIn(const Field& field, std::string option, double score, std::string why);
Proposal toggle(const Field& field, double score, std::string why);
Proposal stopWith(std::string answer, double score, std::string why);
Proposal plainAction(ActionKind kind, double score, std::string why);
/// @}

using Proposals = std::vector<Proposal>;

}  // namespace sym
