#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/agent/example_source.h"
#include "core/knowledge/retrieval_settings.h"
#include "core/llm/chat_model.h"
#include "core/llm/text_embedder.h"
#include "core/store/knowledge_store.h"

namespace sym {

/// What retrieval works with; all outlive it.
struct KnowledgeSources {
    KnowledgeStore& store;
    ChatModel& model;                  ///< writes queries and filters
    TextEmbedder* embedder = nullptr;  ///< null: ways are compared by their words
};

/// Finds examples in a knowledge base: three retrievals, their union without near duplicates, the
/// helpfulness filter, the token budget (METHOD 3.3). Thread-safe.
class KnowledgeExamples final : public ExampleSource {
public:
    KnowledgeExamples(const KnowledgeSources& sources, RetrievalSettings settings);
    ~KnowledgeExamples() override;

    Result<std::vector<std::string>> find(const ExampleQuery& query, Step& step,
                                          JobContext& job) override;

private:
    class Search;
    std::unique_ptr<Search> m_search;
};

/// An entry as an example of the prompt's RAG EXAMPLES (docs/formats/prompt.md): objective, what a
/// model thought of its outcome, where it comes from, pages and actions.
std::string exampleText(const KnowledgeEntry& entry);

}  // namespace sym
