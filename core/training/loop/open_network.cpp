#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <thread>

#include "core/training/fused/fused_network.h"
#include "core/training/loop/torch_network.h"
#include "core/training/loop/training_run.h"

namespace sym {

namespace fs = std::filesystem;

Result<std::string> baseModelFolder(const std::string& name)
{
    std::error_code error;
    if (name != "nano") {
        if (fs::exists(fs::path(name) / "config.json", error)) return name;
        return Error(ErrorCode::NotFound, "there is no checkpoint folder \"" + name + "\"");
    }
    std::vector<fs::path> places;
    if (const char* models = std::getenv("SYMBIONT_MODELS")) places.emplace_back(models);
    const fs::path program = fs::read_symlink("/proc/self/exe", error).parent_path();
    for (const char* relative : {"../share/symbiont/model", "../../../resources/model",
                                 "../../resources/model", "../resources/model"})
        places.push_back(program / relative);
    places.emplace_back("resources/model");
    for (const fs::path& place : places)
        if (fs::exists(place / "nano" / "config.json", error))
            return fs::weakly_canonical(place / "nano", error).string();
    return Error(ErrorCode::NotFound,
                 "the base model \"nano\" is not installed; SYMBIONT_MODELS names its folder");
}

Result<std::unique_ptr<TrainableNetwork>> openTrainableNetwork(const std::string& baseFolder,
                                                               const TrainConfig& config)
{
    SYM_TRY(const auto checkpoint, Checkpoint::open(baseFolder));
    const bool wantsGpu = config.device == "cuda"
                          || (config.device == "auto" && config.engine != "fused" && hasCuda());
    NetworkOptions options;
    options.bfloat16 = config.precision == "bfloat16";
    options.activationCheckpointing = config.activationCheckpointing;
    options.threads = config.threads > 0 ? config.threads
                                         : int(std::max(1u, std::thread::hardware_concurrency()));
    options.seed = config.seed;
    setTorchThreads(options.threads);
    if (!wantsGpu && config.engine != "torch")
        return FusedNetwork::open(*checkpoint, config, options);
    return openTorchNetwork(*checkpoint, config, options, wantsGpu ? "cuda" : "cpu");
}

}  // namespace sym
