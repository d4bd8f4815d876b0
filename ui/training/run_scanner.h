#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/training/run_folder.h"

namespace sym {

/// What has been written about one run since it was last asked about.
struct RunNews {
    std::string name;
    std::string configFile;             ///< what the run is started with; empty: none is left
    bool hasBegun = false;              ///< a trainer made its folder
    bool restarted = false;             ///< `metrics` and `samples` are all there are
    int color = 0;                      ///< stays the run's own for ever; see runPen()
    std::optional<TrainConfig> config;  ///< the first time, and when it was written again
    std::optional<RunState> state;
    std::vector<UpdateMetrics> metrics;
    std::vector<SampleAnswer> samples;
    std::string problem;  ///< why something could not be read; empty: nothing
};

/// Reads the runs folder of a project (core/dataset/training_setup.h) again and again. One thread
/// at a time, never the GUI's.
class RunScanner {
public:
    enum class Depth {
        Active,  ///< the runs that were at work the last time
        All,     ///< and looks for new ones
    };

    explicit RunScanner(std::string folder) : m_folder(std::move(folder)) {}

    const std::string& folder() const { return m_folder; }

    /// Only runs with something new are in it, by name. A folder that is not there has no runs.
    std::vector<RunNews> scan(Depth depth);

private:
    struct Known {
        RunFolderReader reader;
        RunNews last;  ///< without metrics and samples
        int restarts = 0;
        bool isReported = false;
    };

    void find();
    std::optional<RunNews> read(Known& run);
    void readColors();
    int colorOf(const std::string& name);

    std::string m_folder;
    std::map<std::string, Known> m_runs;
    std::map<std::string, int> m_colors;
    bool m_colorsRead = false;
    bool m_colorsChanged = false;
};

/// Whether a trainer is at work, or was asked to wait.
bool isActive(RunPhase phase);

}  // namespace sym
