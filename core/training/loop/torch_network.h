#pragma once

#include <memory>

#include "core/training/trainable_network.h"

namespace sym {

class ProcessGroup;

/// The network as libtorch computes it, with autograd: on a GPU, or on the CPU as a check.
/// @param device "cpu" or "cuda"
/// @return InvalidInput when libtorch has no such device, Io when memory does not suffice
Result<std::unique_ptr<TrainableNetwork>> openTorchNetwork(const Checkpoint& checkpoint,
                                                           const TrainConfig& config,
                                                           const NetworkOptions& options,
                                                           const std::string& device);

/// Whether libtorch can compute on a GPU here.
bool hasCuda();

/// Threads of libtorch's own operators in this process.
void setTorchThreads(int threads);

}  // namespace sym
