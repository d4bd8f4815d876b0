#include "core/knowledge/retrieval/vector_index.h"

#include <algorithm>
#include <cmath>
#include <mutex>

#include <hnswlib/hnswlib.h>

namespace sym {

namespace {

// hnswlib's own advice for recall above 0.95 on text vectors
constexpr std::size_t kLinks = 16;
constexpr std::size_t kBuildWidth = 200;
constexpr std::size_t kSearchWidth = 128;
constexpr std::size_t kFirstCapacity = 1024;
constexpr std::size_t kWiden = 8;  // how many more are looked at when the filter drops too many
constexpr int kPage = 4096;        // vectors read from the store at once

std::vector<float> unitVector(std::span<const float> vector)
{
    double square = 0;
    for (const float value : vector) square += double(value) * value;
    std::vector<float> unit(vector.begin(), vector.end());
    if (square > 0)
        for (float& value : unit) value = float(value / std::sqrt(square));
    return unit;
}

}  // namespace

struct VectorIndex::Graph {
    explicit Graph(std::size_t length)
        : size(length), space(length), index(&space, kFirstCapacity, kLinks, kBuildWidth)
    {
        index.setEf(kSearchWidth);
    }

    std::size_t size;  ///< of a vector
    hnswlib::InnerProductSpace space;
    hnswlib::HierarchicalNSW<float> index;
};

VectorIndex::VectorIndex(KnowledgeStore& store, std::string model)
    : m_store(store), m_model(std::move(model))
{
}

VectorIndex::~VectorIndex() = default;

std::size_t VectorIndex::size() const
{
    const std::shared_lock lock(m_mutex);
    return m_graph ? std::size_t(m_graph->index.cur_element_count) : 0;
}

Status VectorIndex::addAll(const std::vector<KnowledgeVector>& vectors)
{
    for (const KnowledgeVector& vector : vectors) {
        if (!m_graph) m_graph = std::make_unique<Graph>(vector.values.size());
        if (vector.values.size() != m_graph->size)
            return Error(ErrorCode::InvalidInput,
                         "the vectors of " + m_model + " have different lengths ("
                             + std::to_string(m_graph->size) + " and "
                             + std::to_string(vector.values.size())
                             + "): embed under another name or build the knowledge base anew");
        auto& index = m_graph->index;
        if (index.cur_element_count >= index.max_elements_)
            index.resizeIndex(2 * index.max_elements_);
        index.addPoint(vector.values.data(), hnswlib::labeltype(vector.entry.value));
        m_newest = std::max(m_newest, vector.entry);
    }
    return {};
}

Status VectorIndex::refresh()
{
    const std::unique_lock lock(m_mutex);
    try {
        SYM_TRY(const std::int64_t kept, m_store.embeddingCount(m_model));
        for (int pass = 0; pass < 2; ++pass) {
            for (;;) {
                SYM_TRY(const auto vectors, m_store.embeddings(m_model, m_newest, kPage));
                SYM_CHECK(addAll(vectors));
                if (std::ssize(vectors) < kPage) break;
            }
            const std::int64_t indexed =
                m_graph ? std::int64_t(m_graph->index.cur_element_count) : 0;
            if (indexed == kept) break;
            // an older entry was embedded later, or one is gone: begin again
            m_graph.reset();
            m_newest = {};
        }
        return {};
    } catch (const std::exception& problem) {
        return Error(ErrorCode::Numeric,
                     std::string("the index of vectors could not be built: ") + problem.what());
    }
}

Result<std::vector<KnowledgeHit>> VectorIndex::nearest(std::span<const float> vector,
                                                       const KnowledgeFilter& filter, int limit)
{
    const std::shared_lock lock(m_mutex);
    std::vector<KnowledgeHit> hits;
    if (!m_graph || limit <= 0) return hits;
    if (vector.size() != m_graph->size)
        return Error(ErrorCode::InvalidInput, "a vector of " + std::to_string(vector.size())
                                                  + " numbers cannot be compared with those of "
                                                  + m_model + ", which have "
                                                  + std::to_string(m_graph->size));
    const std::vector<float> unit = unitVector(vector);
    const std::size_t all = m_graph->index.cur_element_count;
    for (std::size_t width = std::size_t(limit) * kWiden;; width *= kWiden) {
        hits.clear();
        std::vector<KnowledgeId> ids;
        try {
            auto found = m_graph->index.searchKnn(unit.data(), std::min(width, all));
            for (; !found.empty(); found.pop()) {
                hits.push_back({KnowledgeId{std::int64_t(found.top().second)},
                                1.0 - double(found.top().first)});
                ids.push_back(hits.back().entry);
            }
        } catch (const std::exception& problem) {
            return Error(ErrorCode::Numeric,
                         std::string("the index of vectors failed: ") + problem.what());
        }
        SYM_TRY(const std::vector<KnowledgeId> allowed, m_store.matching(ids, filter));
        std::erase_if(hits, [&](const KnowledgeHit& hit) {
            return !std::ranges::binary_search(allowed, hit.entry);
        });
        if (std::ssize(hits) >= limit || width >= all) break;
    }
    std::ranges::sort(hits, [](const KnowledgeHit& a, const KnowledgeHit& b) {
        return a.score != b.score ? a.score > b.score : a.entry < b.entry;
    });
    if (std::ssize(hits) > limit) hits.resize(std::size_t(limit));
    return hits;
}

}  // namespace sym
