#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/trajectory/trajectory.h"

namespace sym {

class KnowledgeStore;
class ProjectClaim;
class RevisionStore;
class SymbiosisStore;

/// A run: one suite, one policy, one seed.
struct RunRecord {
    RunId id;
    std::string name;
    std::string suite;  ///< "builtin" or the file's path
    std::string split;
    std::string policy;
    std::string model;
    std::uint64_t seed = 0;
    std::string settings;    ///< JSON of everything else that shaped the run
    std::string startedAt;   ///< UTC, ISO 8601
    std::string finishedAt;  ///< empty while it runs or after it was interrupted
    int planned = 0;         ///< episodes the run is made of

    bool operator==(const RunRecord&) const = default;
};

/// A row of a step list: what a list shows without reading the whole step.
struct StepSummary {
    StepId id;
    int index = 0;
    std::string url;
    std::string title;
    std::string rawAction;
    std::string targetDescription;
    std::string firstError;
    Actor decidedBy = Actor::Planner;
    double milliseconds = 0;
    std::int64_t tokens = 0;
    double costUsd = 0;
    BlobId screenshotBefore;
    BlobId screenshotAfter;
};

/// Where a full-text search found something.
struct SearchHit {
    EpisodeId episode;
    int step = 0;
    std::string field;    ///< "observation", "reasoning", "action", "error"
    std::string excerpt;  ///< the words found are between \x02 and \x03
};

struct EpisodeFilter {
    std::optional<RunId> run;
    std::string taskId;  ///< empty: any
    int limit = -1;
};

/// A project file NAME.symbiont: SQLite in WAL mode, docs/formats/project-file.md.
///
/// Thread-safe: writes go through one connection, one at a time, each in a transaction that is on
/// disk when the call returns; readers have connections of their own and never wait for a writer.
/// Never call it in the GUI thread. Errors: Storage, with the file, SQLite's reason and the remedy.
class ProjectStore {
public:
    enum class Access { ReadWrite, ReadOnly };

    /// Opens or (ReadWrite) creates a project; migrates an older schema after a backup beside it.
    /// @return Storage for a newer schema, a foreign file, a read-only or full disk; nothing
    /// changed
    static Result<std::unique_ptr<ProjectStore>> open(const std::string& path, Access access);
    virtual ~ProjectStore() = default;

    virtual const std::string& path() const = 0;

    /// Keeps other processes from running episodes and rounds in this project while what is
    /// returned lives; any number of parts of this process may hold it. Reading and writing stay
    /// possible.
    /// @return Storage naming the other process. A project that is no file is nobody else's.
    virtual Result<std::shared_ptr<ProjectClaim>> claim()
    {
        return std::shared_ptr<ProjectClaim>();
    }

    virtual Result<RunId> addRun(const RunRecord& run) = 0;
    virtual Status finishRun(RunId run, const std::string& finishedAt) = 0;
    virtual Result<std::vector<RunRecord>> runs() = 0;  ///< newest first
    virtual Result<RunRecord> run(RunId id) = 0;

    virtual Result<EpisodeId> beginEpisode(const EpisodeRecord& episode) = 0;
    virtual Status finishEpisode(const EpisodeRecord& episode) = 0;  ///< by episode.id
    virtual Result<std::vector<EpisodeRecord>> episodes(const EpisodeFilter& filter) = 0;
    virtual Result<EpisodeRecord> episode(EpisodeId id) = 0;

    virtual Result<StepId> appendStep(EpisodeId episode, const Step& step) = 0;
    /// @param first 0-based step index; `count` < 0: to the end
    virtual Result<std::vector<StepSummary>> stepSummaries(EpisodeId episode, int first,
                                                           int count) = 0;
    virtual Result<Step> step(EpisodeId episode, int index) = 0;
    virtual Result<Trajectory> trajectory(EpisodeId episode) = 0;

    /// Stores bytes once, compressed where that helps; equal bytes get equal ids.
    virtual Result<BlobId> putBlob(std::string_view bytes) = 0;
    virtual Result<std::string> blob(const BlobId& id) = 0;

    /// FTS5 query over observations, reasoning, actions and errors; plain words are ANDed.
    virtual Result<std::vector<SearchHit>> search(const std::string& query, int limit) = 0;

    /// The knowledge base; lives as long as the project.
    virtual KnowledgeStore& knowledge() = 0;
    /// The rounds of the symbiosis; lives as long as the project.
    virtual SymbiosisStore& symbiosis() = 0;
    /// People's corrections of decisions; lives as long as the project.
    virtual RevisionStore& revisions() = 0;

    /// Settings of the project (site addresses, accounts, ...) as JSON by key; "" when unset.
    virtual Result<std::string> setting(const std::string& key) = 0;
    virtual Status setSetting(const std::string& key, const std::string& json) = 0;
};

}  // namespace sym
