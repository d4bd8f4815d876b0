#include "core/task/task_filter.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>

#include "core/text/python_text.h"

namespace sym {

namespace {

std::optional<std::int64_t> number(std::string_view text)
{
    std::int64_t value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || read.ec != std::errc() || read.ptr != text.data() + text.size())
        return std::nullopt;
    return value;
}

struct Range {
    std::int64_t first = 0;
    std::int64_t last = 0;
};

std::optional<Range> range(std::string_view piece)
{
    const std::size_t dash = piece.find('-');
    if (dash == std::string_view::npos || dash == 0) return std::nullopt;
    const auto first = number(piece.substr(0, dash));
    const auto last = number(piece.substr(dash + 1));
    if (!first || !last) return std::nullopt;
    return Range{*first, *last};
}

/// Ids a spec names. An id that looks like a range ("3-5") is taken as the id it is.
Result<std::set<std::string>> idsOf(const std::string& spec, const std::vector<Task>& tasks)
{
    std::set<std::string> known;
    for (const Task& task : tasks) known.insert(task.id);
    std::set<std::string> chosen;
    for (const std::string& part : pySplit(spec, ",")) {
        const std::string piece = pyStrip(part);
        if (piece.empty()) continue;
        if (known.contains(piece)) {
            chosen.insert(piece);
            continue;
        }
        const std::optional<Range> wanted = range(piece);
        if (!wanted && !number(piece) && piece.find('-') == std::string::npos)
            return Error(ErrorCode::InvalidInput,
                         "\"" + piece + "\" is neither a task id nor a range");
        if (wanted && wanted->first > wanted->last)
            return Error(ErrorCode::InvalidInput,
                         "the range \"" + piece + "\" ends before it begins");
        const std::size_t before = chosen.size();
        bool isFound = false;
        for (const std::string& id : known) {
            const auto value = number(id);
            if (!wanted || !value || *value < wanted->first || *value > wanted->last) continue;
            chosen.insert(id);
            isFound = true;
        }
        if (!isFound && chosen.size() == before)
            return Error(ErrorCode::NotFound, "there is no task \"" + piece + "\" in the file");
    }
    return chosen;
}

bool isOfSite(const Task& task, const std::string& site)
{
    return std::find(task.sites.begin(), task.sites.end(), site) != task.sites.end();
}

/// Indices by template, templates by turns of their sites.
std::vector<std::vector<std::size_t>> templatesByTurns(const std::vector<Task>& tasks)
{
    std::map<std::string, std::size_t> placeOf;
    std::vector<std::vector<std::size_t>> templates;
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        // A task without a template is one of its own.
        const std::string name =
            tasks[i].templateId.empty() ? "task " + tasks[i].id : tasks[i].templateId;
        const auto [place, isNew] = placeOf.emplace(name, templates.size());
        if (isNew) templates.emplace_back();
        templates[place->second].push_back(i);
    }
    std::map<std::vector<std::string>, std::size_t> turns;
    std::vector<std::pair<std::size_t, std::size_t>> order;  // turn, template
    for (std::size_t i = 0; i < templates.size(); ++i)
        order.emplace_back(turns[tasks[templates[i].front()].sites]++, i);
    std::sort(order.begin(), order.end());
    std::vector<std::vector<std::size_t>> sorted;
    for (const auto& [turn, place] : order) sorted.push_back(std::move(templates[place]));
    return sorted;
}

std::vector<Task> spread(std::vector<Task> tasks, std::size_t limit)
{
    if (tasks.size() <= limit) return tasks;
    const std::vector<std::vector<std::size_t>> templates = templatesByTurns(tasks);
    std::vector<std::size_t> chosen;
    for (std::size_t round = 0; chosen.size() < limit; ++round)
        for (const std::vector<std::size_t>& instances : templates)
            if (round < instances.size() && chosen.size() < limit)
                chosen.push_back(instances[round]);
    std::sort(chosen.begin(), chosen.end());
    std::vector<Task> kept;
    kept.reserve(chosen.size());
    for (const std::size_t index : chosen) kept.push_back(std::move(tasks[index]));
    return kept;
}

}  // namespace

Result<std::vector<Task>> chooseTasks(const std::vector<Task>& tasks, const TaskChoice& choice)
{
    SYM_TRY(const std::set<std::string> ids, idsOf(choice.spec, tasks));
    const bool all = pyStrip(choice.spec, " ,").empty();
    bool isSplitKnown = choice.split.empty();
    bool isSiteKnown = choice.site.empty();
    std::vector<Task> kept;
    for (const Task& task : tasks) {
        const bool splitHolds = choice.split.empty() || task.split == choice.split;
        const bool siteHolds = choice.site.empty() || isOfSite(task, choice.site);
        isSplitKnown = isSplitKnown || splitHolds;
        isSiteKnown = isSiteKnown || siteHolds;
        if (splitHolds && siteHolds && (all || ids.contains(task.id))) kept.push_back(task);
    }
    if (!isSplitKnown)
        return Error(ErrorCode::NotFound, "no task belongs to the split \"" + choice.split + "\"");
    if (!isSiteKnown)
        return Error(ErrorCode::NotFound, "no task is about the site \"" + choice.site + "\"");
    if (choice.limit < 0)
        return Error(ErrorCode::InvalidInput,
                     "the limit must not be negative: " + std::to_string(choice.limit));
    return choice.limit == 0 ? kept : spread(std::move(kept), std::size_t(choice.limit));
}

}  // namespace sym
