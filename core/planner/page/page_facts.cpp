#include <algorithm>

#include "core/planner/language/words.h"
#include "core/planner/page/page.h"

namespace sym {
namespace {

constexpr std::size_t kLongestLabel = 40;

bool hasDigit(std::string_view text)
{
    return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool isNumberStart(std::string_view text)
{
    return !text.empty() && text.front() >= '0' && text.front() <= '9';
}

bool isLabelLike(std::string_view text)
{
    return !text.empty() && text.size() <= kLongestLabel && !hasDigit(text)
           && text.find_first_of(".!?") == std::string_view::npos;
}

bool holdsText(const PageNode& node)
{
    return !node.name.empty()
           && (node.role == "text" || node.role == "link" || node.role == "definition"
               || node.role == "descriptionlistdetail" || node.role == "time"
               || node.role == "strong" || node.role == "paragraph" || node.role == "generic"
               || node.role == "code" || node.role == "mark" || node.role == "emphasis"
               || node.role == "listitem" || node.role == "meter" || node.role == "img"
               || node.role == "status");
}

/// "Label: value" inside one text.
void addInner(const PageNode& node, int index, std::vector<Fact>& facts)
{
    const std::size_t colon = node.name.find(": ");
    if (colon == std::string::npos || colon > kLongestLabel) return;
    facts.push_back({node.name.substr(0, colon), node.name.substr(colon + 2), index, 1});
}

/// "12 reviews", "Issues 7", "Issues (7)": a count and its unit.
void addCount(const PageNode& node, int index, std::vector<Fact>& facts)
{
    const std::string& name = node.name;
    if (name.size() > 40 || !hasDigit(name)) return;
    if (isNumberStart(name)) {
        const std::size_t end = name.find_first_not_of("0123456789,.");
        if (end != std::string::npos && name[end] == ' ' && !hasDigit(name.substr(end)))
            facts.push_back(
                {std::string(trimmed(name.substr(end))), name.substr(0, end), index, 0.9});
        return;
    }
    const std::size_t digit = name.find_first_of("0123456789");
    const std::size_t end = name.find_first_not_of("0123456789,.", digit);
    const std::string_view rest =
        end == std::string::npos ? std::string_view() : trimmed(std::string_view(name).substr(end));
    if (!rest.empty() && rest != ")") return;
    std::string label = name.substr(0, digit);
    while (!label.empty() && (label.back() == ' ' || label.back() == '(')) label.pop_back();
    if (label.empty() || label.find_first_of("#$") != std::string::npos) return;
    facts.push_back(
        {label, name.substr(digit, end == std::string::npos ? end : end - digit), index, 0.8});
}

/// The first node behind `index` that says something, within a few lines.
int nextText(const PageTree& tree, int index)
{
    for (int i = index + 1; i < int(tree.size()) && i <= index + 3; ++i)
        if (holdsText(tree[std::size_t(i)])) return i;
    return -1;
}

void addPairs(const PageTree& tree, int index, std::vector<Fact>& facts)
{
    const PageNode& node = tree[std::size_t(index)];
    std::string label = node.name;
    const bool colon = label.ends_with(':');
    if (colon) label.pop_back();
    const bool isTerm = node.role == "term" || node.role == "descriptionlistterm";
    if (!colon && !isTerm && !isLabelLike(label)) return;
    const int next = nextText(tree, index);
    if (next < 0 || label.size() > 60 || tree[std::size_t(next)].depth < node.depth) return;
    const double confidence = colon || isTerm ? 1 : node.role == "heading" ? 0.55 : 0.5;
    facts.push_back({label, tree[std::size_t(next)].name, next, confidence});
    if (!colon && !isTerm && node.role == "text") {
        // big figure above its caption
        const int before = index - 1;
        if (before >= 0 && tree[std::size_t(before)].role == "text"
            && isNumberStart(tree[std::size_t(before)].name)
            && tree[std::size_t(before)].name.size() < 15)
            facts.push_back({label, tree[std::size_t(before)].name, before, 0.4});
    }
}

bool isBareNumber(std::string_view text)
{
    return isNumberStart(text) && text.size() < 12
           && text.find_first_not_of("0123456789.,kK+ ") == std::string_view::npos;
}

/// A button or link with its count beside it: "Star", "1425".
void addCounter(const PageTree& tree, int index, std::vector<Fact>& facts)
{
    const PageNode& node = tree[std::size_t(index)];
    const bool isButton = node.role == "button" || node.role == "link" || node.role == "clickable"
                          || node.role == "tab";
    if (!isButton || node.id.empty() || !isLabelLike(node.name)) return;
    const std::size_t next = std::size_t(index) + 1;
    if (next < tree.size() && isBareNumber(tree[next].name))
        facts.push_back({node.name, tree[next].name, int(next), 0.7});
}

void addRowFacts(const Record& record, std::vector<Fact>& facts)
{
    // a table of two columns without headers is a list of labels and values
    if (!record.headers.empty() || record.cells.size() < 2) return;
    if (record.cells.size() == 2 || record.cells.size() == 3) {
        std::string label = record.cells[0];
        if (label.ends_with(':')) label.pop_back();
        if (!label.empty() && label.size() <= 60)
            facts.push_back({label, record.cells[1], record.begin, 1});
    }
}

}  // namespace

std::vector<Fact> findFacts(const PageTree& tree, const std::vector<Record>& records)
{
    std::vector<Fact> facts;
    for (int i = 0; i < int(tree.size()); ++i) {
        const PageNode& node = tree[std::size_t(i)];
        if (node.name.empty() || node.role == "rootwebarea" || node.role == "option") continue;
        addInner(node, i, facts);
        addCount(node, i, facts);
        addCounter(tree, i, facts);
        const bool mayLabel = node.role == "text" || node.role == "term" || node.role == "heading"
                              || node.role == "descriptionlistterm" || node.role == "strong"
                              || node.role == "rowheader" || node.role == "generic"
                              || (node.role == "cell" && node.name.ends_with(':'));
        if (mayLabel) addPairs(tree, i, facts);
    }
    for (const Record& record : records)
        if (tree[std::size_t(record.begin)].role == "row") addRowFacts(record, facts);
    return facts;
}

}  // namespace sym
