#include "core/symbiosis/loop_run.h"

namespace sym {

using nlohmann::json;

json loopRunTag(const LoopRollout& rollout)
{
    return {{"symbiosis", rollout.loop.value}, {"round", rollout.round}, {"phase", rollout.phase}};
}

Result<std::optional<RunRecord>> findLoopRun(ProjectStore& store, const LoopRollout& rollout)
{
    const json tag = loopRunTag(rollout);
    SYM_TRY(const std::vector<RunRecord> runs, store.runs());
    for (const RunRecord& run : runs) {
        if (run.finishedAt.empty()) continue;
        const json settings = json::parse(run.settings, nullptr, false);
        if (!settings.is_object()) continue;
        const json method = settings.value("method", json::object());
        const bool isIt =
            std::all_of(tag.items().begin(), tag.items().end(), [&](const auto& item) {
                return method.contains(item.key()) && method[item.key()] == item.value();
            });
        if (isIt) return std::optional(run);
    }
    return std::optional<RunRecord>();
}

}  // namespace sym
