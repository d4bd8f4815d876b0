#pragma once

#include <nlohmann/json.hpp>

#include <vector>

#include "app/bench/bench_row.h"
#include "app/bench/model_bench.h"

namespace sym {

/// The half of "bench model" beside PyTorch.
struct TrainingMeasurement {
    std::vector<BenchRow> rows;  ///< work "train"
    /// train_ratio_nano, train_ratio_100m, train_share_of_peak_100m; null where not measured
    nlohmann::json figures = nlohmann::json::object();
    nlohmann::json peer;  ///< name and versions, or {"missing": reason}
};

Result<TrainingMeasurement> trainingRows(const ModelBenchOptions& options, JobContext& job);

}  // namespace sym
