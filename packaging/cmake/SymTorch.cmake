# libtorch and what belongs to it, as two targets: sym_torch, and sym_openmp for our own kernels
# (whose one file with parallel regions is compiled with SYM_OPENMP_FLAGS).
# Debian's libtorch is built for the CPU; another one is chosen with -DTorch_DIR=...
find_package(OpenMP COMPONENTS CXX)
add_library(sym_openmp INTERFACE)
if(TARGET OpenMP::OpenMP_CXX)
    target_link_libraries(sym_openmp INTERFACE $<LINK_ONLY:OpenMP::OpenMP_CXX>)
    set(SYM_OPENMP_FLAGS ${OpenMP_CXX_FLAGS})
endif()

find_package(Torch REQUIRED)
add_library(sym_torch INTERFACE)
target_include_directories(sym_torch SYSTEM INTERFACE ${TORCH_INCLUDE_DIRS})
target_link_libraries(sym_torch INTERFACE ${TORCH_LIBRARIES})
# Debian's libtorch loads Qt 5 through OpenCV. Inline functions of Qt 6 that a program exports would
# be taken for Qt 5's and crash it at the start; so the window links no libtorch, and tests hide them.
target_compile_options(sym_torch INTERFACE -fvisibility-inlines-hidden)

# Data-parallel training: Gloo on CPUs, NCCL on GPUs, each where libtorch was built with it.
find_path(SYM_GLOO_INCLUDE gloo/context.h)
find_library(SYM_GLOO_LIBRARY gloo)
find_path(SYM_C10D_GLOO torch/csrc/distributed/c10d/ProcessGroupGloo.hpp HINTS ${TORCH_INCLUDE_DIRS})
if(SYM_GLOO_INCLUDE AND SYM_C10D_GLOO)
    target_compile_definitions(sym_torch INTERFACE SYM_HAS_GLOO USE_C10D_GLOO)
    if(SYM_GLOO_LIBRARY)
        target_link_libraries(sym_torch INTERFACE ${SYM_GLOO_LIBRARY})
    endif()
else()
    message(STATUS "No Gloo: training runs in one process (Debian: libgloo-dev)")
endif()
find_path(SYM_NCCL_INCLUDE nccl.h)
if(SYM_NCCL_INCLUDE AND TORCH_CUDA_LIBRARIES)
    target_compile_definitions(sym_torch INTERFACE SYM_HAS_NCCL USE_C10D_NCCL)
    target_include_directories(sym_torch SYSTEM INTERFACE ${SYM_NCCL_INCLUDE})
endif()
