#include "core/divergence/attribution.h"

#include <algorithm>
#include <set>

#include "core/divergence/task_contrast.h"

namespace sym {

namespace {

enum class Turn { None, Flipped, Lost };

/// Adds the steps of one episode to the entries' uses.
class EpisodeUses {
public:
    EpisodeUses(std::map<KnowledgeId, EntryUse>& entries, Attribution& attribution)
        : m_entries(entries), m_attribution(attribution)
    {
    }

    void add(const Step& step)
    {
        for (const RetrievedExample& example : step.retrieved) {
            EntryUse& use = m_entries[example.entry];
            PolicyUse& policy = m_attribution.byPolicy[example.policy];
            if (use.retrieved == 0) {
                use = {example.entry, example.policy, example.round};
                ++policy.entries;
            }
            ++use.retrieved;
            ++policy.retrieved;
            if (!example.kept) continue;
            ++use.kept;
            ++policy.kept;
            m_kept.insert(example.entry);
            m_policies.insert(example.policy);
        }
    }

    void finish(Turn turn, bool isSolved)
    {
        const auto count = [turn](auto& use) {
            ++use.tasks;
            use.flipped += turn == Turn::Flipped ? 1 : 0;
            use.lost += turn == Turn::Lost ? 1 : 0;
        };
        for (const KnowledgeId entry : m_kept) {
            count(m_entries[entry]);
            m_entries[entry].solved += isSolved ? 1 : 0;
        }
        for (const std::string& policy : m_policies) count(m_attribution.byPolicy[policy]);
    }

private:
    std::map<KnowledgeId, EntryUse>& m_entries;
    Attribution& m_attribution;
    std::set<KnowledgeId> m_kept;
    std::set<std::string> m_policies;
};

}  // namespace

Result<Attribution> attributeExamples(ProjectStore& store, RunId with, std::optional<RunId> without)
{
    SYM_TRY(const TaskResults results, taskResults(store, {with}));
    TaskResults before;
    if (without) {
        SYM_TRY(before, taskResults(store, {*without}));
    }
    Attribution attribution;
    std::map<KnowledgeId, EntryUse> entries;
    for (const auto& [task, result] : results) {
        SYM_TRY(const Trajectory trajectory, store.trajectory(result.episode.id));
        EpisodeUses uses(entries, attribution);
        for (const Step& step : trajectory.steps) uses.add(step);
        Turn turn = Turn::None;
        if (const auto old = before.find(task); old != before.end()) {
            ++attribution.compared;
            if (result.isSolved != old->second.isSolved)
                turn = result.isSolved ? Turn::Flipped : Turn::Lost;
            attribution.flipped += turn == Turn::Flipped ? 1 : 0;
            attribution.lost += turn == Turn::Lost ? 1 : 0;
        }
        uses.finish(turn, result.isSolved);
    }
    for (auto& [id, use] : entries) attribution.entries.push_back(std::move(use));
    std::stable_sort(attribution.entries.begin(), attribution.entries.end(),
                     [](const EntryUse& a, const EntryUse& b) {
                         return std::pair(a.flipped, a.kept) > std::pair(b.flipped, b.kept);
                     });
    return attribution;
}

nlohmann::json toJson(const Attribution& attribution)
{
    nlohmann::json byPolicy = nlohmann::json::object();
    for (const auto& [policy, use] : attribution.byPolicy)
        byPolicy[policy] = {{"entries", use.entries}, {"retrieved", use.retrieved},
                            {"kept", use.kept},       {"tasks", use.tasks},
                            {"flipped", use.flipped}, {"lost", use.lost}};
    nlohmann::json entries = nlohmann::json::array();
    for (const EntryUse& use : attribution.entries)
        entries.push_back({{"entry", use.entry.value},
                           {"policy", use.policy},
                           {"round", use.round},
                           {"retrieved", use.retrieved},
                           {"kept", use.kept},
                           {"tasks", use.tasks},
                           {"solved", use.solved},
                           {"flipped", use.flipped},
                           {"lost", use.lost}});
    return {{"compared", attribution.compared},
            {"flipped", attribution.flipped},
            {"lost", attribution.lost},
            {"by_policy", std::move(byPolicy)},
            {"entries", std::move(entries)}};
}

}  // namespace sym
