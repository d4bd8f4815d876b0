#include "core/observation/symbiont_items.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "core/observation/symbiont_roles.h"
#include "core/text/python_text.h"

namespace sym {
namespace {

using Kind = SymbiontItem::Kind;
using Items = std::vector<SymbiontItem>;

constexpr std::size_t kNameBytes = 120;     ///< longest name made of an element's content
constexpr std::size_t kFieldBytes = 4'000;  ///< longest value read off an editor's content
constexpr std::size_t kMaxOptions = 60;     ///< options of a select that are listed
constexpr int kMaxInsideClickable =
    20;  ///< more controls inside: the page listens, not the element

bool isInvisible(char32_t c)
{
    const bool isPrivate = (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
    return isPrivate || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || c == 0x2060
           || c == 0xFEFF || c == 0xAD || (c < 0x20 && !isPyWhitespace(c)) || c == 0x7F;
}

bool isPhraseText(const SymbiontItem& item)
{
    return item.kind == Kind::Text;
}

bool isLetterOrDigit(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || std::isalnum(byte) != 0;
}

std::string withoutSpaces(std::string text)
{
    std::erase(text, ' ');
    return text;
}

class Builder {
public:
    explicit Builder(const NodeTree& tree)
        : m_tree(tree), m_isSeen(tree.source().nodes.size(), false)
    {
    }

    SymbiontPage run()
    {
        if (m_tree.root() >= 0) m_page.items = content(m_tree.root());
        return std::move(m_page);
    }

private:
    /// The items of a node's children.
    Items content(int index)
    {
        Items items;
        for (const int child : m_tree.children(index)) append(items, child);
        return items;
    }

    void append(Items& items, int index)
    {
        if (m_isSeen[std::size_t(index)]) return;
        m_isSeen[std::size_t(index)] = true;
        const AxNode& node = m_tree.node(index);
        const std::string role = symbiontRole(node);
        const RoleClass kind = roleClass(role);
        if (kind == RoleClass::Nothing) return;
        if (node.behindModal) {
            if (kind == RoleClass::Control || node.scriptInteractive) ++m_page.behindDialog;
            for (const int child : m_tree.children(index)) append(items, child);
            return;
        }
        if (role == "LineBreak") {
            addText(items, index, " ");
            return;
        }
        if (kind == RoleClass::Text) {
            addText(items, index, node.name.value_or(""));
            return;
        }
        if (kind == RoleClass::Control) {
            appendControl(items, index, role);
            return;
        }
        appendOther(items, index, role, kind);
    }

    /// Adds text, to the text before it where both run on.
    void addText(Items& items, int index, std::string text)
    {
        if (m_runsOn && !items.empty() && isPhraseText(items.back())) {
            // the tree has lost the spaces at the ends of its texts
            if (isLetterOrDigit(items.back().name.back()) && !text.empty()
                && isLetterOrDigit(text.front()))
                items.back().name += ' ';
            items.back().name += text;
            return;
        }
        if (tidyText(text).empty()) return;
        items.push_back({.source = index, .role = "text", .name = std::move(text)});
        m_runsOn = true;
    }

    void appendControl(Items& items, int index, const std::string& role)
    {
        const AxNode& node = m_tree.node(index);
        SymbiontItem item = element(index, role);
        const bool isEditor = role == "textbox" || role == "searchbox" || role == "spinbutton";
        const std::string options = role == "combobox" ? takeOptions(index) : std::string();
        m_runsOn = false;
        Items inside = content(index);
        m_runsOn = false;
        if (isEditor) {
            const std::string value = textInside(inside, kFieldBytes);
            if (!node.value && !value.empty() && value != item.name)
                item.states += " [value: " + pyRepr(value) + "]";
            inside.clear();
        }
        item.states += options;
        if (isNamedByContent(role)) nameFromContent(item, inside);
        item.items = withoutRepeats(std::move(inside), item.name);
        const auto isSame = [&](const SymbiontItem& other) {
            return other.role == role && other.name == item.name;
        };
        if (item.items.size() == 1 && isSame(item.items.front())) item.items.clear();
        items.push_back(std::move(item));
    }

    /// Everything that is no control by its role; scripts can make it one.
    void appendOther(Items& items, int index, const std::string& role, RoleClass kind)
    {
        const AxNode& node = m_tree.node(index);
        const bool runsOn = kind == RoleClass::Phrase;
        m_runsOn = m_runsOn && runsOn;
        const std::size_t before = items.size();
        const bool isScripted =
            node.scriptInteractive || (kind == RoleClass::Block && isFocusStop(node));
        if (runsOn && !isScripted) {
            for (const int child : m_tree.children(index)) append(items, child);
            return;
        }
        Items inside = content(index);
        m_runsOn = false;
        if (isScripted && index != m_tree.root() && interactiveInside(inside) <= kMaxInsideClickable
            && role != "RootWebArea") {
            appendScripted(items, index, role, kind, std::move(inside));
            return;
        }
        switch (kind) {
        case RoleClass::Block:
        case RoleClass::Phrase: move(items, std::move(inside)); break;
        case RoleClass::Image:
            if (const std::string name = tidyText(node.name.value_or("")); !name.empty())
                items.push_back(container(index, "img", {}));
            move(items, std::move(inside));
            break;
        case RoleClass::ListItem: appendListItem(items, index, std::move(inside)); break;
        case RoleClass::Table:
        case RoleClass::Landmark:
        case RoleClass::Group: appendContainer(items, index, role, kind, std::move(inside)); break;
        case RoleClass::Row:
        case RoleClass::Cell: {
            SymbiontItem item = container(index, role, std::move(inside));
            item.kind = kind == RoleClass::Row ? Kind::Row : Kind::Cell;
            items.push_back(std::move(item));
            break;
        }
        default: move(items, std::move(inside));
        }
        if (items.size() == before) m_runsOn = false;
    }

    void appendScripted(Items& items, int index, const std::string& role, RoleClass kind,
                        Items inside)
    {
        const bool isNameless = kind == RoleClass::Block || kind == RoleClass::Phrase;
        SymbiontItem item = element(index, isNameless ? "clickable" : role);
        nameFromContent(item, inside);
        inside = withoutRepeats(std::move(inside), item.name);
        // a wrapper around one control says nothing that the control does not
        const bool isWrapper = isNameless && inside.size() == 1 && inside.front().isInteractive;
        if (isWrapper) {
            items.push_back(std::move(inside.front()));
            return;
        }
        if (kind == RoleClass::Row) item.kind = Kind::Row;
        if (kind == RoleClass::Cell) item.kind = Kind::Cell;
        item.items = std::move(inside);
        items.push_back(std::move(item));
    }

    void appendListItem(Items& items, int index, Items inside)
    {
        if (inside.size() == 1 && isPhraseText(inside.front())) {
            SymbiontItem item = container(index, "listitem", {});
            item.name = tidyText(inside.front().name);
            if (!item.name.empty()) items.push_back(std::move(item));
        } else if (inside.size() > 1) {
            items.push_back(container(index, "listitem", std::move(inside)));
        } else {
            move(items, std::move(inside));
        }
    }

    void appendContainer(Items& items, int index, const std::string& role, RoleClass kind,
                         Items inside)
    {
        SymbiontItem item = container(index, role, {});
        item.states = symbiontStates(m_tree.node(index), role);
        if (role == "heading") {
            if (item.name.empty()) item.name = textInside(inside, kNameBytes);
            const bool isLink = inside.size() == 1 && inside.front().isInteractive
                                && inside.front().name == item.name;
            if (isLink) {
                move(items, std::move(inside));
                return;
            }
        }
        inside = withoutRepeats(std::move(inside), item.name);
        const bool isAlone = item.name.empty() && kind == RoleClass::Group && inside.size() < 2;
        const bool isSilent = item.name.empty() && kind == RoleClass::Group && role != "article";
        if (isAlone || isSilent) {
            move(items, std::move(inside));
            return;
        }
        if (inside.empty() && item.name.empty() && item.states.empty()) return;
        item.items = std::move(inside);
        items.push_back(std::move(item));
    }

    SymbiontItem container(int index, const std::string& role, Items inside) const
    {
        SymbiontItem item;
        item.kind = Kind::Container;
        item.source = index;
        item.role = role;
        item.name = tidyText(m_tree.node(index).name.value_or(""));
        item.items = std::move(inside);
        return item;
    }

    SymbiontItem element(int index, std::string role) const
    {
        const AxNode& node = m_tree.node(index);
        SymbiontItem item;
        item.kind = Kind::Element;
        item.source = index;
        item.states = symbiontStates(node, role);
        item.role = std::move(role);
        item.name = tidyText(node.name.value_or(""));
        if (item.name.empty()) item.name = tidyText(node.hint);
        item.isInteractive = true;
        return item;
    }

    /// Fields and players hold things that are not their name.
    static bool isNamedByContent(std::string_view role)
    {
        static constexpr std::array<std::string_view, 11> kOthers = {
            "textbox",  "searchbox", "combobox",  "spinbutton", "slider", "Date",
            "DateTime", "InputTime", "ColorWell", "Video",      "Audio"};
        return std::ranges::find(kOthers, role) == kOthers.end() && role != "listbox";
    }

    /// An element without a name is called by what is inside it.
    static void nameFromContent(SymbiontItem& item, const Items& inside)
    {
        if (!item.name.empty()) return;
        const std::string text = textInside(inside, kNameBytes + 1);
        if (text.size() <= kNameBytes || interactiveInside(inside) == 0) item.name = text;
    }

    /// Drops texts and images that the name says already, and labels of the control beside them.
    static Items withoutRepeats(Items inside, const std::string& name)
    {
        const std::string dense = withoutSpaces(name);
        std::erase_if(inside, [&](const SymbiontItem& item) {
            const bool isPlain =
                isPhraseText(item) || (item.kind == Kind::Container && item.items.empty());
            if (!isPlain || !item.states.empty()) return false;
            const std::string text = withoutSpaces(tidyText(item.name));
            return text.empty() || dense.find(text) != std::string::npos;
        });
        return inside;
    }

    static void move(Items& to, Items from)
    {
        to.insert(to.end(), std::make_move_iterator(from.begin()),
                  std::make_move_iterator(from.end()));
    }

    static bool isFocusStop(const AxNode& node)
    {
        return hasTrueProperty(node, "focusable") && !node.ignored;
    }

    /// The options of a native select as a state; they need no ids, since `select` takes the label.
    std::string takeOptions(int index)
    {
        std::vector<int> options;
        for (const int child : m_tree.children(index)) {
            const AxNode& node = m_tree.node(child);
            const bool isPopup = node.role == "MenuListPopup" || node.ignored;
            for (const int option : isPopup ? m_tree.children(child) : std::vector<int>{child}) {
                const auto& role = m_tree.node(option).role;
                if (role == "option" || role == "menuitem") options.push_back(option);
            }
        }
        if (options.empty()) return {};
        std::string list;
        std::string selected;
        for (std::size_t i = 0; i < options.size(); ++i) {
            const AxNode& option = m_tree.node(options[i]);
            m_isSeen[std::size_t(options[i])] = true;
            const std::string label = pyRepr(tidyText(option.name.value_or("")));
            if (hasTrueProperty(option, "selected")) selected = label;
            if (i < kMaxOptions) list += (i > 0 ? " | " : "") + label;
        }
        if (options.size() > kMaxOptions)
            list += " | ... " + std::to_string(options.size() - kMaxOptions) + " more";
        const bool needsValue = !m_tree.node(index).value && !selected.empty();
        return (needsValue ? " [value: " + selected + "]" : "") + " [options: " + list + "]";
    }

    const NodeTree& m_tree;
    std::vector<bool> m_isSeen;
    SymbiontPage m_page;
    bool m_runsOn = false;  ///< whether text now continues the text before it
};

void collectText(const std::vector<SymbiontItem>& items, std::string& text, std::size_t maxBytes)
{
    for (const SymbiontItem& item : items) {
        if (text.size() > maxBytes) return;
        text += ' ';
        text += item.name;
        if (item.name.empty()) collectText(item.items, text, maxBytes);
    }
}

}  // namespace

std::string tidyText(std::string_view text)
{
    std::string out;
    bool hasGap = false;
    const auto append = [&](char32_t c) {
        if (isPyWhitespace(c)) {
            hasGap = true;
            return;
        }
        if (isInvisible(c)) return;
        if (hasGap && !out.empty()) out += ' ';
        hasGap = false;
        if (c < 0x80)
            out += char(c);
        else
            appendUtf8(out, c);
    };
    const auto isAscii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
    if (std::ranges::all_of(text, isAscii))
        for (const char c : text) append(static_cast<unsigned char>(c));
    else
        for (const char32_t c : toCodePoints(text)) append(c);
    return out;
}

std::string textInside(const std::vector<SymbiontItem>& items, std::size_t maxBytes)
{
    std::string text;
    collectText(items, text, maxBytes);
    text = tidyText(text);
    if (text.size() <= maxBytes) return text;
    std::size_t cut = maxBytes;
    while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) --cut;
    return text.substr(0, cut) + "...";
}

int interactiveInside(const std::vector<SymbiontItem>& items)
{
    int count = 0;
    for (const SymbiontItem& item : items)
        count += int(item.isInteractive) + interactiveInside(item.items);
    return count;
}

SymbiontPage symbiontItems(const NodeTree& tree)
{
    return Builder(tree).run();
}

}  // namespace sym
