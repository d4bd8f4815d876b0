#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "core/llm/retry.h"
#include "core/llm/text_embedder.h"

namespace sym {

class HttpClient;

/// Where vectors of texts are served.
struct EmbedderSettings {
    std::string baseUrl = "https://api.openai.com/v1";  ///< "/embeddings" is appended
    std::string model = "text-embedding-3-small";
    std::string keyVariable = "OPENAI_API_KEY";  ///< as OpenAiSettings; empty: no key is needed
    std::chrono::milliseconds timeout{60'000};   ///< of one attempt
    RetryPolicy retry;
};

/// Vectors from an OpenAI-compatible endpoint: OpenAI, vLLM, llama.cpp, Ollama.
class OpenAiEmbedder final : public TextEmbedder {
public:
    /// @return InvalidInput when the address or the model is missing, or the key's variable is
    ///         unset
    static Result<std::unique_ptr<OpenAiEmbedder>> open(EmbedderSettings settings);
    ~OpenAiEmbedder() override;

    std::string name() const override { return m_settings.model; }

    /// Repeats what fails for the moment, as the settings say.
    Result<std::vector<std::vector<float>>> embed(const std::vector<std::string>& texts,
                                                  JobContext& job) override;

private:
    OpenAiEmbedder(EmbedderSettings settings, std::string key);

    EmbedderSettings m_settings;
    std::string m_key;
    std::unique_ptr<HttpClient> m_http;
};

/// The vectors of an answer's body, in the order of the texts. @return Protocol when they are not
/// there
Result<std::vector<std::vector<float>>> parseEmbeddings(const std::string& body, std::size_t texts);

}  // namespace sym
