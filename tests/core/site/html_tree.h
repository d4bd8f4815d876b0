#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace sym {

/// A parsed page of the built-in sites: enough HTML to find, name and read their elements.
struct HtmlNode {
    std::string tag;   ///< lower case; empty: text
    std::string text;  ///< of a text node, entities resolved
    std::map<std::string, std::string> attributes;
    std::vector<std::unique_ptr<HtmlNode>> children;
    HtmlNode* parent = nullptr;

    bool has(const std::string& name) const { return attributes.contains(name); }
    std::string attribute(const std::string& name) const;
    bool hasClass(const std::string& name) const;
    /// This node or an ancestor of the tag, or null.
    HtmlNode* closest(const std::string& wanted);
    /// Not inside something hidden or inside a dialog that is shut.
    bool isShown() const;
    /// The text inside, blanks collapsed; hidden parts left out as innerText does.
    std::string innerText() const;
    /// The text that makes an accessible name.
    std::string nameText() const;
    /// Elements below in document order.
    std::vector<HtmlNode*> descendants();
};

std::unique_ptr<HtmlNode> parseHtml(const std::string& text);

/// Elements that a CSS selector finds: tags, #id, .class, [a='v'], :last-child, blanks and ">".
std::vector<HtmlNode*> selectAll(HtmlNode& root, const std::string& selector);

}  // namespace sym
