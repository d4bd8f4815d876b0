#pragma once

#include <cstdint>
#include <vector>

#include "core/training/fused/aligned_memory.h"
#include "core/training/fused/net_kernels.h"
#include "core/training/fused/weight_store.h"

namespace sym {

/// Threads and kernels of a network, and room for packing; shared by its matrices.
struct FusedContext {
    const NetKernels* kernels = nullptr;
    const TypedKernels* typed = nullptr;
    int threads = 1;
    AlignedMemory tiles;    ///< left operands of weight gradients
    AlignedMemory columns;  ///< right operands of them
    AlignedMemory low;      ///< adapters: inputs times A, and its gradient
    AlignedMemory dropped;  ///< adapters: inputs after dropout

    std::size_t size() const { return std::size_t(typed->elementSize); }
};

/// A matrix of activations: rows of elements of the network's type, `row` elements apart.
struct Activations {
    void* data = nullptr;
    std::ptrdiff_t row = 0;
};

/// Type of a product's result.
enum class ResultType { Float, Same };

/// A matrix packed for products from the right: both ways it is used in, forward and backward.
class PackedMatrix {
public:
    void lay(const FusedContext& context, int outputs, int inputs);
    /// @param from outputs by inputs, row-major
    void pack(const FusedContext& context, const void* from);

    int outputs() const { return m_outputs; }
    int inputs() const { return m_inputs; }
    /// result(m, outputs) = scale * x(m, inputs) W^T [+ addend]; one thread.
    void multiply(const FusedContext& context, const void* x, std::ptrdiff_t row, int m,
                  ProductArgs result, ResultType type) const;
    /// result(m, inputs) = scale * y(m, outputs) W [+ addend]
    void multiplyBack(const FusedContext& context, const void* y, std::ptrdiff_t row, int m,
                      ProductArgs result, ResultType type) const;

private:
    int m_outputs = 0;
    int m_inputs = 0;
    AlignedMemory m_forward;   ///< inner dimension: inputs
    AlignedMemory m_backward;  ///< inner dimension: outputs
};

/// gradient(rows of a, rows of b) [+]= scale * a^T b over `count` positions; all threads.
struct WeightGradient {
    Activations a;  ///< gradients of outputs, `outputs` wide
    int outputs = 0;
    Activations b;  ///< inputs, `inputs` wide
    int inputs = 0;
    int count = 0;
    float* gradient = nullptr;
    bool adds = false;
    float scale = 1;
};
void addWeightGradient(FusedContext& context, const WeightGradient& job);

/// An adapter on some outputs of a matrix: y += scale * B A x.
struct LinearAdapter {
    int firstOutput = 0;
    int outputs = 0;
    int rank = 0;      ///< even: odd ranks are filled up with zeros
    int realRank = 0;  ///< as stored
    std::int64_t offsetA = 0;
    std::int64_t offsetB = 0;
    std::uint64_t dropoutKey = 0;
    PackedMatrix a;  ///< rank by inputs
    PackedMatrix b;  ///< outputs by rank
};

/// A linear layer, or several side by side that read the same inputs (queries, keys and values;
/// gate and up), with their adapters.
class PackedLinear {
public:
    PackedMatrix matrix;
    std::int64_t offset = 0;  ///< of the weights in their store
    std::vector<LinearAdapter> adapters;
};

}  // namespace sym
