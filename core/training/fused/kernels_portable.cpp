#include "core/training/fused/kernel_sets.h"

#define SYM_LANES 4
#define SYM_ROWS 4

namespace sym {

namespace {
#include "core/training/fused/kernel_table.inc"
}  // namespace

extern const NetKernels kPortableKernels{"portable",   kRows, kTyped<float>,
                                         kTyped<Half>, adam,  sumSquares};

}  // namespace sym
