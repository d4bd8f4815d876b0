#pragma once

#include <nlohmann/json.hpp>

#include <functional>
#include <string>
#include <vector>

#include "core/base/job_context.h"
#include "core/base/result.h"

namespace sym {

struct ModelBenchOptions {
    int rounds = 5;                     ///< measurements of each kind
    std::vector<int> threads = {1, 2};  ///< each is measured; the best counts, for both sides
    std::vector<std::string> sizes = {"nano", "100m"};
    bool withTraining = true;
    std::function<void(const std::string&)> onLine;  ///< what is being done; may be empty
};

/// Tokens a second of the small model: reading prompts and decoding beside llama.cpp, training
/// beside PyTorch; the same random weights, alternating, in one run. A ratio is our best thread
/// count over the peer's best at the same precision, the lowest of all sizes and precisions. A
/// missing peer is reported with the reason, and its ratios are null.
///
/// @return {prompt_ratio, decode_ratio_1, decode_ratio_8, train_ratio_nano, train_ratio_100m,
///         train_share_of_peak_100m, rows: [BenchRow], peers, rounds, instructions}
Result<nlohmann::json> benchModel(const ModelBenchOptions& options, JobContext& job);

/// The same as a table for people.
std::string modelBenchTable(const nlohmann::json& measured);

}  // namespace sym
