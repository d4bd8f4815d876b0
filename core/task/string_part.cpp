#include "core/task/answer_match.h"
#include "core/task/evaluation_parts.h"
#include "core/text/python_text.h"

namespace sym {

namespace {

using nlohmann::json;

Error refused(const PartContext& context, const std::string& field, const std::string& message)
{
    return Error(ErrorCode::InvalidInput,
                 "task " + context.task.id + ", eval." + field + ": " + message);
}

/// A product in which some factors may be unknown: a known zero decides, an unknown one does not.
class Product {
public:
    void times(double factor) { m_value *= factor; }
    void timesUnknown() { m_isKnown = false; }
    void restart() { *this = Product(); }
    double value() const { return m_value; }
    bool isDecided() const { return m_isKnown || m_value == 0; }

private:
    double m_value = 1;
    bool m_isKnown = true;
};

class StringScore {
public:
    StringScore(const PartContext& context, const std::string& answer)
        : m_context(context), m_answer(cleanAnswer(answer))
    {
    }

    Result<ScorePart> run()
    {
        const json answers = m_context.task.evaluation.value("reference_answers", json());
        if (answers.is_object()) {
            for (const std::string& approach : order(answers))
                SYM_CHECK(apply(approach, answers[approach]));
        }
        ScorePart part{.kind = "string_match"};
        part.judged = m_product.isDecided();
        part.score = part.judged ? m_product.value() : 0;
        part.reason = m_reason.empty() ? "the answer has no reference to meet" : m_reason;
        return part;
    }

private:
    /// Approaches as the file has them, where that is known.
    std::vector<std::string> order(const json& answers) const
    {
        std::vector<std::string> keys;
        for (const std::string& approach : m_context.task.answerOrder)
            if (answers.contains(approach)) keys.push_back(approach);
        if (keys.size() == answers.size()) return keys;
        keys.clear();
        for (const auto& [approach, value] : answers.items()) keys.push_back(approach);
        return keys;
    }

    Status apply(const std::string& approach, const json& value)
    {
        if (approach == "exact_match") return applyExact(value);
        if (approach == "must_include") return applyInclude(value);
        if (approach != "fuzzy_match") return {};
        return value == "N/A" ? applyUnachievable() : applyFuzzy(value);
    }

    void say(const std::string& reason) { m_reason += (m_reason.empty() ? "" : "; ") + reason; }

    Status applyExact(const json& value)
    {
        if (!value.is_string())
            return refused(m_context, "reference_answers.exact_match", "must be a text");
        const auto reference = value.get<std::string>();
        const double score = exactMatch(reference, m_answer);
        m_product.times(score);
        say(inQuotes(m_answer) + (score == 1 ? " equals " : " differs from ")
            + inQuotes(reference));
        return {};
    }

    /// WebArena-Lite has one list written as a text.
    Result<std::vector<std::string>> includedTexts(const json& value) const
    {
        std::vector<std::string> texts;
        if (value.is_string() && m_context.task.raw.contains("old_task_id"))
            return std::vector<std::string>{value.get<std::string>()};
        if (!value.is_array())
            return refused(m_context, "reference_answers.must_include",
                           "must be a list (AssertionError)");
        for (const json& item : value) {
            if (!item.is_string())
                return refused(m_context, "reference_answers.must_include", "must hold texts");
            texts.push_back(item.get<std::string>());
        }
        return texts;
    }

    Status applyInclude(const json& value)
    {
        SYM_TRY(const std::vector<std::string> texts, includedTexts(value));
        const bool isMean = m_context.profile == EvaluatorProfile::AgentOccam;
        if (isMean && texts.empty())
            return refused(m_context, "reference_answers.must_include",
                           "is empty (ZeroDivisionError)");
        const Matching matching = texts.size() == 1 ? Matching::Tokens : Matching::Substring;
        double sum = 0;
        for (const std::string& text : texts) {
            const double score = mustInclude(text, m_answer, matching, m_context.profile);
            if (score == 0) say(inQuotes(text) + " is not in " + inQuotes(m_answer));
            sum += score;
            if (!isMean) m_product.times(score);
        }
        if (isMean) m_product.times(sum / double(texts.size()));
        if (sum == double(texts.size())) say("the answer includes all that it must");
        return {};
    }

    Status applyUnachievable()
    {
        m_product.times(exactMatch("N/A", m_answer));
        if (m_product.isDecided() && m_product.value() == 1) {
            say("the answer is N/A, as it should be");
            return {};
        }
        // Whatever came before, the judge's word replaces it.
        m_product.restart();
        m_reason.clear();
        const json note = m_context.task.evaluation.value("string_note", json());
        if (!note.is_string())
            return refused(m_context, "string_note", "is needed to judge the reported reason");
        SYM_TRY(const std::optional<bool> same,
                m_context.judge.isSameReason(note.get<std::string>(), m_answer,
                                             m_context.task.intent, m_context.job));
        takeVerdict(same, "the reported reason is the actual one",
                    "the reported reason is another than " + inQuotes(note.get<std::string>()));
        return {};
    }

    Status applyFuzzy(const json& value)
    {
        std::vector<std::string> references;
        if (value.is_array()) {
            for (const json& item : value) {
                if (!item.is_string())
                    return refused(m_context, "reference_answers.fuzzy_match", "must hold texts");
                references.push_back(item.get<std::string>());
            }
        } else if (value.is_string() && m_context.profile == EvaluatorProfile::AgentOccam) {
            references.push_back(value.get<std::string>());
        } else {
            return refused(m_context, "reference_answers.fuzzy_match",
                           "must be a list (AssertionError)");
        }
        if (m_context.profile == EvaluatorProfile::AgentOccam) {
            std::string joined;
            for (const std::string& reference : references)
                joined += (joined.empty() ? "" : "; ") + reference;
            references = {joined};
        }
        for (const std::string& reference : references) {
            SYM_TRY(const std::optional<bool> equivalent,
                    m_context.judge.isEquivalent(reference, m_answer, m_context.task.intent,
                                                 m_context.profile, m_context.job));
            takeVerdict(equivalent, "judged to mean " + inQuotes(reference),
                        "judged not to mean " + inQuotes(reference));
        }
        return {};
    }

    void takeVerdict(std::optional<bool> verdict, const std::string& yes, const std::string& no)
    {
        if (!verdict) {
            m_product.timesUnknown();
            say("not judged: this needs a language model as judge and none is configured");
            return;
        }
        m_product.times(*verdict ? 1 : 0);
        say(*verdict ? yes : no);
    }

    const PartContext& m_context;
    std::string m_answer;  ///< cleaned once here and again in each match, as upstream does
    Product m_product;
    std::string m_reason;
};

}  // namespace

std::string inQuotes(const std::string& text)
{
    constexpr std::size_t kLongest = 120;
    const std::u32string codePoints = toCodePoints(text);
    if (codePoints.size() <= kLongest) return "\"" + text + "\"";
    return "\"" + toUtf8(std::u32string_view(codePoints).substr(0, kLongest)) + "…\"";
}

Result<ScorePart> scoreString(const PartContext& context, const std::string& answer)
{
    return StringScore(context, answer).run();
}

}  // namespace sym
