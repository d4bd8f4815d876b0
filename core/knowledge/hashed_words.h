#pragma once

#include "core/llm/text_embedder.h"

namespace sym {

/// Vectors without a model: each word of a text, without its ending, is counted at a place that its
/// hash names (feature hashing, Weinberger et al. 2009). Texts are alike when they share words; no
/// meaning is known. For machines that are offline, and for tests.
class HashedWords final : public TextEmbedder {
public:
    static constexpr std::size_t kLength = 384;  ///< of a vector

    std::string name() const override { return "hashed words 384"; }
    Result<std::vector<std::vector<float>>> embed(const std::vector<std::string>& texts,
                                                  JobContext& job) override;
};

}  // namespace sym
