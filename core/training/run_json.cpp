#include <nlohmann/json.hpp>

#include <cmath>

#include "core/training/run_folder.h"

namespace sym {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::pair<RunPhase, const char*> kPhases[] = {
    {RunPhase::Preparing, "preparing"}, {RunPhase::Training, "training"},
    {RunPhase::Paused, "paused"},       {RunPhase::Finished, "finished"},
    {RunPhase::Stopped, "stopped"},     {RunPhase::Failed, "failed"}};

/// Parses and reads; a missing or mistyped member becomes an error that names it.
template <typename T, typename Read>
Result<T> readLine(const std::string& line, const char* what, Read read)
{
    try {
        T value;
        read(Json::parse(line), value);
        return value;
    } catch (const nlohmann::json::exception& error) {
        return Error(ErrorCode::InvalidInput, std::string(what) + ": " + error.what());
    }
}

/// JSON has no infinity: a loss that is none is written as null.
Json number(double value)
{
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

double numberOf(const Json& value)
{
    return value.is_null() ? std::nan("") : value.get<double>();
}

}  // namespace

const char* runPhaseName(RunPhase phase)
{
    for (const auto& [value, name] : kPhases)
        if (value == phase) return name;
    return "unknown";
}

std::string updateMetricsToJson(const UpdateMetrics& metrics)
{
    Json object = {{"update", metrics.update},
                   {"tokens", metrics.tokens},
                   {"epoch", metrics.epoch},
                   {"seconds", metrics.seconds},
                   {"loss", number(metrics.loss)},
                   {"loss_action", number(metrics.lossAction)},
                   {"loss_rationale", number(metrics.lossRationale)},
                   {"loss_by_site", Json::object()},
                   {"token_accuracy", number(metrics.tokenAccuracy)},
                   {"learning_rate", metrics.learningRate},
                   {"gradient_norm", number(metrics.gradientNorm)},
                   {"tokens_per_second", number(metrics.tokensPerSecond)},
                   {"share_of_peak", number(metrics.shareOfPeak)},
                   {"memory_bytes", metrics.memoryBytes}};
    for (const auto& [site, loss] : metrics.lossBySite) object["loss_by_site"][site] = number(loss);
    if (metrics.devLoss) object["dev_loss"] = number(*metrics.devLoss);
    if (metrics.devExactAction) object["dev_exact_action"] = *metrics.devExactAction;
    if (metrics.devSteps) object["dev_steps"] = *metrics.devSteps;
    if (metrics.skipped) object["skipped"] = true;
    return object.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<UpdateMetrics> updateMetricsFromJson(const std::string& line)
{
    return readLine<UpdateMetrics>(line, "metrics", [](const Json& object, UpdateMetrics& metrics) {
        metrics.update = object.at("update").get<int>();
        metrics.tokens = object.at("tokens").get<std::int64_t>();
        metrics.epoch = object.at("epoch").get<double>();
        metrics.seconds = object.at("seconds").get<double>();
        metrics.loss = numberOf(object.at("loss"));
        metrics.lossAction = numberOf(object.at("loss_action"));
        metrics.lossRationale = numberOf(object.at("loss_rationale"));
        for (const auto& [site, loss] : object.at("loss_by_site").items())
            metrics.lossBySite[site] = numberOf(loss);
        metrics.tokenAccuracy = numberOf(object.at("token_accuracy"));
        metrics.learningRate = object.at("learning_rate").get<double>();
        metrics.gradientNorm = numberOf(object.at("gradient_norm"));
        metrics.tokensPerSecond = numberOf(object.at("tokens_per_second"));
        metrics.shareOfPeak = numberOf(object.at("share_of_peak"));
        metrics.memoryBytes = object.at("memory_bytes").get<std::int64_t>();
        if (object.contains("dev_loss")) metrics.devLoss = numberOf(object["dev_loss"]);
        if (object.contains("dev_exact_action"))
            metrics.devExactAction = object["dev_exact_action"].get<double>();
        if (object.contains("dev_steps")) metrics.devSteps = object["dev_steps"].get<int>();
        metrics.skipped = object.value("skipped", false);
    });
}

std::string exampleLossToJson(const ExampleLoss& loss)
{
    const Json object = {{"update", loss.update},
                         {"example", loss.example},
                         {"kind", loss.kind},
                         {"loss", number(loss.loss)},
                         {"tokens", loss.tokens}};
    return object.dump();
}

Result<ExampleLoss> exampleLossFromJson(const std::string& line)
{
    return readLine<ExampleLoss>(line, "example loss", [](const Json& object, ExampleLoss& loss) {
        loss.update = object.at("update").get<int>();
        loss.example = object.at("example").get<int>();
        loss.kind = object.at("kind").get<std::string>();
        loss.loss = numberOf(object.at("loss"));
        loss.tokens = object.at("tokens").get<int>();
    });
}

std::string sampleAnswerToJson(const SampleAnswer& sample)
{
    const Json object = {{"update", sample.update},
                         {"example", sample.example},
                         {"expected", sample.expected},
                         {"answer", sample.answer},
                         {"exact", sample.exact}};
    return object.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<SampleAnswer> sampleAnswerFromJson(const std::string& line)
{
    return readLine<SampleAnswer>(line, "sample", [](const Json& object, SampleAnswer& sample) {
        sample.update = object.at("update").get<int>();
        sample.example = object.at("example").get<int>();
        sample.expected = object.at("expected").get<std::string>();
        sample.answer = object.at("answer").get<std::string>();
        sample.exact = object.at("exact").get<bool>();
    });
}

std::string runStateToJson(const RunState& state)
{
    const Json object = {{"phase", runPhaseName(state.phase)},
                         {"process", state.processId},
                         {"heartbeat", state.heartbeat},
                         {"update", state.update},
                         {"planned_updates", state.plannedUpdates},
                         {"seconds_left", number(state.secondsLeft)},
                         {"error", state.error},
                         {"parameters", state.parameters},
                         {"trained_parameters", state.trainedParameters},
                         {"memory_bytes", state.memoryBytes}};
    return object.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<RunState> runStateFromJson(const std::string& json)
{
    SYM_TRY(RunState state,
            readLine<RunState>(json, "state", [](const Json& object, RunState& read) {
                const auto phase = object.at("phase").get<std::string>();
                read.phase = RunPhase::Failed;
                read.error = "unknown phase " + phase;
                for (const auto& [value, name] : kPhases)
                    if (phase == name) {
                        read.phase = value;
                        read.error = object.at("error").get<std::string>();
                    }
                read.processId = object.at("process").get<std::int64_t>();
                read.heartbeat = object.at("heartbeat").get<std::int64_t>();
                read.update = object.at("update").get<int>();
                read.plannedUpdates = object.at("planned_updates").get<int>();
                read.secondsLeft = numberOf(object.at("seconds_left"));
                read.parameters = object.at("parameters").get<std::int64_t>();
                read.trainedParameters = object.at("trained_parameters").get<std::int64_t>();
                read.memoryBytes = object.at("memory_bytes").get<std::int64_t>();
            }));
    return state;
}

}  // namespace sym
