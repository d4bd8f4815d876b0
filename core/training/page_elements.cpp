#include "core/training/page_elements.h"

#include <algorithm>

#include "core/training/page_text.h"

namespace sym {

namespace {

constexpr std::string_view kCell = " | ";
constexpr std::size_t kLongestName = 80;  // bytes of a name that are said

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// Where an element's mark " [12]" begins from `from` on, which is in no name.
std::size_t markAfter(std::string_view line, std::size_t from)
{
    for (std::size_t at = from; at < line.size(); ++at) {
        if (const std::size_t behind = behindName(line, at); behind > at) at = behind;
        if (!line.substr(std::min(at, line.size())).starts_with(" [")) continue;
        std::size_t end = at + 2;
        while (end < line.size() && isDigit(line[end])) ++end;
        if (end > at + 2 && end < line.size() && line[end] == ']') return at;
    }
    return std::string_view::npos;
}

std::string_view roleBefore(std::string_view line, std::size_t mark)
{
    std::size_t begin = mark;
    while (begin > 0 && line[begin - 1] != ' ' && line[begin - 1] != '\t') --begin;
    return line.substr(begin, mark - begin);
}

bool isQuote(std::string_view text, std::size_t at)
{
    return at < text.size() && (text[at] == '\'' || text[at] == '"');
}

/// One name in the notation of observations, from its quote on; moves `at` behind it.
std::string unquoted(std::string_view text, std::size_t& at)
{
    const char quote = text[at++];
    std::string name;
    for (; at < text.size() && text[at] != quote; ++at) {
        if (text[at] == '\\' && at + 1 < text.size()) ++at;
        name += text[at];
    }
    ++at;
    return name;
}

/// What a cell says: the names of the elements in it, or its text.
std::string textOfCell(std::string_view cell)
{
    if (markAfter(cell, 0) == std::string_view::npos) return std::string(cell);
    std::string text;
    for (const PageElement& element : elementsOfLine(cell))
        if (!element.name.empty()) text += (text.empty() ? "" : " ") + element.name;
    return text;
}

std::string nameOfRow(std::string_view cells)
{
    std::string name, last;
    for (std::size_t at = cells.find(kCell); at != std::string_view::npos;) {
        cells.remove_prefix(at + kCell.size());
        at = cells.find(kCell);
        std::string text = textOfCell(cells.substr(0, at));
        if (text.empty() || text == last) continue;
        name += (name.empty() ? "" : " ") + text;
        last = std::move(text);
    }
    return name;
}

}  // namespace

std::vector<PageElement> elementsOfLine(std::string_view line)
{
    std::vector<PageElement> elements;
    for (std::size_t at = markAfter(line, 0); at != std::string_view::npos;) {
        const std::size_t close = line.find(']', at);
        const std::size_t next = markAfter(line, close);
        PageElement element;
        element.role = roleBefore(line, at);
        const bool isLikeTheLast =  // `button [31] 'More' (2 more like it: [32] [33])`
            !elements.empty() && (element.role == "it:" || element.role.starts_with('['));
        element.mark = line.substr(at + 1, close - at);
        element.states = line.substr(close + 1, std::min(next, line.size()) - close - 1);
        std::size_t name = close + 2;
        if (isLikeTheLast) {
            const PageElement& last = elements.back();
            element = {last.role, element.mark, last.states, last.name};
        } else if (line.substr(close).starts_with("] ") && isQuote(line, name)) {
            element.name = unquoted(line, name);
        } else if (element.role == "row") {
            element.name = nameOfRow(line.substr(close + 1));
        }
        elements.push_back(std::move(element));
        at = next;
    }
    return elements;
}

std::vector<std::string> optionsOf(const PageElement& element)
{
    std::vector<std::string> options;
    constexpr std::string_view kMark = "[options: ";
    const std::string_view line = element.states;
    std::size_t at = line.find(kMark);
    if (at == std::string_view::npos) return options;
    at += kMark.size();
    while (isQuote(line, at)) {
        options.push_back(unquoted(line, at));
        if (!line.substr(std::min(at, line.size())).starts_with(kCell)) break;
        at += kCell.size();
    }
    return options;
}

std::string valueOf(const PageElement& element)
{
    constexpr std::string_view kMark = "[value: ";
    std::size_t at = element.states.find(kMark);
    if (at == std::string_view::npos) return {};
    at += kMark.size();
    return isQuote(element.states, at) ? unquoted(element.states, at) : std::string();
}

std::string saidAction(std::string_view verb, const PageElement& element)
{
    const std::string_view what = verb == "type"     ? "field"
                                  : verb == "select" ? "choice"
                                                     : element.role;
    std::string said = std::string(verb) + ' ' + std::string(what);
    if (element.name.empty()) return said;
    std::string name = element.name;
    if (name.size() > kLongestName) {
        const std::size_t blank = name.rfind(' ', kLongestName);
        name.resize(blank == std::string::npos ? kLongestName : blank);
    }
    std::replace(name.begin(), name.end(), '"', '\'');
    return said + " \"" + name + '"';
}

std::string saidAction(std::string_view action, std::string_view observation)
{
    const std::string_view verb = action.substr(0, action.find(" ["));
    if (verb != "click" && verb != "type" && verb != "select" && verb != "hover")
        return std::string(verb);
    const std::size_t close = action.find(']');
    if (verb == action || close == std::string_view::npos) return {};
    const std::string_view mark = action.substr(verb.size() + 1, close - verb.size());
    for (std::size_t at = observation.find(mark); at != std::string_view::npos;
         at = observation.find(mark, at + 1)) {
        const std::size_t begin = observation.rfind('\n', at) + 1;  // npos + 1 is 0
        const std::string_view line = observation.substr(begin, observation.find('\n', at) - begin);
        for (const PageElement& element : elementsOfLine(line))
            if (element.mark == mark) return saidAction(verb, element);
    }
    return {};
}

std::string reasonThatSays(std::string_view action, std::string_view observation,
                           std::string_view reason)
{
    const std::string said = saidAction(action, observation);
    if (said.empty() || reason.empty() || reason.starts_with(said + '.') || reason == said)
        return std::string(reason);
    // The same in other words, `click row "Orders of ..."`
    const std::string head = said.substr(0, said.find(" \"")) + " \"";
    const std::size_t end =
        reason.starts_with(head) ? reason.find('"', head.size()) : std::string_view::npos;
    if (end != std::string_view::npos && reason.substr(end + 1).starts_with('.'))
        return said + std::string(reason.substr(end + 1));
    return said + ". " + std::string(reason);
}

}  // namespace sym
