#include "core/model/native/vector_kernels.h"

namespace sym {

namespace {

#define SYM_KERNEL_TARGET
#define SYM_KERNEL_LANES 4
#include "core/model/native/vector_kernel_body.inc"

}  // namespace

const VectorKernels* portableKernels()
{
    return &kKernels;
}

}  // namespace sym
