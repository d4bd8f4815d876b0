#include "core/symbiosis/knowledge_use.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "core/symbiosis/loop_phases.h"

namespace sym {

namespace {

using nlohmann::json;

json methodOfRun(const RunRecord& run)
{
    const json settings = json::parse(run.settings, nullptr, false);
    if (!settings.is_object()) return json::object();
    const json method = settings.value("method", json::object());
    return method.is_object() ? method : json::object();
}

/// The run of the same loop that did the same tasks without examples, or nothing.
std::optional<RunId> baselineOf(const std::vector<RunRecord>& runs, const RunRecord& run)
{
    const json method = methodOfRun(run);
    const std::string name = method.value("phase", "");
    const char* wanted = name == phase::kMeasureLarge ? phase::kBaseline
                         : name == phase::kTestLarge  ? phase::kTestBaseline
                                                      : nullptr;
    if (!wanted) return std::nullopt;
    for (const RunRecord& other : runs) {
        const json its = methodOfRun(other);
        if (its.value("phase", "") == wanted && its.contains("symbiosis")
            && its["symbiosis"] == method.value("symbiosis", json()))
            return other.id;
    }
    return std::nullopt;
}

void addUse(EntryUse& sum, const EntryUse& use)
{
    sum.entry = use.entry;
    sum.policy = use.policy;
    sum.round = use.round;
    sum.retrieved += use.retrieved;
    sum.kept += use.kept;
    sum.tasks += use.tasks;
    sum.solved += use.solved;
    sum.flipped += use.flipped;
    sum.lost += use.lost;
}

}  // namespace

Result<KnowledgeUse> knowledgeUse(ProjectStore& store, JobContext& job)
{
    SYM_TRY(const std::vector<RunRecord> runs, store.runs());
    KnowledgeUse use;
    std::map<KnowledgeId, EntryUse> entries;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        if (job.isCancelled()) return Error(ErrorCode::Cancelled, "cancelled");
        job.report(double(i) / double(runs.size()), "run " + std::to_string(runs[i].id.value));
        if (!methodOfRun(runs[i]).contains("retrieval")) continue;
        const std::optional<RunId> without = baselineOf(runs, runs[i]);
        SYM_TRY(const Attribution attribution, attributeExamples(store, runs[i].id, without));
        ++use.runs;
        use.compared += without ? 1 : 0;
        for (const EntryUse& one : attribution.entries) addUse(entries[one.entry], one);
    }
    for (const auto& [id, entry] : entries) use.entries.push_back(entry);
    std::stable_sort(use.entries.begin(), use.entries.end(),
                     [](const EntryUse& a, const EntryUse& b) {
                         return std::tuple(a.flipped, a.kept, a.solved)
                                > std::tuple(b.flipped, b.kept, b.solved);
                     });
    return use;
}

}  // namespace sym
