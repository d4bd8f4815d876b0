#pragma once

#include <string>
#include <vector>

#include "core/base/job_context.h"
#include "core/base/result.h"

namespace sym {

/// Turns texts into vectors whose cosine says how alike the texts are. Thread-safe.
class TextEmbedder {
public:
    virtual ~TextEmbedder() = default;

    /// Id kept with every vector; vectors of different names are never compared.
    virtual std::string name() const = 0;

    /// @return one vector a text, all of one length; errors as ChatModel::complete()
    virtual Result<std::vector<std::vector<float>>> embed(const std::vector<std::string>& texts,
                                                          JobContext& job) = 0;
};

}  // namespace sym
