#include "core/model/native/native_model.h"

#include <algorithm>

#include "core/model/native/batch_scheduler.h"
#include "core/model/native/native_decoder.h"

namespace sym {

namespace {

class BatchedLanguageModel final : public LanguageModel {
public:
    BatchedLanguageModel(std::unique_ptr<Decoder> decoder,
                         std::shared_ptr<const Tokenizer> tokenizer, std::string description)
        : m_tokenizer(tokenizer),
          m_description(std::move(description)),
          m_scheduler(std::move(decoder), std::move(tokenizer))
    {
    }

    const ModelConfig& config() const override { return m_scheduler.decoder().config(); }
    const Tokenizer& tokenizer() const override { return *m_tokenizer; }
    std::string description() const override { return m_description; }

    Result<GenerationResult> generate(const GenerationRequest& request, JobContext& job) override
    {
        return m_scheduler.generate(request, job);
    }

    Result<std::vector<float>> logits(const std::vector<int>& tokens, JobContext& job) override
    {
        return m_scheduler.logits(tokens, job);
    }

private:
    std::shared_ptr<const Tokenizer> m_tokenizer;
    std::string m_description;
    BatchScheduler m_scheduler;
};

}  // namespace

const char* precisionName(Precision precision)
{
    return precision == Precision::Float32 ? "float32" : "bfloat16";
}

std::shared_ptr<LanguageModel> makeLanguageModel(std::unique_ptr<Decoder> decoder,
                                                 std::shared_ptr<const Tokenizer> tokenizer,
                                                 std::string description)
{
    return std::make_shared<BatchedLanguageModel>(std::move(decoder), std::move(tokenizer),
                                                  std::move(description));
}

Result<std::shared_ptr<LanguageModel>> openNativeModel(const std::string& folder,
                                                       const ModelOptions& options)
{
    if (options.backend != Backend::Native || options.device != Device::Cpu)
        return Error(ErrorCode::InvalidInput, "the native engine runs on the CPU alone");
    if (options.threads < 1 || options.maxSequences < 1 || options.maxPositions < 2)
        return Error(ErrorCode::InvalidInput, "threads and sequences are at least 1, positions 2");
    SYM_TRY(const auto checkpoint, Checkpoint::open(folder));
    const ModelConfig& config = checkpoint->config();
    const int positions = std::min(options.maxPositions, config.maxPositions);
    const int bytesPerWeight = options.precision == Precision::Float32 ? 4 : 2;
    SYM_CHECK(
        checkMemory(estimateGeneration(config, bytesPerWeight, options.maxSequences, positions),
                    availableMemory()));
    SYM_TRY(auto tokenizer, Tokenizer::open(folder + "/tokenizer.json"));

    std::shared_ptr<const WeightSource> weights = checkpointWeights(checkpoint);
    if (!options.adapterFolder.empty()) {
        SYM_TRY(weights, adaptedWeights(weights, options.adapterFolder));
    }
    NativeDecoderOptions wanted{.precision = options.precision,
                                .threads = options.threads,
                                .slots = options.maxSequences,
                                .maxPositions = positions};
    wanted.maxBatch += options.maxSequences;
    SYM_TRY(std::unique_ptr<NativeDecoder> decoder, NativeDecoder::open(*weights, wanted));
    const std::string description = folder + ", " + precisionName(options.precision) + ", native ("
                                    + instructionSetName(decoder->options().instructionSet) + "), "
                                    + std::to_string(options.threads)
                                    + (options.threads == 1 ? " thread" : " threads");
    return makeLanguageModel(std::move(decoder), std::move(tokenizer), description);
}

}  // namespace sym
