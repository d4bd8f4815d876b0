#include "core/trajectory/learning_guard.h"

namespace sym {

Status checkMayLearn(const std::string& what, const std::string& split,
                     const std::string& templateId, bool templateHeldOut)
{
    if (split != "train")
        return Error(ErrorCode::InvalidInput,
                     what + " is of the split \"" + split + "\"; only train may be learned from");
    if (templateHeldOut)
        return Error(ErrorCode::InvalidInput, what + " is of template " + templateId
                                                  + ", which is held out: it may only be measured");
    return {};
}

Status checkMayLearn(const EpisodeRecord& episode)
{
    return checkMayLearn("episode " + std::to_string(episode.id.value), episode.split,
                         episode.templateId, episode.templateHeldOut);
}

}  // namespace sym
