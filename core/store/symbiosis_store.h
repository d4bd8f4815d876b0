#pragma once

#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/base/result.h"

namespace sym {

class StoreConnections;

/// One run of the rounds of the symbiosis, or of an ablation.
struct LoopRecord {
    LoopId id;
    std::string name;
    std::string settings;    ///< JSON, as given when it began or was given more rounds
    std::string startedAt;   ///< UTC, ISO 8601
    std::string finishedAt;  ///< empty while it runs or after it was interrupted

    bool operator==(const LoopRecord&) const = default;
};

/// A phase of a round: started, and later finished with what it made and measured.
struct PhaseRecord {
    LoopId loop;
    int round = 0;  ///< from 0
    std::string phase;
    std::string startedAt;    ///< UTC, ISO 8601
    std::string finishedAt;   ///< empty: running or interrupted
    std::string data = "{}";  ///< JSON

    bool operator==(const PhaseRecord&) const = default;
};

/// The rounds of the symbiosis in a project file; a part of ProjectStore, with its threads and
/// errors. Tables symbiosis and symbiosis_phase, docs/formats/project-file.md.
class SymbiosisStore {
public:
    /// @param connections outlive this
    explicit SymbiosisStore(StoreConnections& connections) : m_connections(connections) {}

    Result<LoopId> addLoop(const LoopRecord& loop);
    /// Ends a loop, or with an empty time lets it go on (more rounds).
    Status setLoopFinished(LoopId loop, const std::string& finishedAt);
    /// Replaces a loop's settings (more rounds).
    Status setLoopSettings(LoopId loop, const std::string& settings);
    Result<std::vector<LoopRecord>> loops();  ///< newest first
    /// @return NotFound naming the loop and the file
    Result<LoopRecord> loop(LoopId id);

    /// Writes that a phase has started; one that started before keeps its first time.
    Status startPhase(LoopId loop, int round, const std::string& phase,
                      const std::string& startedAt);
    /// Completes a phase: its finishing time and its data, by loop, round and name. With an empty
    /// time it stays unfinished, with what an interrupted attempt took as its data.
    /// @return NotFound when it was never started
    Status finishPhase(const PhaseRecord& phase);
    /// All phases of a loop in the order they were started.
    Result<std::vector<PhaseRecord>> phases(LoopId loop);

private:
    StoreConnections& m_connections;
};

}  // namespace sym
