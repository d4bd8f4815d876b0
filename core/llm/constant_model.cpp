#include "core/llm/constant_model.h"

namespace sym {

ConstantModel::ConstantModel(std::string action) : m_action(std::move(action)) {}

std::string ConstantModel::name() const
{
    return "always " + m_action;
}

Result<ChatResponse> ConstantModel::complete(const ChatRequest&, JobContext&,
                                             const std::function<void(std::string_view)>& onText)
{
    ChatResponse response;
    response.model = name();
    response.text = "REASON:\nThis is done whatever is asked.\nACTION:\n" + m_action + "\n";
    response.finishReason = "stop";
    if (onText) onText(response.text);
    return response;
}

}  // namespace sym
