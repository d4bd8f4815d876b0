#include "core/pretraining/curriculum.h"

#include <cstdio>
#include <filesystem>

#include <nlohmann/json.hpp>

#include "core/model/json_file.h"
#include "core/model/tokenizer.h"
#include "core/pretraining/base_model.h"
#include "core/pretraining/base_tokenizer.h"
#include "core/pretraining/lessons/lesson.h"
#include "core/pretraining/lessons/passage.h"
#include "core/training/run_folder.h"

namespace sym {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::size_t kCorpusBytes = 6'000'000;
constexpr int kEvaluationsPerRound = 3;

Status makeFolder(const std::string& folder)
{
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) return Error(ErrorCode::Io, "making " + folder + ": " + error.message());
    return {};
}

Json toJson(const PretrainRound& round)
{
    return {{"number", round.number},      {"stage", round.stage},
            {"updates", round.updates},    {"tokens", round.tokens},
            {"seconds", round.seconds},    {"loss_first", round.lossFirst},
            {"loss_last", round.lossLast}, {"dev_exact_action", round.devExactAction},
            {"dev_steps", round.devSteps}};
}

PretrainRound roundFrom(const nlohmann::json& json)
{
    PretrainRound round;
    round.number = json.value("number", 0);
    round.stage = json.value("stage", "");
    round.updates = json.value("updates", 0);
    round.tokens = json.value("tokens", std::int64_t(0));
    round.seconds = json.value("seconds", 0.0);
    round.lossFirst = json.value("loss_first", 0.0);
    round.lossLast = json.value("loss_last", 0.0);
    round.devExactAction = json.value("dev_exact_action", 0.0);
    round.devSteps = json.value("dev_steps", 0);
    return round;
}

Status writeState(const PretrainSettings& settings, const PretrainState& state)
{
    Json rounds = Json::array();
    std::string csv =
        "round,stage,updates,tokens,seconds,loss_first,loss_last,dev_exact_action,n\n";
    for (const PretrainRound& round : state.rounds) {
        rounds.push_back(toJson(round));
        char line[256];
        std::snprintf(line, sizeof line, "%d,%s,%d,%lld,%.1f,%.4f,%.4f,%.4f,%d\n", round.number,
                      round.stage.c_str(), round.updates, static_cast<long long>(round.tokens),
                      round.seconds, round.lossFirst, round.lossLast, round.devExactAction,
                      round.devSteps);
        csv += line;
    }
    const Json json{{"stage", state.stage}, {"model", state.model}, {"rounds", rounds}};
    SYM_CHECK(writeWholeFile(settings.folder + "/curve.csv", csv));
    return writeWholeFile(settings.folder + "/state.json", json.dump(1) + "\n");
}

Result<PretrainState> readState(const std::string& file)
{
    SYM_TRY(const nlohmann::json json, readJsonFile(file));
    const bool isWhole = json.contains("stage") && json["stage"].is_number_integer()
                         && json.contains("model") && json["model"].is_string()
                         && json.contains("rounds") && json["rounds"].is_array();
    if (!isWhole) return Error(ErrorCode::InvalidInput, file + " is no state of a pre-training");
    PretrainState state;
    state.stage = json["stage"].get<int>();
    state.model = json["model"].get<std::string>();
    try {
        for (const nlohmann::json& round : json["rounds"]) state.rounds.push_back(roundFrom(round));
    } catch (const nlohmann::json::exception& error) {
        return Error(ErrorCode::InvalidInput, file + ": " + error.what());
    }
    return state;
}

Status writeInitial(const PretrainSettings& settings, const std::string& folder)
{
    SYM_CHECK(makeFolder(folder));
    SYM_TRY(const std::string tokenizerJson,
            trainBaseTokenizer(tokenizerCorpus(settings.seed, kCorpusBytes), kBaseVocabulary));
    const ModelConfig config = baseModelConfig(kBaseVocabulary, kBaseEndToken);
    SYM_CHECK(writeWholeFile(folder + "/tokenizer.json", tokenizerJson));
    SYM_CHECK(writeWholeFile(folder + "/tokenizer_config.json",
                             baseTokenizerConfig(config.maxPositions)));
    SYM_TRY(const auto tokenizer, Tokenizer::parse(tokenizerJson));
    return writeInitialModel(folder, config, *tokenizer, settings.seed);
}

const LessonStage& stageOf(const PretrainState& state)
{
    return lessonStages()[std::size_t(state.stage)];
}

std::string roundName(const PretrainState& state)
{
    char number[16];
    std::snprintf(number, sizeof number, "%03d", int(state.rounds.size()) + 1);
    return std::string(number) + "-" + stageOf(state).name;
}

}  // namespace

bool PretrainState::isFinished() const
{
    return stage >= int(lessonStages().size());
}

Result<PretrainState> openPretraining(const PretrainSettings& settings, JobContext& job)
{
    const std::string file = settings.folder + "/state.json";
    std::error_code error;
    if (fs::exists(file, error)) return readState(file);
    PretrainState state;
    state.model = settings.folder + "/initial";
    job.report(0, "tokenizer and initial model");
    SYM_CHECK(writeInitial(settings, state.model));
    if (job.isCancelled()) return Error(ErrorCode::Cancelled, "cancelled");
    SYM_CHECK(writeState(settings, state));
    return state;
}

Result<TrainConfig> nextRound(const PretrainSettings& settings, const PretrainState& state)
{
    if (state.isFinished())
        return Error(ErrorCode::InvalidInput, "every stage of the pre-training is passed");
    const LessonStage& stage = stageOf(state);
    const std::string name = roundName(state), lessons = settings.folder + "/lessons";
    SYM_CHECK(makeFolder(lessons));
    SYM_CHECK(makeFolder(settings.folder + "/rounds"));

    TrainConfig config;
    config.name = name;
    config.baseModel = state.model;
    config.examplesFile = lessons + "/" + name + ".jsonl";
    config.evaluationFile = lessons + "/dev-" + stage.name + ".jsonl";
    config.outputFolder = settings.folder + "/rounds/" + name;
    const std::uint64_t seed = Random(settings.seed).fork("round " + name).next();
    SYM_CHECK(writeTrainingRecords(config.examplesFile,
                                   makeLessons(stage, settings.lessonsPerRound, seed)));
    std::error_code error;
    if (!fs::exists(config.evaluationFile, error)) {
        const std::uint64_t devSeed = Random(settings.seed).fork("dev " + stage.name).next();
        SYM_CHECK(writeTrainingRecords(config.evaluationFile,
                                       makeLessons(stage, settings.devLessons, devSeed)));
    }
    config.shareAction = 0;
    config.shareRationale = stage.rounds > 0 ? 1 : 0;  // of a drill the reason is all
    config.shareJoint = stage.rounds > 0 ? 0 : 1;
    config.maxTokens = settings.maxTokens;
    config.rowTokens = std::max(settings.maxTokens, 1024);
    config.tokensPerUpdate = std::max(settings.tokensPerUpdate, config.rowTokens);
    config.epochs = 100;
    config.maxUpdates = settings.updatesPerRound;
    config.learningRate = settings.learningRate;
    config.schedule = "constant";
    config.warmupShare = 0.05;
    config.evaluateEvery = std::max(1, settings.updatesPerRound / kEvaluationsPerRound);
    config.checkpointEvery = config.evaluateEvery;
    config.keepCheckpoints = 1;
    config.threads = settings.threads;
    config.seed = seed >> 11;
    SYM_CHECK(checkTrainConfig(config));
    return config;
}

Status closeRound(const PretrainSettings& settings, const TrainConfig& config, PretrainState& state)
{
    const std::string model = config.outputFolder + "/model";
    std::error_code error;
    if (!fs::exists(model + "/config.json", error))
        return Error(ErrorCode::NotFound, "round " + config.name + " left no model");
    SYM_TRY(const std::vector<UpdateMetrics> metrics,
            RunFolderReader(config.outputFolder).newMetrics());
    PretrainRound round;
    round.number = int(state.rounds.size()) + 1;
    round.stage = stageOf(state).name;
    for (const UpdateMetrics& update : metrics) {
        if (round.updates == 0) round.lossFirst = update.loss;
        round.updates = update.update;
        round.tokens = update.tokens;
        round.seconds = update.seconds;
        round.lossLast = update.loss;
        if (update.devExactAction) {
            round.devExactAction = *update.devExactAction;
            round.devSteps = update.devSteps.value_or(0);
        }
    }
    state.rounds.push_back(round);
    state.model = model;
    int rounds = 0;
    for (const PretrainRound& past : state.rounds) rounds += past.stage == round.stage;
    const LessonStage& stage = stageOf(state);
    const bool isPassed = stage.rounds > 0 ? rounds >= stage.rounds
                                           : round.devExactAction >= settings.passAt
                                                 || rounds >= settings.maxRoundsPerStage;
    if (isPassed) ++state.stage;
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
