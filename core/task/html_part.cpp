#include <algorithm>

#include "core/task/answer_match.h"
#include "core/task/evaluation_parts.h"
#include "core/text/html_text.h"
#include "core/text/python_text.h"

namespace sym {

namespace {

using nlohmann::json;

constexpr const char* kAlternatives = " |OR| ";

/// Score of one target; nothing when a value or a judge is missing.
struct TargetScore {
    std::optional<double> score;
    std::string reason;
};

class HtmlScore {
public:
    HtmlScore(const PartContext& context, TargetReader& targets)
        : m_context(context), m_targets(targets)
    {
    }

    Result<ScorePart> run()
    {
        const json targets = m_context.task.evaluation.value("program_html", json());
        if (!targets.is_array()) return refused("program_html: must be a list");
        ScorePart part{.kind = "program_html", .score = 1};
        bool isKnown = true;
        for (std::size_t i = 0; i < targets.size(); ++i) {
            m_place = "program_html[" + std::to_string(i) + "]";
            SYM_TRY(const TargetScore target, bestOf(targets[i]));
            if (target.score)
                part.score *= *target.score;
            else
                isKnown = false;
            if (target.score != 1.0)
                part.reason += (part.reason.empty() ? "" : "; ") + std::string("target ")
                               + std::to_string(i + 1) + ": " + target.reason;
        }
        part.judged = isKnown || part.score == 0;
        if (!part.judged) part.score = 0;
        if (part.reason.empty())
            part.reason = "all of " + std::to_string(targets.size()) + " targets hold";
        return part;
    }

private:
    Error refused(const std::string& message) const
    {
        return Error(ErrorCode::InvalidInput, "task " + m_context.task.id + ", eval." + message);
    }

    /// A target, or the best of its alternatives under AgentOccam's profile.
    Result<TargetScore> bestOf(const json& target)
    {
        if (!target.is_object()) return refused(m_place + ": must be an object");
        SYM_TRY(TargetScore best, scoreTarget(target));
        if (m_context.profile != EvaluatorProfile::AgentOccam || !target.contains("or"))
            return best;
        bool hasUnknown = !best.score;
        for (const json& alternative : target["or"]) {
            if (!alternative.is_object()) return refused(m_place + ".or: must hold objects");
            SYM_TRY(TargetScore other, scoreTarget(alternative));
            if (!other.score) hasUnknown = true;
            if (other.score > best.score) best = std::move(other);
        }
        // An alternative nobody could read may be the one that holds.
        if (hasUnknown && best.score != 1.0) best.score.reset();
        return best;
    }

    Result<TargetScore> scoreTarget(const json& target)
    {
        if (!target.value("url", json()).is_string()
            || !target.value("locator", json()).is_string())
            return refused(m_place + ": url and locator must be texts");
        const Result<TargetReading> reading = m_targets.read(target, m_context.job);
        if (!reading) {
            if (reading.error().code() == ErrorCode::NotFound)
                return TargetScore{std::nullopt, "not judged: " + reading.error().message()};
            return reading.error().within("task " + m_context.task.id + ", eval." + m_place);
        }
        const std::string text = htmlUnescape(pyStr(reading->value));
        const json contents = target.value("required_contents", json());
        if (!contents.is_object())
            return refused(m_place + ".required_contents: must be an object");
        if (contents.contains("exact_match")) return scoreExact(contents["exact_match"], text);
        if (contents.contains("must_include")) return scoreInclude(contents["must_include"], text);
        if (contents.contains("fuzzy_match") && m_context.task.raw.contains("old_task_id"))
            return scoreFuzzy(contents["fuzzy_match"], *reading, text);
        return refused(m_place + ".required_contents: neither exact_match nor must_include "
                                 "(ValueError)");
    }

    Result<TargetScore> scoreExact(const json& reference, const std::string& text) const
    {
        if (!reference.is_string())
            return refused(m_place + ".required_contents.exact_match: must be a text");
        const double score = exactMatch(reference.get<std::string>(), text);
        return TargetScore{score,
                           inQuotes(text) + " is not " + inQuotes(reference.get<std::string>())};
    }

    Result<TargetScore> scoreInclude(const json& references, const std::string& text) const
    {
        const std::string field = m_place + ".required_contents.must_include: ";
        if (!references.is_array()) return refused(field + "must be a list (AssertionError)");
        const bool isMean = m_context.profile == EvaluatorProfile::AgentOccam;
        if (isMean && references.empty()) return refused(field + "is empty (ZeroDivisionError)");
        double product = 1;
        int met = 0;
        std::string missing;
        for (const json& reference : references) {
            if (!reference.is_string()) return refused(field + "must hold texts");
            const auto wanted = reference.get<std::string>();
            const std::vector<std::string> alternatives = pySplit(wanted, kAlternatives);
            const bool isMet = std::any_of(
                alternatives.begin(), alternatives.end(), [&](const std::string& alternative) {
                    return mustInclude(alternative, text, Matching::Substring, m_context.profile)
                           > 0;
                });
            if (isMet) {
                ++met;
            } else {
                product = 0;
                missing += (missing.empty() ? "" : ", ") + inQuotes(wanted);
            }
        }
        const double score = isMean ? double(met) / double(references.size()) : product;
        return TargetScore{score, missing + " is not in " + inQuotes(text)};
    }

    /// WebArena-Lite lets the judge compare a page's value; a missing value is wrong.
    Result<TargetScore> scoreFuzzy(const json& references, const TargetReading& reading,
                                   const std::string& text) const
    {
        if (!references.is_array())
            return refused(m_place + ".required_contents.fuzzy_match: must be a list");
        if (reading.value.is_null()) return TargetScore{0.0, "the locator found nothing"};
        TargetScore all{1.0, ""};
        for (const json& reference : references) {
            if (!reference.is_string())
                return refused(m_place + ".required_contents.fuzzy_match: must hold texts");
            const auto wanted = reference.get<std::string>();
            SYM_TRY(const std::optional<bool> equivalent,
                    m_context.judge.isEquivalent(wanted, text, m_context.task.intent,
                                                 m_context.profile, m_context.job));
            if (!equivalent)
                return TargetScore{std::nullopt,
                                   "not judged: this needs a language model as judge and none is "
                                   "configured"};
            if (*equivalent) continue;
            all.score = 0;
            all.reason = inQuotes(text) + " was judged not to mean " + inQuotes(wanted);
        }
        return all;
    }

    const PartContext& m_context;
    TargetReader& m_targets;
    std::string m_place;
};

}  // namespace

Result<ScorePart> scoreHtml(const PartContext& context, TargetReader& targets)
{
    return HtmlScore(context, targets).run();
}

}  // namespace sym
