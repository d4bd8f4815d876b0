#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/training/event_file.h"
#include "core/training/run_folder.h"

namespace sym {

/// The trainer's side of a run folder. One thread, one process (rank 0); with startHeartbeat()
/// another thread renews the state while the first computes.
class RunFolderWriter {
public:
    /// A new run. @return InvalidInput when the folder already holds one
    static Result<RunFolderWriter> create(const TrainConfig& config);

    /// An earlier run, to go on after `update`: what was written of later updates is taken back.
    static Result<RunFolderWriter> reopen(const std::string& folder, int update);

    const std::string& folder() const { return m_folder; }
    Status addUpdate(const UpdateMetrics& metrics, const std::vector<ExampleLoss>& examples);
    Status addSamples(const std::vector<SampleAnswer>& samples);
    Status writeState(RunState state);  ///< fills in process and heartbeat
    /// The same, but written at most twice a second: for every update.
    Status noteState(RunState state);
    /// From now on the last state is written again every two seconds, until this object is gone.
    void startHeartbeat();
    Status log(const std::string& line);

    /// What others asked for since the last call: "pause", "resume", "stop" or "".
    std::string takeCommand();

private:
    struct Heart;
    struct HeartDeleter {
        void operator()(Heart* heart) const;
    };

    explicit RunFolderWriter(std::string folder);

    std::string m_folder;
    std::unique_ptr<EventFileWriter> m_events;
    std::unique_ptr<Heart, HeartDeleter> m_heart;
};

}  // namespace sym
