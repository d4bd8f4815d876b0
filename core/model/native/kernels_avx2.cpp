#include "core/model/native/vector_kernels.h"

namespace sym {

#if defined(__x86_64__)

namespace {

#define SYM_KERNEL_TARGET __attribute__((target("avx2,fma")))
#define SYM_KERNEL_LANES 8
#include "core/model/native/vector_kernel_body.inc"

}  // namespace

const VectorKernels* avx2Kernels()
{
    return &kKernels;
}

#else

const VectorKernels* avx2Kernels()
{
    return nullptr;
}

#endif

}  // namespace sym
