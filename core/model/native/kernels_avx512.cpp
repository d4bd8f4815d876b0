#include "core/model/native/vector_kernels.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace sym {

#if defined(__x86_64__)

namespace {

#define SYM_KERNEL_TARGET __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx2,fma")))
#define SYM_KERNEL_LANES 16
#include "core/model/native/vector_kernel_body.inc"

#define SYM_PAIR_TARGET \
    __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512bf16,avx2,fma")))

/// Rows by Vectors accumulators, two products and two additions a lane and instruction.
template <int Rows, int Vectors>
SYM_PAIR_TARGET void slicePairs(const std::uint32_t* w, const std::uint32_t* x, float* c, int steps,
                                int width, bool accumulate)
{
    __m512 sum[Rows][Vectors];
#pragma GCC unroll 8
    for (int r = 0; r < Rows; ++r)
#pragma GCC unroll 8
        for (int v = 0; v < Vectors; ++v)
            sum[r][v] = accumulate ? _mm512_loadu_ps(c + r * width + v * 16) : _mm512_setzero_ps();
    for (int k = 0; k < steps; ++k, w += width, x += Rows) {
        __m512bh weight[Vectors];
#pragma GCC unroll 8
        for (int v = 0; v < Vectors; ++v) weight[v] = (__m512bh)_mm512_loadu_si512(w + v * 16);
#pragma GCC unroll 8
        for (int r = 0; r < Rows; ++r) {
            const __m512bh pair = (__m512bh)_mm512_set1_epi32(int(x[r]));
#pragma GCC unroll 8
            for (int v = 0; v < Vectors; ++v)
                sum[r][v] = _mm512_dpbf16_ps(sum[r][v], weight[v], pair);
        }
    }
#pragma GCC unroll 8
    for (int r = 0; r < Rows; ++r)
#pragma GCC unroll 8
        for (int v = 0; v < Vectors; ++v) _mm512_storeu_ps(c + r * width + v * 16, sum[r][v]);
}

template <int Rows>
SYM_PAIR_TARGET void tilePairRows(const std::uint32_t* w, const std::uint32_t* x, float* c,
                                  int steps, int width, bool accumulate)
{
    if (width == 64) return slicePairs<Rows, 4>(w, x, c, steps, width, accumulate);
    if (width == 32) return slicePairs<Rows, 2>(w, x, c, steps, width, accumulate);
    slicePairs<Rows, 1>(w, x, c, steps, width, accumulate);
}

SYM_PAIR_TARGET void tilePairs(const void* weights, const void* rowsPacked, float* c, int steps,
                               int rows, int width, bool accumulate)
{
    const auto* w = static_cast<const std::uint32_t*>(weights);
    const auto* x = static_cast<const std::uint32_t*>(rowsPacked);
    switch (rows) {
    case 1: return tilePairRows<1>(w, x, c, steps, width, accumulate);
    case 2: return tilePairRows<2>(w, x, c, steps, width, accumulate);
    case 3: return tilePairRows<3>(w, x, c, steps, width, accumulate);
    case 4: return tilePairRows<4>(w, x, c, steps, width, accumulate);
    case 5: return tilePairRows<5>(w, x, c, steps, width, accumulate);
    default: return tilePairRows<6>(w, x, c, steps, width, accumulate);
    }
}

constexpr VectorKernels kPairKernels = {tile<true>, tilePairs, rmsNorm,      rotate,    add,
                                        gatedUnit,  maximum,   exponentials, toBFloat16};

}  // namespace

const VectorKernels* avx512Kernels()
{
    return &kKernels;
}

const VectorKernels* avx512BFloat16Kernels()
{
    return &kPairKernels;
}

#else

const VectorKernels* avx512Kernels()
{
    return nullptr;
}

const VectorKernels* avx512BFloat16Kernels()
{
    return nullptr;
}

#endif

}  // namespace sym
