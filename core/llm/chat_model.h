#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/job_context.h"
#include "core/base/result.h"

namespace sym {

enum class ChatRole { System, User, Assistant };

struct ChatMessage {
    ChatRole role = ChatRole::User;
    std::string content;
};

/// Sampling settings; stored with every call.
struct Sampling {
    double temperature = 0.6;
    double topP = 0.95;
    int maxTokens = 1024;
    std::uint64_t seed = 0;
    std::vector<std::string> stopTexts;
};

struct ChatRequest {
    std::vector<ChatMessage> messages;
    Sampling sampling;
    bool wantLogProbabilities = false;
    std::chrono::milliseconds timeout{120'000};
};

struct TokenLogProbability {
    std::string token;
    double logProbability = 0;  ///< nats
};

struct ChatResponse {
    std::string text;
    std::string model;         ///< as the server names it
    std::string finishReason;  ///< "stop", "length", ...
    std::int64_t promptTokens = 0;
    std::int64_t responseTokens = 0;
    double costUsd = 0;  ///< 0 when the price is unknown or nothing
    std::vector<TokenLogProbability> logProbabilities;
};

/// A model one can talk to: an API, the planner, later the local student. Messages in, text out.
/// Thread-safe: several episodes ask at once.
class ChatModel {
public:
    virtual ~ChatModel() = default;

    /// Id recorded with every call, e.g. "planner (offline stand-in)" or "gpt-4o".
    virtual std::string name() const = 0;

    /// @param onText called with pieces of the answer as they come; may be empty
    /// @return Network, Protocol, Timeout, Cancelled (within 50 ms of the job's cancellation) or
    ///         InvalidInput, each naming host and remedy
    virtual Result<ChatResponse> complete(const ChatRequest& request, JobContext& job,
                                          const std::function<void(std::string_view)>& onText) = 0;
};

}  // namespace sym
