#pragma once

#include <memory>
#include <optional>
#include <string>

#include "core/llm/chat_completion.h"
#include "core/llm/chat_model.h"
#include "core/llm/pricing.h"
#include "core/llm/retry.h"

namespace sym {

class HttpClient;

/// Where a model of the OpenAI-compatible kind is served.
struct OpenAiSettings {
    std::string baseUrl = "https://api.openai.com/v1";  ///< "/chat/completions" is appended
    std::string model = "gpt-4o";
    /// Environment variable that holds the key; empty: the server needs none. The key itself is
    /// read once, sent to `baseUrl` only, and never logged or stored.
    std::string keyVariable = "OPENAI_API_KEY";
    Delivery delivery = Delivery::Streamed;
    std::optional<ModelPrice> price;  ///< nothing: the list price, if known
    RetryPolicy retry;
};

/// A chat model behind an OpenAI-compatible endpoint: OpenAI, vLLM, llama.cpp, Ollama, routers.
class OpenAiModel final : public ChatModel {
public:
    /// @return InvalidInput when the address or the model is missing, or the key's variable is
    /// unset
    static Result<std::unique_ptr<OpenAiModel>> open(OpenAiSettings settings);
    ~OpenAiModel() override;

    std::string name() const override { return m_settings.model; }

    /// Repeats what fails for the moment (429, 5xx, lost connections) as the settings say, unless
    /// pieces of the answer were already given to `onText`. The timeout is that of one attempt.
    Result<ChatResponse> complete(const ChatRequest& request, JobContext& job,
                                  const std::function<void(std::string_view)>& onText) override;

private:
    struct Attempt;
    OpenAiModel(OpenAiSettings settings, std::string key);
    Attempt attempt(const ChatRequest& request, TokenLimitField limitField, const JobContext& job,
                    const std::function<void(std::string_view)>& onText);
    Error statusError(int status, const std::string& body) const;
    std::string withoutKey(std::string text) const;

    OpenAiSettings m_settings;
    std::string m_key;
    std::string m_host;
    std::unique_ptr<HttpClient> m_http;
};

}  // namespace sym
