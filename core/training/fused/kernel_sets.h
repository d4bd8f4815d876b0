#pragma once

#include "core/training/fused/net_kernels.h"

namespace sym {

// Each is compiled for its instruction set in a file of its own; netKernels() chooses.
extern const NetKernels kPortableKernels;
#if defined(__x86_64__)
extern const NetKernels kAvx2Kernels;
extern const NetKernels kAvx512Kernels;
extern const NetKernels kAvx512Bf16Kernels;
#endif

}  // namespace sym
