#include "core/model/native/vector_kernels.h"

namespace sym {

namespace {

bool isSupported(InstructionSet set)
{
#if defined(__x86_64__)
    __builtin_cpu_init();
    const bool isAvx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    const bool isAvx512 =
        isAvx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
        && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
    switch (set) {
    case InstructionSet::Portable: return true;
    case InstructionSet::Avx2: return isAvx2;
    case InstructionSet::Avx512: return isAvx512;
    case InstructionSet::Avx512BFloat16: return isAvx512 && __builtin_cpu_supports("avx512bf16");
    }
#endif
    return set == InstructionSet::Portable;
}

}  // namespace

const char* instructionSetName(InstructionSet set)
{
    switch (set) {
    case InstructionSet::Portable: return "portable";
    case InstructionSet::Avx2: return "avx2";
    case InstructionSet::Avx512: return "avx512";
    case InstructionSet::Avx512BFloat16: return "avx512_bf16";
    }
    return "unknown";
}

std::vector<InstructionSet> availableInstructionSets()
{
    std::vector<InstructionSet> sets;
    for (const InstructionSet set : {InstructionSet::Portable, InstructionSet::Avx2,
                                     InstructionSet::Avx512, InstructionSet::Avx512BFloat16})
        if (isSupported(set)) sets.push_back(set);
    return sets;
}

const VectorKernels& vectorKernels(InstructionSet set)
{
    switch (set) {
    case InstructionSet::Portable: break;
    case InstructionSet::Avx2: return *avx2Kernels();
    case InstructionSet::Avx512: return *avx512Kernels();
    case InstructionSet::Avx512BFloat16: return *avx512BFloat16Kernels();
    }
    return *portableKernels();
}

}  // namespace sym
