#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/base/result.h"

namespace sym {

class StoreConnections;

/// A person's correction of a recorded decision: what should have been done, and why.
struct Revision {
    std::int64_t id = 0;  ///< 0: not stored yet
    EpisodeId episode;
    int step = 0;
    std::string action;  ///< as formatAction() writes it
    std::string reason;
    std::string madeAt;  ///< UTC, ISO 8601

    bool operator==(const Revision&) const = default;
};

/// The revisions of a project; a part of ProjectStore, with its threads and errors. The record of
/// the episode itself never changes. Table revision, docs/formats/project-file.md.
class RevisionStore {
public:
    /// @param connections outlive this
    explicit RevisionStore(StoreConnections& connections) : m_connections(connections) {}

    /// Adds a revision on top of earlier ones of its step and gives it its id.
    /// @return InvalidInput when the action is none of the agents' grammar; NotFound when the
    ///         project has no such step
    Result<Revision> add(const Revision& revision);

    /// Takes the newest revision of a step back. @return what was taken back; NotFound when there
    /// is none
    Result<Revision> undo(EpisodeId episode, int step);

    /// All revisions of an episode, oldest first; a later one of a step replaces an earlier one.
    Result<std::vector<Revision>> of(EpisodeId episode);

    /// The one that counts.
    Result<std::optional<Revision>> newest(EpisodeId episode, int step);

private:
    StoreConnections& m_connections;
};

}  // namespace sym
