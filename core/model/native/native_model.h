#pragma once

#include <memory>
#include <string>

#include "core/model/language_model.h"
#include "core/model/native/decoder.h"

namespace sym {

/// A model on any decoder: batching, caching, sampling and text are the same for all engines.
/// @param description see LanguageModel::description
std::shared_ptr<LanguageModel> makeLanguageModel(std::unique_ptr<Decoder> decoder,
                                                 std::shared_ptr<const Tokenizer> tokenizer,
                                                 std::string description);

/// LanguageModel::open for the native engine alone; needs no torch.
/// @return as LanguageModel::open; InvalidInput for another engine or device
Result<std::shared_ptr<LanguageModel>> openNativeModel(const std::string& folder,
                                                       const ModelOptions& options);

const char* precisionName(Precision precision);  ///< "float32", "bfloat16"

}  // namespace sym
