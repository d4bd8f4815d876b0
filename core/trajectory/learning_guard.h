#pragma once

#include <string>

#include "core/base/result.h"
#include "core/trajectory/trajectory.h"

namespace sym {

/// What may be learned from: episodes of the train split whose template is not held out. The only
/// place that says so; data sets and the knowledge base, where examples in prompts come from, pass
/// here.
///
/// @param what names the thing in the error, e.g. "episode 12"
/// @return InvalidInput naming it, its split and its template
Status checkMayLearn(const std::string& what, const std::string& split,
                     const std::string& templateId, bool templateHeldOut);

/// The same for an episode.
Status checkMayLearn(const EpisodeRecord& episode);

}  // namespace sym
