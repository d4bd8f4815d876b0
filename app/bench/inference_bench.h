#pragma once

#include <vector>

#include "app/bench/bench_row.h"
#include "app/bench/model_bench.h"

namespace sym {

/// The half of "bench model" beside llama.cpp. @param peer set to what it is, or why it is missing
Result<std::vector<BenchRow>> inferenceRows(const ModelBenchOptions& options, nlohmann::json& peer,
                                            JobContext& job);

}  // namespace sym
