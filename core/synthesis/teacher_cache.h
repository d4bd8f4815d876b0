#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/agent/agent_mind.h"
#include "core/base/result.h"
#include "core/store/project_store.h"

namespace sym {

/// What a large model answered before, by everything it was told: objective, history and the page
/// without element ids and without the address of this copy of the site (METHOD 2.3, item 3).
/// Thread-safe.
class TeacherCache {
public:
    /// The key of a question, 32 hex digits. Equal for equal situations of two sessions.
    static std::string keyOf(const std::string& model, double temperature,
                             const std::vector<ChatMessage>& prompt, const PageRecord& page);

    /// The decision kept for a key, its elements named as this page names them.
    /// @return nothing when there is none, or its elements are not those of this page
    std::optional<Decision> find(const std::string& key, const PageRecord& page) const;

    /// The first decision of a key is kept.
    void keep(const std::string& key, const PageRecord& page, const Decision& decision);

    /// Fills in what a model answered in a project's earlier speculative runs.
    /// @return Storage
    Status load(ProjectStore& store, const std::string& model);

    std::size_t size() const;

private:
    struct Entry {
        std::vector<std::string> ids;  ///< of the page's elements, in order
        Decision decision;
    };
    mutable std::mutex m_mutex;
    std::unordered_map<std::string, Entry> m_entries;  ///< by key
};

}  // namespace sym
