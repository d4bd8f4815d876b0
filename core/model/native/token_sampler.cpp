#include "core/model/native/token_sampler.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace sym {

namespace {

double logSum(std::span<const float> logits, const std::vector<bool>* of, float most)
{
    double sum = 0;
    for (std::size_t i = 0; i < logits.size(); ++i)
        if (!of || (*of)[i]) sum += std::exp(double(logits[i]) - double(most));
    return double(most) + std::log(sum);
}

}  // namespace

TokenSampler::TokenSampler(const GenerationSettings& settings)
    : m_temperature(settings.temperature),
      m_topP(settings.topP),
      m_topK(settings.topK),
      m_wantsLogProbability(settings.wantLogProbabilities),
      m_random(settings.seed)
{
}

Result<SampledToken> TokenSampler::draw(std::span<const float> logits,
                                        const std::vector<bool>* allowed)
{
    int best = -1;
    float most = logits.empty() ? 0 : logits[0];
    bool isFinite = true;
    for (std::size_t i = 0; i < logits.size(); ++i) {
        isFinite = isFinite && std::isfinite(logits[i]);
        most = std::max(most, logits[i]);
        if (allowed && !(*allowed)[i]) continue;
        if (best < 0 || logits[i] > logits[std::size_t(best)]) best = int(i);
    }
    if (!isFinite) return Error(ErrorCode::Numeric, "the model's logits are not finite");
    if (best < 0) return Error(ErrorCode::InvalidInput, "the constraint allows no token");

    SampledToken drawn{.token = best};
    if (m_temperature > 0) drawn.token = drawRandomly(logits, allowed, logits[std::size_t(best)]);
    if (m_wantsLogProbability) {
        const double all = logSum(logits, nullptr, most);
        drawn.logProbability = double(logits[std::size_t(drawn.token)]) - all;
        if (allowed) drawn.logAllowed = logSum(logits, allowed, logits[std::size_t(best)]) - all;
    }
    return drawn;
}

int TokenSampler::drawRandomly(std::span<const float> logits, const std::vector<bool>* allowed,
                               float most)
{
    m_candidates.clear();
    for (std::size_t i = 0; i < logits.size(); ++i)
        if (!allowed || (*allowed)[i]) m_candidates.emplace_back(logits[i], -int(i));
    const auto weightOf = [&](const std::pair<float, int>& candidate) {
        return std::exp((double(candidate.first) - double(most)) / m_temperature);
    };
    if (m_topK > 0 && std::size_t(m_topK) < m_candidates.size()) {
        std::nth_element(m_candidates.begin(), m_candidates.begin() + (m_topK - 1),
                         m_candidates.end(), std::greater<>());
        m_candidates.resize(std::size_t(m_topK));
    }
    double total = 0;
    for (const auto& candidate : m_candidates) total += weightOf(candidate);
    std::size_t kept = m_candidates.size();
    if (m_topP < 1) {
        // likeliest first, only as many as are needed
        std::make_heap(m_candidates.begin(), m_candidates.end());
        double held = 0;
        std::size_t taken = 0;
        while (taken < m_candidates.size() && held < m_topP * total) {
            std::pop_heap(m_candidates.begin(), m_candidates.end() - std::ptrdiff_t(taken));
            ++taken;
            held += weightOf(m_candidates[m_candidates.size() - taken]);
        }
        std::reverse(m_candidates.begin(), m_candidates.end());
        kept = std::max<std::size_t>(taken, 1);
        total = held;
    }
    double left = m_random.unit() * total;
    for (std::size_t i = 0; i < kept; ++i) {
        left -= weightOf(m_candidates[i]);
        if (left < 0) return -m_candidates[i].second;
    }
    return -m_candidates[kept - 1].second;
}

Status checkSettings(const GenerationSettings& settings)
{
    const auto refuse = [](const std::string& what) {
        return Status(Error(ErrorCode::InvalidInput, what));
    };
    if (settings.maxTokens < 1)
        return refuse("maxTokens is " + std::to_string(settings.maxTokens) + ", not at least 1");
    if (!std::isfinite(settings.temperature) || settings.temperature < 0)
        return refuse("temperature is " + std::to_string(settings.temperature) + ", not 0 or more");
    if (!(settings.topP > 0 && settings.topP <= 1))
        return refuse("topP is " + std::to_string(settings.topP) + ", not above 0 and at most 1");
    if (settings.topK < 0)
        return refuse("topK is " + std::to_string(settings.topK) + ", not 0 or more");
    for (const std::string& text : settings.stopTexts)
        if (text.empty()) return refuse("a stop text is empty");
    return {};
}

}  // namespace sym
