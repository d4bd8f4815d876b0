#include "core/observation/ax_tree.h"

#include <unordered_map>
#include <unordered_set>

namespace sym {
namespace {

using Json = nlohmann::json;

/// The "value" of one of DevTools' wrapped values, or nothing.
const Json* wrappedValue(const Json& object, const char* key)
{
    const auto outer = object.find(key);
    if (outer == object.end() || !outer->is_object()) return nullptr;
    const auto inner = outer->find("value");
    return inner == outer->end() ? nullptr : &*inner;
}

std::optional<std::string> wrappedText(const Json& object, const char* key)
{
    const Json* value = wrappedValue(object, key);
    if (!value) return std::nullopt;
    return value->is_string() ? value->get<std::string>() : value->dump();
}

std::string idText(const Json& node, const char* key)
{
    const auto id = node.find(key);
    if (id == node.end()) return {};
    return id->is_string() ? id->get<std::string>() : id->dump();
}

AxNode nodeFromDevTools(const Json& json)
{
    AxNode node;
    node.nodeId = idText(json, "nodeId");
    node.parentId = idText(json, "parentId");
    node.role = wrappedText(json, "role");
    node.name = wrappedText(json, "name");
    node.value = wrappedText(json, "value");
    node.ignored = json.value("ignored", false);
    if (const auto id = json.find("backendDOMNodeId"); id != json.end() && id->is_number_integer())
        node.backendNodeId = id->get<std::int64_t>();
    if (const auto children = json.find("childIds"); children != json.end() && children->is_array())
        for (const Json& child : *children)
            node.childIds.push_back(child.is_string() ? child.get<std::string>() : child.dump());
    if (const auto properties = json.find("properties");
        properties != json.end() && properties->is_array())
        for (const Json& property : *properties)
            if (const Json* value = wrappedValue(property, "value"))
                node.properties.emplace_back(property.value("name", ""), *value);
    return node;
}

bool hasProperty(const AxNode& node, std::string_view name)
{
    return std::ranges::any_of(node.properties, [&](const auto& p) { return p.first == name; });
}

/// Chromium 102 knows neither text boxes nor addresses in the tree; newer versions always give the
/// document its address.
bool isNewerThan102(const AxTree& tree)
{
    return std::ranges::any_of(tree.nodes, [](const AxNode& node) {
        return node.role == "InlineTextBox"
               || (node.role == "RootWebArea" && hasProperty(node, "url"));
    });
}

std::string role102(const AxNode& node, bool isInPopup)
{
    static const std::unordered_map<std::string_view, const char*> kRoles = {
        {"image", "img"},
        {"cell", "gridcell"},
        {"term", "DescriptionListTerm"},
        {"definition", "DescriptionListDetail"},
    };
    static const std::unordered_set<std::string_view> kInline = {"emphasis", "strong", "code",
                                                                 "form"};
    const std::string& role = *node.role;
    if (const auto known = kRoles.find(role); known != kRoles.end()) return known->second;
    if (isInPopup && role == "option") return "menuitem";
    const bool isNameless = !node.name || node.name->empty();
    return isNameless && kInline.contains(role) ? "generic" : role;
}

/// Takes nodes out of the tree, their children (none for text boxes) into their places.
class Splicer {
public:
    explicit Splicer(AxTree& tree) : m_tree(tree)
    {
        for (std::size_t i = 0; i < tree.nodes.size(); ++i)
            m_index.emplace(tree.nodes[i].nodeId, i);
    }

    const AxNode* find(const std::string& id) const
    {
        const auto entry = m_index.find(id);
        return entry == m_index.end() ? nullptr : &m_tree.nodes[entry->second];
    }

    void remove(std::unordered_set<std::string> removed)
    {
        for (AxNode& node : m_tree.nodes) {
            if (removed.contains(node.nodeId)) continue;
            if (std::ranges::none_of(node.childIds,
                                     [&](const auto& id) { return removed.contains(id); }))
                continue;
            std::vector<std::string> children;
            for (const std::string& id : node.childIds) append(children, id, removed);
            for (const std::string& id : children)
                if (const auto entry = m_index.find(id); entry != m_index.end())
                    m_tree.nodes[entry->second].parentId = node.nodeId;
            node.childIds = std::move(children);
        }
        std::erase_if(m_tree.nodes,
                      [&](const AxNode& node) { return removed.contains(node.nodeId); });
    }

private:
    void append(std::vector<std::string>& children, const std::string& id,
                const std::unordered_set<std::string>& removed) const
    {
        if (!removed.contains(id)) {
            children.push_back(id);
            return;
        }
        const AxNode* node = find(id);
        if (!node || node->role == "InlineTextBox") return;
        for (const std::string& child : node->childIds) append(children, child, removed);
    }

    AxTree& m_tree;
    std::unordered_map<std::string, std::size_t> m_index;
};

}  // namespace

Result<AxTree> axTreeFromDevTools(const nlohmann::json& nodes)
{
    if (!nodes.is_array())
        return Error(ErrorCode::Protocol, "the accessibility tree is no list of nodes");
    AxTree tree;
    tree.nodes.reserve(nodes.size());
    std::unordered_set<std::string> seen;
    for (const Json& json : nodes) {
        if (!json.is_object() || !json.contains("nodeId"))
            return Error(ErrorCode::Protocol, "a node of the accessibility tree has no nodeId");
        AxNode node = nodeFromDevTools(json);
        if (seen.insert(node.nodeId).second) tree.nodes.push_back(std::move(node));
    }
    return tree;
}

void normaliseRoles(AxTree& tree)
{
    if (!isNewerThan102(tree)) return;
    Splicer splicer(tree);
    std::unordered_set<std::string> removed;
    std::unordered_set<std::string> inPopup;
    for (const AxNode& node : tree.nodes) {
        if (node.role == "InlineTextBox") removed.insert(node.nodeId);
        if (node.role == "MenuListPopup") {
            removed.insert(node.nodeId);
            inPopup.insert(node.childIds.begin(), node.childIds.end());
        }
        const auto isRow = [&](const std::string& id) {
            const AxNode* child = splicer.find(id);
            return child && child->role == "row";
        };
        if (node.role == "rowgroup" && std::ranges::all_of(node.childIds, isRow))
            removed.insert(node.nodeId);
    }
    splicer.remove(std::move(removed));
    for (AxNode& node : tree.nodes) {
        std::erase_if(node.properties,
                      [](const auto& property) { return property.first == "url"; });
        if (node.role) node.role = role102(node, inPopup.contains(node.nodeId));
    }
}

}  // namespace sym
