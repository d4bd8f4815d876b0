#include "core/pretraining/curriculum.h"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include <nlohmann/json.hpp>

#include "core/model/json_file.h"
#include "core/model/tokenizer.h"
#include "core/pretraining/base_model.h"
#include "core/pretraining/base_tokenizer.h"
#include "core/pretraining/lessons/lesson.h"
#include "core/pretraining/lessons/pages/page_lessons.h"
#include "core/pretraining/lessons/passage.h"
#include "core/training/run_folder.h"

namespace sym {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr int kEvaluationsPerStage = 8;
constexpr double kPageShare = 0.75;  // of the lessons, on recorded pages
constexpr std::size_t kDevEvery = 10;

Status makeFolder(const std::string& folder)
{
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) return Error(ErrorCode::Io, "making " + folder + ": " + error.message());
    return {};
}

Json toJson(const StageResult& result)
{
    return {{"stage", result.stage},
            {"updates", result.updates},
            {"tokens", result.tokens},
            {"seconds", result.seconds},
            {"loss_first", result.lossFirst},
            {"loss_last", result.lossLast},
            {"dev_exact_action", result.devExactAction},
            {"dev_steps", result.devSteps}};
}

StageResult resultFrom(const nlohmann::json& json)
{
    StageResult result;
    result.stage = json.value("stage", "");
    result.updates = json.value("updates", 0);
    result.tokens = json.value("tokens", std::int64_t(0));
    result.seconds = json.value("seconds", 0.0);
    result.lossFirst = json.value("loss_first", 0.0);
    result.lossLast = json.value("loss_last", 0.0);
    result.devExactAction = json.value("dev_exact_action", 0.0);
    result.devSteps = json.value("dev_steps", 0);
    return result;
}

Status writeState(const PretrainSettings& settings, const PretrainState& state)
{
    Json results = Json::array();
    for (const StageResult& result : state.results) results.push_back(toJson(result));
    const Json json{{"model", state.model}, {"results", results}};
    return writeWholeFile(settings.folder + "/state.json", json.dump(1) + "\n");
}

Result<PretrainState> readState(const std::string& file)
{
    SYM_TRY(const nlohmann::json json, readJsonFile(file));
    const bool isWhole = json.contains("model") && json["model"].is_string()
                         && json.contains("results") && json["results"].is_array();
    if (!isWhole) return Error(ErrorCode::InvalidInput, file + " is no state of a pre-training");
    PretrainState state;
    state.model = json["model"].get<std::string>();
    try {
        for (const nlohmann::json& result : json["results"])
            state.results.push_back(resultFrom(result));
    } catch (const nlohmann::json::exception& error) {
        return Error(ErrorCode::InvalidInput, file + ": " + error.what());
    }
    return state;
}

std::string lessonsFile(const PretrainSettings& settings, const std::string& name)
{
    return settings.folder + "/lessons/" + name + ".jsonl";
}

int updatesOf(const PretrainSettings& settings, const PretrainStage& stage)
{
    return std::max(1, int(std::lround(stage.share * settings.updates)));
}

/// Lessons on pages that are made up, evenly of small and large ones.
std::vector<TrainingRecord> madeUpLessons(int count, std::uint64_t seed)
{
    std::vector<TrainingRecord> lessons;
    const auto& stages = lessonStages();
    for (std::size_t i = 0; i < stages.size(); ++i) {
        const int share = count / int(stages.size()) + (int(i) < count % int(stages.size()));
        for (TrainingRecord& lesson : makeLessons(stages[i], share, seed))
            lessons.push_back(std::move(lesson));
    }
    return lessons;
}

/// @param pages empty: all lessons are made up
Result<std::vector<TrainingRecord>> lessonsOn(const std::vector<std::string>& pages, int count,
                                              std::uint64_t seed)
{
    const int onPages = pages.empty() ? 0 : int(std::lround(kPageShare * count));
    std::vector<TrainingRecord> lessons;
    if (onPages > 0) {
        SYM_TRY(lessons, makePageLessons(pages, onPages, seed));
    }
    for (TrainingRecord& lesson : madeUpLessons(count - onPages, seed))
        lessons.push_back(std::move(lesson));
    return lessons;
}

/// Lessons of each stage and of the dev set. @return those of the first stage
Result<std::vector<TrainingRecord>> writeLessons(const PretrainSettings& settings)
{
    std::vector<std::string> pages, devPages;
    for (std::size_t i = 0; i < settings.pages.size(); ++i)
        (i % kDevEvery == 0 ? devPages : pages).push_back(settings.pages[i]);
    SYM_CHECK(makeFolder(settings.folder + "/lessons"));
    const Random root(settings.seed);
    SYM_TRY(std::vector<TrainingRecord> dev,
            lessonsOn(devPages, settings.devLessons, root.fork("dev lessons").next()));
    std::erase_if(dev, [](const TrainingRecord& lesson) {
        return lesson.templateId.starts_with("recite");
    });
    SYM_CHECK(writeTrainingRecords(lessonsFile(settings, "dev"), dev));
    std::vector<TrainingRecord> first;
    for (const PretrainStage& stage : pretrainStages()) {
        // Enough that a lesson is met about once
        const int count = int(std::int64_t(updatesOf(settings, stage)) * settings.tokensPerUpdate
                              / stage.maxTokens)
                          + 1;
        SYM_TRY(std::vector<TrainingRecord> lessons,
                lessonsOn(pages, count, root.fork("lessons of " + stage.name).next()));
        SYM_CHECK(writeTrainingRecords(lessonsFile(settings, stage.name), lessons));
        if (first.empty()) first = std::move(lessons);
    }
    return first;
}

Status writeInitial(const PretrainSettings& settings, const std::string& folder,
                    const std::vector<TrainingRecord>& lessons)
{
    if (!settings.from.empty()) return copyModel(settings.from, folder);
    SYM_CHECK(makeFolder(folder));
    SYM_TRY(const std::string tokenizerJson,
            trainBaseTokenizer(tokenizerCorpus(lessons, settings.seed, settings.corpusBytes),
                               kBaseVocabulary));
    const ModelConfig config = baseModelConfig(kBaseVocabulary, kBaseEndToken);
    SYM_CHECK(writeWholeFile(folder + "/tokenizer.json", tokenizerJson));
    SYM_CHECK(writeWholeFile(folder + "/tokenizer_config.json",
                             baseTokenizerConfig(config.maxPositions)));
    SYM_TRY(const auto tokenizer, Tokenizer::parse(tokenizerJson));
    return writeInitialModel(folder, config, *tokenizer, settings.seed);
}

}  // namespace

const std::vector<PretrainStage>& pretrainStages()
{
    static const std::vector<PretrainStage> kStages{{"short", 288, 0.25, "constant", 0.05},
                                                    {"long", 512, 0.75, "linear", 0}};
    return kStages;
}

Result<PretrainState> openPretraining(const PretrainSettings& settings, JobContext& job)
{
    const std::string file = settings.folder + "/state.json";
    std::error_code error;
    if (fs::exists(file, error)) return readState(file);
    PretrainState state;
    state.model = settings.folder + "/initial";
    job.report(0, "lessons");
    SYM_TRY(const std::vector<TrainingRecord> lessons, writeLessons(settings));
    if (job.isCancelled()) return Error(ErrorCode::Cancelled, "cancelled");
    job.report(0, "tokenizer and initial model");
    SYM_CHECK(writeInitial(settings, state.model, lessons));
    if (job.isCancelled()) return Error(ErrorCode::Cancelled, "cancelled");
    SYM_CHECK(writeState(settings, state));
    return state;
}

Result<TrainConfig> nextStage(const PretrainSettings& settings, const PretrainState& state)
{
    if (state.isFinished())
        return Error(ErrorCode::InvalidInput, "every stage of the pre-training is done");
    const PretrainStage& stage = pretrainStages()[state.results.size()];
    SYM_CHECK(makeFolder(settings.folder + "/runs"));
    TrainConfig config;
    config.name = stage.name;
    config.baseModel = state.model;
    config.examplesFile = lessonsFile(settings, stage.name);
    config.evaluationFile = lessonsFile(settings, "dev");
    config.outputFolder = settings.folder + "/runs/" + stage.name;
    config.promptLoss = settings.promptLoss;
    config.history = true;
    config.shareAction = 0;
    config.shareRationale = 0;
    config.shareJoint = 1;
    config.maxTokens = stage.maxTokens;
    config.rowTokens = std::max(stage.maxTokens, 1024);
    config.tokensPerUpdate = std::max(settings.tokensPerUpdate, config.rowTokens);
    config.epochs = 100;
    config.maxUpdates = updatesOf(settings, stage);
    config.learningRate = settings.learningRate;
    config.schedule = stage.schedule;
    config.warmupShare = stage.warmupShare;
    config.minimumShare = 0.03;
    config.precision = "float32";
    config.evaluateEvery = std::max(1, config.maxUpdates / kEvaluationsPerStage);
    config.checkpointEvery = config.evaluateEvery;
    config.keepCheckpoints = 1;
    config.threads = settings.threads;
    config.seed = Random(settings.seed).fork(stage.name).next() >> 11;
    SYM_CHECK(checkTrainConfig(config));
    return config;
}

Status closeStage(const PretrainSettings& settings, const TrainConfig& config, PretrainState& state)
{
    const std::string model = config.outputFolder + "/model";
    std::error_code error;
    if (!fs::exists(model + "/config.json", error))
        return Error(ErrorCode::NotFound, "stage " + config.name + " left no model");
    SYM_TRY(const std::vector<UpdateMetrics> metrics,
            RunFolderReader(config.outputFolder).newMetrics());
    StageResult result;
    result.stage = config.name;
    for (const UpdateMetrics& update : metrics) {
        if (result.updates == 0) result.lossFirst = update.loss;
        result.updates = update.update;
        result.tokens = update.tokens;
        result.seconds = update.seconds;
        result.lossLast = update.loss;
        if (update.devExactAction) {
            result.devExactAction = *update.devExactAction;
            result.devSteps = update.devSteps.value_or(0);
        }
    }
    state.results.push_back(result);
    state.model = model;
    return writeState(settings, state);
}

Status copyModel(const std::string& from, const std::string& to)
{
    SYM_CHECK(makeFolder(to));
    for (const char* name : {"config.json", "generation_config.json", "model.safetensors",
                             "tokenizer.json", "tokenizer_config.json"}) {
        std::error_code error;
        fs::copy_file(from + "/" + name, to + "/" + name, fs::copy_options::overwrite_existing,
                      error);
        if (error)
            return Error(ErrorCode::Io, "copying " + from + "/" + name + ": " + error.message());
    }
    return {};
}

}  // namespace sym
