#include "core/browser/protocol/dom_domain.h"

#include <algorithm>

namespace sym {

namespace {

/// Calls sent ahead of the oldest unanswered one; more would only fill buffers.
constexpr std::size_t kPipelineDepth = 256;

std::optional<Rectangle> boundsOfQuads(const nlohmann::json& quads)
{
    double left = 1e9, top = 1e9, right = -1e9, bottom = -1e9;
    for (const nlohmann::json& quad : quads) {
        for (std::size_t i = 0; i + 1 < quad.size(); i += 2) {
            left = std::min(left, quad[i].get<double>());
            right = std::max(right, quad[i].get<double>());
            top = std::min(top, quad[i + 1].get<double>());
            bottom = std::max(bottom, quad[i + 1].get<double>());
        }
    }
    if (right < left) return std::nullopt;
    return Rectangle{left, top, right - left, bottom - top};
}

}  // namespace

Result<std::string> DomDomain::resolve(std::int64_t backendNodeId, int contextId,
                                       JobContext& job) const
{
    nlohmann::json params{{"backendNodeId", backendNodeId}, {"objectGroup", "symbiont"}};
    if (contextId != 0) params["executionContextId"] = contextId;
    auto answer = m_connection.call("DOM.resolveNode", params, job);
    if (!answer && answer.error().code() == ErrorCode::Protocol)
        return Error(ErrorCode::NotFound, answer.error().message());
    if (!answer) return answer.error();
    return answer->value("/object/objectId"_json_pointer, std::string());
}

Result<std::vector<std::optional<Rectangle>>> DomDomain::rectangles(
    const std::vector<std::int64_t>& backendNodeIds, JobContext& job) const
{
    std::vector<DevToolsConnection::Call> calls;
    std::vector<std::optional<Rectangle>> rectangles;
    calls.reserve(backendNodeIds.size());
    rectangles.reserve(backendNodeIds.size());
    const Deadline deadline = after(m_connection.callTimeout());
    for (std::size_t i = 0; i < backendNodeIds.size(); ++i) {
        while (calls.size() < std::min(backendNodeIds.size(), i + kPipelineDepth))
            calls.push_back(m_connection.start("DOM.getContentQuads",
                                               {{"backendNodeId", backendNodeIds[calls.size()]}}));
        auto answer = m_connection.finish(calls[i], job, deadline);
        if (!answer && answer.error().code() != ErrorCode::Protocol) return answer.error();
        rectangles.push_back(answer ? boundsOfQuads(answer->value("quads", nlohmann::json::array()))
                                    : std::nullopt);
    }
    return rectangles;
}

Result<std::int64_t> DomDomain::frameOwner(const std::string& frameId, JobContext& job) const
{
    SYM_TRY(const nlohmann::json answer,
            m_connection.call("DOM.getFrameOwner", {{"frameId", frameId}}, job));
    return answer.value("backendNodeId", std::int64_t(0));
}

Result<Rectangle> DomDomain::contentBox(std::int64_t backendNodeId, JobContext& job) const
{
    SYM_TRY(const nlohmann::json answer,
            m_connection.call("DOM.getBoxModel", {{"backendNodeId", backendNodeId}}, job));
    const auto box = boundsOfQuads(nlohmann::json::array(
        {answer.value("/model/content"_json_pointer, nlohmann::json::array())}));
    if (!box) return Error(ErrorCode::Protocol, "a frame has no content box");
    return *box;
}

}  // namespace sym
