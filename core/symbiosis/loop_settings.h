#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "core/base/result.h"

namespace sym {

/// Every choice of the rounds that METHOD 0.2 and 13 list as open, with our default. A loop is
/// stored with them, and goes on with equal ones.
struct LoopSettings {
    std::string preset = "quick";
    std::uint64_t seed = 1;  ///< of the built-in world, of every draw and of every model
    int rounds = 2;

    // Where and by whom
    std::string suite = "builtin";  ///< "builtin" or a task file whose tasks have splits
    std::string large = "planner";  ///< "planner" or the name of a large model
    std::string base = "nano";      ///< the student before training: "nano" or a model folder
    int maxSteps = 20;              ///< of an episode
    bool screenshots = false;

    // Tasks; counts are of a round, 0: all there are
    int largeTasks = 60;        ///< of the train split, for the large model
    int speculativeTasks = 40;  ///< of these, for speculative synthesis
    int exploreTasks = 40;      ///< of these, for the student alone
    bool freshTasks = true;  ///< a round takes train tasks that no round had, while there are any
    int devTasks = 60;       ///< measured on after every round
    int testTasks = 60;      ///< of held-out test templates, measured on after the last round
    std::uint64_t testSeedOffset = 1000;  ///< the world of the test tasks is seed + this

    // The large model and its knowledge (METHOD 3)
    double largeTemperature = 0.5;
    bool committee = true;
    bool debate = true;
    bool failedEpisodes = true;         ///< failures go into the knowledge base, with their label
    bool speculativeKnowledge = false;  ///< speculative trajectories go into it as well
    bool retrieveSpeculating = true;    ///< the teacher has examples too
    bool retrieveSummary = true;        ///< the three ways of looking
    bool retrieveObservation = true;
    bool retrieveTrajectory = true;
    bool helpfulnessFilter = true;
    std::string exclude = "template";  ///< "template", "task" or "none": whose entries are left out

    // Speculative synthesis (METHOD 2)
    int candidates = 3;                  ///< K
    std::string best = "first";          ///< "first" or "scored": what replaces a rejected proposal
    std::string matching = "canonical";  ///< "canonical" or "strict"
    double proposalTemperature = 0;      ///< of the student's proposals

    // Distillation (METHOD 2.4, 4, 7)
    bool multiTask = true;  ///< action, rationale and both together; false: both together alone
    double lambda = 1;      ///< weight of the reasoning loss
    std::string trainPreset = "quick";  ///< of core/dataset/train_preset.h
    std::vector<std::string> train;     ///< changes to it, "key=value"
    bool fromBase = true;     ///< every training starts from the base; false: from the last student
    bool earlierData = true;  ///< and learns from all rounds so far
    double heldOutShare = 0.05;  ///< of the tasks that training measures on

    // Exploration (METHOD 1.2 step 3)
    double exploreTemperature = 0.6;

    bool operator==(const LoopSettings&) const = default;
};

/// One choice: its name, what it may be, what it means.
struct LoopSetting {
    using Member =
        std::variant<std::string LoopSettings::*, std::vector<std::string> LoopSettings::*,
                     double LoopSettings::*, int LoopSettings::*, bool LoopSettings::*,
                     std::uint64_t LoopSettings::*>;

    const char* key;  ///< in JSON and on the command line
    Member member;
    double minimum = 0;  ///< of numbers, both included
    double maximum = 0;
    std::vector<std::string> choices;  ///< of texts; empty: any
    const char* meaning = "";
};

/// All of them, in the order of the JSON.
const std::vector<LoopSetting>& loopSettingList();

const std::vector<std::string>& loopPresetNames();  ///< "quick", "standard", "paper"

/// quick: two rounds on the built-in sites within 15 minutes on two cores. standard: three rounds
/// on more tasks. paper: METHOD 7, for real models and WebArena's task files.
/// @return InvalidInput for another name
Result<LoopSettings> loopPreset(const std::string& name);

/// @return InvalidInput naming the key, its value and what it may be
Status checkLoopSettings(const LoopSettings& settings);

/// Settings with single keys changed, each "key=value"; checked.
Result<LoopSettings> withLoopSettings(const LoopSettings& settings,
                                      const std::vector<std::string>& changes);

/// The same settings always give the same text.
std::string loopSettingsToJson(const LoopSettings& settings);
/// Keys that are missing have their default. @return InvalidInput naming the key
Result<LoopSettings> loopSettingsFromJson(const std::string& json);

}  // namespace sym
