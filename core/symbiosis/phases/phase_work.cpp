#include "core/symbiosis/phases/phase_work.h"

#include <QtCore/QDateTime>

#include <algorithm>
#include <map>

#include "core/base/random.h"
#include "core/dataset/step_choice.h"
#include "core/dataset/train_preset.h"
#include "core/dataset/training_setup.h"
#include "core/rollout/rollout.h"
#include "core/store/symbiosis_store.h"

namespace sym {

namespace {

using nlohmann::json;

constexpr double kCharactersPerToken = 4;

StepChoice choiceOf(const LoopSettings& settings, const LoopTraining& training)
{
    StepChoice choice;
    choice.runs = training.runs;
    choice.approval = Approval::Judge;
    choice.heldOutShare = settings.heldOutShare;
    choice.seed = settings.seed;
    return choice;
}

/// Keeps at most `count` steps, in their order.
void drawSteps(std::vector<TrainingRecord>& steps, int count, std::uint64_t seed)
{
    if (count <= 0 || steps.size() <= std::size_t(count)) return;
    std::vector<std::size_t> places(steps.size());
    for (std::size_t i = 0; i < places.size(); ++i) places[i] = i;
    Random(seed).fork("drawn steps").shuffle(places);
    places.resize(std::size_t(count));
    std::sort(places.begin(), places.end());
    std::vector<TrainingRecord> drawn;
    for (const std::size_t place : places) drawn.push_back(std::move(steps[place]));
    steps = std::move(drawn);
}

Result<Dataset> datasetOf(const LoopContext& context, const LoopSettings& settings,
                          const LoopTraining& training, JobContext& job)
{
    SYM_TRY(Dataset dataset, chooseSteps(context.store, choiceOf(settings, training), job));
    drawSteps(dataset.train, training.maxSteps, settings.seed);
    return dataset;
}

/// Refuses changes to what a phase says itself.
Status checkTrainChanges(const std::vector<std::string>& changes)
{
    static const std::map<std::string, std::string> kOthers{
        {"name", ""},          {"examplesFile", ""}, {"evaluationFile", ""}, {"outputFolder", ""},
        {"baseModel", "base"}, {"lambda", "lambda"}, {"seed", "seed"},
    };
    for (const std::string& change : changes) {
        const auto found = kOthers.find(change.substr(0, change.find('=')));
        if (found == kOthers.end()) continue;
        return Error(ErrorCode::InvalidInput,
                     "train takes no \"" + change + "\": "
                         + (found->second.empty() ? "the rounds name their files themselves"
                                                  : "it is the setting " + found->second));
    }
    return {};
}

}  // namespace

Result<json> phaseData(const LoopContext& context, int round, const std::string& name)
{
    SYM_TRY(const std::vector<PhaseRecord> phases, context.store.symbiosis().phases(context.loop));
    for (const PhaseRecord& record : phases) {
        if (record.round != round || record.phase != name || record.finishedAt.empty()) continue;
        json data = json::parse(record.data, nullptr, false);
        if (data.is_object()) return data;
    }
    return Error(ErrorCode::NotFound, "phase \"" + name + "\" of round " + std::to_string(round)
                                          + " has no result: run it first");
}

Result<RunId> phaseRun(const LoopContext& context, int round, const std::string& name)
{
    SYM_TRY(const json data, phaseData(context, round, name));
    return RunId{data.value("run", std::int64_t{0})};
}

Result<std::string> phaseStudent(const LoopContext& context, int round, const std::string& name)
{
    SYM_TRY(const json data, phaseData(context, round, name));
    return data.value("student", "");
}

Result<json> runRolloutPhase(const LoopContext& context, const LoopSettings& settings,
                             const LoopRollout& rollout, JobContext& job)
{
    SYM_TRY(const RunId run, context.work.rollout(settings, rollout, job));
    SYM_TRY(const RolloutSummary summary, summarise(context.store, run));
    SYM_TRY(const std::vector<EpisodeRecord> episodes, context.store.episodes({.run = run}));
    json data{{"run", run.value},
              {"episodes", summary.attempted},
              {"finished", summary.finished},
              {"environment_errors", summary.environmentErrors},
              {"timed_out", summary.timedOut},
              {"n", summary.overall.n},
              {"successes", summary.overall.successes},
              {"cost_usd", summary.costUsd},
              {"cost", {{"tokens", summary.tokens}, {"seconds", busySeconds(episodes)}}}};
    if (!rollout.student.empty()) data["student"] = rollout.student;
    return data;
}

Result<double> trainingUpdates(const LoopContext& context, const LoopSettings& settings,
                               const LoopTraining& training)
{
    SYM_TRY(const TrainConfig config, loopTrainConfig(settings));
    PlainJobContext job;
    SYM_TRY(const Dataset dataset, datasetOf(context, settings, training, job));
    const double kinds = config.shareAction + config.shareRationale + config.shareJoint;
    return double(dataset.counts.textBytes) / kCharactersPerToken * kinds * config.epochs
           / config.tokensPerUpdate;
}

Result<json> runTrainingPhase(const LoopContext& context, const LoopSettings& settings,
                              const LoopTraining& training, JobContext& job)
{
    SYM_TRY(const Dataset dataset, datasetOf(context, settings, training, job));
    SYM_TRY(TrainConfig config, loopTrainConfig(settings));
    const std::string project = context.store.path();
    config.name = training.name;
    config.baseModel = training.base;
    config.outputFolder = trainingRunsFolder(project) + "/" + config.name;
    SYM_TRY(config, withDataset(project, dataset, choiceOf(settings, training), config));
    SYM_TRY(const TrainedStudent student, context.work.train(config, job));
    json data{{"student", student.folder},
              {"steps", dataset.train.size()},
              {"held_out_steps", dataset.heldOut.size()},
              {"episodes", dataset.counts.chosen},
              {"episodes_refused", dataset.counts.unapproved},
              {"updates", student.updates},
              {"dev_exact_action", nullptr},
              {"cost", {{"tokens", student.tokens}, {"seconds", student.seconds}}}};
    if (student.devExactAction) data["dev_exact_action"] = *student.devExactAction;
    return data;
}

Result<TrainConfig> loopTrainConfig(const LoopSettings& settings)
{
    SYM_CHECK(checkTrainChanges(settings.train));
    SYM_TRY(const TrainConfig preset, trainPreset(settings.trainPreset));
    SYM_TRY(TrainConfig config, withTrainSettings(preset, settings.train));
    config.lambda = settings.lambda;
    config.seed = settings.seed;
    if (!settings.multiTask) {
        config.shareAction = config.shareRationale = 0;
        config.shareJoint = 1;
    }
    SYM_CHECK(checkTrainConfig(config));
    return config;
}

double busySeconds(const std::vector<EpisodeRecord>& episodes)
{
    std::vector<std::pair<double, double>> spans;
    for (const EpisodeRecord& episode : episodes) {
        const QDateTime start =
            QDateTime::fromString(QString::fromStdString(episode.startedAt), Qt::ISODateWithMs);
        const double seconds = double(start.toMSecsSinceEpoch()) / 1000;
        spans.emplace_back(seconds, seconds + episode.seconds);
    }
    std::sort(spans.begin(), spans.end());
    double busy = 0;
    double end = 0;  // of what is counted already
    for (const auto& [from, to] : spans) {
        busy += std::max(0.0, to - std::max(from, end));
        end = std::max(end, to);
    }
    return busy;
}

}  // namespace sym
