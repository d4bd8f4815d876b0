#include "core/observation/observation_text.h"

#include <unordered_map>

#include "core/observation/node_tree.h"
#include "core/observation/occam_tree.h"
#include "core/observation/symbiont_text.h"
#include "core/observation/webarena_text.h"

namespace sym {
namespace {

Element elementOf(const AxNode& node)
{
    return {.id = node.nodeId,
            .role = node.role.value_or(""),
            .name = node.name.value_or(""),
            .states = elementStates(node),
            .rectangle = node.bounds};
}

/// The elements whose id the text has in brackets, in the text's order.
std::vector<Element> elementsIn(const std::string& text, const AxTree& tree)
{
    std::unordered_map<std::string_view, const AxNode*> nodes;
    for (const AxNode& node : tree.nodes) nodes.emplace(node.nodeId, &node);
    std::vector<Element> elements;
    for (std::size_t open = text.find('['); open != std::string::npos;
         open = text.find('[', open + 1)) {
        const std::size_t close = text.find_first_not_of("0123456789", open + 1);
        if (close == std::string::npos || close == open + 1 || text[close] != ']') continue;
        const auto node = nodes.find(std::string_view(text).substr(open + 1, close - open - 1));
        if (node == nodes.end()) continue;
        elements.push_back(elementOf(*node->second));
        nodes.erase(node);
    }
    return elements;
}

ObservationText webArenaText(const AxTree& tree, ViewportFilter filter)
{
    ObservationText out;
    FlatText flat = writeFlatText(tree, TextRules::WebArena, filter);
    out.text = std::move(flat.text);
    for (const int index : flat.registered)
        out.elements.push_back(elementOf(tree.nodes[std::size_t(index)]));
    return out;
}

ObservationText agentOccamText(const AxTree& tree, ViewportFilter filter,
                               std::string_view dialogMessage)
{
    ObservationText out;
    OccamTree pruned = buildOccamTree(tree, filter, dialogMessage);
    (void)pruneOccamTree(pruned,
                         MissingRequired::Absent);  // fails only where a state may be missing
    out.text = printOccamTree(pruned, OccamPrint::HiddenRoles);
    out.elements = elementsIn(out.text, tree);
    return out;
}

}  // namespace

const char* observationFormatName(ObservationFormat format)
{
    switch (format) {
    case ObservationFormat::WebArena: return "webarena";
    case ObservationFormat::AgentOccam: return "agentoccam";
    case ObservationFormat::Symbiont: return "symbiont";
    }
    return "symbiont";
}

ObservationText writeObservation(const AxTree& tree, ObservationFormat format,
                                 ViewportFilter filter, std::string_view dialogMessage)
{
    switch (format) {
    case ObservationFormat::WebArena: return webArenaText(tree, filter);
    case ObservationFormat::AgentOccam: return agentOccamText(tree, filter, dialogMessage);
    case ObservationFormat::Symbiont: break;
    }
    return writeSymbiontText(tree, filter, dialogMessage);
}

}  // namespace sym
