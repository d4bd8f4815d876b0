#pragma once

#include <span>
#include <utility>
#include <vector>

#include "core/base/random.h"
#include "core/model/language_model.h"

namespace sym {

/// A token drawn, and how likely the model itself held it: before temperature, limits and
/// constraint; nats.
struct SampledToken {
    int token = 0;
    double logProbability = 0;  ///< 0 unless wanted
    double logAllowed = 0;      ///< of all allowed tokens together; 0 unless wanted
};

/// Draws one sequence's tokens. Temperature first, then the topK likeliest, then the fewest
/// likeliest that hold topP of what is left (Holtzman et al. 2020). The same settings and logits
/// give the same tokens on every machine; one random number a token.
class TokenSampler final {
public:
    explicit TokenSampler(const GenerationSettings& settings);

    /// @param allowed one entry a token, or null when all are; a tie goes to the smaller id
    /// @return Numeric when a logit is not finite, InvalidInput when no token is allowed
    Result<SampledToken> draw(std::span<const float> logits, const std::vector<bool>* allowed);

private:
    int drawRandomly(std::span<const float> logits, const std::vector<bool>* allowed, float most);

    double m_temperature;
    double m_topP;
    int m_topK;
    bool m_wantsLogProbability;
    Random m_random;
    std::vector<std::pair<float, int>> m_candidates;  ///< logit and minus the id
};

/// @return InvalidInput naming the setting that is out of range
Status checkSettings(const GenerationSettings& settings);

}  // namespace sym
