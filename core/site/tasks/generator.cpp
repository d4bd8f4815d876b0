#include <algorithm>
#include <map>
#include <set>

#include "core/site/tasks/task_template.h"

namespace sym {

namespace {

using nlohmann::json;

constexpr int kInstancesPerTemplate = 12;

/// Where a template's tasks may go. It depends on the template alone, never on the seed, so that
/// training with one seed teaches nothing about the held-out templates of another.
enum class Role { Shared, DevOnly, TestOnly };

/// Of each site's templates a quarter is kept for test and an eighth for dev.
Role roleOf(std::size_t placeAmongItsSite)
{
    switch (placeAmongItsSite % 8) {
    case 2:
    case 6: return Role::TestOnly;
    case 4: return Role::DevOnly;
    default: return Role::Shared;
    }
}

/// Splits of `count` instances: of a shared template about 78 % train, 13 % dev, the rest test.
std::vector<std::string> splitsFor(Role role, std::size_t count, Random random)
{
    if (role != Role::Shared)
        return std::vector<std::string>(count, role == Role::TestOnly ? "test" : "dev");
    const std::size_t dev = std::max<std::size_t>(count > 2 ? 1 : 0, (count * 13 + 50) / 100);
    const std::size_t test = count > 3 ? std::max<std::size_t>(1, count * 9 / 100) : 0;
    std::vector<std::string> splits(count, "train");
    std::fill_n(splits.begin(), dev, "dev");
    std::fill_n(splits.begin() + std::ptrdiff_t(dev), test, "test");
    random.shuffle(splits);
    return splits;
}

json taskJson(const TaskTemplate& kind, const TaskDraft& draft, int id, const std::string& split,
              Role role, std::uint64_t seed)
{
    json negatives = json::array();
    for (const NegativeSequence& negative : draft.negatives)
        negatives.push_back({{"kind", negative.kind},
                             {"action_set_tag", "playwright"},
                             {"action_sequence", negative.actions}});
    return {{"sites", kind.sites},
            {"task_id", id},
            {"require_login", true},
            {"storage_state", nullptr},
            {"start_url", draft.startUrl},
            {"geolocation", nullptr},
            {"intent_template", kind.intentTemplate},
            {"instantiation_dict", draft.instantiation},
            {"intent", draft.intent},
            {"require_reset", false},
            {"eval", draft.evaluation},
            {"intent_template_id", kind.id},
            {"split", split},
            {"template_held_out", role != Role::Shared},
            {"seed", seed},
            {"reference_action_sequence",
             {{"action_set_tag", "playwright"}, {"action_sequence", draft.solution}}},
            {"negative_action_sequences", negatives}};
}

/// Different instances only; templates may propose one twice.
void dropRepeated(std::vector<TaskDraft>& drafts)
{
    std::set<std::string> seen;
    std::erase_if(drafts,
                  [&seen](const TaskDraft& draft) { return !seen.insert(draft.intent).second; });
}

template <typename Items>
void append(std::vector<TaskTemplate>& all, Items&& items)
{
    for (TaskTemplate& item : items) all.push_back(std::move(item));
}

}  // namespace

std::vector<TaskTemplate> allTemplates()
{
    std::vector<TaskTemplate> all;
    append(all, shopTemplates());
    append(all, forumTemplates());
    append(all, codeTemplates());
    append(all, mapTemplates());
    append(all, wikiTemplates());
    append(all, multiSiteTemplates());
    std::sort(all.begin(), all.end(),
              [](const TaskTemplate& a, const TaskTemplate& b) { return a.id < b.id; });
    return all;
}

json generateTasks(std::uint64_t seed)
{
    json tasks = json::array();
    const Random random = Random(seed).fork("tasks");
    std::map<std::vector<std::string>, std::size_t> placesBySites;
    for (const TaskTemplate& kind : allTemplates()) {
        const Role role = roleOf(placesBySites[kind.sites]++);
        const Random own = random.fork("template " + std::to_string(kind.id));
        std::vector<TaskDraft> drafts =
            kind.make(seed, own.fork("instances"), kInstancesPerTemplate);
        dropRepeated(drafts);
        if (drafts.size() > std::size_t(kInstancesPerTemplate))
            drafts.resize(kInstancesPerTemplate);
        const auto splits = splitsFor(role, drafts.size(), own.fork("splits"));
        for (std::size_t i = 0; i < drafts.size(); ++i)
            tasks.push_back(taskJson(kind, drafts[i], int(tasks.size()), splits[i], role, seed));
    }
    return tasks;
}

}  // namespace sym
