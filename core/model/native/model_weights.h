#pragma once

#include <vector>

#include "core/base/job_context.h"
#include "core/model/native/packed_weights.h"
#include "core/model/native/thread_team.h"
#include "core/model/native/weight_source.h"

namespace sym {

/// One block of the network, packed. Norms and biases stay float32.
struct PackedLayer {
    std::vector<float> attentionNorm;
    std::vector<float> queryNorm;  ///< empty without queryKeyNorm; headSize numbers, as keyNorm
    std::vector<float> keyNorm;
    std::vector<float> queryKeyValueBias;  ///< empty without a bias
    PackedWeights queryKeyValue;            ///< outputs: queries, then keys, then values
    PackedWeights attentionOutput;
    std::vector<float> feedForwardNorm;
    PackedWeights gateUp;  ///< each block of 64 outputs: 32 of the gate, then the same 32 of up
    PackedWeights down;
};

/// Outputs of the gate in one block of PackedLayer::gateUp.
constexpr int kGateWidth = kTileWidth / 2;

/// All weights of a model, read once and packed.
struct PackedModel {
    PackedWeights head;
    std::vector<float> finalNorm;
    std::vector<PackedLayer> layers;
    std::vector<std::uint16_t> embeddingBFloat16;  ///< one of the two, by precision; row-major
    std::vector<float> embeddingFloat32;

    /// Writes a token's embedding.
    void embed(int token, int width, float* out) const;
};

/// @return the first error of `source`, or InvalidInput when it does not fit in memory
Result<PackedModel> packModel(const WeightSource& source, Precision precision, ThreadTeam& team);

}  // namespace sym
