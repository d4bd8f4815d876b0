#pragma once

#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "core/llm/chat_model.h"

namespace sym {

/// A chat model for tests: answers come from a list or a function, requests are kept. Thread-safe.
class FakeChatModel final : public ChatModel {
public:
    /// Gives these answers one after another; NotFound when they are used up.
    explicit FakeChatModel(std::vector<std::string> answers = {})
        : m_answers(answers.begin(), answers.end())
    {
    }

    /// Computes each answer from the request.
    explicit FakeChatModel(std::function<Result<std::string>(const ChatRequest&)> answer)
        : m_function(std::move(answer))
    {
    }

    std::string name() const override { return "fake"; }

    Result<ChatResponse> complete(const ChatRequest& request, JobContext& job,
                                  const std::function<void(std::string_view)>& onText) override
    {
        if (job.isCancelled()) return Error(ErrorCode::Cancelled, "cancelled");
        SYM_TRY(const std::string text, next(request));
        if (onText) onText(text);
        ChatResponse response;
        response.text = text;
        response.model = name();
        response.finishReason = "stop";
        response.promptTokens = promptCharacters(request) / 4;
        response.responseTokens = std::int64_t(text.size()) / 4;
        return response;
    }

    /// Adds an answer to the end of the list.
    void add(std::string answer)
    {
        const std::lock_guard lock(m_mutex);
        m_answers.push_back(std::move(answer));
    }

    std::vector<ChatRequest> requests() const
    {
        const std::lock_guard lock(m_mutex);
        return m_requests;
    }

private:
    static std::int64_t promptCharacters(const ChatRequest& request)
    {
        std::int64_t count = 0;
        for (const ChatMessage& message : request.messages)
            count += std::int64_t(message.content.size());
        return count;
    }

    Result<std::string> next(const ChatRequest& request)
    {
        const std::lock_guard lock(m_mutex);
        m_requests.push_back(request);
        if (m_function) return m_function(request);
        if (m_answers.empty())
            return Error(ErrorCode::NotFound, "the fake model has no answer left");
        std::string answer = std::move(m_answers.front());
        m_answers.pop_front();
        return answer;
    }

    mutable std::mutex m_mutex;
    std::deque<std::string> m_answers;
    std::function<Result<std::string>(const ChatRequest&)> m_function;
    std::vector<ChatRequest> m_requests;
};

}  // namespace sym
