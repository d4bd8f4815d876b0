#include "core/training/loop/update_sums.h"

#include <algorithm>
#include <cmath>

namespace sym {

namespace {

// What is kept of each example
enum Sum {
    Weighted,
    Action,
    Rationale,
    ActionTokens,
    RationaleTokens,
    PromptCount,
    Right,
    SumCount
};

constexpr std::size_t kMostSuspects = 16;

double mean(double sum, double count)
{
    return count > 0 ? sum / count : 0;
}

}  // namespace

UpdateSums::UpdateSums(std::vector<int> examples)
    : m_examples(std::move(examples)), m_values(m_examples.size() * SumCount)
{
}

void UpdateSums::add(const TokenBatch& batch, const BatchOutcome& outcome, std::size_t first)
{
    for (std::size_t i = 0; i < outcome.losses.size(); ++i) {
        float* const sums = &m_values[(first + std::size_t(batch.lossSegments[i])) * SumCount];
        sums[Weighted] += outcome.losses[i] * batch.weights[i];
        if (batch.parts[i] == TokenPart::Prompt) {  // weighs in the loss, is no answer
            sums[PromptCount] += 1;
            continue;
        }
        const bool isAction = batch.parts[i] == TokenPart::Action;
        sums[isAction ? Action : Rationale] += outcome.losses[i];
        sums[isAction ? ActionTokens : RationaleTokens] += 1;
        sums[Right] += outcome.right[i] ? 1 : 0;
    }
}

bool UpdateSums::isFinite() const
{
    return std::all_of(m_values.begin(), m_values.end(), [](float v) { return std::isfinite(v); });
}

void UpdateSums::writeTo(UpdateMetrics& metrics, const std::vector<TrainingExample>& examples,
                         const std::vector<TrainingRecord>& records) const
{
    double total[SumCount] = {};
    std::map<std::string, std::pair<double, double>> sites;
    for (std::size_t i = 0; i < m_examples.size(); ++i) {
        const float* sums = &m_values[i * SumCount];
        for (int k = 0; k < SumCount; ++k) total[k] += double(sums[k]);
        const auto record = std::size_t(examples[std::size_t(m_examples[i])].record);
        if (records[record].site.empty()) continue;
        auto& [loss, tokens] = sites[records[record].site];
        loss += double(sums[Action]) + double(sums[Rationale]);
        tokens += double(sums[ActionTokens]) + double(sums[RationaleTokens]);
    }
    const double tokens = total[ActionTokens] + total[RationaleTokens];
    metrics.loss = mean(total[Weighted], tokens + total[PromptCount]);
    metrics.lossAction = mean(total[Action], total[ActionTokens]);
    metrics.lossRationale = mean(total[Rationale], total[RationaleTokens]);
    metrics.tokenAccuracy = mean(total[Right], tokens);
    for (const auto& [site, sum] : sites) metrics.lossBySite[site] = mean(sum.first, sum.second);
}

std::vector<ExampleLoss> UpdateSums::losses(int update,
                                            const std::vector<TrainingExample>& examples) const
{
    std::vector<ExampleLoss> all;
    for (std::size_t i = 0; i < m_examples.size(); ++i) {
        const float* sums = &m_values[i * SumCount];
        const double tokens = double(sums[ActionTokens]) + double(sums[RationaleTokens]);
        const TrainingExample& example = examples[std::size_t(m_examples[i])];
        all.push_back({.update = update,
                       .example = example.record,
                       .kind = exampleKindName(example.kind),
                       .loss = mean(double(sums[Action]) + double(sums[Rationale]), tokens),
                       .tokens = int(tokens)});
    }
    return all;
}

std::string UpdateSums::suspects(const std::vector<TrainingExample>& examples,
                                 const std::vector<TrainingRecord>& records) const
{
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < m_examples.size(); ++i)
        if (!std::isfinite(m_values[i * SumCount + Action] + m_values[i * SumCount + Rationale]))
            found.push_back(i);
    if (found.empty())
        for (std::size_t i = 0; i < m_examples.size(); ++i) found.push_back(i);
    std::string text;
    for (std::size_t i = 0; i < std::min(found.size(), kMostSuspects); ++i) {
        const TrainingExample& example = examples[std::size_t(m_examples[found[i]])];
        const TrainingRecord& record = records[std::size_t(example.record)];
        text += (i > 0 ? ", " : "") + std::string("example ") + std::to_string(example.record)
                + " (trajectory " + std::to_string(record.episode) + ", step "
                + std::to_string(record.step) + ", " + exampleKindName(example.kind) + ")";
    }
    if (found.size() > kMostSuspects)
        text += " and " + std::to_string(found.size() - kMostSuspects) + " more";
    return text;
}

}  // namespace sym
