#include "core/training/fused/kernel_sets.h"

#if defined(__x86_64__)
#include <immintrin.h>

#pragma GCC push_options
#pragma GCC target("avx512f,avx512bw,avx512vl,avx512dq,avx512bf16,avx2,fma")

#define SYM_LANES 16
#define SYM_ROWS 12
#define SYM_DOT_PAIRS

namespace sym {

namespace {
#include "core/training/fused/kernel_table.inc"
}  // namespace

extern const NetKernels kAvx512Bf16Kernels{"avx512bf16", kRows, kTyped<float>,
                                           kTyped<Half>, adam,  sumSquares};

}  // namespace sym

#pragma GCC pop_options
#endif
