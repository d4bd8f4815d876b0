#include <algorithm>

#include "core/task/evaluation_parts.h"
#include "core/task/url_match.h"

namespace sym {

using nlohmann::json;

Result<ScorePart> scoreUrl(const PartContext& context, const std::string& url)
{
    const json& eval = context.task.evaluation;
    const auto refused = [&](const std::string& message) {
        return Error(ErrorCode::InvalidInput, "task " + context.task.id + ", eval." + message);
    };
    const json rule = eval.value("url_note", json("GOLD in PRED"));
    if (rule != "GOLD in PRED")
        return refused("url_note: unknown matching rule (ValueError): " + rule.dump());
    if (!eval.value("reference_url", json()).is_string())
        return refused("reference_url: must be a text");

    std::vector<std::string> references{eval["reference_url"].get<std::string>()};
    if (context.profile == EvaluatorProfile::AgentOccam && eval.contains("or")) {
        if (!eval["or"].is_array()) return refused("or: must be a list");
        for (const json& alternative : eval["or"]) {
            const json reference =
                alternative.is_object() ? alternative.value("reference_url", json()) : json();
            if (!reference.is_string()) return refused("or: an alternative without reference_url");
            references.push_back(reference.get<std::string>());
        }
    }
    ScorePart part{.kind = "url_match"};
    for (const std::string& reference : references) {
        SYM_TRY(const double score, matchUrl(reference, url, context.profile));
        part.score = std::max(part.score, score);
    }
    part.reason = inQuotes(url) + (part.score == 1 ? " matches " : " does not match ")
                  + inQuotes(references.front());
    return part;
}

}  // namespace sym
