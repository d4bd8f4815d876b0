#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/job_context.h"
#include "core/base/result.h"
#include "core/model/checkpoint.h"
#include "core/model/model_config.h"
#include "core/model/tokenizer.h"

namespace sym {

enum class Precision { Float32, BFloat16 };
enum class Device { Cpu, Cuda };
/// Native: our kernels (CPU). Torch: libtorch's operators; the check of the other, and the way to
/// CUDA.
enum class Backend { Native, Torch };

struct GenerationSettings {
    int maxTokens = 256;
    double temperature = 0;  ///< 0: the likeliest token
    double topP = 1;
    int topK = 0;  ///< 0: no limit
    std::uint64_t seed = 0;
    std::vector<std::string> stopTexts;  ///< the text ends before the first of them
    bool wantLogProbabilities = false;
};

/// Says which tokens may come next; for actions of the grammar with ids that exist on the page.
class TokenConstraint {
public:
    virtual ~TokenConstraint() = default;
    /// @param soFar text generated until now
    /// @param allowed to fill: one entry a token of the vocabulary, true when it may come next
    /// @return false when anything may come
    virtual bool allow(std::string_view soFar, std::vector<bool>& allowed) = 0;
};

struct GenerationRequest {
    std::vector<int> prompt;
    GenerationSettings settings;
    std::shared_ptr<TokenConstraint> constraint;   ///< may be null
    std::function<void(std::string_view)> onText;  ///< pieces as they come; may be empty
};

struct GenerationResult {
    std::string text;
    std::vector<int> tokens;
    std::vector<double> logProbabilities;  ///< of each token, nats; empty unless wanted
    std::vector<double> logAllowed;        ///< of all that the constraint allowed in its place
    std::string finishReason;              ///< "stop" (end token or stop text) or "length"
    int promptTokens = 0;
    int reusedTokens = 0;  ///< of the prompt, taken from an earlier one's cache
    double promptMilliseconds = 0;
    double decodeMilliseconds = 0;
};

struct ModelOptions {
    Precision precision = Precision::Float32;
    Device device = Device::Cpu;
    Backend backend = Backend::Native;
    int threads = 1;
    int maxSequences = 8;       ///< decoded at once; further ones wait
    int maxPositions = 4096;    ///< of one sequence, prompt and answer; bounded by the model's own
    std::string adapterFolder;  ///< PEFT LoRA adapter merged on loading; empty: none
};

/// A small model ready to answer. Several threads may generate at once: their sequences are decoded
/// together, a finished one makes room, and a prompt that starts like an earlier one reuses its
/// cache.
class LanguageModel {
public:
    /// Weights are mapped, converted to the precision and kept.
    /// @return NotFound, Io, InvalidInput (malformed, or it cannot fit: with the numbers)
    static Result<std::shared_ptr<LanguageModel>> open(const std::string& folder,
                                                       const ModelOptions& options);

    virtual ~LanguageModel() = default;
    virtual const ModelConfig& config() const = 0;
    virtual const Tokenizer& tokenizer() const = 0;
    virtual std::string description() const = 0;  ///< folder, precision, engine, threads

    /// Any thread. @return Cancelled within 50 ms, InvalidInput when the prompt does not fit
    virtual Result<GenerationResult> generate(const GenerationRequest& request,
                                              JobContext& job) = 0;

    /// Logits after every token, one row of vocabularySize a token; for tests and measurements.
    virtual Result<std::vector<float>> logits(const std::vector<int>& tokens, JobContext& job) = 0;
};

}  // namespace sym
