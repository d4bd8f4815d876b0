#include "core/training/fused/kernel_sets.h"

#if defined(__x86_64__)
#include <immintrin.h>

#pragma GCC push_options
#pragma GCC target("avx2,fma")

#define SYM_LANES 8
#define SYM_ROWS 6

namespace sym {

namespace {
#include "core/training/fused/kernel_table.inc"
}  // namespace

extern const NetKernels kAvx2Kernels{"avx2", kRows, kTyped<float>, kTyped<Half>, adam, sumSquares};

}  // namespace sym

#pragma GCC pop_options
#endif
