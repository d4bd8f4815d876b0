#include "core/browser/action/element_index.h"

#include <charconv>

#include "core/browser/page_engine.h"
#include "core/browser/protocol/dom_domain.h"
#include "core/browser/protocol/runtime_domain.h"

namespace sym {

namespace {

Error noElement(const std::string& id)
{
    return Error(ErrorCode::NotFound, "there is no element [" + id + "] on the page");
}

/// Ids are printed as numbers, but an agent's text may hold digits of any script.
std::optional<std::int64_t> numberOf(const std::string& id)
{
    std::int64_t number = 0;
    const auto [end, problem] = std::from_chars(id.data(), id.data() + id.size(), number);
    if (problem != std::errc() || end != id.data() + id.size()) return std::nullopt;
    return number;
}

}  // namespace

void ElementIndex::take(ObservationEngine engine, const AxTree& tree,
                        const std::vector<Element>& elements)
{
    m_engine = engine;
    m_backendIds.clear();
    m_descriptions.clear();
    for (const AxNode& node : tree.nodes)
        if (node.backendNodeId) m_backendIds[node.nodeId] = *node.backendNodeId;
    for (const Element& element : elements)
        m_descriptions[element.id] = element.role + " '" + element.name + "'";
}

std::string ElementIndex::describe(const std::string& id) const
{
    const auto found = m_descriptions.find(id);
    return found == m_descriptions.end() ? "element [" + id + "]" : found->second;
}

Result<ElementPlace> ElementIndex::find(DevToolsPage& page, const std::string& id,
                                        JobContext& job) const
{
    const auto number = numberOf(id);
    if (!number) return noElement(id);
    if (m_engine == ObservationEngine::Page)
        return ElementPlace{.frameId = {}, .expression = "__symbiont.node(" + id + ")"};

    const auto known = m_backendIds.find(id);
    const std::int64_t backendId = known == m_backendIds.end() ? *number : known->second;
    SYM_TRY(const int context, page.worldContext({}, job));
    auto object = DomDomain(page.connection()).resolve(backendId, context, job);
    if (!object && object.error().code() == ErrorCode::NotFound) return noElement(id);
    if (!object) return object.error();
    SYM_TRY(const nlohmann::json held,
            RuntimeDomain(page.connection())
                .callOn(*object, "function(id) { __symbiont.act.hold(id, this); return true; }",
                        {id}, job));
    return ElementPlace{.frameId = {}, .expression = "__symbiont.act.held(\"" + id + "\")"};
}

Result<ElementPlace> ElementIndex::findInFrames(DevToolsPage& page, const std::string& id,
                                                JobContext& job) const
{
    const auto number = numberOf(id);
    if (!number || m_engine != ObservationEngine::Page || page.frames().size() < 2)
        return noElement(id);
    SYM_TRY(const std::optional<NodePlace> place, placeOfNode(page, *number, job));
    if (!place) return noElement(id);
    return ElementPlace{.frameId = place->frameId,
                        .expression = "__symbiont.node(" + id + ")",
                        .offsetX = place->offsetX,
                        .offsetY = place->offsetY};
}

}  // namespace sym
