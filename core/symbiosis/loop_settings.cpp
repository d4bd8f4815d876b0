#include "core/symbiosis/loop_settings.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>

namespace sym {

namespace {

using S = LoopSettings;
using Json = nlohmann::ordered_json;

constexpr double kMaxTasks = 100000;
constexpr double kMaxSeed = 9007199254740991.0;  // exact in JSON readers that know only doubles

template <typename T>
constexpr bool kIsText = std::is_same_v<T, std::string>;

std::string bounds(const LoopSetting& setting)
{
    char text[64];
    std::snprintf(text, sizeof text, "%.16g to %.16g", setting.minimum, setting.maximum);
    return text;
}

std::string joinedChoices(const std::vector<std::string>& choices)
{
    std::string text;
    for (const std::string& choice : choices) text += (text.empty() ? "" : ", ") + choice;
    return text;
}

Error refusal(const LoopSetting& setting, const Json& value, const std::string& allowed)
{
    return {ErrorCode::InvalidInput,
            std::string(setting.key) + " takes " + allowed + ", not "
                + value.dump(-1, ' ', false, Json::error_handler_t::replace)};
}

Json valueOf(const LoopSettings& settings, const LoopSetting& setting)
{
    return std::visit([&](const auto member) { return Json(settings.*member); }, setting.member);
}

/// What kind of value the setting takes, for messages.
template <typename T>
const char* kindOf()
{
    if constexpr (kIsText<T>) return "a text";
    if constexpr (std::is_same_v<T, bool>) return "true or false";
    if constexpr (std::is_same_v<T, std::vector<std::string>>) return "a list of texts";
    return "a number";
}

template <typename T>
bool fits(const Json& value)
{
    if constexpr (kIsText<T>) return value.is_string();
    if constexpr (std::is_same_v<T, bool>) return value.is_boolean();
    if constexpr (std::is_same_v<T, double>) return value.is_number();
    if constexpr (std::is_same_v<T, int>) return value.is_number_integer();
    if constexpr (std::is_same_v<T, std::uint64_t>) return value.is_number_unsigned();
    return value.is_array() && std::all_of(value.begin(), value.end(), [](const Json& item) {
               return item.is_string();
           });
}

Status assign(LoopSettings& settings, const LoopSetting& setting, const Json& value)
{
    return std::visit(
        [&](const auto member) -> Status {
            using T = std::remove_reference_t<decltype(settings.*member)>;
            if (!fits<T>(value)) return refusal(setting, value, kindOf<T>());
            if constexpr (std::is_arithmetic_v<T> && !std::is_same_v<T, bool>) {
                const double number = value.get<double>();
                if (!(number >= setting.minimum && number <= setting.maximum))
                    return refusal(setting, value, bounds(setting));
            }
            settings.*member = value.get<T>();
            return {};
        },
        setting.member);
}

/// A value from the command line: a text stays one, anything else is JSON.
Json parsedValue(const LoopSetting& setting, const std::string& text)
{
    if (std::holds_alternative<std::string S::*>(setting.member)) return text;
    if (std::holds_alternative<std::vector<std::string> S::*>(setting.member)) {
        Json list = Json::array();
        for (std::size_t start = 0; start < text.size();) {
            const std::size_t end = std::min(text.find(';', start), text.size());
            if (end > start) list.push_back(text.substr(start, end - start));
            start = end + 1;
        }
        return list;
    }
    const Json value = Json::parse(text, nullptr, false);
    return value.is_discarded() ? Json(text) : value;
}

const LoopSetting* findLoopSetting(const std::string& key)
{
    for (const LoopSetting& setting : loopSettingList())
        if (key == setting.key) return &setting;
    return nullptr;
}

}  // namespace

const std::vector<LoopSetting>& loopSettingList()
{
    static const std::vector<LoopSetting> all{
        {"preset", &S::preset, 0, 0, {}, "What the settings started from."},
        {"seed", &S::seed, 0, kMaxSeed, {}, "Of the built-in world, every draw and every model."},
        {"rounds", &S::rounds, 1, 100, {}, "Rounds of the four steps."},
        {"suite", &S::suite, 0, 0, {}, "builtin, or a task file whose tasks have splits."},
        {"large", &S::large, 0, 0, {}, "planner (an offline stand-in) or a large model's name."},
        {"base", &S::base, 0, 0, {}, "The student before training: nano or a model folder."},
        {"max_steps", &S::maxSteps, 1, 200, {}, "Steps of an episode."},
        {"screenshots", &S::screenshots, 0, 0, {}, "Keep a picture of every page."},
        {"large_tasks", &S::largeTasks, 0, kMaxTasks, {}, "Train tasks a round; 0: all."},
        {"speculative_tasks", &S::speculativeTasks, 0, kMaxTasks, {}, "Of these, speculated on."},
        {"explore_tasks", &S::exploreTasks, 0, kMaxTasks, {}, "Of these, explored by the student."},
        {"fresh_tasks",
         &S::freshTasks,
         0,
         0,
         {},
         "Other train tasks every round, while there are."},
        {"dev_tasks", &S::devTasks, 0, kMaxTasks, {}, "Dev tasks measured on after every round."},
        {"test_tasks", &S::testTasks, 0, kMaxTasks, {}, "Tasks of held-out test templates."},
        {"test_seed_offset",
         &S::testSeedOffset,
         1,
         1e6,
         {},
         "Test tasks are of the world seed + this."},
        {"large_temperature", &S::largeTemperature, 0, 5, {}, "Of the large model's rollouts."},
        {"committee", &S::committee, 0, 0, {}, "Judges decide what enters the knowledge base."},
        {"debate", &S::debate, 0, 0, {}, "Judges who disagree see each other's reasons."},
        {"failed_episodes", &S::failedEpisodes, 0, 0, {}, "Failures enter the knowledge base too."},
        {"speculative_knowledge",
         &S::speculativeKnowledge,
         0,
         0,
         {},
         "Speculative trajectories too."},
        {"retrieve_speculating", &S::retrieveSpeculating, 0, 0, {}, "The teacher has examples."},
        {"retrieve_summary", &S::retrieveSummary, 0, 0, {}, "Retrieval by a model's query."},
        {"retrieve_observation", &S::retrieveObservation, 0, 0, {}, "Retrieval by page and task."},
        {"retrieve_trajectory", &S::retrieveTrajectory, 0, 0, {}, "Retrieval by the way so far."},
        {"helpfulness_filter",
         &S::helpfulnessFilter,
         0,
         0,
         {},
         "A model drops what does not help."},
        {"exclude",
         &S::exclude,
         0,
         0,
         {"template", "task", "none"},
         "Whose entries a task never gets."},
        {"candidates", &S::candidates, 1, 10, {}, "K: candidates the teacher lists."},
        {"best", &S::best, 0, 0, {"first", "scored"}, "What replaces a rejected proposal."},
        {"matching",
         &S::matching,
         0,
         0,
         {"canonical", "strict"},
         "When a proposal is a candidate."},
        {"proposal_temperature", &S::proposalTemperature, 0, 5, {}, "Of the student's proposals."},
        {"multi_task", &S::multiTask, 0, 0, {}, "Learn actions, rationales and both together."},
        {"lambda", &S::lambda, 0, 10, {}, "Weight of the reasoning loss."},
        {"train_preset",
         &S::trainPreset,
         0,
         0,
         {"quick", "full", "lora"},
         "How the student is trained."},
        {"train", &S::train, 0, 0, {}, "Changes to it, key=value, separated by semicolons."},
        {"from_base", &S::fromBase, 0, 0, {}, "Training starts from the base each time."},
        {"earlier_data", &S::earlierData, 0, 0, {}, "Training learns from all rounds so far."},
        {"held_out_share",
         &S::heldOutShare,
         0,
         0.5,
         {},
         "Of the train tasks that training measures on."},
        {"explore_temperature", &S::exploreTemperature, 0, 5, {}, "Of the exploring student."}};
    return all;
}

const std::vector<std::string>& loopPresetNames()
{
    static const std::vector<std::string> names{"quick", "standard", "paper"};
    return names;
}

Result<LoopSettings> loopPreset(const std::string& name)
{
    LoopSettings settings;
    settings.preset = name;
    if (name == "quick") {
        // A fixed number of updates: a limit by the clock would give another student every time.
        // Two of three steps of training go to reason and action together, as the student acts.
        settings.train = {"maxUpdates=150",    "maxMinutes=4",     "epochs=40",
                          "maxTokens=448",     "rowTokens=1024",   "tokensPerUpdate=2048",
                          "learningRate=3e-4", "shareAction=0.25", "shareRationale=0.25",
                          "precision=float32"};
        settings.maxSteps = 12;
        settings.largeTasks = 44;
        settings.speculativeTasks = 20;
        settings.exploreTasks = 16;
        settings.devTasks = 30;
        settings.testTasks = 16;
        return settings;
    }
    if (name == "standard") {
        settings.rounds = 3;
        settings.largeTasks = 0;
        settings.freshTasks = false;
        settings.speculativeTasks = 200;
        settings.exploreTasks = 200;
        settings.devTasks = 0;
        settings.testTasks = 0;
        settings.train = {"epochs=6", "maxMinutes=60", "maxTokens=1024", "tokensPerUpdate=4096"};
        return settings;
    }
    if (name == "paper") {
        settings.rounds = 3;
        settings.largeTasks = settings.speculativeTasks = settings.exploreTasks = 0;
        settings.freshTasks = false;
        settings.devTasks = settings.testTasks = 0;
        settings.screenshots = true;
        settings.largeTemperature = 0.6;
        settings.exploreTemperature = 0.6;
        settings.proposalTemperature = 0.6;
        settings.trainPreset = "full";
        settings.train = {"epochs=2",         "learningRate=1e-4",     "maxTokens=10000",
                          "rowTokens=10000",  "tokensPerUpdate=40000", "weightDecay=0",
                          "markMatches=false"};
        return settings;
    }
    return Error(ErrorCode::InvalidInput,
                 "presets are " + joinedChoices(loopPresetNames()) + ", not \"" + name + "\"");
}

Status checkLoopSettings(const LoopSettings& settings)
{
    LoopSettings copy = settings;
    for (const LoopSetting& setting : loopSettingList()) {
        const Json value = valueOf(settings, setting);
        SYM_CHECK(assign(copy, setting, value));
        if (setting.choices.empty()) continue;
        const std::string text = value.get<std::string>();
        if (std::find(setting.choices.begin(), setting.choices.end(), text)
            == setting.choices.end())
            return refusal(setting, value, joinedChoices(setting.choices));
    }
    if (!settings.retrieveSummary && !settings.retrieveObservation && !settings.retrieveTrajectory)
        return Error(ErrorCode::InvalidInput,
                     "retrieve_summary, retrieve_observation and retrieve_trajectory are all off: "
                     "nothing would be retrieved");
    return {};
}

Result<LoopSettings> withLoopSettings(const LoopSettings& settings,
                                      const std::vector<std::string>& changes)
{
    LoopSettings changed = settings;
    for (const std::string& text : changes) {
        const std::size_t equals = text.find('=');
        if (equals == std::string::npos)
            return Error(ErrorCode::InvalidInput, "a setting is key=value, not \"" + text + "\"");
        const std::string key = text.substr(0, equals);
        const LoopSetting* setting = findLoopSetting(key);
        if (!setting)
            return Error(ErrorCode::InvalidInput, "\"" + key + "\" is no setting of the rounds");
        SYM_CHECK(assign(changed, *setting, parsedValue(*setting, text.substr(equals + 1))));
    }
    SYM_CHECK(checkLoopSettings(changed));
    return changed;
}

std::string loopSettingsToJson(const LoopSettings& settings)
{
    Json object = Json::object();
    for (const LoopSetting& setting : loopSettingList())
        object[setting.key] = valueOf(settings, setting);
    return object.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<LoopSettings> loopSettingsFromJson(const std::string& json)
{
    const Json object = Json::parse(json, nullptr, false);
    if (!object.is_object())
        return Error(ErrorCode::InvalidInput, "settings of the rounds are no JSON object");
    LoopSettings settings;
    for (const auto& [key, value] : object.items()) {
        const LoopSetting* setting = findLoopSetting(key);
        if (!setting)
            return Error(ErrorCode::InvalidInput, "\"" + key + "\" is no setting of the rounds");
        SYM_CHECK(assign(settings, *setting, value));
    }
    SYM_CHECK(checkLoopSettings(settings));
    return settings;
}

}  // namespace sym
