#include "core/browser/page_snapshot.h"

#include <array>
#include <charconv>
#include <optional>
#include <string>

namespace sym {

namespace {

constexpr int kNoDomNode = 1;
constexpr int kScriptInteractive = 2;
constexpr int kBehindModal = 4;
constexpr int kForeignFrame = 8;

constexpr std::size_t kHeadFields = 7;
constexpr std::size_t kNodeFields = 8;

/// Takes the text up to `mark` off the front.
std::string_view take(std::string_view& rest, char mark)
{
    const std::size_t end = rest.find(mark);
    const std::string_view part = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    return part;
}

template <std::size_t count>
std::array<std::string_view, count> fieldsOf(std::string_view line)
{
    std::array<std::string_view, count> fields;
    for (std::string_view& field : fields) field = take(line, '\t');
    return fields;
}

std::string unescaped(std::string_view text)
{
    if (text.find('\\') == std::string_view::npos) return std::string(text);
    std::string plain;
    plain.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            plain += text[i];
            continue;
        }
        const char c = text[++i];
        plain += c == 't' ? '\t' : c == 'n' ? '\n' : c == 'r' ? '\r' : c;
    }
    return plain;
}

template <typename T>
std::optional<T> number(std::string_view text)
{
    T value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

/// Integers stay integers, as in the protocol's JSON: the text formats print them differently.
nlohmann::json numberValue(std::string_view text)
{
    if (const auto integer = number<std::int64_t>(text)) return *integer;
    if (const auto real = number<double>(text)) return *real;
    return nullptr;
}

std::optional<Rectangle> rectangleIn(std::string_view text)
{
    if (text.empty()) return std::nullopt;
    std::array<double, 4> values{};
    for (double& value : values) value = number<double>(take(text, ',')).value_or(0);
    return Rectangle{values[0], values[1], values[2], values[3]};
}

void readProperties(std::string_view text, AxNode& node)
{
    while (!text.empty()) {
        const std::string_view one = take(text, '\r');
        const std::size_t mark = one.find_first_of("+-#=");
        if (mark == std::string_view::npos) continue;
        std::string name(one.substr(0, mark));
        const std::string_view value = one.substr(mark + 1);
        switch (one[mark]) {
        case '+': node.properties.emplace_back(std::move(name), true); break;
        case '-': node.properties.emplace_back(std::move(name), false); break;
        case '#': node.properties.emplace_back(std::move(name), numberValue(value)); break;
        default: node.properties.emplace_back(std::move(name), unescaped(value)); break;
        }
    }
}

Error brokenLine(std::size_t line)
{
    return Error(ErrorCode::Protocol,
                 "the page engine's answer is broken at line " + std::to_string(line + 1));
}

Status readNode(std::string_view line, PageSnapshot& snapshot)
{
    const auto [id, role, parent, flagText, rectangle, properties, hint, name] =
        fieldsOf<kNodeFields>(line);
    std::vector<AxNode>& nodes = snapshot.tree.nodes;
    const auto identity = number<std::int64_t>(id);
    const auto above = number<int>(parent);
    const auto flags = number<int>(flagText);
    if (!identity || !above || !flags || role.empty() || *above >= int(nodes.size()))
        return brokenLine(nodes.size() + 1);
    AxNode node;
    node.nodeId = id;
    node.role = std::string(role);
    if (!name.empty()) node.name = unescaped(name.substr(1));
    if (!(*flags & kNoDomNode)) node.backendNodeId = *identity;
    node.bounds = rectangleIn(rectangle);
    node.scriptInteractive = *flags & kScriptInteractive;
    node.behindModal = *flags & kBehindModal;
    node.hint = unescaped(hint);
    readProperties(properties, node);
    if (*above >= 0) {
        AxNode& parentNode = nodes[std::size_t(*above)];
        node.parentId = parentNode.nodeId;
        parentNode.childIds.push_back(node.nodeId);
    }
    if (*flags & kForeignFrame) snapshot.foreignFrames.push_back(nodes.size());
    nodes.push_back(std::move(node));
    return {};
}

}  // namespace

Result<PageSnapshot> parsePageSnapshot(std::string_view text)
{
    PageSnapshot snapshot;
    const auto [base, screenWidth, screenHeight, scrollX, scrollY, url, title] =
        fieldsOf<kHeadFields>(take(text, '\n'));
    const auto first = number<std::int64_t>(base);
    if (!first) return brokenLine(0);
    snapshot.base = *first;
    AxTree& tree = snapshot.tree;
    tree.screenWidth = number<double>(screenWidth).value_or(0);
    tree.screenHeight = number<double>(screenHeight).value_or(0);
    tree.scrollX = number<double>(scrollX).value_or(0);
    tree.scrollY = number<double>(scrollY).value_or(0);
    tree.url = unescaped(url);
    tree.title = unescaped(title);
    constexpr std::size_t kTypicalLine = 64;
    tree.nodes.reserve(text.size() / kTypicalLine);
    while (!text.empty()) {
        SYM_CHECK(readNode(take(text, '\n'), snapshot));
    }
    if (tree.nodes.empty()) return brokenLine(1);
    return snapshot;
}

void spliceFrame(AxTree& outer, std::size_t frameNode, const AxTree& inner, double offsetX,
                 double offsetY)
{
    if (inner.nodes.empty()) return;
    AxNode& owner = outer.nodes[frameNode];
    owner.childIds = inner.nodes.front().childIds;
    const std::string rootId = inner.nodes.front().nodeId;
    const std::string ownerId = owner.nodeId;
    std::vector<AxNode> moved(inner.nodes.begin() + 1, inner.nodes.end());
    for (AxNode& node : moved) {
        if (node.parentId == rootId) node.parentId = ownerId;
        if (!node.bounds) continue;
        node.bounds->x += offsetX;
        node.bounds->y += offsetY;
    }
    outer.nodes.insert(outer.nodes.begin() + std::ptrdiff_t(frameNode) + 1,
                       std::make_move_iterator(moved.begin()),
                       std::make_move_iterator(moved.end()));
}

}  // namespace sym
