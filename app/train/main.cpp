#include <malloc.h>
#include <unistd.h>

#include <filesystem>

#include <nlohmann/json.hpp>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "core/model/json_file.h"
#include "core/training/trainer.h"

namespace {

using namespace sym;

enum ExitStatus { kDone = 0, kFailed = 1, kUsage = 2, kInterrupted = 130 };

volatile std::sig_atomic_t interrupted = 0;

void onInterrupt(int)
{
    interrupted = 1;
}

/// Cancelled by Ctrl+C or SIGTERM: the run is saved and can be resumed.
class SignalContext final : public JobContext {
public:
    bool isCancelled() const override { return interrupted != 0; }
    void report(double, std::string_view) override {}
};

struct Arguments {
    std::string config;
    std::string resume;
    bool json = false;
    bool help = false;
    bool version = false;
};

constexpr const char* kHelp =
    "symbiont-train - trains a small model on recorded steps, without a desktop\n\n"
    "  symbiont-train CONFIG.json    train as the file says (docs/formats/training.md)\n"
    "  symbiont-train --resume RUN   go on from a run folder's latest checkpoint\n\n"
    "  --json      print one JSON object as the last line\n"
    "  --version   print the version\n\n"
    "Several processes train together when RANK, WORLD_SIZE, MASTER_ADDR and MASTER_PORT are\n"
    "set, as torchrun does. Ctrl+C saves and stops; --resume goes on.\n";

/// @return false when the arguments are not understood
bool readArguments(const std::vector<std::string>& words, Arguments& arguments)
{
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        if (word == "--json") {
            arguments.json = true;
        } else if (word == "--help" || word == "-h") {
            arguments.help = true;
        } else if (word == "--version" || word == "-v") {
            arguments.version = true;
        } else if (word == "--resume" && i + 1 < words.size() && arguments.resume.empty()) {
            arguments.resume = words[++i];
        } else if (!word.starts_with("-") && arguments.config.empty()) {
            arguments.config = word;
        } else {
            return false;
        }
    }
    return arguments.help || arguments.version
           || arguments.config.empty() != arguments.resume.empty();
}

void printUpdate(const UpdateMetrics& metrics)
{
    std::string line = "update " + std::to_string(metrics.update);
    char numbers[192];
    std::snprintf(numbers, sizeof numbers,
                  ", epoch %.2f, loss %.4f, accuracy %.3f, norm %.3g, rate %.3g, %.0f tokens/s",
                  metrics.epoch, metrics.loss, metrics.tokenAccuracy, metrics.gradientNorm,
                  metrics.learningRate, metrics.tokensPerSecond);
    line += numbers;
    if (metrics.devLoss) {
        std::snprintf(numbers, sizeof numbers, ", dev loss %.4f, exact %.3f of %d",
                      *metrics.devLoss, metrics.devExactAction.value_or(0),
                      metrics.devSteps.value_or(0));
        line += numbers;
    }
    if (metrics.skipped) line += ", skipped: not finite";
    std::fprintf(stderr, "%s\n", line.c_str());
}

void printSummary(const TrainSummary& summary, bool json)
{
    std::fprintf(json ? stderr : stdout,
                 "%s after %d updates, loss %.4f to %.4f, %.0f tokens/s, %.0f s: %s\n",
                 summary.stopped ? "stopped" : "trained", summary.updates, summary.lossFirst,
                 summary.lossLast, summary.tokensPerSecond, summary.seconds,
                 summary.folder.c_str());
    if (!json) return;
    const nlohmann::ordered_json object = {{"run", summary.folder},
                                           {"updates", summary.updates},
                                           {"loss_first", summary.lossFirst},
                                           {"loss_last", summary.lossLast},
                                           {"dev_exact_action", summary.devExactAction},
                                           {"dev_steps", summary.devSteps},
                                           {"tokens_per_second", summary.tokensPerSecond},
                                           {"seconds", summary.seconds},
                                           {"model", summary.modelFolder},
                                           {"stopped", summary.stopped}};
    std::printf("%s\n", object.dump().c_str());
}

/// Keeps large blocks with the process (fresh pages cost more than the arithmetic on them), lets
/// libtorch use AVX-512 where Debian's build would stay at AVX2, and threads that wait sleep soon:
/// by default they spin for milliseconds, which on shared cores takes the time of those that work.
/// OpenMP reads that when it is loaded, so the program starts itself once more.
void prepareProcess(char** argv)
{
    constexpr const char* kSpin = "GOMP_SPINCOUNT";
    if (!std::getenv(kSpin) && !std::getenv("OMP_WAIT_POLICY")) {
        ::setenv(kSpin, "10000", 0);
        std::error_code error;
        const std::string program = std::filesystem::read_symlink("/proc/self/exe", error);
        ::execv(program.c_str(), argv);  // comes back only when it cannot; then they spin
    }
    mallopt(M_MMAP_MAX, 0);
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
    mallopt(M_TOP_PAD, 64 << 20);
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw"))
        ::setenv("ATEN_CPU_CAPABILITY", "avx512", 0);
#endif
}

Result<TrainSummary> work(const Arguments& arguments)
{
    SignalContext job;
    if (!arguments.resume.empty()) return resumeTraining(arguments.resume, job, printUpdate);
    SYM_TRY(const std::string text, readWholeFile(arguments.config));
    auto config = trainConfigFromJson(text);
    if (!config) return config.error().within(arguments.config);
    return train(*config, job, printUpdate);
}

}  // namespace

int main(int argc, char** argv)
{
    prepareProcess(argv);
    Arguments arguments;
    if (!readArguments({argv + 1, argv + argc}, arguments)) {
        std::fputs(kHelp, stderr);
        return kUsage;
    }
    if (arguments.help) {
        std::fputs(kHelp, stdout);
        return kDone;
    }
    if (arguments.version) {
        std::puts("symbiont-train " SYM_VERSION);
        return kDone;
    }
    std::signal(SIGINT, onInterrupt);
    std::signal(SIGTERM, onInterrupt);
    const auto summary = work(arguments);
    if (!summary) {
        std::fprintf(stderr, "symbiont-train: %s\n", summary.error().message().c_str());
        return summary.error().code() == ErrorCode::Cancelled ? kInterrupted : kFailed;
    }
    printSummary(*summary, arguments.json);
    return interrupted != 0 ? kInterrupted : kDone;
}
