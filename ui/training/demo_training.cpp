#include "ui/training/demo_training.h"

#include <QtCore/QDir>

#include <algorithm>
#include <cmath>
#include <fstream>

#include "core/base/random.h"
#include "core/dataset/step_choice.h"
#include "core/dataset/train_preset.h"
#include "core/dataset/training_setup.h"
#include "core/model/json_file.h"
#include "ui/widgets/number_text.h"

namespace sym {

namespace {

constexpr int kEvaluateEvery = 20;
constexpr int kTokensPerUpdate = 4096;
constexpr int kExamplesPerUpdate = 6;
constexpr const char* kSites[] = {"shopping", "reddit", "gitlab"};

double lossAt(const DemoRun& run, int update, Random& random)
{
    const double fall = std::exp(-update * std::sqrt(run.config.learningRate / 1e-3) / 30.0);
    const double floor = run.config.method == "lora" ? 0.75 : 0.45;
    const double noise = (random.unit() - 0.5) * 0.16 * (floor + fall);
    return floor + 2.8 * fall + noise + (update == run.spikeAt ? 1.9 : 0.0);
}

UpdateMetrics metricsAt(const DemoRun& run, int update)
{
    Random random = Random(run.config.seed).fork(run.config.name).fork(std::to_string(update));
    const double loss = lossAt(run, update, random);
    const double progress = double(update) / run.planned;
    UpdateMetrics at;
    at.update = update;
    at.tokens = std::int64_t(update) * kTokensPerUpdate;
    at.epoch = 2 * progress;
    at.seconds = update * 1.9;
    at.loss = loss;
    at.lossAction = loss * 0.72;
    at.lossRationale = loss * 1.21;
    for (std::size_t i = 0; i < std::size(kSites); ++i)
        at.lossBySite[kSites[i]] = loss * (0.85 + 0.16 * double(i)) + 0.05 * random.unit();
    at.tokenAccuracy = std::clamp(1 - loss / 3.6 + 0.02 * random.unit(), 0.02, 0.99);
    at.learningRate = run.config.learningRate * 0.5 * (1.1 + 0.9 * std::cos(progress * 3.14159265))
                      * std::min(1.0, update / 4.0);
    at.gradientNorm = (update == run.spikeAt ? 9.0 : 0.6) + 1.2 * loss * random.unit();
    at.tokensPerSecond = 2150 + 160 * random.unit();
    at.shareOfPeak = 0.58 + 0.04 * random.unit();
    at.memoryBytes = 412'000'000 + update * 1000;
    if (update % kEvaluateEvery == 0) {
        at.devLoss = loss * 1.08;
        at.devExactAction = std::clamp(0.9 - loss / 3.2, 0.0, 1.0);
        at.devSteps = 40;
    }
    return at;
}

std::string examplesAt(const DemoRun& run, int update, double loss)
{
    Random random = Random(run.config.seed).fork("examples").fork(std::to_string(update));
    std::string lines;
    for (int i = 0; i < kExamplesPerUpdate; ++i) {
        ExampleLoss example;
        example.update = update;
        example.example = int(random.between(0, std::max(0, run.records - 1)));
        example.kind = i % 3 == 0 ? "action" : i % 3 == 1 ? "rationale" : "joint";
        example.loss = loss * (0.6 + 0.8 * random.unit());
        if (update == run.spikeAt && i == 3) {
            example.loss = loss * 6;
            example.example = 1;
            example.kind = "action";
        }
        example.tokens = int(random.between(18, 90));
        lines += exampleLossToJson(example) + '\n';
    }
    return lines;
}

std::string samplesAt(const DemoRun& run, int update)
{
    std::string lines;
    for (int i = 0; i < run.devRecords; ++i) {
        SampleAnswer sample;
        sample.update = update;
        sample.example = i;
        sample.expected = "click [" + std::to_string(4 + 3 * i) + "]";
        sample.exact = update >= kEvaluateEvery * (i + 2);
        const std::string wrong = update < 2 * kEvaluateEvery ? "click [[[1" : "click [2]";
        sample.answer = "REASON:\nThe link names what is looked for.\n\nACTION:\n"
                        + (sample.exact ? sample.expected : wrong);
        lines += sampleAnswerToJson(sample) + '\n';
    }
    return lines;
}

Status appendTo(const std::string& file, const std::string& lines)
{
    std::ofstream stream(file, std::ios::binary | std::ios::app);
    stream << lines;
    stream.flush();
    return stream ? Status() : Status(Error(ErrorCode::Io, "cannot write " + file));
}

RunState stateOf(const DemoRun& run, int update)
{
    RunState state;
    state.phase = run.phase;
    state.processId = run.processId;
    state.heartbeat = QDateTime::currentSecsSinceEpoch();
    state.update = update;
    state.plannedUpdates = run.planned;
    state.secondsLeft = run.phase == RunPhase::Training ? (run.planned - update) * 1.9 : 0;
    state.parameters = 4'200'000;
    state.trainedParameters = run.config.method == "lora" ? 310'000 : 4'200'000;
    state.memoryBytes = 412'000'000;
    return state;
}

}  // namespace

Status appendDemoUpdate(const DemoRun& run, int update)
{
    const std::string& folder = run.config.outputFolder;
    const UpdateMetrics at = metricsAt(run, update);
    SYM_CHECK(appendTo(folder + "/examples.jsonl", examplesAt(run, update, at.loss)));
    if (at.devLoss) SYM_CHECK(appendTo(folder + "/samples.jsonl", samplesAt(run, update)));
    SYM_CHECK(appendTo(folder + "/metrics.jsonl", updateMetricsToJson(at) + '\n'));
    return writeWholeFile(folder + "/state.json", runStateToJson(stateOf(run, update)));
}

Status writeDemoRun(const DemoRun& run)
{
    const std::string& folder = run.config.outputFolder;
    if (!QDir().mkpath(text(folder))) return Error(ErrorCode::Io, "cannot make " + folder);
    std::string metrics;
    std::string examples;
    std::string samples;
    for (int update = 1; update <= run.updates; ++update) {
        const UpdateMetrics at = metricsAt(run, update);
        metrics += updateMetricsToJson(at) + '\n';
        examples += examplesAt(run, update, at.loss);
        if (at.devLoss) samples += samplesAt(run, update);
    }
    SYM_CHECK(writeWholeFile(folder + "/metrics.jsonl", metrics));
    SYM_CHECK(writeWholeFile(folder + "/examples.jsonl", examples));
    SYM_CHECK(writeWholeFile(folder + "/samples.jsonl", samples));
    SYM_CHECK(writeWholeFile(folder + "/state.json", runStateToJson(stateOf(run, run.updates))));
    return writeWholeFile(folder + "/config.json", trainConfigToJson(run.config));
}

Status fillDemoTraining(ProjectStore& store, JobContext& job)
{
    const std::string runs = trainingRunsFolder(store.path());
    if (QDir(text(runs)).exists()) return {};
    const StepChoice choice{.heldOutShare = 0.3, .seed = 3};
    SYM_TRY(const Dataset dataset, chooseSteps(store, choice, job));
    SYM_TRY(TrainConfig base, trainPreset("quick"));
    if (whyEmpty(dataset).empty()) {
        SYM_TRY(base, withDataset(store.path(), dataset, choice, base));
    }
    struct Plan {
        const char* name;
        std::uint64_t seed;
        const char* method;
        double learningRate;
        int updates;
        RunPhase phase;
    };
    const Plan plans[] = {{"made-up-seed-1", 1, "full", 1e-3, 120, RunPhase::Finished},
                          {"made-up-seed-2", 2, "full", 1e-3, 120, RunPhase::Finished},
                          {"made-up-seed-3", 3, "full", 1e-3, 120, RunPhase::Finished},
                          {"made-up-slower", 1, "full", 2.5e-4, 120, RunPhase::Finished},
                          {"made-up-lora", 1, "lora", 5e-4, 74, RunPhase::Training}};
    for (const Plan& plan : plans) {
        if (job.isCancelled()) return Error(ErrorCode::Cancelled, "cancelled");
        DemoRun run{.config = base, .updates = plan.updates, .phase = plan.phase};
        run.config.name = plan.name;
        run.config.outputFolder = runs + '/' + plan.name;
        run.config.seed = plan.seed;
        run.config.method = plan.method;
        run.config.learningRate = plan.learningRate;
        run.records = int(dataset.train.size());
        run.devRecords = std::min(4, int(dataset.heldOut.size()));
        run.spikeAt = plan.seed == 1 ? 62 : 0;
        SYM_CHECK(writeDemoRun(run));
    }
    return {};
}

}  // namespace sym
