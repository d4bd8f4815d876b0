#include "core/model/native/weight_source.h"

#include <nlohmann/json.hpp>

#include <bit>
#include <cmath>
#include <cstring>
#include <fstream>
#include <map>
#include <vector>

#include "core/model/native/packed_weights.h"

namespace sym {

namespace {

float widenFloat16(std::uint16_t bits)
{
    const int exponent = (bits >> 10) & 31;
    const int fraction = bits & 1023;
    const float sign = bits & 0x8000 ? -1.0f : 1.0f;
    if (exponent == 31) return fraction == 0 ? sign * INFINITY : NAN;
    if (exponent == 0) return sign * std::ldexp(float(fraction), -24);
    return sign * std::ldexp(float(1024 + fraction), exponent - 25);
}

Status widenRow(const TensorEntry& tensor, std::int64_t row, std::span<float> out)
{
    const std::size_t size = tensorTypeSize(tensor.type);
    const std::size_t begin = std::size_t(row) * out.size() * size;
    if (begin + out.size() * size > tensor.bytes.size())
        return Error(ErrorCode::InvalidInput, "tensor " + tensor.name + " has no row "
                                                  + std::to_string(row) + " of "
                                                  + std::to_string(out.size()));
    const std::byte* from = tensor.bytes.data() + begin;
    if (tensor.type == TensorType::Float32) {
        std::memcpy(out.data(), from, out.size() * size);
        return {};
    }
    const bool isBFloat16 = tensor.type == TensorType::BFloat16;
    if (!isBFloat16 && tensor.type != TensorType::Float16)
        return Error(ErrorCode::InvalidInput, "tensor " + tensor.name + " holds "
                                                  + tensorTypeName(tensor.type) + ", no weights");
    for (float& value : out) {
        std::uint16_t bits = 0;
        std::memcpy(&bits, from, size);
        value = isBFloat16 ? widenBFloat16(bits) : widenFloat16(bits);
        from += size;
    }
    return {};
}

class CheckpointWeights final : public WeightSource {
public:
    explicit CheckpointWeights(std::shared_ptr<const Checkpoint> checkpoint)
        : m_checkpoint(std::move(checkpoint))
    {
    }

    const ModelConfig& config() const override { return m_checkpoint->config(); }

    Status readRow(const std::string& name, std::int64_t row, std::span<float> out) const override
    {
        const TensorEntry* tensor = m_checkpoint->find(name);
        if (!tensor)
            return Error(ErrorCode::NotFound, m_checkpoint->folder() + " has no tensor " + name);
        return widenRow(*tensor, row, out);
    }

private:
    std::shared_ptr<const Checkpoint> m_checkpoint;
};

/// The two factors of one adapted matrix: rank x inputs and outputs x rank.
struct LowRankFactors {
    int rank = 0;
    std::vector<float> down;
    std::vector<float> up;
};

class AdaptedWeights final : public WeightSource {
public:
    AdaptedWeights(std::shared_ptr<const WeightSource> base,
                   std::map<std::string, LowRankFactors> factors)
        : m_base(std::move(base)), m_factors(std::move(factors))
    {
    }

    const ModelConfig& config() const override { return m_base->config(); }

    Status readRow(const std::string& name, std::int64_t row, std::span<float> out) const override
    {
        SYM_CHECK(m_base->readRow(name, row, out));
        const auto found = m_factors.find(name);
        if (found == m_factors.end()) return {};
        const LowRankFactors& factors = found->second;
        for (int r = 0; r < factors.rank; ++r) {
            const float amount =
                factors.up[std::size_t(row) * std::size_t(factors.rank) + std::size_t(r)];
            const float* down = factors.down.data() + std::size_t(r) * out.size();
            for (std::size_t i = 0; i < out.size(); ++i) out[i] += amount * down[i];
        }
        return {};
    }

private:
    std::shared_ptr<const WeightSource> m_base;
    std::map<std::string, LowRankFactors> m_factors;  ///< the scale is in `up`
};

Result<std::vector<float>> wholeTensor(const TensorEntry& tensor)
{
    std::vector<float> values(std::size_t(tensor.count()));
    SYM_CHECK(widenRow(tensor, 0, values));
    return values;
}

struct AdapterScale {
    double alpha = 1;
    bool isRankStabilized = false;

    double of(int rank) const
    {
        return alpha / (isRankStabilized ? std::sqrt(rank) : double(rank));
    }
};

Result<AdapterScale> readAdapterScale(const std::string& folder)
{
    const std::string path = folder + "/adapter_config.json";
    std::ifstream file(path);
    if (!file) return Error(ErrorCode::NotFound, path + " does not exist");
    const auto json = nlohmann::json::parse(file, nullptr, false);
    if (!json.is_object()) return Error(ErrorCode::InvalidInput, path + " is not a JSON object");
    if (const auto type = json.find("peft_type"); type != json.end() && *type != "LORA")
        return Error(ErrorCode::InvalidInput, path + ": peft_type is not LORA");
    for (const char* refused : {"use_dora", "fan_in_fan_out", "lora_bias"})
        if (const auto value = json.find(refused); value != json.end() && *value == true)
            return Error(ErrorCode::InvalidInput, path + ": " + refused + " is not supported");
    for (const char* refused : {"rank_pattern", "alpha_pattern"})
        if (const auto value = json.find(refused); value != json.end() && !value->empty())
            return Error(ErrorCode::InvalidInput, path + ": " + refused + " is not supported");
    const auto alpha = json.find("lora_alpha");
    if (alpha == json.end() || !alpha->is_number())
        return Error(ErrorCode::InvalidInput, path + ": lora_alpha is missing");
    const auto stabilized = json.find("use_rslora");
    return AdapterScale{alpha->get<double>(), stabilized != json.end() && *stabilized == true};
}

Result<LowRankFactors> readFactors(const TensorEntry& down, const TensorEntry& up,
                                   const std::vector<std::int64_t>& baseShape,
                                   const AdapterScale& scale)
{
    const bool fits = baseShape.size() == 2 && down.shape.size() == 2 && up.shape.size() == 2
                      && down.shape[0] == up.shape[1] && down.shape[0] > 0
                      && down.shape[1] == baseShape[1] && up.shape[0] == baseShape[0];
    if (!fits)
        return Error(ErrorCode::InvalidInput,
                     "adapter tensor " + down.name + " does not fit the model");
    LowRankFactors factors{.rank = int(down.shape[0])};
    SYM_TRY(factors.down, wholeTensor(down));
    SYM_TRY(factors.up, wholeTensor(up));
    const float amount = float(scale.of(factors.rank));
    for (float& value : factors.up) value *= amount;
    return factors;
}

}  // namespace

std::shared_ptr<const WeightSource> checkpointWeights(std::shared_ptr<const Checkpoint> checkpoint)
{
    return std::make_shared<CheckpointWeights>(std::move(checkpoint));
}

Result<std::shared_ptr<const WeightSource>> adaptedWeights(std::shared_ptr<const WeightSource> base,
                                                           const std::string& adapterFolder)
{
    SYM_TRY(const AdapterScale scale, readAdapterScale(adapterFolder));
    SYM_TRY(const auto file, TensorFile::open(adapterFolder + "/adapter_model.safetensors"));
    std::map<std::string, std::vector<std::int64_t>> shapes;
    for (TensorShape& tensor : expectedTensors(base->config()))
        shapes.emplace(std::move(tensor.name), std::move(tensor.shape));

    const std::string prefix = "base_model.model.";
    const std::string downEnd = ".lora_A.weight";
    std::map<std::string, LowRankFactors> factors;
    for (const TensorEntry& entry : file->entries()) {
        if (entry.name.ends_with(".lora_B.weight")) continue;
        const bool isDown = entry.name.starts_with(prefix) && entry.name.ends_with(downEnd);
        const std::string module =
            isDown ? entry.name.substr(prefix.size(),
                                       entry.name.size() - prefix.size() - downEnd.size())
                   : std::string();
        const auto shape = shapes.find(module + ".weight");
        const TensorEntry* up = file->find(prefix + module + ".lora_B.weight");
        if (!isDown || shape == shapes.end() || !up)
            return Error(ErrorCode::InvalidInput, adapterFolder + ": adapter tensor " + entry.name
                                                      + " does not fit the model");
        SYM_TRY(LowRankFactors read, readFactors(entry, *up, shape->second, scale));
        factors.emplace(module + ".weight", std::move(read));
    }
    if (factors.empty())
        return Error(ErrorCode::InvalidInput, adapterFolder + ": the adapter has no tensors");
    return std::shared_ptr<const WeightSource>(
        std::make_shared<AdaptedWeights>(std::move(base), std::move(factors)));
}

}  // namespace sym
