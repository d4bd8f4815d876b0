#pragma once

#include <cstdint>
#include <vector>

#include "core/training/train_config.h"
#include "core/training/training_example.h"

namespace sym {

/// Which examples each update reads, and which process and part reads which of them. Follows from
/// examples, config and the number of processes alone, so that a resumed run and every process
/// know the whole plan without asking.
class BatchPlan {
public:
    BatchPlan(const std::vector<TrainingExample>& examples, const TrainConfig& config,
              int processes);

    int plannedUpdates() const { return m_planned; }
    /// Epochs read when the update is done. @param update 0-based
    double epochsAfter(int update);
    /// All examples of the update, over all processes, in order.
    std::vector<int> examplesOf(int update);
    /// What a process reads, in parts; a part may be empty.
    std::vector<std::vector<int>> partsOf(int update, int process);

private:
    struct Place {
        int epoch = 0;
        int first = 0;  ///< row
        int end = 0;
    };
    Place placeOf(int update);
    const std::vector<PackedRow>& rows(int epoch);
    int updatesOf(int epoch);

    const std::vector<TrainingExample>& m_examples;
    TrainConfig m_config;
    int m_processes;
    int m_rowsPerProcess;
    int m_planned = 0;
    std::vector<int> m_firstUpdates{0};  ///< of each epoch looked at
    int m_cachedEpoch = -1;
    std::vector<PackedRow> m_rows;
};

}  // namespace sym
