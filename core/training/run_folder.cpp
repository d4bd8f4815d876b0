#include "core/training/run_folder.h"

#include <signal.h>
#include <sys/stat.h>

#include <cerrno>
#include <chrono>
#include <fstream>

#include "core/model/json_file.h"

namespace sym {

namespace {

/// A trainer on another machine cannot be asked whether it lives; its heartbeat tells.
constexpr std::int64_t kSilenceSeconds = 60;

bool isAlive(std::int64_t process)
{
    return process > 0 && (::kill(pid_t(process), 0) == 0 || errno == EPERM);
}

std::int64_t now()
{
    using namespace std::chrono;
    return duration_cast<seconds>(system_clock::now().time_since_epoch()).count();
}

/// Whole lines behind `read`, which moves on. A file that became shorter is read from the start.
std::vector<std::string> newLines(const std::string& path, std::int64_t& read, int& restarts)
{
    std::vector<std::string> lines;
    struct stat facts {};
    if (::stat(path.c_str(), &facts) != 0) return lines;
    if (facts.st_size < read) {
        read = 0;
        ++restarts;
    }
    std::ifstream file(path, std::ios::binary);
    file.seekg(read);
    std::string line;
    while (std::getline(file, line)) {
        if (file.eof()) break;  // no newline yet: still being written
        read += std::int64_t(line.size()) + 1;
        if (!line.empty()) lines.push_back(std::move(line));
    }
    return lines;
}

template <typename T, typename Parse>
Result<std::vector<T>> parsed(const std::vector<std::string>& lines, Parse parse)
{
    std::vector<T> values;
    for (const std::string& line : lines) {
        SYM_TRY(T value, parse(line));
        values.push_back(std::move(value));
    }
    return values;
}

}  // namespace

Result<TrainConfig> RunFolderReader::config() const
{
    SYM_TRY(const std::string json, readWholeFile(m_folder + "/config.json"));
    return trainConfigFromJson(json);
}

Result<RunState> RunFolderReader::state() const
{
    SYM_TRY(const std::string json, readWholeFile(m_folder + "/state.json"));
    SYM_TRY(RunState state, runStateFromJson(json));
    const bool claims = state.phase == RunPhase::Training || state.phase == RunPhase::Paused
                        || state.phase == RunPhase::Preparing;
    if (claims && (!isAlive(state.processId) || now() - state.heartbeat > kSilenceSeconds)) {
        state.phase = RunPhase::Stopped;
        state.error = "stopped at update " + std::to_string(state.update);
    }
    return state;
}

Result<std::vector<UpdateMetrics>> RunFolderReader::newMetrics()
{
    return parsed<UpdateMetrics>(newLines(m_folder + "/metrics.jsonl", m_metricsRead, m_restarts),
                                 updateMetricsFromJson);
}

Result<std::vector<SampleAnswer>> RunFolderReader::newSamples()
{
    int restarts = 0;
    return parsed<SampleAnswer>(newLines(m_folder + "/samples.jsonl", m_samplesRead, restarts),
                                sampleAnswerFromJson);
}

Result<std::vector<ExampleLoss>> RunFolderReader::exampleLosses(int update) const
{
    std::int64_t read = 0;
    int restarts = 0;
    const std::string mark = "{\"update\":" + std::to_string(update) + ",";
    std::vector<std::string> wanted;
    for (std::string& line : newLines(m_folder + "/examples.jsonl", read, restarts))
        if (line.starts_with(mark)) wanted.push_back(std::move(line));
    return parsed<ExampleLoss>(wanted, exampleLossFromJson);
}

Status sendRunCommand(const std::string& folder, const std::string& command)
{
    if (command != "pause" && command != "resume" && command != "stop")
        return Error(ErrorCode::InvalidInput,
                     "a run knows pause, resume and stop, not \"" + command + "\"");
    return writeWholeFile(folder + "/command", command + "\n");
}

}  // namespace sym
