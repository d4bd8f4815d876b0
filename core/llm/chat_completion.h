#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/llm/chat_model.h"

/// The JSON of an OpenAI-compatible `/chat/completions` endpoint.
namespace sym {

enum class Delivery { Whole, Streamed };

/// Name of the field that bounds the answer: newer models refuse the older one.
enum class TokenLimitField { MaxTokens, MaxCompletionTokens };

/// The body of a request.
std::string chatRequestBody(const ChatRequest& request, const std::string& model, Delivery delivery,
                            TokenLimitField limitField);

/// Reads a whole answer. Costs stay 0.
/// @return Protocol when it is not such an answer
Result<ChatResponse> parseChatResponse(std::string_view body);

/// The server's own words in an error body, at most 300 characters; a body that is not JSON is
/// quoted from its beginning.
std::string serverErrorText(std::string_view body);

/// Puts an answer together from the events of a stream.
class ChatStreamAssembler {
public:
    /// Takes the data of one event.
    /// @return the text it adds (may be empty); Protocol for what is no such event, Network when
    ///         the server reports an error in the stream
    Result<std::string> take(std::string_view event);

    /// Whether the server said that the answer is whole.
    bool isComplete() const { return m_done || !m_response.finishReason.empty(); }

    const ChatResponse& response() const { return m_response; }

private:
    ChatResponse m_response;
    bool m_done = false;
};

}  // namespace sym
