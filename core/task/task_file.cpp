#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include "core/task/task.h"
#include "core/task/task_check.h"
#include "core/text/json_text.h"
#include "core/text/python_text.h"

namespace sym {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr const char* kTabs = " |AND| ";

/// "__SHOPPING_ADMIN__" and the like, with what they stand for.
std::vector<std::pair<std::string, std::string>> placeholders(const SiteAddresses& addresses)
{
    std::vector<std::pair<std::string, std::string>> all;
    for (const auto& [site, address] : addresses)
        all.emplace_back("__" + pyUpper(site) + "__", address);
    return all;
}

void fill(std::string& text, const std::vector<std::pair<std::string, std::string>>& placeholders)
{
    if (text.find("__") == std::string::npos) return;
    for (const auto& [name, address] : placeholders) {
        for (std::size_t at = text.find(name); at != std::string::npos;
             at = text.find(name, at + address.size()))
            text.replace(at, name.size(), address);
    }
}

void fill(json& value, const std::vector<std::pair<std::string, std::string>>& placeholders)
{
    if (value.is_string()) {
        fill(value.get_ref<std::string&>(), placeholders);
    } else if (value.is_structured()) {
        for (json& item : value) fill(item, placeholders);
    }
}

/// Ids are integers in most files and texts in some.
std::string idText(const json& value)
{
    if (value.is_string()) return value.get<std::string>();
    return value.is_number() ? pyStr(value) : std::string();
}

class TaskReader {
public:
    explicit TaskReader(const SiteAddresses& addresses)
        : m_addresses(addresses), m_placeholders(placeholders(addresses))
    {
    }

    /// Nothing when the task cannot be used; why is then among the problems.
    std::optional<Task> read(const ordered_json& object, std::size_t index)
    {
        m_task = Task();
        m_task.id = "#" + std::to_string(index);
        m_isFatal = false;
        if (!object.is_object()) {
            fatal("", "a task must be an object");
            return std::nullopt;
        }
        m_task.raw = json(object);
        m_task.addresses = m_addresses;
        fill(m_task.raw, m_placeholders);
        readIdentity();
        readStart();
        readSettings();
        m_task.evaluation = m_task.raw.value("eval", json());
        readAnswerOrder(object);
        if (m_isFatal) return std::nullopt;
        for (TaskProblem& problem : checkEvaluation(m_task))
            m_problems.push_back(std::move(problem));
        return std::move(m_task);
    }

    std::vector<TaskProblem> takeProblems() { return std::move(m_problems); }

private:
    void note(const std::string& field, const std::string& message)
    {
        m_problems.push_back({m_task.id, field, message});
    }

    void fatal(const std::string& field, const std::string& message)
    {
        m_problems.push_back({m_task.id, field, message, true});
        m_isFatal = true;
    }

    void readIdentity()
    {
        const json& raw = m_task.raw;
        const std::string id = idText(raw.value("task_id", json()));
        if (id.empty())
            fatal("task_id", "missing: neither a number nor a text");
        else
            m_task.id = id;
        m_task.templateId = idText(raw.value("intent_template_id", json()));
        const json intent = raw.value("intent", json());
        if (intent.is_string())
            m_task.intent = intent.get<std::string>();
        else
            fatal("intent", "missing or not a text");
        const json sites = raw.value("sites", json());
        if (!sites.is_array()) {
            note("sites", "missing or not a list: no site is opened or logged in to");
            return;
        }
        for (std::size_t i = 0; i < sites.size(); ++i) {
            if (sites[i].is_string())
                m_task.sites.push_back(sites[i].get<std::string>());
            else
                note("sites[" + std::to_string(i) + "]", "must be a text");
        }
    }

    void readStart()
    {
        const json& raw = m_task.raw;
        const json one = raw.value("start_url", json());
        const json many = raw.value("start_urls", json());
        if (one.is_string()) {
            m_task.startUrls = pySplit(one.get<std::string>(), kTabs);
        } else if (many.is_array()) {
            for (const json& url : many)
                if (url.is_string()) m_task.startUrls.push_back(url.get<std::string>());
        }
        std::erase_if(m_task.startUrls,
                      [](const std::string& url) { return pyStrip(url).empty(); });
        if (m_task.startUrls.empty()) fatal("start_url", "missing: there is nowhere to begin");
    }

    void readSettings()
    {
        const json& raw = m_task.raw;
        const json storage = raw.value("storage_state", json());
        if (storage.is_string())
            m_task.storageState = storage.get<std::string>();
        else if (!storage.is_null())
            note("storage_state", "must be a text or null");
        m_task.requireLogin = readFlag("require_login");
        m_task.requireReset = readFlag("require_reset");
        m_task.templateHeldOut = readFlag("template_held_out");
        const json split = raw.value("split", json());
        if (split.is_string()) m_task.split = split.get<std::string>();
        m_task.geolocation = raw.value("geolocation", json());
        if (!m_task.geolocation.is_null()
            && (!m_task.geolocation.is_object() || !m_task.geolocation.contains("latitude")
                || !m_task.geolocation.contains("longitude"))) {
            note("geolocation", "must be null or have latitude and longitude; not set");
            m_task.geolocation = json();
        }
        readViewport(raw.value("viewport_size", json()));
        if (raw.contains("string_note"))
            note("string_note", "a stray copy beside the eval block, ignored");
    }

    bool readFlag(const char* field)
    {
        const json value = m_task.raw.value(field, json());
        if (!value.is_boolean() && !value.is_null()) note(field, "must be true or false");
        return value.is_boolean() && value.get<bool>();
    }

    void readViewport(const json& size)
    {
        if (size.is_null()) return;
        const json width = size.is_object() ? size.value("width", json()) : json();
        const json height = size.is_object() ? size.value("height", json()) : json();
        if (!width.is_number() || !height.is_number() || width <= 0 || height <= 0) {
            note("viewport_size", "must have a width and a height in pixels; not set");
            return;
        }
        m_task.viewportWidth = width.get<int>();
        m_task.viewportHeight = height.get<int>();
    }

    void readAnswerOrder(const ordered_json& object)
    {
        const auto eval = object.find("eval");
        if (eval == object.end() || !eval->is_object()) return;
        const auto answers = eval->find("reference_answers");
        if (answers == eval->end() || !answers->is_object()) return;
        for (const auto& [approach, value] : answers->items())
            m_task.answerOrder.push_back(approach);
    }

    const SiteAddresses& m_addresses;
    std::vector<std::pair<std::string, std::string>> m_placeholders;
    Task m_task;
    bool m_isFatal = false;
    std::vector<TaskProblem> m_problems;
};

/// Alternatives of an address, which only AgentOccam's corrected file has.
bool hasAlternatives(const Task& task)
{
    return task.evaluation.is_object() && task.evaluation.contains("or");
}

std::string formatOf(const std::vector<Task>& tasks)
{
    const auto any = [&](auto&& claim) { return std::any_of(tasks.begin(), tasks.end(), claim); };
    if (any(isVerifiedTask)) return "webarena-verified";
    if (any([](const Task& task) { return task.raw.contains("old_task_id"); }))
        return "webarena-lite";
    if (any(hasAlternatives)) return "agentoccam";
    return "webarena";
}

/// The task objects: a list, one object, or an object with the list as "tasks".
Result<ordered_json> taskList(ordered_json document)
{
    if (document.is_array()) return document;
    if (document.is_object() && document.contains("tasks") && document["tasks"].is_array())
        return document["tasks"];
    if (document.is_object()) return ordered_json::array({std::move(document)});
    return Error(ErrorCode::InvalidInput, "neither a list of tasks nor a task");
}

}  // namespace

Result<TaskFile> parseTaskFile(const std::string& text, const SiteAddresses& addresses)
{
    SYM_TRY(ordered_json document, parseOrderedJson(text));
    SYM_TRY(const ordered_json list, taskList(std::move(document)));

    TaskFile file;
    TaskReader reader(addresses);
    std::set<std::string> ids;
    std::vector<TaskProblem> repeated;
    for (std::size_t i = 0; i < list.size(); ++i) {
        std::optional<Task> task = reader.read(list[i], i);
        if (!task) continue;
        if (!ids.insert(task->id).second) {
            repeated.push_back({task->id, "task_id", "the id occurs before; left out", true});
            continue;
        }
        file.tasks.push_back(*std::move(task));
    }
    file.problems = reader.takeProblems();
    file.problems.insert(file.problems.end(), repeated.begin(), repeated.end());
    if (file.tasks.empty() && !file.problems.empty())
        return Error(ErrorCode::InvalidInput, "no usable task: task " + file.problems.front().taskId
                                                  + ", " + file.problems.front().field + ": "
                                                  + file.problems.front().message);
    file.format = formatOf(file.tasks);
    return file;
}

Result<TaskFile> loadTaskFile(const std::string& path, const SiteAddresses& addresses)
{
    std::ifstream stream(path, std::ios::binary);
    if (!stream) return Error(ErrorCode::Io, "cannot read the task file " + path);
    std::ostringstream text;
    text << stream.rdbuf();
    Result<TaskFile> file = parseTaskFile(text.str(), addresses);
    if (!file) return file.error().within(path);
    return file;
}

Result<Task> parseTask(const std::string& text, const SiteAddresses& addresses)
{
    SYM_TRY(const ordered_json object, parseOrderedJson(text));
    TaskReader reader(addresses);
    std::optional<Task> task = reader.read(object, 0);
    if (task) return *std::move(task);
    for (const TaskProblem& problem : reader.takeProblems())
        if (problem.isFatal)
            return Error(ErrorCode::InvalidInput,
                         "task " + problem.taskId + ", " + problem.field + ": " + problem.message);
    return Error(ErrorCode::InvalidInput, "not a task");
}

SiteAddresses defaultSiteAddresses()
{
    return {{"shopping", "http://localhost:7770"},
            {"shopping_admin", "http://localhost:7780/admin"},
            {"reddit", "http://localhost:9999"},
            {"gitlab", "http://localhost:8023"},
            {"map", "http://localhost:3000"},
            {"wikipedia",
             "http://localhost:8888/wikipedia_en_all_maxi_2022-05/A/"
             "User:The_other_Kiwix_guy/Landing"},
            {"homepage", "http://localhost:4399"}};
}

bool isVerifiedTask(const Task& task)
{
    return task.evaluation.is_array();
}

}  // namespace sym
