#pragma once

#include "core/llm/chat_model.h"

namespace sym {

/// A stand-in for a large model that needs no network: it reads the very prompt a large model gets
/// and answers in the same format, from general rules about how websites work (search boxes, menus,
/// forms, tables, paging, sorting) and from the examples in the prompt. It knows no site, has no
/// memory but the prompt, and is deterministic for (prompt, seed); a temperature above 0 lets the
/// seed decide between proposals of nearly the same merit. Thread-safe.
class Planner final : public ChatModel {
public:
    std::string name() const override { return "planner (offline stand-in)"; }

    /// @return InvalidInput for a prompt that is no actor's prompt (docs/formats/prompt.md)
    Result<ChatResponse> complete(const ChatRequest& request, JobContext& job,
                                  const std::function<void(std::string_view)>& onText) override;
};

}  // namespace sym
