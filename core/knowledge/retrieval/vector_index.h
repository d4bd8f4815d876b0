#pragma once

#include <memory>
#include <shared_mutex>
#include <span>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/store/knowledge_store.h"

namespace sym {

/// Entries by the cosine of their vectors: a hierarchical navigable small world (Malkov and
/// Yashunin 2018, hnswlib), for a million entries and more. Built from what the store keeps, and
/// brought up to date by what was added since. Thread-safe.
class VectorIndex {
public:
    /// @param model whose vectors
    VectorIndex(KnowledgeStore& store, std::string model);
    ~VectorIndex();

    /// Takes in the vectors that are new in the store. @return Storage; InvalidInput for vectors of
    /// different lengths
    Status refresh();

    /// The entries nearest to the vector (brought to length 1) that the filter allows, best first;
    /// scores are cosines. @return InvalidInput when its length is another
    Result<std::vector<KnowledgeHit>> nearest(std::span<const float> vector,
                                              const KnowledgeFilter& filter, int limit);

    std::size_t size() const;

private:
    struct Graph;
    Status addAll(const std::vector<KnowledgeVector>& vectors);

    KnowledgeStore& m_store;
    std::string m_model;
    mutable std::shared_mutex m_mutex;
    std::unique_ptr<Graph> m_graph;  ///< null while there are no vectors
    KnowledgeId m_newest;
};

}  // namespace sym
