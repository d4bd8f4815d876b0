#include "core/training/token_batch.h"

namespace sym {

namespace {

void beginSegment(TokenBatch& batch, const std::vector<int>& tokens, int example)
{
    if (batch.starts.empty()) batch.starts.push_back(0);
    batch.tokens.insert(batch.tokens.end(), tokens.begin(), tokens.end());
    for (int position = 0; position < int(tokens.size()); ++position)
        batch.positions.push_back(position);
    batch.starts.push_back(batch.tokenCount());
    batch.examples.push_back(example);
}

}  // namespace

TokenBatch makeTokenBatch(const std::vector<TrainingExample>& examples,
                          const std::vector<int>& chosen)
{
    TokenBatch batch;
    for (const int index : chosen) {
        const TrainingExample& example = examples[std::size_t(index)];
        const int begin = batch.tokenCount();
        beginSegment(batch, example.tokens, index);
        for (std::size_t i = 1; i < example.tokens.size(); ++i) {
            if (!example.trained[i]) continue;
            batch.lossAt.push_back(begin + int(i) - 1);
            batch.targets.push_back(example.tokens[i]);
            batch.weights.push_back(float(example.tokenWeight(i)));
            batch.lossSegments.push_back(batch.segmentCount() - 1);
            batch.parts.push_back(i < example.answerAt   ? TokenPart::Prompt
                                  : i < example.actionAt ? TokenPart::Rationale
                                                         : TokenPart::Action);
        }
    }
    return batch;
}

TokenBatch makePromptBatch(const std::vector<std::vector<int>>& prompts)
{
    TokenBatch batch;
    for (std::size_t i = 0; i < prompts.size(); ++i) beginSegment(batch, prompts[i], int(i));
    return batch;
}

}  // namespace sym
