#pragma once

#include <cstdint>
#include <vector>

namespace sym {

/// Instruction sets the kernels are written for, each faster than the one before it.
/// Avx512BFloat16 multiplies bfloat16 pairs in the processor; the others widen them to float32.
enum class InstructionSet { Portable, Avx2, Avx512, Avx512BFloat16 };

const char* instructionSetName(InstructionSet set);  ///< "portable", "avx2", "avx512", ...

/// What this processor runs, slowest first; never empty. Any thread.
std::vector<InstructionSet> availableInstructionSets();

/// Rows of activations and columns of weights that one tile multiplies at most.
constexpr int kTileRows = 6;
constexpr int kTileWidth = 64;

/// Arithmetic of one instruction set. Rows lie one after another; pointers need no alignment unless
/// said. Every function gives the same bits for a row whatever else it is called with, so that
/// batching, chunking and threads leave results alone. bfloat16 is held in std::uint16_t.
struct VectorKernels {
    /// c[r][j] = (accumulate ? c[r][j] : 0) + sum over k of x[k][r] * w[k][j], j < width, r < rows;
    /// summed in the order of k in float32. rows is 1...6, width 16, 32 or 64.
    /// For bfloat16 k counts pairs: w is [k][width][2], x is [k][rows][2].
    using Tile = void (*)(const void* w, const void* x, float* c, int steps, int rows, int width,
                          bool accumulate);
    Tile tileFloat32;
    Tile tileBFloat16;

    /// out = x / rootMeanSquare(x) * weight
    void (*rmsNorm)(const float* x, const float* weight, float epsilon, int count, float* out);
    /// Rotates the halves of a head by its position's angles, then scales; in place.
    void (*rotate)(float* head, const float* cosine, const float* sine, int half, float scale);
    void (*add)(float* sum, const float* x, int count);  ///< sum += x
    /// out = gate * sigmoid(gate) * up; out may be gate
    void (*gatedUnit)(const float* gate, const float* up, float* out, int count);
    float (*maximum)(const float* x, int count);  ///< of a multiple of 64 numbers
    /// x = exp(x - shift), exactly 0 below exp(-87); a multiple of 64 numbers. @return their sum
    float (*exponentials)(float* x, int count, float shift);
    void (*toBFloat16)(const float* x, std::uint16_t* out, int count);  ///< nearest, ties to even
};

const VectorKernels& vectorKernels(InstructionSet set);

/// One kernel file each; null where the processor's family has none.
const VectorKernels* portableKernels();
const VectorKernels* avx2Kernels();
const VectorKernels* avx512Kernels();
const VectorKernels* avx512BFloat16Kernels();

}  // namespace sym
