#include "core/task/score_lines.h"

#include <algorithm>
#include <istream>
#include <ostream>

#include "core/task/answer_judge.h"
#include "core/task/evaluation_parts.h"
#include "core/task/saved_targets.h"
#include "core/text/json_text.h"
#include "core/text/python_text.h"

namespace sym {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

Error invalid(const std::string& message)
{
    return Error(ErrorCode::InvalidInput, message);
}

bool has(const ordered_json& row, const char* key)
{
    return row.contains(key) && !row[key].is_null();
}

/// The eval block a row of the reference cases stands for; null for other rows.
ordered_json impliedEvaluation(const ordered_json& row)
{
    ordered_json eval;
    ordered_json types = ordered_json::array();
    if (has(row, "reference_answers")) {
        types.push_back("string_match");
        eval["reference_answers"] = row["reference_answers"];
        eval["string_note"] = has(row, "string_note") ? row["string_note"] : ordered_json("");
    }
    if (has(row, "reference_url")) {
        types.push_back("url_match");
        eval["reference_url"] = row["reference_url"];
        if (has(row, "alternatives")) eval["or"] = row["alternatives"];
    }
    if (has(row, "program_html")) {
        types.push_back("program_html");
        eval["program_html"] = row["program_html"];
    }
    if (types.empty()) return nullptr;
    eval["eval_types"] = std::move(types);
    return eval;
}

std::string idText(const ordered_json& id)
{
    return id.is_string() ? id.get<std::string>() : id.dump();
}

Result<Task> knownTask(const std::string& id, const ScoreOptions& options)
{
    if (options.tasks != nullptr)
        for (const Task& task : options.tasks->tasks)
            if (task.id == id) return task;
    return invalid("task " + id + " is named only by its id: "
                   + (options.tasks == nullptr ? "give its task or eval block in the line"
                                               : "it is not in the task file"));
}

/// The task of a line, from its object, its eval block or the task file.
Result<Task> readTask(const ordered_json& row, int number, const ScoreOptions& options)
{
    ordered_json object;
    if (has(row, "task") && !row["task"].is_object())
        return knownTask(idText(row["task"]), options);
    if (has(row, "task")) {
        object = row["task"];
        // A task in a line is there to be scored, not run.
        if (!has(object, "task_id") && has(row, "task_id")) object["task_id"] = row["task_id"];
        if (!has(object, "eval") && has(row, "eval")) object["eval"] = row["eval"];
    } else if (has(row, "eval")) {
        for (const char* key : {"task_id", "old_task_id", "intent", "sites", "start_url", "eval"})
            if (has(row, key)) object[key] = row[key];
    } else if (ordered_json eval = impliedEvaluation(row); !eval.is_null()) {
        object["eval"] = std::move(eval);
        for (const char* key : {"task_id", "intent", "sites"})
            if (has(row, key)) object[key] = row[key];
    } else if (has(row, "task_id")) {
        SYM_TRY(Task task, knownTask(idText(row["task_id"]), options));
        if (row.value("fn", ordered_json()) == "program_html")
            task.evaluation["eval_types"] = {"program_html"};
        return task;
    } else {
        return invalid("neither task, eval nor task_id is given");
    }
    if (!has(object, "task_id")) object["task_id"] = "line " + std::to_string(number);
    if (!has(object, "intent")) object["intent"] = "";
    if (!has(object, "sites")) object["sites"] = ordered_json::array();
    if (!has(object, "start_url") && !has(object, "start_urls"))
        object["start_url"] = "about:blank";
    if (!has(object, "eval")) return invalid("the task has no eval block");
    return parseTask(object.dump(), options.addresses);
}

Result<EvaluatorProfile> readProfile(const json& row, EvaluatorProfile usual)
{
    if (!row.contains("profile")) return usual;
    if (row["profile"] == "webarena") return EvaluatorProfile::WebArena;
    if (row["profile"] == "agentoccam") return EvaluatorProfile::AgentOccam;
    return invalid("unknown profile " + row["profile"].dump());
}

bool hasType(const Task& task, const char* type)
{
    const json types =
        task.evaluation.is_object() ? task.evaluation.value("eval_types", json()) : json();
    return types.is_array() && std::find(types.begin(), types.end(), type) != types.end();
}

/// The first of several names for the same thing; nothing when none is there.
Result<std::optional<std::string>> readText(const json& row,
                                            std::initializer_list<const char*> names)
{
    for (const char* name : names) {
        const auto found = row.find(name);
        if (found == row.end()) continue;
        if (found->is_null()) return std::optional<std::string>("");
        if (found->is_structured()) return invalid(std::string(name) + " must be a text");
        return std::optional<std::string>(pyStr(*found));
    }
    return std::optional<std::string>();
}

Result<Score> scoreRow(const json& row, const Task& task, EvaluatorProfile profile,
                       const ScoreOptions& options, JobContext& job)
{
    if (row.contains("evidence"))
        return evaluateAgain(task, row["evidence"], profile, options.judge, job);
    SYM_TRY(const std::optional<std::string> answer, readText(row, {"answer", "pred"}));
    SYM_TRY(const std::optional<std::string> url, readText(row, {"final_url", "url", "finalUrl"}));
    if (!answer && hasType(task, "string_match")) return invalid("answer is missing");
    if (!url && hasType(task, "url_match")) return invalid("final_url is missing");
    AnswerJudge judge(options.judge, nullptr);
    SavedTargets targets(row, url.value_or(""), options);
    return scoreParts({task, profile, judge, job}, answer.value_or(""), targets);
}

Result<json> scored(const std::string& line, int number, const ScoreOptions& options,
                    JobContext& job)
{
    try {
        SYM_TRY(const ordered_json ordered, parseOrderedJson(line));
        if (!ordered.is_object()) return invalid("not a JSON object");
        const json row(ordered);
        SYM_TRY(const Task task, readTask(ordered, number, options));
        SYM_TRY(const EvaluatorProfile profile, readProfile(row, options.profile));
        SYM_TRY(const Score score, scoreRow(row, task, profile, options, job));
        json parts = json::array();
        for (const ScorePart& part : score.parts)
            parts.push_back({{"kind", part.kind},
                             {"score", part.judged ? json(part.score) : json()},
                             {"judged", part.judged},
                             {"reason", part.reason}});
        return json{
            {"line", number},           {"task_id", task.id},
            {"profile", score.profile}, {"score", score.judged ? json(score.score) : json()},
            {"judged", score.judged},   {"parts", std::move(parts)}};
    } catch (const json::exception& problem) {
        return invalid(std::string("not readable: ") + problem.what());
    }
}

}  // namespace

json scoreLine(const std::string& line, int number, const ScoreOptions& options, JobContext& job)
{
    Result<json> row = scored(line, number, options, job);
    if (row) return *std::move(row);
    return {{"line", number},
            {"score", nullptr},
            {"judged", false},
            {"parts", json::array()},
            {"error",
             {{"code", errorCodeName(row.error().code())},
              {"message",
               decodeUtf8("line " + std::to_string(number) + ": " + row.error().message())}}}};
}

Result<ScoreLineCount> scoreLines(std::istream& in, std::ostream& out, const ScoreOptions& options,
                                  JobContext& job)
{
    ScoreLineCount count;
    std::string line;
    for (int number = 1; std::getline(in, line); ++number) {
        if (job.isCancelled()) return Error(ErrorCode::Cancelled, "stopped");
        if (pyStrip(line).empty()) continue;
        const json row = scoreLine(line, number, options, job);
        ++count.rows;
        if (row.contains("error"))
            ++count.errors;
        else if (!row["judged"].get<bool>())
            ++count.unjudged;
        out << row.dump(-1, ' ', false, json::error_handler_t::replace) << "\n" << std::flush;
    }
    return count;
}

}  // namespace sym
