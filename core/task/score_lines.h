#pragma once

#include <nlohmann/json.hpp>

#include <functional>
#include <iosfwd>
#include <string>

#include "core/base/job_context.h"
#include "core/base/result.h"
#include "core/task/evaluator.h"
#include "core/task/task.h"

namespace sym {

/// What `symbiont score` is told once for all lines.
struct ScoreOptions {
    EvaluatorProfile profile = EvaluatorProfile::WebArena;  ///< a line's "profile" goes before it
    SiteAddresses addresses;          ///< for placeholders in the lines' tasks
    const TaskFile* tasks = nullptr;  ///< for lines that name a task only by its id; may be null
    ChatModel* judge = nullptr;       ///< may be null
    /// Evaluates a script in a saved page; empty: scripts need their value in the line.
    std::function<Result<nlohmann::json>(const std::string& html, const std::string& url,
                                         const std::string& script, JobContext& job)>
        evaluateInHtml;
};

/// Scores one line of JSON:
///
/// {"task": {...} | "task_id": 3 [, "eval": {...}, "intent", "sites", "start_url"],
///  "answer": "...", "final_url": "http://...",
///  "pages": {"http://...": "<html>..." | {"content": "<html>...", "values": {LOCATOR: VALUE}}},
///  "values": {LOCATOR: VALUE}, "content": "...", "js_value": VALUE, "evidence": {...}}
///
/// - "task" is a task object as in a task file; "eval" alone is enough of one. A line may also be a
///   row of the reference cases ("fn" with reference_answers or reference_url).
/// - "pages" are found by the target's address with or without its fragment and trailing slash, by
///   the target's own text ("func:..."), and for "last" by the final url or by "last". The last
///   four keys but "evidence" hold for every page that "pages" does not have.
/// - VALUE is what the locator's script gave as JSON; {"exception": "..."} or "<exception>" when it
///   threw. "func:..." locators have a VALUE under their own text.
/// - "evidence" is what an evaluation kept (evaluator.h); nothing else is then needed.
///
/// @return {"line","task_id","profile","score","judged","parts":[{"kind","score","judged",
///         "reason"}]}; scores are null where a judge or a page is missing. A line that cannot be
///         scored gives {"line","error":{"code","message"},"score":null,"parts":[]}.
nlohmann::json scoreLine(const std::string& line, int number, const ScoreOptions& options,
                         JobContext& job);

struct ScoreLineCount {
    int rows = 0;    ///< lines that were not blank
    int errors = 0;  ///< lines that could not be scored
    int unjudged = 0;
};

/// Scores every line of `in` to one line of `out`, in order, flushed one by one.
/// @return Cancelled
Result<ScoreLineCount> scoreLines(std::istream& in, std::ostream& out, const ScoreOptions& options,
                                  JobContext& job);

}  // namespace sym
