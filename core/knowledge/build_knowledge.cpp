#include "core/knowledge/build_knowledge.h"

#include <algorithm>
#include <tuple>

#include "core/knowledge/embedding_text.h"
#include "core/knowledge/piece_choice.h"
#include "core/review/review_question.h"
#include "core/review/trajectory_text.h"
#include "core/store/knowledge_store.h"
#include "core/trajectory/learning_guard.h"

namespace sym {

namespace {

constexpr PageLimits kWritersPage{.lines = 40, .characters = 2500};
constexpr std::size_t kEmbeddingBatch = 64;

class Building {
public:
    Building(ProjectStore& store, const KnowledgeBuilders& builders,
             const KnowledgeBuildSettings& settings, JobContext& job)
        : m_store(store), m_builders(builders), m_settings(settings), m_job(job)
    {
    }

    Result<KnowledgeBuildReport> run()
    {
        SYM_TRY(const std::vector<EpisodeRecord> episodes, wantedEpisodes());
        for (std::size_t i = 0; i < episodes.size(); ++i) {
            m_job.report(
                double(i) / double(episodes.size()),
                "episode " + std::to_string(i + 1) + "/" + std::to_string(episodes.size()));
            SYM_TRY(const Trajectory trajectory, m_store.trajectory(episodes[i].id));
            SYM_CHECK(learnFrom(trajectory));
        }
        if (m_builders.embedder) SYM_CHECK(embed());
        return m_report;
    }

private:
    /// In an order that does not depend on how fast several browsers were.
    Result<std::vector<EpisodeRecord>> wantedEpisodes()
    {
        SYM_TRY(const std::vector<EpisodeRecord> all, m_store.episodes({}));
        std::vector<EpisodeRecord> wanted;
        for (const EpisodeRecord& episode : all) {
            if (!m_settings.runs.empty()
                && std::ranges::find(m_settings.runs, episode.run) == m_settings.runs.end())
                continue;
            ++m_report.episodes;
            if (!checkMayLearn(episode))
                ++m_report.forbidden;
            else if (episode.outcome != EpisodeOutcome::Finished)
                ++m_report.unfinished;
            else if (!m_settings.failedEpisodes && !episode.judgements.empty()
                     && !episode.judgements.back().success)
                ++m_report.failed;
            else
                wanted.push_back(episode);
        }
        std::ranges::sort(wanted, {}, [](const EpisodeRecord& episode) {
            return std::tuple(episode.run, episode.taskId, episode.attempt);
        });
        return wanted;
    }

    Status learnFrom(const Trajectory& trajectory)
    {
        SYM_CHECK(checkMayLearn(trajectory.episode));
        const Random random = Random(m_settings.seed)
                                  .fork(trajectory.episode.taskId + '/' + trajectory.episode.policy
                                        + '/' + std::to_string(trajectory.episode.attempt));
        SYM_TRY(const auto known,
                m_store.knowledge().piecesOf(m_settings.symbiosis, trajectory.episode.id));
        for (const auto& piece : choosePieces(trajectory.steps, m_settings, random)) {
            if (m_job.isCancelled()) return Error(ErrorCode::Cancelled, "cancelled");
            ++m_report.pieces;
            if (known.contains(piece))
                ++m_report.before;
            else
                SYM_CHECK(writePiece(trajectory, piece));
        }
        return flush();
    }

    /// All pieces of an episode go to the disk at once.
    Status flush()
    {
        for (const KnowledgeEntry& entry : m_written)
            ++(entry.accepted ? m_report.accepted : m_report.refused);
        const Status added = m_store.knowledge().addAll(m_written);
        m_written.clear();
        return added;
    }

    Status writePiece(const Trajectory& trajectory, std::pair<int, int> piece)
    {
        KnowledgeEntry entry = pieceOf(trajectory, piece.first, piece.second);
        entry.symbiosis = m_settings.symbiosis;
        entry.round = m_settings.round;
        const bool isWhole = piece == std::pair(0, int(trajectory.steps.size()) - 1);
        const bool isSolution = isWhole && entry.outcome == Opinion::Success;
        SYM_TRY(const bool written,
                writeInstructions(entry, isSolution ? entry.objective : std::string()));
        if (!written) {
            ++m_report.unreadable;
            return {};
        }
        entry.accepted = true;
        if (m_settings.committee) SYM_CHECK(review(entry));
        m_written.push_back(std::move(entry));
        return {};
    }

    /// @param objective of a whole episode that reached it; else the piece is told by itself
    /// @return whether the answer had what it should have
    Result<bool> writeInstructions(KnowledgeEntry& entry, const std::string& objective)
    {
        ReviewQuestion question;
        question.request = "instructions";
        question.sections = {{"OBJECTIVE", objective},
                             {"TRAJECTORY", stepsText(entry, kWritersPage)}};
        question.answers = {"REPLICATE", "ABSTRACT", "SUMMARY"};
        question.seed = m_settings.seed;
        SYM_TRY(const ReviewAnswer answer, askReview(question, m_builders.writer, m_job));
        count(answer.call);
        entry.replicate = answer.text("REPLICATE");
        entry.abstract = answer.text("ABSTRACT");
        entry.summary = answer.text("SUMMARY");
        return answer.isComplete(question);
    }

    Status review(KnowledgeEntry& entry)
    {
        CommitteeSettings committee = committeeOf(m_builders.writer, m_settings.seed);
        if (!m_builders.judges.empty()) committee.judges = m_builders.judges;
        committee.debate = m_settings.debate;
        SYM_TRY(CommitteeReview reviewed, reviewEntry(entry, committee, m_job));
        for (const ModelCall& call : reviewed.calls) count(call);
        if (reviewed.votes.back().turn > 0) ++m_report.debates;
        entry.votes = std::move(reviewed.votes);
        entry.accepted = reviewed.accepted;
        return {};
    }

    Status embed()
    {
        KnowledgeStore& knowledge = m_store.knowledge();
        TextEmbedder& embedder = *m_builders.embedder;
        SYM_TRY(const std::vector<KnowledgeId> missing,
                knowledge.withoutEmbedding(embedder.name(), {.symbiosis = m_settings.symbiosis}));
        for (std::size_t begin = 0; begin < missing.size(); begin += kEmbeddingBatch) {
            if (m_job.isCancelled()) return Error(ErrorCode::Cancelled, "cancelled");
            std::vector<std::string> texts;
            const std::size_t end = std::min(begin + kEmbeddingBatch, missing.size());
            for (std::size_t i = begin; i < end; ++i) {
                SYM_TRY(const KnowledgeEntry entry, knowledge.entry(missing[i]));
                texts.push_back(embeddingText(entry));
            }
            SYM_TRY(const auto vectors, embedder.embed(texts, m_job));
            if (vectors.size() != texts.size())
                return Error(ErrorCode::Protocol,
                             embedder.name() + " gave " + std::to_string(vectors.size())
                                 + " vectors for " + std::to_string(texts.size()) + " texts");
            std::vector<KnowledgeVector> kept;
            for (std::size_t i = begin; i < end; ++i)
                kept.push_back({missing[i], vectors[i - begin]});
            SYM_CHECK(knowledge.putEmbeddings(embedder.name(), kept));
            m_report.embedded += int(end - begin);
        }
        return {};
    }

    void count(const ModelCall& call)
    {
        m_report.tokens += call.promptTokens + call.responseTokens;
        m_report.costUsd += call.costUsd;
    }

    ProjectStore& m_store;
    const KnowledgeBuilders& m_builders;
    const KnowledgeBuildSettings& m_settings;
    JobContext& m_job;
    KnowledgeBuildReport m_report;
    std::vector<KnowledgeEntry> m_written;  ///< of the present episode, not yet stored
};

}  // namespace

Result<KnowledgeBuildReport> buildKnowledge(ProjectStore& store, const KnowledgeBuilders& builders,
                                            const KnowledgeBuildSettings& settings, JobContext& job)
{
    return Building(store, builders, settings, job).run();
}

}  // namespace sym
