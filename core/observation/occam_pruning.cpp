#include <algorithm>
#include <array>

#include "core/observation/occam_tree.h"
#include "core/observation/repeated_names.h"
#include "core/text/python_text.h"

// AgentOccam's passes over the tree, quirks included: each walks all nodes, hidden ones too,
// parents first; a later pass sees what an earlier one hid.

namespace sym {
namespace {

/// Calls `pass` on every node that can be reached, parents first.
template <typename Pass>
void walk(OccamTree& tree, int index, const Pass& pass)
{
    pass(index);
    // by position: the table pass adds nodes, which moves them all
    for (std::size_t i = 0; i < tree.at(index).children.size(); ++i)
        walk(tree, tree.at(index).children[i], pass);
}

template <typename Pass>
void walk(OccamTree& tree, const Pass& pass)
{
    walk(tree, 0, pass);
}

bool isKeptCharacter(char32_t c)
{
    constexpr std::u32string_view kPunctuation = U",.!?;:-'\"()&/\u2019@";
    if (c < 0x80) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')
               || c == '_' || kPunctuation.find(c) != std::u32string_view::npos;
    }
    return c == U'\u2019' || isPyWordCharacter(c);
}

/// Leaves letters, digits and common punctuation, with single spaces between.
std::string withoutUnwantedCharacters(std::string_view name)
{
    std::string out;
    out.reserve(name.size());
    bool hasGap = false;
    const auto append = [&](char32_t c) {
        if (c == 0xA0 || isPyReSpace(c)) {
            hasGap = true;
            return;
        }
        if (!isKeptCharacter(c)) return;
        if (hasGap && !out.empty()) out += ' ';
        hasGap = false;
        if (c < 0x80)
            out += char(c);
        else
            appendUtf8(out, c);
    };
    if (std::ranges::all_of(name, [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
        for (const char c : name) append(static_cast<unsigned char>(c));
    else
        for (const char32_t c : toCodePoints(name)) append(c);
    return out;
}

bool isUnwantedProperty(std::string_view name)
{
    static constexpr std::array<std::string_view, 7> kNames = {
        "focused",         "autocomplete", "hasPopup", "expanded",
        "multiselectable", "orientation",  "controls"};
    return std::ranges::find(kNames, name) != kNames.end();
}

bool isTruthy(const nlohmann::json& value)
{
    if (value.is_boolean()) return value.get<bool>();
    if (value.is_number()) return value.get<double>() != 0;
    if (value.is_string()) return !value.get_ref<const std::string&>().empty();
    return !value.is_null() && !value.empty();
}

Status removeUnwantedProperties(OccamTree& tree, MissingRequired missingRequired)
{
    for (OccamNode& node : tree.nodes) {
        if (node.properties.empty()) continue;
        std::erase_if(node.properties,
                      [](const auto& property) { return isUnwantedProperty(property.first); });
        if (node.parent < 0 || tree.at(node.parent).role != "row") continue;
        const auto required = std::ranges::find(node.properties, "required",
                                                &std::pair<std::string, nlohmann::json>::first);
        if (required == node.properties.end()) {
            if (missingRequired == MissingRequired::Fails)
                return Error(ErrorCode::InvalidInput, "KeyError: 'required'");
        } else if (!isTruthy(required->second)) {
            node.properties.erase(required);
        }
    }
    return {};
}

bool isPlainText(const OccamTree& tree, int index)
{
    const OccamNode& node = tree.at(index);
    return node.isVisible
           && (node.role == "StaticText" || node.role == "LabelText" || node.role == "caption")
           && tree.allChildrenHidden(index);
}

/// Hides texts that the parent's or a sibling's name has already.
void removeRedundantText(OccamTree& tree)
{
    if (isPlainText(tree, 0) && tree.at(0).name.empty()) tree.at(0).isVisible = false;
    walk(tree, [&](int index) {
        const std::vector<int> children = tree.at(index).children;
        std::vector<int> candidates;
        std::vector<std::string_view> names;
        for (std::size_t i = 0; i < children.size(); ++i) {
            names.emplace_back(tree.at(children[i]).name);
            if (!isPlainText(tree, children[i])) continue;
            if (tree.at(children[i]).name.empty())
                tree.at(children[i]).isVisible = false;
            else
                candidates.push_back(int(i));
        }
        if (candidates.empty()) return;
        names.emplace_back(tree.at(index).name);
        const std::vector<bool> isRedundant = occursInAnother(names, candidates);
        for (std::size_t i = 0; i < candidates.size(); ++i)
            if (isRedundant[i]) tree.at(children[std::size_t(candidates[i])]).isVisible = false;
    });
}

void removeImages(OccamTree& tree)
{
    walk(tree, [&](int index) {
        OccamNode& node = tree.at(index);
        if (node.isVisible && (node.role == "img" || node.name == "Image")
            && tree.allChildrenHidden(index))
            node.isVisible = false;
    });
}

bool hasEqualProperties(const OccamNode& left, const OccamNode& right)
{
    if (left.properties.size() != right.properties.size()) return false;
    return std::ranges::all_of(left.properties, [&](const auto& property) {
        return std::ranges::find(right.properties, property) != right.properties.end();
    });
}

bool isIdentical(const OccamNode& node, const OccamNode& other)
{
    return other.children.empty() && node.role == other.role && node.name == other.name
           && hasEqualProperties(node, other);
}

/// Hides leaves that look like a neighbour. Nothing of a row of siblings is hidden before all are
/// judged, so a run of equal ones vanishes to the last.
void hideEqualSiblings(OccamTree& tree, int index)
{
    const std::vector<int>& children = tree.at(index).children;
    const int count = int(children.size());
    for (int i = count - 1; i >= 0; --i) hideEqualSiblings(tree, children[std::size_t(i)]);
    if (tree.at(index).role == "row") return;

    const auto isVisible = [&](int i) { return tree.at(children[std::size_t(i)]).isVisible; };
    int lastVisible = count - 1;
    while (lastVisible >= 0 && !isVisible(lastVisible)) --lastVisible;
    std::vector<int> equal;
    int nextVisible = -1;
    for (int i = count - 1; i >= 0; --i) {
        const auto looksLike = [&](int other) {
            return other >= 0
                   && isIdentical(tree.at(children[std::size_t(i)]),
                                  tree.at(children[std::size_t(other)]));
        };
        // "the previous visible sibling" is the last visible one: upstream's slice runs backwards
        const bool isEqual =
            (i > 0 && (looksLike(i - 1) || (lastVisible > i && looksLike(lastVisible))))
            || (i + 1 < count && (looksLike(i + 1) || looksLike(nextVisible)));
        if (isEqual && tree.allChildrenHidden(children[std::size_t(i)]))
            equal.push_back(children[std::size_t(i)]);
        if (isVisible(i)) nextVisible = i;
    }
    for (const int child : equal) tree.at(child).isVisible = false;
}

void mergeTextIntoParent(OccamTree& tree)
{
    walk(tree, [&](int index) {
        if (!isPlainText(tree, index) || tree.at(index).parent < 0) return;
        OccamNode& parent = tree.at(tree.at(index).parent);
        if (!parent.name.empty() || parent.children.size() != 1) return;
        parent.name = tree.at(index).name;
        tree.at(index).isVisible = false;
    });
}

void nameTextRoles(OccamTree& tree)
{
    for (OccamNode& node : tree.nodes)
        if (node.role == "StaticText" || node.role == "LabelText") node.role = "text";
}

/// Lists menu items or options in their parent's name; they keep their ids there.
void mergeItems(OccamTree& tree)
{
    walk(tree, [&](int index) {
        if (!tree.at(index).isVisible) return;
        const std::vector<int> items = tree.visibleChildren(index);
        if (items.empty()) return;
        const std::string role = tree.at(items.front()).role;
        if (role != "menuitem" && role != "option") return;
        if (std::ranges::any_of(items, [&](int item) { return tree.at(item).role != role; }))
            return;
        std::string list;
        for (const int item : items) {
            const std::string line = pyStrip(occamLine(tree.at(item), OccamPrint::Concise));
            if (item != items.front()) list += "; ";
            list += line.substr(std::min(line.size(), role.size() + 1));
            tree.at(item).isVisible = false;
        }
        OccamNode& node = tree.at(index);
        node.name = pyStrip(node.name).empty() ? list : node.name + ": " + list;
    });
}

bool hasVisibleSibling(const OccamTree& tree, int index)
{
    const OccamNode& node = tree.at(index);
    return std::ranges::any_of(tree.at(node.parent).children, [&](int sibling) {
        return tree.at(sibling).isVisible && tree.at(sibling).id != node.id;
    });
}

/// A heading and the only link in it, or the other way round, become one.
void mergeDuplicatedHeading(OccamTree& tree, int index)
{
    OccamNode& node = tree.at(index);
    if (!node.isVisible || node.parent < 0) return;
    OccamNode& parent = tree.at(node.parent);
    if (node.name != parent.name || (node.role != "heading" && parent.role != "heading")) return;
    if (!tree.allChildrenHidden(index) || hasVisibleSibling(tree, index)) return;
    if (node.role == "heading" && !isUninteractiveRole(parent.role)) node.isVisible = false;
    if (parent.role == "heading" && !isUninteractiveRole(node.role)) {
        parent.id = node.id;
        parent.role = node.role;
        parent.properties = node.properties;
        parent.children = node.children;
        node.isVisible = false;
    }
}

void mergeDuplicatedHeadings(OccamTree& tree, int index)
{
    const std::vector<int> children = tree.at(index).children;  // a child may replace them
    mergeDuplicatedHeading(tree, index);
    for (const int child : children) mergeDuplicatedHeadings(tree, child);
}

}  // namespace

Status pruneOccamTree(OccamTree& tree, MissingRequired missingRequired)
{
    if (tree.nodes.empty()) return {};
    for (OccamNode& node : tree.nodes) node.name = withoutUnwantedCharacters(node.name);
    SYM_CHECK(removeUnwantedProperties(tree, missingRequired));
    removeRedundantText(tree);
    removeImages(tree);
    hideEqualSiblings(tree, 0);
    removeImages(tree);
    mergeTextIntoParent(tree);
    removeRedundantText(tree);
    nameTextRoles(tree);
    mergeItems(tree);
    walk(tree, [&](int index) { mergeDescriptionList(tree, index); });
    walk(tree, [&](int index) { reformatTable(tree, index); });
    mergeDuplicatedHeadings(tree, 0);
    return {};
}

}  // namespace sym
