#include "core/llm/chat_completion.h"

#include <nlohmann/json.hpp>

namespace sym {
namespace {

using nlohmann::json;

constexpr std::size_t kQuotedCharacters = 300;

const char* roleName(ChatRole role)
{
    switch (role) {
    case ChatRole::System: return "system";
    case ChatRole::User: return "user";
    case ChatRole::Assistant: return "assistant";
    }
    return "user";
}

/// The beginning of a text on one line, for error messages.
std::string beginningOf(std::string_view text)
{
    std::size_t length = std::min(text.size(), kQuotedCharacters);
    while (length < text.size() && ((unsigned char)text[length] & 0xc0) == 0x80) --length;
    std::string line(text.substr(0, length));
    for (char& c : line)
        if ((unsigned char)c < 0x20) c = ' ';
    return length < text.size() ? line + "..." : line;
}

std::string stringAt(const json& object, const char* key)
{
    if (!object.is_object()) return {};
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

const json* member(const json& object, const char* key)
{
    if (!object.is_object()) return nullptr;
    const auto found = object.find(key);
    return found != object.end() && !found->is_null() ? &*found : nullptr;
}

/// Text of a message: a string, or a list of parts of which the text ones count.
std::string contentText(const json& message)
{
    const json* content = member(message, "content");
    if (!content) return {};
    if (content->is_string()) return content->get<std::string>();
    std::string text;
    if (content->is_array())
        for (const json& part : *content) text += stringAt(part, "text");
    return text;
}

void readUsage(const json& answer, ChatResponse& response)
{
    const json* usage = member(answer, "usage");
    if (!usage) return;
    if (const json* count = member(*usage, "prompt_tokens"); count && count->is_number())
        response.promptTokens = count->get<std::int64_t>();
    if (const json* count = member(*usage, "completion_tokens"); count && count->is_number())
        response.responseTokens = count->get<std::int64_t>();
}

void readLogProbabilities(const json& choice, ChatResponse& response)
{
    const json* outer = member(choice, "logprobs");
    const json* content = outer ? member(*outer, "content") : nullptr;
    if (!content || !content->is_array()) return;
    for (const json& token : *content) {
        const json* value = member(token, "logprob");
        if (!value || !value->is_number()) continue;
        response.logProbabilities.push_back({stringAt(token, "token"), value->get<double>()});
    }
}

const json* firstChoice(const json& answer)
{
    const json* choices = member(answer, "choices");
    return choices && choices->is_array() && !choices->empty() ? &(*choices)[0] : nullptr;
}

void readNames(const json& answer, const json* choice, ChatResponse& response)
{
    if (const std::string model = stringAt(answer, "model"); !model.empty()) response.model = model;
    if (!choice) return;
    if (const std::string reason = stringAt(*choice, "finish_reason"); !reason.empty())
        response.finishReason = reason;
}

}  // namespace

std::string chatRequestBody(const ChatRequest& request, const std::string& model, Delivery delivery,
                            TokenLimitField limitField)
{
    json messages = json::array();
    for (const ChatMessage& message : request.messages)
        messages.push_back({{"role", roleName(message.role)}, {"content", message.content}});

    json body = {{"model", model},
                 {"messages", std::move(messages)},
                 {"temperature", request.sampling.temperature},
                 {"top_p", request.sampling.topP},
                 // servers keep it in a signed 64 bit number
                 {"seed", std::int64_t(request.sampling.seed >> 1)}};
    const bool newer = limitField == TokenLimitField::MaxCompletionTokens;
    body[newer ? "max_completion_tokens" : "max_tokens"] = request.sampling.maxTokens;
    if (!request.sampling.stopTexts.empty()) body["stop"] = request.sampling.stopTexts;
    if (request.wantLogProbabilities) body["logprobs"] = true;
    if (delivery == Delivery::Streamed) {
        body["stream"] = true;
        body["stream_options"] = {{"include_usage", true}};
    }
    return body.dump(-1, ' ', false, json::error_handler_t::replace);
}

Result<ChatResponse> parseChatResponse(std::string_view body)
{
    const json answer = json::parse(body, nullptr, false);
    if (answer.is_discarded())
        return Error(ErrorCode::Protocol, "the answer is not JSON: \"" + beginningOf(body) + "\"");
    const json* choice = firstChoice(answer);
    const json* message = choice ? member(*choice, "message") : nullptr;
    if (!message)
        return Error(ErrorCode::Protocol,
                     "the answer has no choices[0].message: \"" + beginningOf(body) + "\"");

    ChatResponse response;
    readNames(answer, choice, response);
    response.text = contentText(*message);
    readUsage(answer, response);
    readLogProbabilities(*choice, response);
    return response;
}

std::string serverErrorText(std::string_view body)
{
    const json answer = json::parse(body, nullptr, false);
    if (!answer.is_discarded()) {
        if (const json* error = member(answer, "error")) {
            if (error->is_string()) return beginningOf(error->get<std::string>());
            if (const std::string text = stringAt(*error, "message"); !text.empty())
                return beginningOf(text);
        }
        for (const char* key : {"message", "detail"})
            if (const std::string text = stringAt(answer, key); !text.empty())
                return beginningOf(text);
    }
    return beginningOf(body);
}

Result<std::string> ChatStreamAssembler::take(std::string_view event)
{
    if (event == "[DONE]") {
        m_done = true;
        return std::string();
    }
    const json answer = json::parse(event, nullptr, false);
    if (answer.is_discarded())
        return Error(ErrorCode::Protocol,
                     "an event of the stream is not JSON: \"" + beginningOf(event) + "\"");
    if (member(answer, "error"))
        return Error(ErrorCode::Network, "the server reports: " + serverErrorText(event));

    const json* choice = firstChoice(answer);
    readNames(answer, choice, m_response);
    readUsage(answer, m_response);
    if (!choice) return std::string();
    readLogProbabilities(*choice, m_response);
    const json* delta = member(*choice, "delta");
    std::string text = delta ? contentText(*delta) : std::string();
    m_response.text += text;
    return text;
}

}  // namespace sym
