#include "app/bench/random_model.h"

#include <algorithm>
#include <cmath>

#include "core/base/random.h"

namespace sym {

namespace {

class DrawnWeights final : public WeightSource {
public:
    explicit DrawnWeights(const ModelConfig& config) : m_config(config) {}

    const ModelConfig& config() const override { return m_config; }

    Status readRow(const std::string& name, std::int64_t row, std::span<float> out) const override
    {
        if (name.ends_with("norm.weight")) {
            std::fill(out.begin(), out.end(), 1.0f);
            return {};
        }
        Random random = Random(std::uint64_t(row) * 0x9e3779b97f4a7c15ull).fork(name);
        const double scale = std::sqrt(12.0 / double(out.size()));  // deviation 1 / sqrt(inputs)
        for (float& value : out) value = float((random.unit() - 0.5) * scale);
        return {};
    }

private:
    ModelConfig m_config;
};

}  // namespace

ModelConfig benchConfig(const std::string& size)
{
    const bool isLarge = size == "100m";
    return {.vocabularySize = isLarge ? 32'000 : 4'096,
            .hiddenSize = isLarge ? 768 : 192,
            .layers = isLarge ? 12 : 4,
            .heads = isLarge ? 12 : 6,
            .keyValueHeads = isLarge ? 12 : 6,
            .headSize = isLarge ? 64 : 32,
            .intermediateSize = isLarge ? 2'048 : 512,
            .maxPositions = 2'048};
}

std::shared_ptr<const WeightSource> drawnWeights(const ModelConfig& config)
{
    return std::make_shared<DrawnWeights>(config);
}

}  // namespace sym
