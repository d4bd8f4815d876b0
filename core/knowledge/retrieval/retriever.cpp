#include "core/knowledge/retrieval/retriever.h"

#include <algorithm>
#include <set>

#include "core/knowledge/embedding_text.h"
#include "core/knowledge/retrieval/search_words.h"
#include "core/review/review_question.h"
#include "core/review/trajectory_piece.h"

namespace sym {

namespace {

// BM25 with very many words is slow and finds little more
constexpr std::size_t kQueryWords = 32;
constexpr std::size_t kPageWords = 64;
constexpr PageLimits kQueriedPage{.lines = 60, .characters = 4000};

/// Equal for pieces that did the same on the same pages, whoever did it and however often.
std::string signatureOf(const KnowledgeEntry& entry)
{
    std::string text = entry.site;
    for (const KnowledgeStep& step : entry.steps) {
        const std::string verb = step.action.substr(0, step.action.find(' '));
        text += '\n' + step.page.title + '\n' + verb + ' ' + step.target;
    }
    return text + '\n' + entry.last.title;
}

/// Best of each list in turn, each entry once, keeping who found it.
struct Ranked {
    KnowledgeId entry;
    double score;
    std::string strategy;
};

std::vector<Ranked> interleaved(
    const std::vector<std::pair<std::string, std::vector<KnowledgeHit>>>& lists)
{
    std::vector<Ranked> all;
    std::size_t longest = 0;
    for (const auto& [strategy, hits] : lists) longest = std::max(longest, hits.size());
    for (std::size_t rank = 0; rank < longest; ++rank)
        for (const auto& [strategy, hits] : lists) {
            if (rank >= hits.size()) continue;
            const auto known = std::ranges::find(all, hits[rank].entry, &Ranked::entry);
            if (known == all.end())
                all.push_back({hits[rank].entry, hits[rank].score, strategy});
            else if (known->strategy.find(strategy) == std::string::npos)
                known->strategy += '+' + strategy;
        }
    return all;
}

}  // namespace

std::string actionsSoFar(const std::vector<Step>& before)
{
    std::string text;
    for (const Step& step : before) {
        text += "On " + step.page.title + ": " + step.rawAction;
        if (!step.targetDescription.empty()) text += "  # " + step.targetDescription;
        text += '\n';
    }
    return text;
}

Retriever::Retriever(const KnowledgeSources& sources, const RetrievalSettings& settings)
    : m_sources(sources), m_settings(settings)
{
    if (m_sources.embedder)
        m_index = std::make_unique<VectorIndex>(m_sources.store, m_sources.embedder->name());
}

KnowledgeFilter Retriever::filterOf(const EpisodeRecord& episode) const
{
    KnowledgeFilter filter;
    filter.symbiosis = m_settings.symbiosis;
    filter.lastRound = m_settings.lastRound;
    filter.policies = m_settings.policies;
    filter.acceptedOnly = m_settings.acceptedOnly;
    if (m_settings.sameSite) filter.sites = episode.sites;
    if (m_settings.exclude != Exclusion::None) filter.withoutTask = episode.taskId;
    if (m_settings.exclude == Exclusion::Template) filter.withoutTemplate = episode.templateId;
    return filter;
}

Result<std::vector<KnowledgeHit>> Retriever::bySummary(const ExampleQuery& query, Step& step,
                                                       JobContext& job)
{
    ReviewQuestion question;
    question.request = "query";
    question.sections = {{"OBJECTIVE", query.episode.objective},
                         {"ACTIONS SO FAR", actionsSoFar(query.before)},
                         {"CURRENT OBSERVATION", step.page.observation}};
    question.answers = {"QUERY"};
    question.seed = query.seed;
    SYM_TRY(ReviewAnswer answer, askReview(question, m_sources.model, job));
    const std::vector<std::string> words = searchWords(answer.text("QUERY"), kQueryWords);
    step.calls.push_back(std::move(answer.call));
    return m_sources.store.search(words, KnowledgeField::Summary, filterOf(query.episode),
                                  m_settings.perStrategy);
}

Result<std::vector<KnowledgeHit>> Retriever::byObservation(const ExampleQuery& query,
                                                           const Step& step)
{
    const KnowledgeFilter filter = filterOf(query.episode);
    const std::string page =
        step.page.title + '\n' + shortenedObservation(step.page.observation, kQueriedPage);
    SYM_TRY(std::vector<KnowledgeHit> pages,
            m_sources.store.search(searchWords(page, kPageWords), KnowledgeField::Observation,
                                   filter, m_settings.perStrategy));
    SYM_TRY(std::vector<KnowledgeHit> objectives,
            m_sources.store.search(searchWords(query.episode.objective, kQueryWords),
                                   KnowledgeField::Instruction, filter, m_settings.perStrategy));
    std::vector<KnowledgeHit> hits;
    for (const Ranked& ranked :
         interleaved({{"objective", std::move(objectives)}, {"page", std::move(pages)}}))
        hits.push_back({ranked.entry, ranked.score});
    if (std::ssize(hits) > m_settings.perStrategy) hits.resize(std::size_t(m_settings.perStrategy));
    return hits;
}

Result<std::vector<KnowledgeHit>> Retriever::byTrajectory(const ExampleQuery& query,
                                                          const Step& step, JobContext& job)
{
    const std::string text = embeddingText(query.episode.objective, query.before, step.page);
    if (!m_index)
        return m_sources.store.search(searchWords(text, kPageWords), KnowledgeField::Any,
                                      filterOf(query.episode), m_settings.perStrategy);
    SYM_CHECK(m_index->refresh());
    SYM_TRY(const auto vectors, m_sources.embedder->embed({text}, job));
    if (vectors.empty())
        return Error(ErrorCode::Protocol, m_sources.embedder->name() + " gave no vector");
    return m_index->nearest(vectors.front(), filterOf(query.episode), m_settings.perStrategy);
}

Result<std::vector<FoundEntry>> Retriever::search(const ExampleQuery& query, Step& step,
                                                  JobContext& job)
{
    std::vector<std::pair<std::string, std::vector<KnowledgeHit>>> lists;
    if (m_settings.summary) {
        SYM_TRY(std::vector<KnowledgeHit> hits, bySummary(query, step, job));
        lists.emplace_back("summary", std::move(hits));
    }
    if (m_settings.observation) {
        SYM_TRY(std::vector<KnowledgeHit> hits, byObservation(query, step));
        lists.emplace_back("observation", std::move(hits));
    }
    if (m_settings.trajectory) {
        SYM_TRY(std::vector<KnowledgeHit> hits, byTrajectory(query, step, job));
        lists.emplace_back("trajectory", std::move(hits));
    }
    std::vector<FoundEntry> found;
    std::set<std::string> seen;
    for (const Ranked& ranked : interleaved(lists)) {
        SYM_TRY(KnowledgeEntry entry, m_sources.store.entry(ranked.entry));
        // ids of tasks depend on the seed they were made with; the objective does not
        const bool sameTask = entry.objective == query.episode.objective;
        if (sameTask && m_settings.exclude != Exclusion::None) continue;
        if (!seen.insert(signatureOf(entry)).second) continue;
        found.push_back({std::move(entry), ranked.strategy, ranked.score});
    }
    return found;
}

}  // namespace sym
