#include "html_tree.h"

#include <algorithm>
#include <cctype>
#include <set>

namespace sym {
namespace {

std::string collapsed(const std::string& text)
{
    std::string out;
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        if (!blank)
            out += c;
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    if (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

std::string withoutEntities(const std::string& text)
{
    static const std::vector<std::pair<std::string, std::string>> kEntities{
        {"&lt;", "<"},     {"&gt;", ">"},    {"&quot;", "\""}, {"&#39;", "'"},      {"&#x27;", "'"},
        {"&middot;", "·"}, {"&minus;", "-"}, {"&times;", "x"}, {"&hellip;", "..."}, {"&amp;", "&"}};
    std::string out = text;
    for (const auto& [entity, plain] : kEntities)
        for (auto at = out.find(entity); at != std::string::npos;
             at = out.find(entity, at + plain.size()))
            out.replace(at, entity.size(), plain);
    return out;
}

class Parser {
public:
    explicit Parser(const std::string& text) : m_text(text), m_root(std::make_unique<HtmlNode>())
    {
        m_root->tag = "#document";
    }

    std::unique_ptr<HtmlNode> parse()
    {
        HtmlNode* open = m_root.get();
        while (m_at < m_text.size()) {
            const std::size_t next = m_text.find('<', m_at);
            if (next > m_at) addText(*open, m_text.substr(m_at, next - m_at));
            if (next == std::string::npos) break;
            m_at = next + 1;
            if (m_text[m_at] == '!')
                m_at = m_text.find('>', m_at) + 1;
            else if (m_text[m_at] == '/')
                open = close(open);
            else
                open = element(open);
        }
        return std::move(m_root);
    }

private:
    static void addText(HtmlNode& parent, const std::string& text)
    {
        auto node = std::make_unique<HtmlNode>();
        node->text = withoutEntities(text);
        node->parent = &parent;
        parent.children.push_back(std::move(node));
    }

    HtmlNode* close(HtmlNode* open)
    {
        const std::size_t end = m_text.find('>', m_at);
        const std::string tag = m_text.substr(m_at + 1, end - m_at - 1);
        m_at = end + 1;
        HtmlNode* node = open->closest(tag);
        return node && node->parent ? node->parent : open;
    }

    std::string word()
    {
        const std::size_t start = m_at;
        while (m_at < m_text.size() && !std::isspace(static_cast<unsigned char>(m_text[m_at]))
               && std::string("=/>").find(m_text[m_at]) == std::string::npos)
            ++m_at;
        return m_text.substr(start, m_at - start);
    }

    HtmlNode* element(HtmlNode* open)
    {
        static const std::set<std::string> kEmpty{"input", "br", "hr", "meta", "link", "img"};
        auto node = std::make_unique<HtmlNode>();
        node->tag = word();
        while (m_at < m_text.size() && m_text[m_at] != '>') {
            if (std::isspace(static_cast<unsigned char>(m_text[m_at])) || m_text[m_at] == '/') {
                ++m_at;
                continue;
            }
            const std::string name = word();
            std::string value;
            if (m_text[m_at] == '=') {
                const char quote = m_text[++m_at];
                const std::size_t end = m_text.find(quote, m_at + 1);
                value = withoutEntities(m_text.substr(m_at + 1, end - m_at - 1));
                m_at = end + 1;
            }
            node->attributes[name] = value;
        }
        const bool empty = kEmpty.contains(node->tag) || m_text[m_at - 1] == '/';
        ++m_at;
        node->parent = open;
        open->children.push_back(std::move(node));
        return empty ? open : open->children.back().get();
    }

    const std::string& m_text;
    std::size_t m_at = 0;
    std::unique_ptr<HtmlNode> m_root;
};

bool matchesCompound(const HtmlNode& node, const std::string& compound)
{
    std::size_t i = 0;
    const auto name = [&] {
        const std::size_t start = i;
        while (i < compound.size() && std::string("#.[:").find(compound[i]) == std::string::npos)
            ++i;
        return compound.substr(start, i - start);
    };
    const std::string tag = name();
    if (!tag.empty() && tag != "*" && node.tag != tag) return false;
    while (i < compound.size()) {
        const char kind = compound[i++];
        if (kind == '[') {
            const std::size_t end = compound.find(']', i);
            const std::string inside = compound.substr(i, end - i);
            const std::size_t equal = inside.find('=');
            i = end + 1;
            if (node.attribute(inside.substr(0, equal))
                != inside.substr(equal + 2, inside.size() - equal - 3))
                return false;
            continue;
        }
        const std::string value = name();
        if (kind == '#' && node.attribute("id") != value) return false;
        if (kind == '.' && !node.hasClass(value)) return false;
        if (kind == ':' && (value != "last-child" || node.parent->children.back().get() != &node))
            return false;
    }
    return true;
}

/// Parts from the left, ">" among them.
bool matches(const HtmlNode& node, const std::vector<std::string>& parts, std::size_t last)
{
    if (!matchesCompound(node, parts[last])) return false;
    if (last == 0) return true;
    const bool child = parts[last - 1] == ">";
    const std::size_t before = last - (child ? 2 : 1);
    for (HtmlNode* parent = node.parent; parent; parent = parent->parent) {
        if (matches(*parent, parts, before)) return true;
        if (child) break;
    }
    return false;
}

}  // namespace

std::string HtmlNode::attribute(const std::string& name) const
{
    const auto found = attributes.find(name);
    return found == attributes.end() ? std::string() : found->second;
}

bool HtmlNode::hasClass(const std::string& name) const
{
    return (" " + attribute("class") + " ").find(" " + name + " ") != std::string::npos;
}

HtmlNode* HtmlNode::closest(const std::string& wanted)
{
    for (HtmlNode* node = this; node; node = node->parent)
        if (node->tag == wanted) return node;
    return nullptr;
}

bool HtmlNode::isShown() const
{
    for (const HtmlNode* node = this; node; node = node->parent)
        if (node->has("hidden") || (node->tag == "dialog" && !node->has("open"))) return false;
    return true;
}

std::string HtmlNode::innerText() const
{
    if (tag.empty()) return text;
    if (has("hidden") || (tag == "dialog" && !has("open")) || tag == "textarea" || tag == "script")
        return {};
    std::string out;
    for (const auto& child : children) {
        static const std::set<std::string> kInline{"",  "a", "span", "strong", "em",
                                                   "b", "i", "time", "code",   "small"};
        const bool block = !kInline.contains(child->tag);
        out += (block ? " " : "") + child->innerText() + (block ? " " : "");
    }
    return parent ? out : collapsed(out);
}

std::string HtmlNode::nameText() const
{
    if (tag.empty()) return text;
    if (attribute("aria-hidden") == "true" || has("hidden")) return {};
    std::string out;
    for (const auto& child : children) out += child->nameText();
    return collapsed(out);
}

std::vector<HtmlNode*> HtmlNode::descendants()
{
    std::vector<HtmlNode*> all;
    for (const auto& child : children) {
        if (child->tag.empty()) continue;
        all.push_back(child.get());
        const auto below = child->descendants();
        all.insert(all.end(), below.begin(), below.end());
    }
    return all;
}

std::unique_ptr<HtmlNode> parseHtml(const std::string& text)
{
    return Parser(text).parse();
}

std::vector<HtmlNode*> selectAll(HtmlNode& root, const std::string& selector)
{
    std::vector<std::string> parts;
    std::string part;
    for (const char c : selector + " ") {
        if (c != ' ')
            part += c;
        else if (!part.empty())
            parts.push_back(std::exchange(part, {}));
    }
    std::vector<HtmlNode*> found;
    for (HtmlNode* node : root.descendants())
        if (matches(*node, parts, parts.size() - 1)) found.push_back(node);
    return found;
}

}  // namespace sym
