#include "app/speculation_setup.h"

#include "app/model_choice.h"

namespace sym {

Result<SpeculationSetup> setUpSpeculation(const std::string& teacher, const std::string& endpoint,
                                          const std::string& keyVariable,
                                          const SpeculativeSettings& settings, ChatModel& student,
                                          ProjectStore& store, RolloutOptions& options)
{
    SYM_CHECK(checkSettings(settings));
    const bool isPlanner = teacher == "planner";
    SpeculationSetup setup;
    SYM_TRY(setup.teacher,
            policyModel(isPlanner ? "planner" : "large", teacher, endpoint, keyVariable));
    setup.decider = std::make_unique<SpeculativeDecider>(
        student, *setup.teacher, isPlanner ? Actor::Planner : Actor::Large, settings);
    if (settings.useCache) SYM_CHECK(setup.decider->loadCache(store));
    options.policy = "sds";
    options.candidates = settings.asked;
    options.method = toJson(settings);
    options.method["teacher"] = setup.teacher->name();
    return setup;
}

}  // namespace sym
