#pragma once

#include "core/observation/ax_tree.h"

/// Small accessibility trees written as text, one node a line, two spaces of indentation a level:
/// `id role name`, with marks behind the name: `!` interactive by script, `~` behind a modal
/// dialog,
/// `?hint`, `=value`, `{property:value}`. A name of `-` is empty.
namespace sym::test {

inline nlohmann::json propertyValue(const std::string& text)
{
    if (text == "true") return true;
    if (text == "false") return false;
    const auto number = nlohmann::json::parse(text, nullptr, false);
    return number.is_number() ? number : nlohmann::json(text);
}

inline void readMarks(const std::string& text, AxNode& node)
{
    std::size_t at = 0;
    const auto upTo = [&](const char* ends) {
        const std::size_t end = std::min(text.find_first_of(ends, at), text.size());
        std::string part = text.substr(at, end - at);
        at = end;
        while (!part.empty() && part.back() == ' ') part.pop_back();
        return part;
    };
    const std::string name = upTo("!~?={");
    node.name = name == "-" ? std::string() : name;
    while (at < text.size()) {
        const char mark = text[at++];
        if (mark == '!') node.scriptInteractive = true;
        if (mark == '~') node.behindModal = true;
        if (mark == '?') node.hint = upTo("!~={");
        if (mark == '=') node.value = upTo("!~?{");
        if (mark == '{') {
            const std::string property = upTo("}");
            const std::size_t colon = property.find(':');
            node.properties.emplace_back(property.substr(0, colon),
                                         propertyValue(property.substr(colon + 1)));
        }
    }
}

/// @param text starts with the document's line: `1 RootWebArea Title`
inline AxTree buildTree(const std::string& text)
{
    AxTree tree;
    tree.screenWidth = 1280;
    tree.screenHeight = 720;
    std::vector<std::pair<std::size_t, std::size_t>> open;  // indentation, index
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::string line = text.substr(begin, end - begin);
        begin = end + 1;
        const std::size_t indent = line.find_first_not_of(' ');
        if (indent == std::string::npos) continue;
        const std::size_t role = line.find(' ', indent) + 1;
        const std::size_t name = std::min(line.find(' ', role), line.size());
        AxNode node;
        node.nodeId = line.substr(indent, role - 1 - indent);
        node.role = line.substr(role, name - role);
        node.ignored = *node.role == "none";
        node.backendNodeId = std::stoll(node.nodeId);
        node.bounds = Rectangle{0, 0, 100, 20};
        readMarks(name < line.size() ? line.substr(name + 1) : std::string("-"), node);
        while (!open.empty() && open.back().first >= indent) open.pop_back();
        if (!open.empty()) {
            AxNode& parent = tree.nodes[open.back().second];
            parent.childIds.push_back(node.nodeId);
            node.parentId = parent.nodeId;
        }
        open.emplace_back(indent, tree.nodes.size());
        tree.nodes.push_back(std::move(node));
    }
    return tree;
}

}  // namespace sym::test
