#include "core/training/trainable_network.h"

namespace sym {

double trainingOperations(const ModelConfig& config, const TokenBatch& batch, bool isLora)
{
    const double heads = double(config.heads) * config.headSize;
    const double keyValues = 2.0 * config.keyValueHeads * config.headSize;
    const double D = config.hiddenSize;
    // Behind the last layer's attention only positions with a loss are needed.
    const double behindAttention = heads * D + 3 * D * config.intermediateSize;
    const double layer = D * (heads + keyValues) + behindAttention;
    double scores = 0;  // pairs of positions that see each other
    for (int i = 0; i < batch.segmentCount(); ++i) {
        const double length = batch.starts[std::size_t(i) + 1] - batch.starts[std::size_t(i)];
        scores += length * (length + 1) / 2;
    }
    // Forward, and backward to the inputs and to the weights; frozen weights need no gradient.
    const double passes = isLora ? 2 : 3;
    const double products = 2 * passes
                            * (layer * config.layers * batch.tokenCount()
                               - behindAttention * (batch.tokenCount() - batch.lossCount())
                               + D * config.vocabularySize * batch.lossCount());
    const double attention = 3 * 2 * 2 * heads * config.layers * scores;
    return products + attention;
}

}  // namespace sym
