#pragma once

#include <string>
#include <vector>

#include "core/agent/example_source.h"
#include "core/knowledge/knowledge_examples.h"
#include "core/knowledge/retrieval/vector_index.h"

namespace sym {

/// An entry that was found, by which strategies, how well.
struct FoundEntry {
    KnowledgeEntry entry;
    std::string strategy;  ///< "summary", "observation", "trajectory"; several joined by "+"
    double score = 0;      ///< of the first strategy that found it
};

/// The three retrievals and their union (METHOD 3.3), before anything is filtered. Thread-safe.
class Retriever {
public:
    Retriever(const KnowledgeSources& sources, const RetrievalSettings& settings);

    /// Entries that may help on the step's page, best ranks first, near duplicates left out. Calls
    /// of the model go into step.calls.
    Result<std::vector<FoundEntry>> search(const ExampleQuery& query, Step& step, JobContext& job);

private:
    Result<std::vector<KnowledgeHit>> bySummary(const ExampleQuery& query, Step& step,
                                                JobContext& job);
    Result<std::vector<KnowledgeHit>> byObservation(const ExampleQuery& query, const Step& step);
    Result<std::vector<KnowledgeHit>> byTrajectory(const ExampleQuery& query, const Step& step,
                                                   JobContext& job);
    KnowledgeFilter filterOf(const EpisodeRecord& episode) const;

    KnowledgeSources m_sources;
    RetrievalSettings m_settings;
    std::unique_ptr<VectorIndex> m_index;  ///< null without an embedder
};

/// The steps before as lines of a question: "On My orders: click [12]  # link '000123'".
std::string actionsSoFar(const std::vector<Step>& before);

}  // namespace sym
