#pragma once

#include <cstdint>
#include <vector>

#include "core/training/training_example.h"

namespace sym {

/// What a trained token belongs to.
enum class TokenPart : unsigned char { Prompt, Rationale, Action };

/// Examples laid end to end without padding; a network attends within each, positions restart.
struct TokenBatch {
    std::vector<int> tokens;
    std::vector<int> positions;
    std::vector<int> starts;    ///< first token of each example, then the number of tokens
    std::vector<int> examples;  ///< index of each example in the data

    // One entry a trained token, ascending: the place that predicts it, and what it should say.
    std::vector<int> lossAt;
    std::vector<int> targets;
    std::vector<float> weights;     ///< in the loss
    std::vector<int> lossSegments;  ///< which of the batch's examples
    std::vector<TokenPart> parts;

    int tokenCount() const { return int(tokens.size()); }
    int segmentCount() const { return int(examples.size()); }
    int lossCount() const { return int(lossAt.size()); }
};

/// @param chosen indices into examples, in the order they are laid
TokenBatch makeTokenBatch(const std::vector<TrainingExample>& examples,
                          const std::vector<int>& chosen);

/// Whole prompts without a loss.
TokenBatch makePromptBatch(const std::vector<std::vector<int>>& prompts);

/// What a network said of a batch's trained tokens, one entry each.
struct BatchOutcome {
    std::vector<float> losses;  ///< nats, unweighted
    std::vector<bool> right;    ///< the likeliest token was the right one
};

}  // namespace sym
