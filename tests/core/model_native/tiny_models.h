#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/model/language_model.h"
#include "core/model/native/weight_source.h"
#include "core/model/tokenizer.h"

namespace sym {

/// Random weights of a config, in memory: matrices of deviation 1 / sqrt(inputs), so that every
/// layer's outputs and the logits are of deviation about 1; norms around 1. Names and shapes are
/// those of expectedTensors().
class RandomWeights final : public WeightSource {
public:
    /// @param rounding BFloat16: every weight is one of its numbers
    RandomWeights(const ModelConfig& config, std::uint64_t seed, Precision rounding);

    const ModelConfig& config() const override { return m_config; }
    Status readRow(const std::string& name, std::int64_t row, std::span<float> out) const override;

    const std::vector<float>& tensor(const std::string& name) const { return m_tensors.at(name); }
    /// Writes config.json and model.safetensors (float32) as Hugging Face lays them out.
    Status write(const std::string& folder) const;

private:
    ModelConfig m_config;
    std::map<std::string, std::vector<float>> m_tensors;
};

/// Shapes that between them reach every part of the three families: grouped and single keys, odd
/// widths, biases, norms of queries and keys, tied heads, stretched rotary frequencies.
ModelConfig tinyConfig(ModelFamily family);

/// Logits after every token, by the definition of the network, in double precision and in plain
/// loops: the check of every engine.
std::vector<double> referenceLogits(const RandomWeights& weights, const std::vector<int>& tokens);

/// Some tokens of the vocabulary.
std::vector<int> randomTokens(const ModelConfig& config, int count, std::uint64_t seed);

/// Token i is the text of byte i, or of two letters beyond 255; token 0 is special.
class ByteTokenizer final : public Tokenizer {
public:
    explicit ByteTokenizer(int size);

    std::vector<int> encode(std::string_view text, bool addSpecial) const override;
    Encoding encodeWithOffsets(std::string_view text, bool addSpecial) const override;
    std::string decode(const std::vector<int>& ids, bool skipSpecial) const override;
    const std::string& tokenBytes(int id) const override { return m_bytes[std::size_t(id)]; }
    int tokenId(std::string_view content) const override;
    bool isSpecial(int id) const override { return id == 0; }
    int size() const override { return int(m_bytes.size()); }

private:
    std::vector<std::string> m_bytes;
};

}  // namespace sym
