#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/base/job_context.h"
#include "core/base/result.h"
#include "core/model/tokenizer.h"
#include "core/training/run_folder.h"
#include "core/training/trainable_network.h"

namespace sym {

/// What the fixed dev steps say of a network.
struct DevScore {
    double loss = 0;   ///< mean over the answers' tokens, nats
    double exact = 0;  ///< share of steps answered with the very action
    int steps = 0;
};

/// The fixed dev steps of a run, and how a network is measured on them.
///
/// The student answers as it does when acting (answeringKind). An action alone is answered exactly
/// when each of its tokens is the likeliest after the ones before it, so greedy decoding need not
/// be run: one pass tells. With a rationale in front the answer is decoded and its action line
/// compared.
class DevSteps {
public:
    /// @param file JSON lines; empty: no steps
    static Result<DevSteps> read(const std::string& file,
                                 std::shared_ptr<const Tokenizer> tokenizer, int endToken,
                                 const std::vector<int>& endTokens, const TrainConfig& config);

    int count() const { return int(m_examples.size()); }
    /// @param processes and rank: each process measures its part, `sum` brings them together
    Result<DevScore> measure(TrainableNetwork& network, int processes, int rank, GradientSum& sum,
                             JobContext& job) const;
    /// Decodes the first `wanted` of evenly chosen steps.
    Result<std::vector<SampleAnswer>> answers(TrainableNetwork& network, int wanted, int update,
                                              JobContext& job) const;

private:
    Result<std::vector<std::string>> decode(TrainableNetwork& network,
                                            const std::vector<int>& steps, JobContext& job) const;

    std::shared_ptr<const Tokenizer> m_tokenizer;
    std::vector<int> m_endTokens;
    ExampleKind m_kind = ExampleKind::Action;
    int m_batchTokens = 0;
    int m_longestAnswer = 0;  ///< tokens
    std::vector<TrainingRecord> m_records;
    std::vector<TrainingExample> m_examples;  ///< one a record
};

}  // namespace sym
