#pragma once

#include <memory>
#include <string>

#include "app/verb.h"
#include "core/base/result.h"
#include "core/knowledge/retrieval_settings.h"
#include "core/llm/text_embedder.h"

namespace sym {

/// The options of a verb that say how examples are retrieved: --exclude, --strategies, --no-filter,
/// --examples, --embeddings.
QList<QCommandLineOption> retrievalOptions();

/// What these options say. @return InvalidInput naming the option
Result<RetrievalSettings> retrievalSettings(const VerbCall& call);

/// The embedder that --embeddings names: "none" (null), "words" (no model), else a model behind the
/// endpoint of the large one. @return InvalidInput, with what is missing
Result<std::unique_ptr<TextEmbedder>> embedderNamed(const std::string& name,
                                                    const std::string& endpoint);

}  // namespace sym
