#pragma once

#include <memory>

#include "core/model/language_model.h"
#include "core/model/native/decoder.h"

namespace sym {

/// LanguageModel::open for libtorch's operators: the check of the native engine, and the way to
/// CUDA. Sequences are read one after another; batching, caching and sampling are those of every
/// engine.
/// @return as LanguageModel::open; InvalidInput when CUDA is asked for and this libtorch has none
Result<std::shared_ptr<LanguageModel>> openTorchModel(const std::string& folder,
                                                      const ModelOptions& options);

/// The decoder of it: slots of AttentionCache, no text.
/// @return as openTorchModel
Result<std::unique_ptr<Decoder>> openTorchDecoder(
    const std::shared_ptr<const Checkpoint>& checkpoint, const ModelOptions& options);

}  // namespace sym
