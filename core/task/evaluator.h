#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

#include "core/base/job_context.h"
#include "core/base/result.h"
#include "core/llm/chat_model.h"
#include "core/task/task.h"
#include "core/trajectory/trajectory.h"

namespace sym {

enum class EvaluatorProfile { WebArena, AgentOccam };

const char* evaluatorProfileName(EvaluatorProfile profile);  ///< "webarena", "agentoccam"

/// The page an evaluator looks at: a live tab, or values recorded from one.
class EvaluationPage {
public:
    virtual ~EvaluationPage() = default;
    virtual std::string currentUrl() = 0;
    /// Opens an address and waits until it has settled (upstream sleeps 3 s).
    virtual Status goTo(const std::string& url, JobContext& job) = 0;
    virtual Result<std::string> content(JobContext& job) = 0;  ///< serialised HTML
    /// Value of a JavaScript expression as JSON (undefined -> null); Protocol when it throws.
    virtual Result<nlohmann::json> evaluate(const std::string& expression, JobContext& job) = 0;
    /// A JSON answer of the site's REST interface (evaluator helper functions).
    virtual Result<nlohmann::json> request(const std::string& method, const std::string& url,
                                           const nlohmann::json& body, const std::string& bearer,
                                           JobContext& job) = 0;
};

/// What the agent left behind.
struct EpisodeEnd {
    std::string answer;  ///< of the stop action
    std::string finalUrl;
};

/// What an evaluation saw, enough to score again without the sites: per program_html target the
/// resolved url, the raw locator value or page content, and REST answers. JSON:
/// {"answer","final_url","targets":[{"url","value"}]}. A target also keeps "locator", "target_url"
/// (as the task has it), "page_url" (afterwards) and "failed" (the script threw); "judge" keeps
/// [{"question","reply","model"}], which evaluateAgain() uses when it is given no judge.
using Evidence = nlohmann::json;

struct Evaluation {
    Score score;
    Evidence evidence;
};

/// Scores an episode exactly as the reference program of the profile does (WEBARENA 2).
///
/// @param page may be null when no part needs one
/// @param judge answers fuzzy_match and ua_match; null: such parts come back with judged = false
/// @return InvalidInput for what makes upstream raise ValueError (named so),
/// Timeout/Network/Protocol
///         when a page cannot be read: an environment error, not a zero
Result<Evaluation> evaluate(const Task& task, const EpisodeEnd& end, EvaluatorProfile profile,
                            EvaluationPage* page, ChatModel* judge, JobContext& job);

/// Scores again from what an earlier evaluation kept.
Result<Score> evaluateAgain(const Task& task, const Evidence& evidence, EvaluatorProfile profile,
                            ChatModel* judge, JobContext& job);

}  // namespace sym
