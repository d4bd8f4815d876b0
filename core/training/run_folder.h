#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/training/train_config.h"

namespace sym {

/// A training run's folder, written by the trainer and read by anybody at any time:
///   config.json      the TrainConfig
///   state.json       RunState, replaced atomically
///   metrics.jsonl    one UpdateMetrics a line, appended
///   examples.jsonl   one ExampleLoss a line, appended
///   samples.jsonl    one SampleAnswer a line, appended
///   log.txt
///   checkpoints/NNNNNN/   complete, written to a temporary name and renamed
///   latest, best     name of a checkpoint
///   model/           the result, a Hugging Face folder; adapter/ with LoRA
///   events.out.tfevents...   TensorBoard
///   command          written by others: "pause", "resume", "stop" (stop saves first)
/// docs/formats/training.md.

enum class RunPhase { Preparing, Training, Paused, Finished, Stopped, Failed };
const char* runPhaseName(RunPhase phase);

struct RunState {
    RunPhase phase = RunPhase::Preparing;
    std::int64_t processId = 0;  ///< of the trainer; a dead one with phase Training was killed
    std::int64_t heartbeat = 0;  ///< Unix time, seconds; renewed at least every 5 s
    int update = 0;
    int plannedUpdates = 0;
    double secondsLeft = 0;
    std::string error;  ///< when Failed
    std::int64_t parameters = 0;
    std::int64_t trainedParameters = 0;
    std::int64_t memoryBytes = 0;
    bool operator==(const RunState&) const = default;
};

/// One optimizer update. Losses are means over trained tokens, nats.
struct UpdateMetrics {
    int update = 0;           ///< 1-based
    std::int64_t tokens = 0;  ///< read so far
    double epoch = 0;
    double seconds = 0;  ///< of training so far, pauses left out
    double loss = 0;
    double lossAction = 0;
    double lossRationale = 0;
    std::map<std::string, double> lossBySite;
    double tokenAccuracy = 0;  ///< share of trained tokens guessed right, 0...1
    double learningRate = 0;
    double gradientNorm = 0;  ///< before clipping
    double tokensPerSecond = 0;
    double shareOfPeak = 0;
    std::int64_t memoryBytes = 0;
    std::optional<double> devLoss;         ///< at evaluations only
    std::optional<double> devExactAction;  ///< share of dev steps answered with the exact action
    std::optional<int> devSteps;           ///< n of it
    bool skipped = false;                  ///< gradients were not finite
};

struct ExampleLoss {
    int update = 0;
    int example = 0;  ///< index in the examples file
    std::string kind;
    double loss = 0;
    int tokens = 0;
};

struct SampleAnswer {
    int update = 0;
    int example = 0;  ///< index in the evaluation file
    std::string expected;
    std::string answer;
    bool exact = false;
};

std::string updateMetricsToJson(const UpdateMetrics& metrics);
Result<UpdateMetrics> updateMetricsFromJson(const std::string& line);
std::string exampleLossToJson(const ExampleLoss& loss);
Result<ExampleLoss> exampleLossFromJson(const std::string& line);
std::string sampleAnswerToJson(const SampleAnswer& sample);
Result<SampleAnswer> sampleAnswerFromJson(const std::string& line);
std::string runStateToJson(const RunState& state);
Result<RunState> runStateFromJson(const std::string& json);

/// Reads what has been appended since the last call; incomplete last lines are left for the next.
class RunFolderReader {
public:
    explicit RunFolderReader(std::string folder) : m_folder(std::move(folder)) {}

    const std::string& folder() const { return m_folder; }
    Result<TrainConfig> config() const;
    /// A run whose process is gone while it claims to train is Stopped, "stopped at update N".
    Result<RunState> state() const;
    Result<std::vector<UpdateMetrics>> newMetrics();
    Result<std::vector<SampleAnswer>> newSamples();
    /// The losses of one update's examples, read from the file.
    Result<std::vector<ExampleLoss>> exampleLosses(int update) const;
    /// A resumed run takes back the updates after its checkpoint: metrics read again from the
    /// start replace earlier ones of the same number.
    int restarts() const { return m_restarts; }

private:
    std::string m_folder;
    std::int64_t m_metricsRead = 0;
    std::int64_t m_samplesRead = 0;
    int m_restarts = 0;
};

/// Asks a running trainer for something: "pause", "resume" or "stop".
Status sendRunCommand(const std::string& folder, const std::string& command);

}  // namespace sym
