#pragma once

#include <string>
#include <vector>

#include "core/training/run_folder.h"
#include "core/training/token_batch.h"
#include "core/training/training_record.h"

namespace sym {

/// What an update's examples add up to, over its parts and over all processes.
class UpdateSums {
public:
    /// @param examples all of the update, over all processes
    explicit UpdateSums(std::vector<int> examples);

    /// @param first where the batch's first example is among the update's; the others follow
    void add(const TokenBatch& batch, const BatchOutcome& outcome, std::size_t first);
    /// To be added over the processes, in place.
    std::vector<float>& values() { return m_values; }

    bool isFinite() const;
    void writeTo(UpdateMetrics& metrics, const std::vector<TrainingExample>& examples,
                 const std::vector<TrainingRecord>& records) const;
    std::vector<ExampleLoss> losses(int update, const std::vector<TrainingExample>& examples) const;
    /// Those whose loss is not finite, or all: "example 3 (trajectory 12, step 4), ..."
    std::string suspects(const std::vector<TrainingExample>& examples,
                         const std::vector<TrainingRecord>& records) const;

private:
    std::vector<int> m_examples;
    std::vector<float> m_values;  ///< per example, see update_sums.cpp
};

}  // namespace sym
