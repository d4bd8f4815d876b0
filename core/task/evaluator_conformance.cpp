#include "core/task/evaluator_conformance.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <map>
#include <optional>

#include "core/task/answer_match.h"
#include "core/task/evaluation_parts.h"
#include "core/task/target_reader.h"
#include "core/task/url_match.h"
#include "core/text/word_tokens.h"

namespace sym {

namespace {

using nlohmann::json;

/// A page that answers every script and every request for its HTML with what a row recorded.
class RowPage final : public EvaluationPage {
public:
    explicit RowPage(const json& row) : m_row(row) {}

    std::string currentUrl() override { return m_url; }
    Status goTo(const std::string& url, JobContext&) override
    {
        m_url = url;
        m_visits.push_back("goto " + url);
        return {};
    }
    Result<std::string> content(JobContext&) override
    {
        return m_row.at("content").get<std::string>();
    }
    Result<json> evaluate(const std::string&, JobContext&) override
    {
        if (m_row.at("js_value") == "<exception>")
            return Error(ErrorCode::Protocol, "the script threw");
        return m_row.at("js_value");
    }
    Result<json> request(const std::string&, const std::string& url, const json&,
                         const std::string&, JobContext&) override
    {
        return Error(ErrorCode::NotFound, "no answer recorded of " + url);
    }

    const json& visits() const { return m_visits; }

private:
    const json& m_row;
    std::string m_url = m_row.value("url", "about:blank");
    json m_visits = json::array();
};

/// A row's outcome beside the recorded one.
struct Comparison {
    json expected;
    json actual;
};

class RowCheck {
public:
    RowCheck(EvaluatorProfile profile, std::string taskDataFolder, JobContext& job)
        : m_profile(profile), m_taskDataFolder(std::move(taskDataFolder)), m_job(job)
    {
    }

    /// Nothing for a row that records no outcome.
    Result<std::optional<Comparison>> check(const json& row)
    {
        try {
            return compare(row);
        } catch (const json::exception& problem) {
            return Error(ErrorCode::InvalidInput, problem.what());
        }
    }

private:
    Result<std::optional<Comparison>> compare(const json& row)
    {
        if (!row.contains("fn")) return compareUnnamed(row);
        const std::string fn = row.at("fn");
        const json& out = row.at("out");
        if (fn == "clean_answer") return some(out, cleanAnswer(row.at("a")));
        if (fn == "must_include") return some(out, included(row, row.at("tokenize")));
        if (fn == "string_match") {
            SYM_TRY(const json actual, scoreAnswer(row));
            return some(out, actual);
        }
        if (fn == "url_match") {
            SYM_TRY(const json actual, scoreAddress(row));
            return some(out, actual);
        }
        if (fn == "program_html") return compareHtml(row);
        return Error(ErrorCode::InvalidInput, "unknown kind of row: " + fn);
    }

    static std::optional<Comparison> some(json expected, json actual)
    {
        return Comparison{std::move(expected), std::move(actual)};
    }

    double included(const json& row, bool tokenise) const
    {
        return mustInclude(row.at("ref"), row.at("pred"),
                           tokenise ? Matching::Tokens : Matching::Substring, m_profile);
    }

    Result<std::optional<Comparison>> compareUnnamed(const json& row)
    {
        if (row.contains("tokens"))
            return some({row.at("tokens"), row.at("score_tok"), row.at("score_substr")},
                        {pyWordTokens(cleanAnswer(row.at("pred"))), included(row, true),
                         included(row, false)});
        if (!row.contains("answer") || !row.contains("reference_answers"))
            return Error(ErrorCode::InvalidInput, "unknown kind of row");
        if (!row.contains("oracle") || !row["oracle"].is_number())
            return std::optional<Comparison>();
        SYM_TRY(const json actual, scoreAnswer(row));
        return some(row["oracle"], actual);
    }

    Task taskOf(const json& row, const char* type) const
    {
        Task task;
        task.id = row.contains("task_id") ? row["task_id"].dump() : "";
        task.evaluation = {{"eval_types", {type}}, {"string_note", ""}};
        return task;
    }

    Result<json> scoreAnswer(const json& row)
    {
        Task task = taskOf(row, "string_match");
        task.evaluation["reference_answers"] = row.at("reference_answers");
        AnswerJudge judge(nullptr, nullptr);
        const json& answer = row.at("answer");
        SYM_TRY(const ScorePart part,
                scoreString({task, m_profile, judge, m_job},
                            answer.is_string() ? answer.get<std::string>() : ""));
        return part.judged ? json(part.score) : json("not judged");
    }

    Result<json> scoreAddress(const json& row)
    {
        Task task = taskOf(row, "url_match");
        task.evaluation["reference_url"] = row.at("reference_url");
        if (row.contains("alternatives") && row["alternatives"].is_array())
            task.evaluation["or"] = row["alternatives"];
        AnswerJudge judge(nullptr, nullptr);
        SYM_TRY(const ScorePart part, scoreUrl({task, m_profile, judge, m_job}, row.at("url")));
        return json(part.score);
    }

    Result<std::optional<Comparison>> compareHtml(const json& row)
    {
        SYM_CHECK(loadTasks());
        const json& id = row.at("task_id");
        const auto task = m_tasks.find(id.is_string() ? id.get<std::string>() : id.dump());
        if (task == m_tasks.end())
            return Error(ErrorCode::NotFound, "no task " + id.dump() + " in the task data");
        RowPage page(row);
        LiveTargets targets(task->second, page.currentUrl(), &page);
        AnswerJudge judge(nullptr, nullptr);
        SYM_TRY(const ScorePart part, scoreHtml({task->second, m_profile, judge, m_job}, targets));
        const json score = part.judged ? json(part.score) : json("not judged");
        if (!row.contains("gotos")) return some(row.at("out"), score);
        return some({row.at("out"), row["gotos"]}, {score, page.visits()});
    }

    Status loadTasks()
    {
        if (!m_tasks.empty()) return {};
        const char* const name = m_profile == EvaluatorProfile::AgentOccam
                                     ? "agentoccam.test.raw.json"
                                     : "test.raw.json";
        SYM_TRY(TaskFile file,
                loadTaskFile((std::filesystem::path(m_taskDataFolder) / name).string(),
                             defaultSiteAddresses()));
        for (Task& task : file.tasks) {
            std::string id = task.id;
            m_tasks.emplace(std::move(id), std::move(task));
        }
        return {};
    }

    EvaluatorProfile m_profile;
    std::string m_taskDataFolder;
    JobContext& m_job;
    std::map<std::string, Task> m_tasks;
};

std::string shown(const json& value)
{
    return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

/// A recorded outcome that names an exception, e.g. "ValueError".
bool isRecordedError(const json& expected)
{
    if (expected.is_object()) return expected.contains("error");
    return expected.is_string()
           && expected.get_ref<const std::string&>().find("Error") != std::string::npos;
}

}  // namespace

bool isEvaluatorFile(const std::string& fileName)
{
    return (fileName.starts_with("evaluators_") && fileName.ends_with(".jsonl"))
           || fileName == "must_include_tokenised.jsonl" || fileName == "real_answers.jsonl";
}

Result<ConformanceCount> checkEvaluatorFile(const std::string& path,
                                            const std::string& taskDataFolder, JobContext& job)
{
    std::ifstream stream(path, std::ios::binary);
    if (!stream) return Error(ErrorCode::Io, "cannot read " + path);
    const bool isOccam =
        std::filesystem::path(path).filename().string().find("agentoccam") != std::string::npos;
    RowCheck rows(isOccam ? EvaluatorProfile::AgentOccam : EvaluatorProfile::WebArena,
                  taskDataFolder, job);
    ConformanceCount count;
    std::string line;
    for (int number = 1; std::getline(stream, line); ++number) {
        if (job.isCancelled()) return Error(ErrorCode::Cancelled, "stopped");
        if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
        const std::string place = "line " + std::to_string(number) + ": ";
        const json row = json::parse(line, nullptr, false);
        if (!row.is_object()) {
            count.disagree(place + "not a JSON object");
            continue;
        }
        const auto outcome = rows.check(row);
        if (!outcome) {
            if (outcome.error().code() == ErrorCode::Io) return outcome.error();
            if (row.contains("out") && isRecordedError(row["out"]))
                count.agree();
            else
                count.disagree(place + outcome.error().message());
        } else if (*outcome) {
            if ((*outcome)->expected == (*outcome)->actual)
                count.agree();
            else
                count.disagree(place + "expected " + shown((*outcome)->expected) + ", got "
                               + shown((*outcome)->actual));
        }
    }
    return count;
}

}  // namespace sym
