#include "core/training/loop/batch_plan.h"

#include <algorithm>

namespace sym {

BatchPlan::BatchPlan(const std::vector<TrainingExample>& examples, const TrainConfig& config,
                     int processes)
    : m_examples(examples),
      m_config(config),
      m_processes(processes),
      m_rowsPerProcess(std::max(1, config.tokensPerUpdate / config.rowTokens)),
      m_planned(config.maxUpdates)
{
    if (m_planned > 0) return;
    for (int epoch = 0; epoch < config.epochs; ++epoch) m_planned += updatesOf(epoch);
}

const std::vector<PackedRow>& BatchPlan::rows(int epoch)
{
    if (epoch != m_cachedEpoch) {
        m_rows = packRows(m_examples, m_config.rowTokens, m_config.seed, epoch);
        m_cachedEpoch = epoch;
    }
    return m_rows;
}

int BatchPlan::updatesOf(int epoch)
{
    const int perUpdate = m_rowsPerProcess * m_processes;
    return (int(rows(epoch).size()) + perUpdate - 1) / perUpdate;
}

BatchPlan::Place BatchPlan::placeOf(int update)
{
    while (m_firstUpdates.back() <= update)
        m_firstUpdates.push_back(m_firstUpdates.back() + updatesOf(int(m_firstUpdates.size()) - 1));
    const auto next = std::upper_bound(m_firstUpdates.begin(), m_firstUpdates.end(), update);
    Place place;
    place.epoch = int(next - m_firstUpdates.begin()) - 1;
    const int perUpdate = m_rowsPerProcess * m_processes;
    place.first = (update - m_firstUpdates[std::size_t(place.epoch)]) * perUpdate;
    place.end = std::min(int(rows(place.epoch).size()), place.first + perUpdate);
    return place;
}

double BatchPlan::epochsAfter(int update)
{
    const Place place = placeOf(update);
    return place.epoch + double(place.end) / double(rows(place.epoch).size());
}

std::vector<int> BatchPlan::examplesOf(int update)
{
    const Place place = placeOf(update);
    std::vector<int> all;
    for (int row = place.first; row < place.end; ++row) {
        const auto& examples = rows(place.epoch)[std::size_t(row)].examples;
        all.insert(all.end(), examples.begin(), examples.end());
    }
    return all;
}

std::vector<std::vector<int>> BatchPlan::partsOf(int update, int process)
{
    const Place place = placeOf(update);
    const int begin = std::min(place.end, place.first + process * m_rowsPerProcess);
    const int end = std::min(place.end, begin + m_rowsPerProcess);
    const int parts = m_config.accumulation;
    std::vector<std::vector<int>> all(static_cast<std::size_t>(parts));
    for (int row = begin; row < end; ++row) {
        std::vector<int>& part = all[std::size_t((row - begin) * parts / m_rowsPerProcess)];
        const auto& examples = rows(place.epoch)[std::size_t(row)].examples;
        part.insert(part.end(), examples.begin(), examples.end());
    }
    return all;
}

}  // namespace sym
