#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/model/checkpoint.h"
#include "core/training/fused/aligned_memory.h"
#include "core/training/fused/net_kernels.h"
#include "core/training/model_folder.h"
#include "core/training/train_config.h"
#include "core/training/trainable_network.h"

namespace sym {

/// A named tensor within a WeightStore's one range of float32 values.
struct StoredWeight {
    std::string name;
    std::vector<std::int64_t> shape;
    std::int64_t offset = 0;
    std::int64_t count = 0;
};

/// Weights in one range: matrices first, then vectors, so that AdamW runs over two stretches. With
/// them, when they are trained, gradients and moments of the same layout, and in bfloat16 a rounded
/// copy that products are packed from.
class WeightStore {
public:
    /// @param isTrained gradients and moments are kept   @param keepsHalves a rounded copy is kept
    void lay(const std::vector<TensorShape>& tensors, bool isTrained, bool keepsHalves);

    bool isTrained() const { return m_gradients.bytes() > 0; }
    std::int64_t total() const { return m_total; }        ///< with padding
    std::int64_t elements() const { return m_elements; }  ///< without
    const std::vector<StoredWeight>& tensors() const { return m_tensors; }
    const StoredWeight* find(const std::string& name) const;

    float* values(std::int64_t offset = 0) { return m_values.as<float>() + offset; }
    float* gradients(std::int64_t offset = 0) { return m_gradients.as<float>() + offset; }
    /// What products are packed from: the rounded copy, or the values themselves.
    const void* packSource(std::int64_t offset) const;

    void roundAll(const NetKernels& kernels, int threads);  ///< fills the rounded copy
    double gradientSquares(const NetKernels& kernels, int threads);
    void step(const NetKernels& kernels, int threads, const AdamUpdate& update);

    std::vector<NamedWeights> namedValues() const { return named(m_values, ""); }
    std::vector<NamedWeights> namedMoments() const;
    /// @return InvalidInput naming what is missing or of another shape
    Status restore(std::span<const NamedWeights> values, std::span<const NamedWeights> moments);

private:
    std::vector<NamedWeights> named(const AlignedMemory& memory, const std::string& suffix) const;
    Status fill(AlignedMemory& memory, const std::string& suffix,
                std::span<const NamedWeights> from);

    std::vector<StoredWeight> m_tensors;
    std::int64_t m_total = 0;
    std::int64_t m_elements = 0;
    std::int64_t m_matrixEnd = 0;  ///< where weight decay ends
    AlignedMemory m_values;
    AlignedMemory m_halves;
    AlignedMemory m_gradients;
    AlignedMemory m_means;
    AlignedMemory m_squares;
};

}  // namespace sym
