#include "core/task/task_report.h"

#include <algorithm>
#include <map>
#include <set>
#include <sstream>

namespace sym {

namespace {

using nlohmann::json;

std::string joined(const std::vector<std::string>& texts, const char* separator)
{
    std::string all;
    for (const std::string& text : texts) all += (all.empty() ? "" : separator) + text;
    return all;
}

std::string padded(std::string text, std::size_t width)
{
    if (text.size() < width) text.append(width - text.size(), ' ');
    return text;
}

std::string oneLine(std::string text)
{
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
}

struct Counts {
    std::map<std::string, int> bySite;       ///< site set, e.g. "gitlab+reddit"
    std::map<std::string, int> byEvaluator;  ///< evaluator set
    std::map<std::string, int> bySplit;
    std::set<std::string> templates;
    int leftOut = 0;
    int scorable = 0;
};

Counts count(const TaskFile& file)
{
    Counts counts;
    for (const Task& task : file.tasks) {
        ++counts.bySite[joined(task.sites, "+")];
        const std::vector<std::string> evaluators = evaluatorsOf(task);
        const std::set<std::string> kinds(evaluators.begin(), evaluators.end());
        ++counts.byEvaluator[joined({kinds.begin(), kinds.end()}, "+")];
        if (!task.split.empty()) ++counts.bySplit[task.split];
        if (!task.templateId.empty()) counts.templates.insert(task.templateId);
        if (!isVerifiedTask(task) && !evaluators.empty()) ++counts.scorable;
    }
    for (const TaskProblem& problem : file.problems)
        if (problem.isFatal) ++counts.leftOut;
    return counts;
}

void writeCounts(std::ostringstream& out, const char* title,
                 const std::map<std::string, int>& counts)
{
    if (counts.empty()) return;
    out << title << "\n";
    for (const auto& [name, n] : counts)
        out << "  " << padded(name.empty() ? "(none)" : name, 36) << n << "\n";
}

}  // namespace

std::vector<std::string> evaluatorsOf(const Task& task)
{
    std::vector<std::string> names;
    if (task.evaluation.is_array()) {
        for (const json& part : task.evaluation)
            if (part.is_object() && part.value("evaluator", json()).is_string())
                names.push_back(part["evaluator"].get<std::string>());
        return names;
    }
    if (!task.evaluation.is_object()) return names;
    const json types = task.evaluation.value("eval_types", json());
    if (!types.is_array()) return names;
    for (const json& type : types)
        if (type.is_string()) names.push_back(type.get<std::string>());
    return names;
}

std::string taskListText(const std::vector<Task>& tasks)
{
    std::ostringstream out;
    for (const Task& task : tasks) {
        out << padded(task.id, 6) << " " << padded(joined(task.sites, "+"), 22) << " "
            << padded(joined(evaluatorsOf(task), "+"), 22) << " ";
        if (!task.split.empty()) out << padded(task.split, 6) << " ";
        out << oneLine(task.intent) << "\n";
    }
    out << tasks.size() << " tasks\n";
    return out.str();
}

json taskListJson(const std::vector<Task>& tasks)
{
    json rows = json::array();
    for (const Task& task : tasks)
        rows.push_back({{"task_id", task.id},
                        {"template", task.templateId},
                        {"sites", task.sites},
                        {"evaluators", evaluatorsOf(task)},
                        {"split", task.split},
                        {"intent", task.intent}});
    return {{"count", tasks.size()}, {"tasks", std::move(rows)}};
}

std::string taskText(const Task& task)
{
    std::ostringstream out;
    out << "task      " << task.id << "\n";
    if (!task.templateId.empty()) out << "template  " << task.templateId << "\n";
    out << "sites     " << joined(task.sites, ", ") << "\n";
    out << "intent    " << task.intent << "\n";
    for (const std::string& url : task.startUrls) out << "start     " << url << "\n";
    out << "login     " << (task.requireLogin ? "required" : "not required");
    if (!task.storageState.empty()) out << ", state in " << task.storageState;
    out << "\n";
    if (task.requireReset) out << "reset     required\n";
    if (!task.geolocation.is_null()) out << "location  " << task.geolocation.dump() << "\n";
    if (task.viewportWidth > 0)
        out << "viewport  " << task.viewportWidth << " x " << task.viewportHeight << "\n";
    if (!task.split.empty())
        out << "split     " << task.split << (task.templateHeldOut ? ", template held out" : "")
            << "\n";
    out << "evaluated by " << joined(evaluatorsOf(task), ", ") << "\n";
    if (isVerifiedTask(task))
        out << "  (WebArena-Verified's schema: neither evaluator profile can score it)\n";
    out << task.evaluation.dump(2, ' ', false, json::error_handler_t::replace) << "\n";
    return out.str();
}

json taskJson(const Task& task)
{
    return {{"task_id", task.id},
            {"template", task.templateId},
            {"sites", task.sites},
            {"intent", task.intent},
            {"start_urls", task.startUrls},
            {"require_login", task.requireLogin},
            {"require_reset", task.requireReset},
            {"storage_state", task.storageState},
            {"geolocation", task.geolocation},
            {"viewport", {{"width", task.viewportWidth}, {"height", task.viewportHeight}}},
            {"split", task.split},
            {"template_held_out", task.templateHeldOut},
            {"evaluators", evaluatorsOf(task)},
            {"scorable", !isVerifiedTask(task) && !evaluatorsOf(task).empty()},
            {"eval", task.evaluation}};
}

std::string validationText(const TaskFile& file)
{
    const Counts counts = count(file);
    std::ostringstream out;
    out << "format " << file.format << ": " << file.tasks.size() << " tasks of "
        << counts.templates.size() << " templates, " << counts.scorable << " scorable, "
        << counts.leftOut << " left out\n";
    writeCounts(out, "by sites", counts.bySite);
    writeCounts(out, "by evaluators", counts.byEvaluator);
    writeCounts(out, "by split", counts.bySplit);
    if (file.format == "webarena-verified")
        out << "The evaluators of WebArena-Verified judge a structured answer and network events;\n"
               "the profiles webarena and agentoccam cannot score these tasks. They can be run.\n";
    out << file.problems.size() << " problems\n";
    for (const TaskProblem& problem : file.problems)
        out << "  task " << problem.taskId << ", " << problem.field << ": " << problem.message
            << (problem.isFatal ? " (left out)" : "") << "\n";
    return out.str();
}

json validationJson(const TaskFile& file)
{
    const Counts counts = count(file);
    json problems = json::array();
    for (const TaskProblem& problem : file.problems)
        problems.push_back({{"task_id", problem.taskId},
                            {"field", problem.field},
                            {"message", problem.message},
                            {"fatal", problem.isFatal}});
    return {{"format", file.format},
            {"tasks", file.tasks.size()},
            {"templates", counts.templates.size()},
            {"left_out", counts.leftOut},
            {"scorable", counts.scorable},
            {"by_site", counts.bySite},
            {"by_evaluator", counts.byEvaluator},
            {"by_split", counts.bySplit},
            {"problems", std::move(problems)}};
}

}  // namespace sym
