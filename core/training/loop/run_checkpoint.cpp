#include "core/training/loop/run_checkpoint.h"

#include <fcntl.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <numeric>

#include "core/model/json_file.h"
#include "core/model/tensor_file.h"

namespace sym {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

std::string checkpointFolder(const std::string& runFolder)
{
    return runFolder + "/checkpoints";
}

/// Makes renames and new files of a folder survive a power cut.
void syncFolder(const std::string& path)
{
    const int folder = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) return;
    ::fsync(folder);  // some file systems cannot; the files themselves are synced
    ::close(folder);
}

std::string progressJson(const RunProgress& progress)
{
    const Json object = {{"format", 1},
                         {"update", progress.update},
                         {"tokens", progress.tokens},
                         {"seconds", progress.seconds},
                         {"skipped", progress.skipped},
                         {"loss_first", progress.lossFirst},
                         {"loss_last", progress.lossLast},
                         {"best_exact", progress.bestExact},
                         {"best_loss", progress.bestLoss},
                         {"best_update", progress.bestUpdate},
                         {"looks_since_best", progress.looksSinceBest},
                         {"last_exact", progress.lastExact},
                         {"dev_steps", progress.devSteps}};
    return object.dump(2) + "\n";
}

Result<RunProgress> readProgress(const std::string& path)
{
    SYM_TRY(const std::string text, readWholeFile(path));
    try {
        const Json object = Json::parse(text);
        RunProgress progress;
        progress.update = object.at("update").get<int>();
        progress.tokens = object.at("tokens").get<std::int64_t>();
        progress.seconds = object.at("seconds").get<double>();
        progress.skipped = object.at("skipped").get<int>();
        progress.lossFirst = object.at("loss_first").get<double>();
        progress.lossLast = object.at("loss_last").get<double>();
        progress.bestExact = object.at("best_exact").get<double>();
        progress.bestLoss = object.at("best_loss").get<double>();
        progress.bestUpdate = object.at("best_update").get<int>();
        progress.looksSinceBest = object.at("looks_since_best").get<int>();
        progress.lastExact = object.at("last_exact").get<double>();
        progress.devSteps = object.at("dev_steps").get<int>();
        return progress;
    } catch (const nlohmann::json::exception& error) {
        return Error(ErrorCode::InvalidInput, path + ": " + error.what());
    }
}

Status writeMoments(const std::string& path, const std::vector<NamedWeights>& moments)
{
    std::vector<TensorToWrite> tensors;
    for (const NamedWeights& moment : moments)
        tensors.push_back(
            {moment.name, TensorType::Float32, moment.shape, std::as_bytes(moment.values)});
    return writeTensorFile(path, tensors);
}

/// The tensors of a file that was written by us, viewed in place.
Result<std::vector<NamedWeights>> viewWeights(const TensorFile& file, const std::string& path)
{
    std::vector<NamedWeights> weights;
    for (const TensorEntry& entry : file.entries()) {
        if (entry.type != TensorType::Float32)
            return Error(ErrorCode::InvalidInput, path + ": " + entry.name + " is not F32");
        weights.push_back({entry.name, entry.shape,
                           std::span(reinterpret_cast<const float*>(entry.bytes.data()),
                                     std::size_t(entry.count()))});
    }
    return weights;
}

}  // namespace

std::string checkpointName(int update)
{
    char name[16];
    std::snprintf(name, sizeof name, "%06d", update);
    return name;
}

Result<std::string> namedCheckpoint(const std::string& runFolder, const std::string& which)
{
    SYM_TRY(std::string name, readWholeFile(runFolder + "/" + which));
    while (!name.empty() && (name.back() == '\n' || name.back() == ' ')) name.pop_back();
    const bool isName = !name.empty() && name.find_first_not_of("0123456789") == std::string::npos;
    if (!isName)
        return Error(ErrorCode::InvalidInput, runFolder + "/" + which + " names no checkpoint");
    return name;
}

Status writeRunCheckpoint(const std::string& runFolder, TrainableNetwork& network,
                          const TrainConfig& config, const std::string& baseFolder,
                          const RunProgress& progress)
{
    const std::string folder = checkpointFolder(runFolder);
    const std::string name = checkpointName(progress.update);
    const std::string part = folder + "/." + name + ".part";
    std::error_code error;
    if (!fs::exists(folder + "/" + name, error)) {
        fs::remove_all(part, error);
        fs::create_directories(part, error);
        if (error) return Error(ErrorCode::Io, "creating " + part + ": " + error.message());
        SYM_TRY(const std::vector<NamedWeights> weights, network.trainedWeights());
        if (config.method == "lora") {
            SYM_CHECK(writeAdapterFolder(part, config, weights));
        } else {
            SYM_CHECK(
                writeModelFolder(part, network.config(), weights, TensorType::Float32, baseFolder));
        }
        SYM_TRY(const std::vector<NamedWeights> moments, network.moments());
        SYM_CHECK(writeMoments(part + "/optimizer.safetensors", moments));
        SYM_CHECK(writeWholeFile(part + "/trainer.json", progressJson(progress)));
        syncFolder(part);
        fs::rename(part, folder + "/" + name, error);
        if (error) return Error(ErrorCode::Io, "renaming " + part + ": " + error.message());
        syncFolder(folder);
    }
    return writeWholeFile(runFolder + "/latest", name + "\n");
}

Result<RunProgress> readRunCheckpoint(const std::string& runFolder, const std::string& name,
                                      TrainableNetwork& network, const TrainConfig& config)
{
    const std::string folder = checkpointFolder(runFolder) + "/" + name;
    const std::string weightsPath =
        folder + (config.method == "lora" ? "/adapter_model.safetensors" : "/model.safetensors");
    const std::string momentsPath = folder + "/optimizer.safetensors";
    SYM_TRY(const auto weightsFile, TensorFile::open(weightsPath));
    SYM_TRY(std::vector<NamedWeights> weights, viewWeights(*weightsFile, weightsPath));
    if (config.method == "lora") {
        const std::string prefix = "base_model.model.";
        for (NamedWeights& weight : weights)
            if (weight.name.starts_with(prefix)) weight.name.erase(0, prefix.size());
    }
    SYM_TRY(const auto momentsFile, TensorFile::open(momentsPath));
    SYM_TRY(const std::vector<NamedWeights> moments, viewWeights(*momentsFile, momentsPath));
    SYM_CHECK(network.restore(weights, moments));
    return readProgress(folder + "/trainer.json");
}

void pruneCheckpoints(const std::string& runFolder, int keep)
{
    const std::string folder = checkpointFolder(runFolder);
    const std::string best = namedCheckpoint(runFolder, "best").valueOr({});
    std::error_code error;
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        const std::string name = entry.path().filename().string();
        if (name.find_first_not_of("0123456789") == std::string::npos && name != best)
            names.push_back(name);
    }
    std::sort(names.begin(), names.end(), [](const std::string& a, const std::string& b) {
        return a.size() != b.size() ? a.size() > b.size() : a > b;
    });
    for (std::size_t i = std::size_t(keep); i < names.size(); ++i) {
        // Under a name nobody reads while it goes
        const std::string gone = folder + "/." + names[i] + ".gone";
        fs::rename(folder + "/" + names[i], gone, error);
        fs::remove_all(gone, error);
    }
}

}  // namespace sym
