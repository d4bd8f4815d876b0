#include "core/knowledge/knowledge_examples.h"

#include <algorithm>
#include <charconv>

#include "core/knowledge/retrieval/retriever.h"
#include "core/review/review_question.h"
#include "core/review/trajectory_text.h"

namespace sym {

namespace {

constexpr PageLimits kExamplePage{.lines = 24, .characters = 1600};
constexpr std::size_t kCharactersPerToken = 4;

/// The numbers in a list such as "2, 0".
std::vector<std::size_t> numbersIn(std::string_view text)
{
    std::vector<std::size_t> numbers;
    const char* end = text.data() + text.size();
    for (const char* at = text.data(); at != end;) {
        std::size_t number = 0;
        const auto read = std::from_chars(at, end, number);
        if (read.ec == std::errc()) numbers.push_back(number);
        at = read.ec == std::errc() ? read.ptr : at + 1;
    }
    return numbers;
}

/// "- 3: yes, shows ..." by number, without the number.
std::map<std::size_t, std::string> reasonsIn(std::string_view section)
{
    std::map<std::size_t, std::string> reasons;
    while (!section.empty()) {
        const std::size_t end = std::min(section.find('\n'), section.size());
        std::string_view line = section.substr(0, end);
        section.remove_prefix(std::min(end + 1, section.size()));
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos) continue;
        const auto numbers = numbersIn(line.substr(0, colon));
        if (numbers.empty()) continue;
        line.remove_prefix(std::min(line.find_first_not_of(' ', colon + 1), line.size()));
        reasons[numbers.front()] = std::string(line);
    }
    return reasons;
}

std::string provenance(const KnowledgeEntry& entry)
{
    return entry.policy + ", round " + std::to_string(entry.round) + ", episode "
           + std::to_string(entry.episode.value) + ", steps " + std::to_string(entry.firstStep + 1)
           + " to " + std::to_string(entry.lastStep + 1);
}

std::string outcomeText(const KnowledgeEntry& entry)
{
    switch (entry.outcome) {
    case Opinion::Success: return "success, in a model's opinion";
    case Opinion::Failure: return "failure, in a model's opinion";
    case Opinion::Unjudged: break;
    }
    return "not judged";
}

}  // namespace

std::string exampleText(const KnowledgeEntry& entry)
{
    return "OBJECTIVE: " + entry.abstract + "\nOUTCOME OF THE WHOLE TASK: " + outcomeText(entry)
           + "\nSOURCE: " + provenance(entry) + '\n' + briefStepsText(entry, kExamplePage);
}

nlohmann::json methodOf(const RetrievalSettings& settings, const TextEmbedder* embedder)
{
    nlohmann::json method = toJson(settings);
    method["embedder"] = embedder ? embedder->name() : "none";
    return method;
}

/// One search, from the strategies to what is in the prompt.
class KnowledgeExamples::Search {
public:
    Search(const KnowledgeSources& sources, RetrievalSettings settings)
        : m_sources(sources), m_settings(std::move(settings)), m_retriever(sources, m_settings)
    {
    }

    Result<std::vector<std::string>> find(const ExampleQuery& query, Step& step, JobContext& job)
    {
        SYM_TRY(const std::vector<FoundEntry> found, m_retriever.search(query, step, job));
        std::vector<std::string> texts;
        std::vector<RetrievedExample> records;
        for (std::size_t i = 0; i < found.size(); ++i) {
            texts.push_back(exampleText(found[i].entry));
            records.push_back({.entry = found[i].entry.id,
                               .strategy = found[i].strategy,
                               .score = found[i].score,
                               .rank = int(i),
                               .policy = found[i].entry.policy,
                               .round = found[i].entry.round});
        }
        std::vector<std::size_t> order(found.size());
        for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
        if (m_settings.filter && !found.empty()) {
            SYM_TRY(order, helpful(query, texts, step, records, job));
        }
        const std::vector<std::size_t> kept = withinBudget(order, texts, records);
        std::vector<std::string> prompt;
        for (const std::size_t i : kept) prompt.push_back(std::move(texts[i]));
        step.retrieved.insert(step.retrieved.end(), records.begin(), records.end());
        return prompt;
    }

private:
    /// The model's choice, most helpful first. An answer without a HELPFUL section keeps nothing,
    /// as in the paper's program.
    Result<std::vector<std::size_t>> helpful(const ExampleQuery& query,
                                             const std::vector<std::string>& texts, Step& step,
                                             std::vector<RetrievedExample>& records,
                                             JobContext& job)
    {
        std::string examples;
        for (std::size_t i = 0; i < texts.size(); ++i) {
            const std::string name = "example_" + std::to_string(i);
            examples += '<' + name + ">\n" + texts[i] + "</" + name + ">\n";
        }
        ReviewQuestion question;
        question.request = "selection";
        question.sections = {{"OBJECTIVE", query.episode.objective},
                             {"ACTIONS SO FAR", actionsSoFar(query.before)},
                             {"EXAMPLES", std::move(examples)},
                             {"CURRENT OBSERVATION", step.page.observation}};
        question.answers = {"EXAMPLES", "HELPFUL"};
        question.seed = query.seed;
        SYM_TRY(ReviewAnswer answer, askReview(question, m_sources.model, job));
        for (auto& [i, reason] : reasonsIn(answer.text("EXAMPLES")))
            if (i < records.size()) records[i].reason = std::move(reason);
        std::vector<std::size_t> order;
        for (const std::size_t i : numbersIn(answer.text("HELPFUL")))
            if (i < records.size() && std::ranges::find(order, i) == order.end())
                order.push_back(i);
        step.calls.push_back(std::move(answer.call));
        return order;
    }

    /// The first ones that fit; marks them as kept, and says why the others are not.
    std::vector<std::size_t> withinBudget(const std::vector<std::size_t>& order,
                                          const std::vector<std::string>& texts,
                                          std::vector<RetrievedExample>& records) const
    {
        std::vector<std::size_t> kept;
        std::size_t characters = 0;
        const std::size_t budget = std::size_t(m_settings.tokenBudget) * kCharactersPerToken;
        for (const std::size_t i : order) {
            RetrievedExample& record = records[i];
            const bool isFull = std::ssize(kept) >= m_settings.examples;
            if (isFull || characters + texts[i].size() > budget) {
                record.reason += std::string(record.reason.empty() ? "" : "; ")
                                 + (isFull ? "there were enough" : "no room in the token budget");
                continue;
            }
            characters += texts[i].size();
            record.kept = true;
            kept.push_back(i);
        }
        return kept;
    }

    KnowledgeSources m_sources;
    RetrievalSettings m_settings;
    Retriever m_retriever;
};

KnowledgeExamples::KnowledgeExamples(const KnowledgeSources& sources, RetrievalSettings settings)
    : m_search(std::make_unique<Search>(sources, std::move(settings)))
{
}

KnowledgeExamples::~KnowledgeExamples() = default;

Result<std::vector<std::string>> KnowledgeExamples::find(const ExampleQuery& query, Step& step,
                                                         JobContext& job)
{
    return m_search->find(query, step, job);
}

}  // namespace sym
