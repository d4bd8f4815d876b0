#pragma once

#include <nlohmann/json.hpp>

#include "core/base/result.h"
#include "core/trajectory/trajectory.h"

/// JSON form of the records; docs/formats/trajectory.md has an example. Reading what was written
/// gives equal records; unknown keys are ignored, missing ones keep their defaults.
namespace sym {

nlohmann::json toJson(const Action& action);
nlohmann::json toJson(const PageRecord& page);
nlohmann::json toJson(const Candidate& candidate);
nlohmann::json toJson(const ModelCall& call);
nlohmann::json toJson(const Step& step);
nlohmann::json toJson(const Score& score);
nlohmann::json toJson(const EpisodeRecord& episode);
nlohmann::json toJson(const Trajectory& trajectory);

/// @return InvalidInput with the JSON path of the offending value
Result<Action> actionFromJson(const nlohmann::json& json);
Result<PageRecord> pageFromJson(const nlohmann::json& json);
Result<Step> stepFromJson(const nlohmann::json& json);
Result<Score> scoreFromJson(const nlohmann::json& json);
Result<EpisodeRecord> episodeFromJson(const nlohmann::json& json);
Result<Trajectory> trajectoryFromJson(const nlohmann::json& json);

}  // namespace sym
