#include "core/training/fused/net_kernels.h"

#include <cstring>

#include "core/training/fused/kernel_sets.h"

namespace sym {

const NetKernels& netKernels(const char* limit)
{
#if defined(__x86_64__)
    const bool hasAvx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    const bool hasAvx512 =
        hasAvx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
        && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq");
    const struct {
        const NetKernels& kernels;
        bool isThere;
    } sets[] = {{kAvx512Bf16Kernels, hasAvx512 && __builtin_cpu_supports("avx512bf16")},
                {kAvx512Kernels, hasAvx512},
                {kAvx2Kernels, hasAvx2}};
    bool isAllowed = limit == nullptr;
    for (const auto& [kernels, isThere] : sets) {
        isAllowed = isAllowed || std::strcmp(kernels.name, limit) == 0;
        if (isAllowed && isThere) return kernels;
    }
#else
    static_cast<void>(limit);
#endif
    return kPortableKernels;
}

}  // namespace sym
