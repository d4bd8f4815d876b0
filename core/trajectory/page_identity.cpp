#include "core/trajectory/page_identity.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <set>

#include <utf8proc.h>

namespace sym {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f';
}

std::string squeezedBlanks(std::string_view text)
{
    std::string out;
    bool isPending = false;
    for (const char c : text) {
        if (isBlank(c)) {
            isPending = !out.empty();
            continue;
        }
        if (isPending) out += ' ';
        isPending = false;
        out += c;
    }
    return out;
}

/// One line of an observation: how deep, which ids it has, and the rest.
struct ObservedLine {
    std::size_t depth = 0;
    std::vector<std::string> ids;
    std::string text;  ///< without ids and indentation
};

/// Whether `[...]` at `open` is the id of an element; `end` is then behind the bracket.
bool isIdAt(std::string_view line, std::size_t open, const std::set<std::string>& ids,
            std::size_t& end)
{
    const std::size_t close = line.find(']', open);
    if (close == std::string_view::npos) return false;
    const std::string inside(line.substr(open + 1, close - open - 1));
    const bool isNumber = !inside.empty() && std::ranges::all_of(inside, isDigit);
    if (!(ids.empty() ? isNumber : ids.contains(inside))) return false;
    end = close + 1;
    return true;
}

ObservedLine readLine(std::string_view raw, const std::set<std::string>& ids)
{
    ObservedLine line;
    line.depth = std::min(raw.find_first_not_of('\t'), raw.size());
    raw.remove_prefix(line.depth);
    for (std::size_t i = 0; i < raw.size();) {
        std::size_t end = 0;
        if (raw[i] == '[' && isIdAt(raw, i, ids, end)) {
            line.ids.emplace_back(raw.substr(i + 1, end - i - 2));
            if (line.text.ends_with(' ')) line.text.pop_back();
            i = end;
        } else {
            line.text += raw[i++];
        }
    }
    return line;
}

std::string withoutHost(std::string_view url)
{
    const std::size_t scheme = url.find("://");
    if (scheme == std::string_view::npos) return std::string(url);
    const std::size_t path = url.find_first_of("/?#", scheme + 3);
    return path == std::string_view::npos ? "" : std::string(url.substr(path));
}

}  // namespace

std::string foldedText(std::string_view utf8)
{
    utf8proc_uint8_t* bytes = nullptr;
    const utf8proc_ssize_t size = utf8proc_map(
        reinterpret_cast<const utf8proc_uint8_t*>(utf8.data()), utf8proc_ssize_t(utf8.size()),
        &bytes, utf8proc_option_t(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD));
    if (size < 0) return squeezedBlanks(utf8);  // no UTF-8
    std::string folded = squeezedBlanks({reinterpret_cast<const char*>(bytes), std::size_t(size)});
    std::free(bytes);
    return folded;
}

std::string pagePath(std::string_view url)
{
    std::string path = withoutHost(url);
    path.resize(std::min(path.find('#'), path.size()));
    const std::size_t query = std::min(path.find('?'), path.size());
    if (query > 1 && path[query - 1] == '/') path.erase(query - 1, 1);
    return path.empty() || path.front() == '?' ? "/" + path : path;
}

std::string urlTemplate(std::string_view url)
{
    const std::string path = pagePath(url);
    const std::size_t query = std::min(path.find('?'), path.size());
    std::string out;
    for (std::size_t i = 0; i < query; ++i) {
        if (!isDigit(path[i]))
            out += path[i];
        else if (out.empty() || out.back() != '#')
            out += '#';
    }
    std::set<std::string> keys;
    for (std::size_t at = query; at < path.size();) {
        const std::size_t end = std::min(path.find('&', at + 1), path.size());
        const std::string part = path.substr(at + 1, end - at - 1);
        if (const std::string key = part.substr(0, part.find('=')); !key.empty()) keys.insert(key);
        at = end;
    }
    char separator = '?';
    for (const std::string& key : keys) {
        out += separator + key;
        separator = '&';
    }
    return out;
}

std::string normalisedAnswer(std::string_view answer)
{
    static const std::array<std::string_view, 8> kDone = {
        "done",      "finished",       "complete",         "completed",
        "task done", "task completed", "task is complete", "the task is done"};
    std::string text = foldedText(answer);
    while (!text.empty() && (text.back() == '.' || text.back() == '"' || text.back() == '\''))
        text.pop_back();
    while (!text.empty() && (text.front() == '"' || text.front() == '\'')) text.erase(0, 1);
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool isThousands = text[i] == ',' && i > 0 && isDigit(text[i - 1])
                                 && i + 3 < text.size() && isDigit(text[i + 1])
                                 && isDigit(text[i + 2]) && isDigit(text[i + 3]);
        if (!isThousands) out += text[i];
    }
    return std::ranges::find(kDone, out) != kDone.end() ? std::string() : out;
}

PageIdentity::PageIdentity(const PageRecord& page)
{
    std::set<std::string> ids;
    std::map<std::string, const Element*> elements;
    for (const Element& element : page.elements) {
        ids.insert(element.id);
        elements[element.id] = &element;
    }
    std::vector<std::pair<std::size_t, std::string>> above;  // depth and text of the lines above
    std::map<std::string, int> onPage;
    std::map<std::string, int> inContext;
    const std::string_view observation = page.observation;
    int number = 0;
    for (std::size_t begin = 0; begin < observation.size(); ++number) {
        const std::size_t newline = std::min(observation.find('\n', begin), observation.size());
        const ObservedLine line = readLine(observation.substr(begin, newline - begin), ids);
        begin = newline + 1;
        m_text.append(line.depth, '\t');
        m_text += line.text + '\n';
        while (!above.empty() && above.back().first >= line.depth) above.pop_back();
        const std::string folded = foldedText(line.text);
        std::string context;
        for (const auto& [depth, text] : above) context += text + '\n';
        context += folded;  // in a table row, what else is in it tells an element apart
        for (const std::string& id : line.ids) {
            if (m_byId.contains(id)) continue;
            Known element;
            element.id = id;
            element.line = number;
            if (const auto found = elements.find(id); found != elements.end()) {
                element.identity.role = found->second->role;
                element.identity.name = foldedText(found->second->name);
            } else {
                element.identity.role = folded.substr(0, folded.find(' '));
                element.identity.name = folded;
            }
            element.identity.context = context;
            const std::string kind = element.identity.role + '\n' + element.identity.name;
            element.identity.nthOnPage = onPage[kind]++;
            element.identity.nth = inContext[kind + '\n' + context]++;
            m_byId[id] = m_elements.size();
            m_elements.push_back(std::move(element));
        }
        above.emplace_back(line.depth, folded);
    }
    // Elements the text does not show can still be named
    for (const Element& element : page.elements) {
        if (m_byId.contains(element.id)) continue;
        Known hidden{element.id, {element.role, foldedText(element.name), {}, 0, 0}, -1};
        hidden.identity.nthOnPage = onPage[hidden.identity.role + '\n' + hidden.identity.name]++;
        hidden.identity.nth = hidden.identity.nthOnPage;
        m_byId[element.id] = m_elements.size();
        m_elements.push_back(std::move(hidden));
    }
}

const PageIdentity::Known* PageIdentity::known(const std::string& id) const
{
    const auto found = m_byId.find(id);
    return found == m_byId.end() ? nullptr : &m_elements[found->second];
}

std::optional<ElementIdentity> PageIdentity::identityOf(const std::string& elementId) const
{
    const Known* element = known(elementId);
    return element ? std::optional(element->identity) : std::nullopt;
}

std::optional<std::string> PageIdentity::find(const ElementIdentity& identity) const
{
    const Known* byPosition = nullptr;
    for (const Known& element : m_elements) {
        if (element.identity.role != identity.role || element.identity.name != identity.name)
            continue;
        if (element.identity.context == identity.context && element.identity.nth == identity.nth)
            return element.id;
        if (element.identity.nthOnPage == identity.nthOnPage) byPosition = &element;
    }
    return byPosition ? std::optional(byPosition->id) : std::nullopt;
}

/// Two of a kind side by side. Three are a list, whose members differ in what a name does not say.
bool PageIdentity::isPair(const Known& left, const Known& right) const
{
    const auto isAlike = [&](const Known& element) {
        return element.identity.role == left.identity.role
               && element.identity.name == left.identity.name
               && element.identity.context == left.identity.context;
    };
    return left.line >= 0 && right.line >= 0 && std::abs(left.line - right.line) <= 1
           && isAlike(right) && std::ranges::count_if(m_elements, isAlike) == 2;
}

PageIdentity::Likeness PageIdentity::compare(const std::string& leftId,
                                             const std::string& rightId) const
{
    if (leftId == rightId) return Likeness::Same;
    const Known* left = known(leftId);
    const Known* right = known(rightId);
    if (!left || !right) return Likeness::Other;
    const bool areLinks = left->identity.role == "link" && !left->identity.name.empty();
    return areLinks && isPair(*left, *right) ? Likeness::Equivalent : Likeness::Other;
}

std::string PageIdentity::actionKey(const Action& action) const
{
    std::string key(actionVerb(action.kind));
    for (const std::string& id : {action.elementId, action.targetId}) {
        if (id.empty()) continue;
        const Known* element = known(id);
        key += element ? " " + element->identity.role + " '" + element->identity.name + "' #"
                             + std::to_string(element->identity.nthOnPage)
                       : " an element that is not there";
    }
    switch (action.kind) {
    case ActionKind::Note: break;  // remembers something and does nothing
    case ActionKind::Stop: key += " [" + normalisedAnswer(action.text) + "]"; break;
    case ActionKind::Goto: key += " [" + pagePath(action.text) + "]"; break;
    case ActionKind::TabFocus:
    case ActionKind::Branch:
    case ActionKind::Prune: key += " [" + std::to_string(action.number) + "]"; break;
    default:
        if (!action.text.empty()) key += " [" + foldedText(action.text) + "]";
        if (action.pressEnter) key += " [1]";
    }
    return key;
}

}  // namespace sym
