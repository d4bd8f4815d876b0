#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/trajectory/knowledge_entry.h"

namespace sym {

class StoreConnections;

/// Which entries of the knowledge base are meant; what is not set or empty does not narrow.
struct KnowledgeFilter {
    std::optional<LoopId> symbiosis;    ///< LoopId{0}: those built by hand
    std::optional<int> lastRound;       ///< of this round or an earlier one
    std::vector<std::string> policies;  ///< who made the episode
    std::vector<std::string> sites;     ///< entries that touch one of them
    std::string withoutTask;            ///< id of a task whose entries are left out
    std::string withoutTemplate;        ///< the same for a template
    bool acceptedOnly = true;           ///< only those the committee accepted
};

/// The parts of an entry that are indexed for search.
enum class KnowledgeField {
    Instruction,  ///< both instructions
    Summary,
    Observation,  ///< titles and texts of all its pages
    Any,
};

struct KnowledgeHit {
    KnowledgeId entry;
    double score = 0;  ///< higher is better; comparable within one search only
};

/// How many entries one policy gave in one round.
struct KnowledgeCount {
    LoopId symbiosis;
    int round = 0;
    std::string policy;
    int accepted = 0;
    int refused = 0;  ///< by the committee
};

struct KnowledgeVector {
    KnowledgeId entry;
    std::vector<float> values;  ///< of length 1
};

/// The knowledge base of a project file (tables knowledge*, docs/formats/project-file.md), reached
/// by ProjectStore::knowledge(). Thread-safe; never call it in the GUI thread. Errors: Storage,
/// with file, reason and remedy.
class KnowledgeStore {
public:
    explicit KnowledgeStore(StoreConnections& connections) : m_connections(connections) {}

    /// Adds an entry unless its piece of the episode is there already (in its symbiosis).
    /// @return the id of the entry that is now there
    Result<KnowledgeId> add(const KnowledgeEntry& entry);
    /// Adds all of them or none.
    Status addAll(const std::vector<KnowledgeEntry>& entries);

    Result<KnowledgeEntry> entry(KnowledgeId id);  ///< NotFound when there is none
    /// In the order added. @param limit < 0: all
    Result<std::vector<KnowledgeEntry>> entries(const KnowledgeFilter& filter, int offset,
                                                int limit);
    /// Ids alone, in the order added.
    Result<std::vector<KnowledgeId>> entryIds(const KnowledgeFilter& filter);
    /// The pieces of an episode that are there: first and last step to the entry's id.
    Result<std::map<std::pair<int, int>, KnowledgeId>> piecesOf(LoopId symbiosis,
                                                                EpisodeId episode);
    Result<std::vector<KnowledgeCount>> counts();
    /// That an entry touches, sorted.
    Result<std::vector<std::string>> sites();

    /// BM25 over entries that have any of the words; the words are text, never query syntax.
    /// @return at most `limit`, best first
    Result<std::vector<KnowledgeHit>> search(const std::vector<std::string>& words,
                                             KnowledgeField field, const KnowledgeFilter& filter,
                                             int limit);

    /// Keeps entries' vectors by one model, replacing older ones; they are brought to length 1.
    /// @return Numeric when one is zero or not finite; then none is kept
    Status putEmbeddings(const std::string& model, const std::vector<KnowledgeVector>& vectors);
    /// Vectors of entries after `after` in the order of their ids, at most `limit` (< 0: all).
    Result<std::vector<KnowledgeVector>> embeddings(const std::string& model, KnowledgeId after,
                                                    int limit);

    Result<std::int64_t> embeddingCount(const std::string& model);
    /// Entries that have no vector by the model yet, in the order added.
    Result<std::vector<KnowledgeId>> withoutEmbedding(const std::string& model,
                                                      const KnowledgeFilter& filter);
    /// Those of the entries that the filter allows, ascending.
    Result<std::vector<KnowledgeId>> matching(const std::vector<KnowledgeId>& entries,
                                              const KnowledgeFilter& filter);

private:
    StoreConnections& m_connections;
};

}  // namespace sym
