#include "core/training/run_writer.h"

#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <ctime>
#include <filesystem>
#include <mutex>
#include <thread>

#include "core/model/json_file.h"
#include "core/training/append_text.h"

namespace sym {

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds kBeat(2);
constexpr std::chrono::milliseconds kNoteInterval(500);

std::int64_t unixTime()
{
    using namespace std::chrono;
    return duration_cast<seconds>(system_clock::now().time_since_epoch()).count();
}

/// Keeps the lines whose "update" is at most `update`; each line starts with it.
Status takeBack(const std::string& path, int update)
{
    const auto text = readWholeFile(path);
    if (!text) return text.error().code() == ErrorCode::NotFound ? Status() : text.error();
    constexpr std::string_view kMark = "{\"update\":";
    std::string kept;
    for (std::size_t begin = 0; begin < text->size();) {
        const std::size_t end = text->find('\n', begin);
        if (end == std::string::npos) break;  // the killed trainer was writing it
        const std::string line = text->substr(begin, end + 1 - begin);
        begin = end + 1;
        if (line.starts_with(kMark) && std::atoi(line.c_str() + kMark.size()) <= update)
            kept += line;
    }
    return kept.size() == text->size() ? Status() : writeWholeFile(path, kept);
}

std::vector<std::pair<std::string, double>> scalars(const UpdateMetrics& metrics)
{
    std::vector<std::pair<std::string, double>> values{
        {"train/loss", metrics.loss},
        {"train/loss_action", metrics.lossAction},
        {"train/loss_rationale", metrics.lossRationale},
        {"train/token_accuracy", metrics.tokenAccuracy},
        {"train/learning_rate", metrics.learningRate},
        {"train/gradient_norm", metrics.gradientNorm},
        {"speed/tokens_per_second", metrics.tokensPerSecond},
        {"speed/share_of_peak", metrics.shareOfPeak},
    };
    for (const auto& [site, loss] : metrics.lossBySite)
        values.emplace_back("train/loss/" + site, loss);
    if (metrics.devLoss) values.emplace_back("dev/loss", *metrics.devLoss);
    if (metrics.devExactAction) values.emplace_back("dev/exact_action", *metrics.devExactAction);
    return values;
}

}  // namespace

/// The last state, and the thread that keeps it fresh. This module knows no Qt, so the thread is
/// the standard library's.
struct RunFolderWriter::Heart {
    std::mutex mutex;
    std::condition_variable_any wake;
    std::string path;
    RunState state;
    std::chrono::steady_clock::time_point written;
    std::jthread thread;  ///< last: ends before what it reads

    Status write()
    {
        state.processId = ::getpid();
        state.heartbeat = unixTime();
        written = std::chrono::steady_clock::now();
        return writeWholeFile(path, runStateToJson(state));
    }
};

void RunFolderWriter::HeartDeleter::operator()(Heart* heart) const
{
    delete heart;
}

RunFolderWriter::RunFolderWriter(std::string folder)
    : m_folder(std::move(folder)), m_heart(new Heart)
{
    m_heart->path = m_folder + "/state.json";
}

Result<RunFolderWriter> RunFolderWriter::create(const TrainConfig& config)
{
    const std::string& folder = config.outputFolder;
    if (folder.empty()) return Error(ErrorCode::InvalidInput, "outputFolder is empty");
    std::error_code error;
    if (fs::exists(folder + "/config.json", error))
        return Error(ErrorCode::InvalidInput,
                     folder + " already holds a run; resume it or choose another folder");
    fs::create_directories(folder + "/checkpoints", error);
    if (error) return Error(ErrorCode::Io, "creating " + folder + ": " + error.message());
    SYM_CHECK(writeWholeFile(folder + "/config.json", trainConfigToJson(config)));
    RunFolderWriter writer(folder);
    SYM_TRY(writer.m_events, EventFileWriter::create(folder));
    SYM_CHECK(writer.writeState({}));
    return writer;
}

Result<RunFolderWriter> RunFolderWriter::reopen(const std::string& folder, int update)
{
    for (const char* name : {"/metrics.jsonl", "/examples.jsonl", "/samples.jsonl"})
        SYM_CHECK(takeBack(folder + name, update));
    RunFolderWriter writer(folder);
    SYM_TRY(writer.m_events, EventFileWriter::create(folder));
    writer.takeCommand();  // of the trainer before this one
    return writer;
}

Status RunFolderWriter::addUpdate(const UpdateMetrics& metrics,
                                  const std::vector<ExampleLoss>& examples)
{
    std::string lines;
    for (const ExampleLoss& example : examples) lines += exampleLossToJson(example) + "\n";
    SYM_CHECK(appendText(m_folder + "/examples.jsonl", lines));
    SYM_CHECK(appendText(m_folder + "/metrics.jsonl", updateMetricsToJson(metrics) + "\n"));
    return m_events->write(metrics.update, scalars(metrics));
}

Status RunFolderWriter::addSamples(const std::vector<SampleAnswer>& samples)
{
    std::string lines;
    for (const SampleAnswer& sample : samples) lines += sampleAnswerToJson(sample) + "\n";
    return lines.empty() ? Status() : appendText(m_folder + "/samples.jsonl", lines);
}

Status RunFolderWriter::writeState(RunState state)
{
    const std::lock_guard lock(m_heart->mutex);
    m_heart->state = std::move(state);
    return m_heart->write();
}

Status RunFolderWriter::noteState(RunState state)
{
    const std::lock_guard lock(m_heart->mutex);
    m_heart->state = std::move(state);
    const bool isDue = std::chrono::steady_clock::now() - m_heart->written > kNoteInterval;
    return isDue ? m_heart->write() : Status();
}

void RunFolderWriter::startHeartbeat()
{
    m_heart->thread = std::jthread([heart = m_heart.get()](const std::stop_token& stop) {
        std::unique_lock lock(heart->mutex);
        while (!stop.stop_requested()) {
            heart->wake.wait_for(lock, stop, kBeat, [] { return false; });
            // A beat that cannot be written is noticed by who reads; training goes on.
            if (!stop.stop_requested()) static_cast<void>(heart->write());
        }
    });
}

Status RunFolderWriter::log(const std::string& line)
{
    const std::time_t time = std::time(nullptr);
    std::tm parts{};
    ::gmtime_r(&time, &parts);
    char stamp[32];
    std::strftime(stamp, sizeof stamp, "%Y-%m-%dT%H:%M:%SZ ", &parts);
    return appendText(m_folder + "/log.txt", stamp + line + "\n");
}

std::string RunFolderWriter::takeCommand()
{
    const std::string path = m_folder + "/command";
    const std::string taken = path + ".taken";
    if (std::rename(path.c_str(), taken.c_str()) != 0) return {};
    std::string command = readWholeFile(taken).valueOr({});
    ::unlink(taken.c_str());
    while (!command.empty() && std::isspace(static_cast<unsigned char>(command.back())))
        command.pop_back();
    return command;
}

}  // namespace sym
