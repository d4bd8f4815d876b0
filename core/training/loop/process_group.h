#pragma once

#include <memory>
#include <string>

#include "core/base/result.h"
#include "core/training/trainable_network.h"

namespace sym {

/// The processes that train together, each on its part of every update. One thread.
class ProcessGroup : public GradientSum {
public:
    /// Joins the group that RANK, WORLD_SIZE, MASTER_ADDR and MASTER_PORT name, as torchrun sets
    /// them (or SLURM_PROCID and SLURM_NTASKS, with srun). Without them the group is this process
    /// alone. Waits for the others.
    /// @return InvalidInput for a malformed environment or without Gloo, Network when not all come
    static Result<std::unique_ptr<ProcessGroup>> join();

    virtual int rank() const = 0;
    virtual int size() const = 0;
    /// @return Network naming the process that is gone
    Status add(std::span<float> values) override = 0;
    /// Whether torch tensors on a GPU can be added without a copy to the CPU.
    virtual bool addsOnGpu() const { return false; }
    /// @param tensor an at::Tensor
    virtual Status addTensor(void* tensor) = 0;
};

}  // namespace sym
