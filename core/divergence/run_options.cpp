#include "core/divergence/run_options.h"

namespace sym {

Result<RolloutOptions> optionsOfRun(const RunRecord& run)
{
    const nlohmann::json settings = nlohmann::json::parse(run.settings, nullptr, false);
    if (!settings.is_object())
        return Error(ErrorCode::InvalidInput,
                     "the settings of run " + std::to_string(run.id.value) + " are no JSON object");
    RolloutOptions options;
    options.suite = run.suite;
    options.seed = run.seed;
    options.policy = run.policy;
    options.model = run.model;
    try {
        options.maxSteps = settings.value("max_steps", options.maxSteps);
        options.candidates = settings.value("candidates", options.candidates);
        options.screenshots = settings.value("screenshots", options.screenshots);
        options.episodeLimit = std::chrono::seconds(settings.value("episode_limit_seconds", 300));
        for (const ObservationEngine engine : {ObservationEngine::Page, ObservationEngine::Cdp})
            if (settings.value("engine", "page") == observationEngineName(engine))
                options.observe.engine = engine;
        for (const ObservationFormat format :
             {ObservationFormat::WebArena, ObservationFormat::AgentOccam,
              ObservationFormat::Symbiont})
            if (settings.value("format", "symbiont") == observationFormatName(format))
                options.observe.format = format;
        if (const auto viewport = settings.find("viewport");
            viewport != settings.end() && viewport->size() == 2) {
            options.viewportWidth = viewport->at(0).get<int>();
            options.viewportHeight = viewport->at(1).get<int>();
        }
    } catch (const nlohmann::json::exception& problem) {
        return Error(ErrorCode::InvalidInput,
                     "the settings of run " + std::to_string(run.id.value) + ": " + problem.what());
    }
    return options;
}

}  // namespace sym
