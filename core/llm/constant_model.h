#pragma once

#include <string>

#include "core/llm/chat_model.h"

namespace sym {

/// Does the same whatever it is asked: what a success rate must at least beat. `stop [N/A]` solves
/// every task that cannot be done. Thread-safe.
class ConstantModel final : public ChatModel {
public:
    /// @param action in the eight-command grammar
    explicit ConstantModel(std::string action);

    std::string name() const override;
    Result<ChatResponse> complete(const ChatRequest& request, JobContext& job,
                                  const std::function<void(std::string_view)>& onText) override;

private:
    std::string m_action;
};

}  // namespace sym
