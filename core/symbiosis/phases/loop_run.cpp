#include "core/symbiosis/phases/loop_run.h"

namespace sym {

using nlohmann::json;

namespace {

bool hasAll(const json& method, const json& tag)
{
    for (const auto& [key, value] : tag.items())
        if (!method.contains(key) || method[key] != value) return false;
    return true;
}

}  // namespace

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
        if (hasAll(settings.value("method", json::object()), tag)) return std::optional(run);
    }
    return std::optional<RunRecord>();
}

}  // namespace sym
