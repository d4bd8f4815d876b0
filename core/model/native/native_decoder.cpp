#include "core/model/native/native_decoder.h"

#include <algorithm>
#include <cmath>
#include <new>
#include <numbers>

#include "core/model/native/forward_pass.h"

namespace sym {

namespace {

/// Long waves turn `factor` times slower, short ones as they are, those between in between.
double stretched(double frequency, const RopeScaling& scaling)
{
    const double wave = 2 * std::numbers::pi / frequency;
    const double shortest = scaling.originalMaxPositions / scaling.highFrequencyFactor;
    const double longest = scaling.originalMaxPositions / scaling.lowFrequencyFactor;
    if (wave < shortest) return frequency;
    if (wave > longest) return frequency / scaling.factor;
    const double smooth = (scaling.originalMaxPositions / wave - scaling.lowFrequencyFactor)
                          / (scaling.highFrequencyFactor - scaling.lowFrequencyFactor);
    return (1 - smooth) * frequency / scaling.factor + smooth * frequency;
}

}  // namespace

RotaryAngles::RotaryAngles(const ModelConfig& config, int maxPositions)
{
    const int half = config.headSize / 2;
    cosines.resize(std::size_t(half) * std::size_t(maxPositions));
    sines.resize(cosines.size());
    for (int i = 0; i < half; ++i) {
        double frequency = std::pow(config.ropeTheta, -2.0 * i / config.headSize);
        if (config.ropeScaling) frequency = stretched(frequency, *config.ropeScaling);
        for (int position = 0; position < maxPositions; ++position) {
            const std::size_t at = std::size_t(position) * std::size_t(half) + std::size_t(i);
            cosines[at] = float(std::cos(position * frequency));
            sines[at] = float(std::sin(position * frequency));
        }
    }
}

NativeDecoder::NativeDecoder(const ModelConfig& config, const NativeDecoderOptions& options)
    : m_config(config),
      m_options(options),
      m_kernels(vectorKernels(options.instructionSet)),
      m_team(options.threads),
      m_rotary(config, options.maxPositions),
      m_cache(config, options.precision, options.slots, options.maxPositions),
      m_hidden(std::size_t(options.maxBatch) * std::size_t(config.hiddenSize)),
      m_queryKeyValue(std::size_t(options.maxBatch)
                      * std::size_t((config.heads + 2 * config.keyValueHeads) * config.headSize)),
      m_normed(options.maxBatch, config.hiddenSize, options.precision, m_kernels),
      m_attended(options.maxBatch, config.heads * config.headSize, options.precision, m_kernels),
      m_gated(options.maxBatch, config.intermediateSize, options.precision, m_kernels),
      m_last(options.maxBatch, config.hiddenSize, options.precision, m_kernels),
      m_scratch(std::size_t(m_team.size()),
                std::vector<float>(ForwardPass::scratchSize(config, options.maxPositions))),
      m_phases(std::size_t(ForwardPass::phases(config.layers)))
{
}

Result<std::unique_ptr<NativeDecoder>> NativeDecoder::open(const WeightSource& source,
                                                           const NativeDecoderOptions& options)
{
    const ModelConfig& config = source.config();
    if (config.headSize % 2 != 0 || config.keyValueHeads < 1
        || config.heads % config.keyValueHeads != 0)
        return Error(ErrorCode::InvalidInput, "heads of " + std::to_string(config.headSize) + ", "
                                                  + std::to_string(config.heads) + " by "
                                                  + std::to_string(config.keyValueHeads)
                                                  + " do not divide evenly");
    NativeDecoderOptions bounded = options;
    bounded.maxPositions = std::clamp(options.maxPositions, 1, std::max(config.maxPositions, 1));
    try {
        std::unique_ptr<NativeDecoder> decoder(new NativeDecoder(config, bounded));
        SYM_TRY(decoder->m_model, packModel(source, options.precision, decoder->m_team));
        return decoder;
    } catch (const std::bad_alloc&) {
        return Error(ErrorCode::InvalidInput, "the cache of " + std::to_string(bounded.maxPositions)
                                                  + " positions does not fit in memory");
    }
}

Status NativeDecoder::forward(std::span<const BatchToken> batch, std::vector<float>& logits,
                              const std::function<bool()>& shouldStop)
{
    if (batch.empty() || int(batch.size()) > m_options.maxBatch)
        return Error(ErrorCode::InvalidInput, "a batch of " + std::to_string(batch.size())
                                                  + " tokens, not 1 to "
                                                  + std::to_string(m_options.maxBatch));
    std::size_t wanted = 0;
    for (const BatchToken& token : batch) {
        if (token.token < 0 || token.token >= m_config.vocabularySize || token.slot < 0
            || token.slot >= m_options.slots || token.position < 0
            || token.position >= m_options.maxPositions)
            return Error(ErrorCode::InvalidInput,
                         "token " + std::to_string(token.token) + " at position "
                             + std::to_string(token.position) + " is outside the model");
        wanted += token.wantsLogits;
    }
    logits.resize(wanted * std::size_t(m_config.vocabularySize));
    ForwardPass pass(*this, batch, logits.data(), shouldStop);
    m_team.run([&](int thread) { pass.run(thread); });
    if (pass.isStopped()) return Error(ErrorCode::Cancelled, "cancelled");
    return {};
}

void NativeDecoder::copyPositions(int fromSlot, int toSlot, int count)
{
    if (fromSlot != toSlot && count > 0) m_cache.copy(fromSlot, toSlot, count);
}

}  // namespace sym
