#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/base/random.h"

namespace sym {

/// A way a task must not be solved: playing it must score 0.
struct NegativeSequence {
    std::string kind;  ///< "wrong_answer" or "near_miss"; doing nothing is always tried as well
    std::vector<std::string> actions;
};

/// One instance of a template before it gets its number.
///
/// Actions are WebArena's Playwright grammar: page.goto("__SHOPPING__/..."),
/// page.get_by_role("link", name="Orders").click() (.nth(i) allowed before .click()),
/// page.get_by_label("Quantity").fill("3"), page.get_by_role("combobox", name="Sort By").select_option("Price"),
/// page.get_by_role("checkbox", name="x").check(), page.keyboard.press("Enter"), page.go_back(),
/// page.stop("the answer"). Names match the accessible name exactly.
struct TaskDraft {
    std::string intent;
    nlohmann::json instantiation;  ///< values of the template's {{placeholders}}
    std::string startUrl;          ///< with placeholders such as __SHOPPING__
    nlohmann::json evaluation;     ///< WebArena's `eval` block, placeholders allowed
    std::vector<std::string> solution;
    std::vector<NegativeSequence> negatives;
};

/// An intent template and how to make tasks of it from a seed's content.
struct TaskTemplate {
    int id = 0;                      ///< intent_template_id, unique: shop 1000+, forum 2000+, code 3000+, map 4000+, wiki 5000+, multi-site 6000+
    std::string intentTemplate;      ///< "What is the price of {{product}}?"
    std::vector<std::string> sites;  ///< WebArena's names
    /// Up to `count` different instances; deterministic in (seed of the world, random).
    std::function<std::vector<TaskDraft>(std::uint64_t worldSeed, Random random, int count)> make;
};

std::vector<TaskTemplate> shopTemplates();
std::vector<TaskTemplate> forumTemplates();
std::vector<TaskTemplate> codeTemplates();
std::vector<TaskTemplate> mapTemplates();
std::vector<TaskTemplate> wikiTemplates();
std::vector<TaskTemplate> multiSiteTemplates();

/// All of them, by id.
std::vector<TaskTemplate> allTemplates();

/// A task file in WebArena's format for the built-in sites: a JSON array with placeholders, plus
/// per task "split" ("train", "dev", "test"), "template_held_out", "seed",
/// "reference_action_sequence" {action_set_tag: "playwright", action_sequence} and
/// "negative_action_sequences". The same seed gives the same bytes. Dev and test hold out instances
/// of train templates and whole templates (METHOD 13).
nlohmann::json generateTasks(std::uint64_t seed);

}  // namespace sym
