#include "core/training/page_cut.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <vector>

#include "core/training/page_text.h"

namespace sym {

namespace {

constexpr std::string_view kElision = "…";
constexpr char kWhollyAsked = '*';  // marks of markedMatches()
constexpr char kPartlyAsked = '+';
constexpr int kOftenLines = 4;  // a word in more lines tells none apart
constexpr double kMatch = 3;    // of a word, times its rarity on the page
constexpr double kLastActionMatch = 0.6;
constexpr double kNearby = 0.55;   // share of a line's match that the next line gets
constexpr double kTogether = 0.4;  // ... and every line of the same item
constexpr int kNearbyLines = 6;
constexpr double kMatchShare = 0.65;  // of the room, for what matches; the rest shows the page
constexpr int kShortText = 12;        // tokens; longer texts without a control count less

struct Line {
    std::string_view text;
    std::string_view content;  ///< without indentation
    std::string_view role;
    int indent = 0;
    bool hasId = false;
    int parent = -1;
    int tokens = 0;
    double match = 0;
    double base = 0;   ///< what its kind is worth
    double score = 0;  ///< and what it has to do with the task
    bool isKept = false;
};

/// Words in lower case; a plural "s" and element ids away.
std::vector<std::string> wordsOf(std::string_view text)
{
    std::vector<std::string> words;
    for (std::size_t i = 0; i < text.size();) {
        std::string word;
        const bool isBracketed = i > 0 && text[i - 1] == '[';
        for (; i < text.size() && isWordByte(text[i]); ++i)
            word += text[i] >= 'A' && text[i] <= 'Z' ? char(text[i] + 32) : text[i];
        const bool isId = isBracketed && i < text.size() && text[i] == ']'
                          && word.find_first_not_of("0123456789") == std::string::npos;
        if (word.size() > 3 && word.back() == 's' && word[word.size() - 2] != 's') word.pop_back();
        if (!word.empty() && !isId)
            words.push_back(std::move(word));
        else
            ++i;
    }
    return words;
}

std::set<std::string> tellingWords(std::string_view text)
{
    static const std::set<std::string> kCommon{
        "the", "a",    "an",   "of",   "to",    "in",    "on",   "for",  "and",   "or",   "is",
        "are", "was",  "be",   "with", "from",  "by",    "at",   "my",   "me",    "i",    "it",
        "its", "this", "that", "what", "which", "who",   "how",  "many", "much",  "all",  "any",
        "do",  "does", "did",  "has",  "have",  "there", "page", "type", "click", "none", "no"};
    std::set<std::string> telling;
    for (std::string& word : wordsOf(text))
        if (!kCommon.contains(word) && !kCommon.contains(word + "s")) telling.insert(word);
    return telling;
}

/// The quoted names of a text and what stands before the first element in it, up to the states.
void addNames(std::string_view text, bool isCell, std::vector<std::string_view>& names)
{
    std::size_t plain = text.size();
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool opens = text[i] == '[' && i + 1 < text.size();
        const bool isId = opens && text[i + 1] >= '0' && text[i + 1] <= '9';
        if (isId) {  // the role stands before it
            const std::size_t role = i > 1 ? text.rfind(' ', i - 2) : std::string_view::npos;
            plain = std::min(plain, role == std::string_view::npos ? 0 : role);
        }
        if (opens && !isId) {  // states, of which values are in quotation marks too
            plain = std::min(plain, i);
            for (++i; i < text.size() && text[i] != ']'; ++i)
                if (const std::size_t behind = behindName(text, i); behind > i) i = behind - 1;
            continue;
        }
        const std::size_t behind = behindName(text, i);
        if (behind == i) continue;
        names.push_back(text.substr(i + 1, behind - i - 2));
        i = behind - 1;
    }
    if (isCell && plain > 0) names.push_back(text.substr(0, plain));
}

/// What a line names: what is quoted in it, and the cells of a table's row.
std::vector<std::string_view> namesIn(std::string_view line)
{
    std::vector<std::string_view> names;
    line.remove_prefix(std::min(line.find_first_not_of('\t'), line.size()));
    if (!line.starts_with("row") && !line.starts_with("header")) {
        addNames(line, false, names);
        return names;
    }
    for (std::size_t at = line.find(" |"); at != std::string_view::npos;) {
        line.remove_prefix(at + 2);
        at = line.find(" |");
        std::string_view cell = line.substr(0, at);
        if (cell.starts_with(' ')) cell.remove_prefix(1);
        addNames(cell, true, names);
    }
    return names;
}

std::vector<Line> linesOf(std::string_view page, const Tokenizer& tokenizer)
{
    std::vector<Line> lines;
    std::vector<int> open;  // the last line of each indentation
    while (!page.empty()) {
        const std::size_t end = std::min(page.find('\n'), page.size());
        Line line;
        line.text = page.substr(0, end);
        page.remove_prefix(std::min(end + 1, page.size()));
        line.indent = int(std::min(line.text.find_first_not_of('\t'), line.text.size()));
        line.content = line.text.substr(std::size_t(line.indent));
        if (line.content.starts_with(kWhollyAsked) || line.content.starts_with(kPartlyAsked))
            line.content.remove_prefix(1);
        line.role = line.content.substr(0, line.content.find(' '));
        // in a table's row or elsewhere, an id makes the line one that can be acted on
        for (std::size_t at = line.content.find(" ["); at != std::string_view::npos && !line.hasId;
             at = line.content.find(" [", at + 1))
            line.hasId = at + 2 < line.content.size() && line.content[at + 2] >= '0'
                         && line.content[at + 2] <= '9';
        line.tokens = int(tokenizer.encode("\n" + std::string(line.text)).size());
        if (open.size() > std::size_t(line.indent)) open.resize(std::size_t(line.indent));
        if (!open.empty()) line.parent = open.back();
        open.resize(std::size_t(line.indent), open.empty() ? -1 : open.back());
        open.push_back(int(lines.size()));
        lines.push_back(line);
    }
    return lines;
}

/// What leads on from any page: "Next", "Save", "All ...".
bool leadsOn(const Line& line)
{
    static const std::set<std::string> kLeading{"next",   "more",   "all",    "search",  "save",
                                                "submit", "create", "new",    "send",    "apply",
                                                "edit",   "filter", "delete", "account", "report"};
    if (!line.hasId || line.tokens > kShortText) return false;
    const std::vector<std::string> words = wordsOf(line.content.substr(line.role.size()));
    return std::any_of(words.begin(), words.end(),
                       [](const std::string& word) { return kLeading.contains(word); });
}

double baseScore(const Line& line)
{
    static const std::map<std::string_view, double> kRoles{
        {"RootWebArea", 100}, {"alert", 4},      {"status", 3},     {"dialog", 3},
        {"searchbox", 2.6},   {"textbox", 2.4},  {"combobox", 2.4}, {"checkbox", 1.6},
        {"radio", 1.6},       {"spinbutton", 2}, {"tab", 1.8},      {"button", 1.5},
        {"heading", 1.4},     {"link", 1.2},     {"header", 1},     {"menuitem", 1.2},
        {"option", 1}};
    const bool says = std::any_of(
        line.content.begin() + std::ptrdiff_t(line.role.size()), line.content.end(), [](char c) {
            return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        });
    const auto role = kRoles.find(line.role);
    if (role != kRoles.end() && (says || line.role == "RootWebArea")) return role->second;
    if (!says) return -2;
    return line.hasId ? 1.2 : 0.6;
}

/// What a line says, without its id: equal ones are said again.
std::string saying(const Line& line)
{
    std::string text(line.content);
    if (const std::size_t open = text.find('['); open != std::string::npos)
        if (const std::size_t close = text.find(']', open); close != std::string::npos)
            text.erase(open, close - open + 1);
    return text;
}

/// What is around a line that matters, matters too; most of all what is in the same item.
void spreadMatch(std::vector<Line>& lines, std::size_t from)
{
    const Line& line = lines[from];
    lines[from].score += line.match;
    if (line.match <= 0) return;
    const bool isItem =
        line.parent >= 0
        && lines[std::size_t(line.parent)].content == lines[std::size_t(line.parent)].role;
    double share = line.match;
    for (std::size_t near = 1; near <= std::size_t(kNearbyLines); ++near) {
        share *= kNearby;
        const std::size_t after = from + near;
        if (after < lines.size() && lines[after].indent >= line.indent - 1) {
            const bool isTogether = isItem && lines[after].parent == line.parent;
            lines[after].score += isTogether ? kTogether * line.match : share;
        }
        if (from >= near) lines[from - near].score += share * kNearby;
    }
}

void scoreLines(std::vector<Line>& lines, std::string_view objective, std::string_view lastAction)
{
    const std::set<std::string> wanted = tellingWords(objective), done = tellingWords(lastAction);
    std::map<std::string, int> frequency;
    std::vector<std::set<std::string>> words;
    for (const Line& line : lines) {
        std::set<std::string> own;
        for (std::string& word : wordsOf(line.content)) own.insert(std::move(word));
        for (const std::string& word : own) ++frequency[word];
        words.push_back(std::move(own));
    }
    std::map<std::string, int> said;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        Line& line = lines[i];
        for (const std::string& word : words[i]) {
            const double rarity =
                std::log(1 + double(lines.size()) / double(frequency.at(word))) / 2;
            if (wanted.contains(word))
                line.match += kMatch * rarity;
            else if (done.contains(word))
                line.match += kMatch * kLastActionMatch * rarity;
        }
        if (!line.hasId && line.tokens > kShortText) line.match *= double(kShortText) / line.tokens;
        line.base = baseScore(line) + (leadsOn(line) ? 0.8 : 0);
        const int times = ++said[saying(line)];
        if (times > 1 && line.base > 0) line.base /= times;
        line.base -= 0.5 * double(i) / double(lines.size());
        line.score = line.base;
    }
    for (std::size_t i = 0; i < lines.size(); ++i) spreadMatch(lines, i);
}

int elisions(const std::vector<Line>& lines)
{
    int runs = 0;
    for (std::size_t i = 0; i < lines.size(); ++i)
        runs += !lines[i].isKept && (i == 0 || lines[i - 1].isKept);
    return runs;
}

/// Keeps lines in the given order while they fit, each with the lines it is nested in.
void keepInOrder(std::vector<Line>& lines, const std::vector<std::size_t>& order, int maxTokens,
                 int elisionTokens)
{
    int used = 0;
    for (const Line& line : lines) used += line.isKept ? line.tokens : 0;
    for (const std::size_t i : order) {
        std::vector<std::size_t> chain;
        int cost = 0;
        for (int at = int(i); at >= 0 && !lines[std::size_t(at)].isKept;
             at = lines[std::size_t(at)].parent) {
            chain.push_back(std::size_t(at));
            cost += lines[std::size_t(at)].tokens;
        }
        const bool isFirst = used == 0;
        if (chain.empty() || (used + cost > maxTokens && !isFirst)) continue;
        for (const std::size_t line : chain) lines[line].isKept = true;
        if (used + cost + elisionTokens * elisions(lines) > maxTokens && !isFirst)
            for (const std::size_t line : chain) lines[line].isKept = false;
        else
            used += cost;
    }
}

std::vector<std::size_t> ordered(const std::vector<Line>& lines, double Line::*by)
{
    std::vector<std::size_t> order(lines.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return lines[a].*by > lines[b].*by; });
    return order;
}

void keepBest(std::vector<Line>& lines, int maxTokens, int elisionTokens)
{
    const std::vector<std::size_t> byScore = ordered(lines, &Line::score);
    keepInOrder(lines, byScore, int(kMatchShare * maxTokens), elisionTokens);
    keepInOrder(lines, ordered(lines, &Line::base), maxTokens, elisionTokens);
    keepInOrder(lines, byScore, maxTokens, elisionTokens);
}

}  // namespace

std::string markedMatches(std::string_view observation, std::string_view objective)
{
    const std::set<std::string> wanted = tellingWords(objective);
    struct NamedLine {
        std::string_view text;
        std::vector<std::set<std::string>> names;  ///< telling words of each
    };
    std::vector<NamedLine> lines;
    std::map<std::string, int> frequency;
    for (std::size_t begin = 0; begin <= observation.size();) {
        const std::size_t end = std::min(observation.find('\n', begin), observation.size());
        NamedLine line{observation.substr(begin, end - begin), {}};
        begin = end + 1;
        std::set<std::string> own;
        for (const std::string_view name : namesIn(line.text)) {
            line.names.push_back(tellingWords(name));
            own.insert(line.names.back().begin(), line.names.back().end());
        }
        for (const std::string& word : own) ++frequency[word];
        lines.push_back(std::move(line));
    }
    std::string text;
    for (const NamedLine& line : lines) {
        bool isWhole = false, isPart = false;
        for (const std::set<std::string>& name : line.names) {
            isWhole = isWhole
                      || (!name.empty()
                          && std::includes(wanted.begin(), wanted.end(), name.begin(), name.end()));
            isPart = isPart || std::any_of(name.begin(), name.end(), [&](const std::string& word) {
                         return wanted.contains(word) && frequency.at(word) <= kOftenLines;
                     });
        }
        const std::size_t indent = std::min(line.text.find_first_not_of('\t'), line.text.size());
        if (&line != &lines.front()) text += '\n';
        text += line.text.substr(0, indent);
        if (isWhole || isPart) text += isWhole ? kWhollyAsked : kPartlyAsked;
        text += line.text.substr(indent);
    }
    return text;
}

PageCut cutPage(std::string_view observation, std::string_view objective,
                std::string_view lastAction, const Tokenizer& tokenizer, int maxTokens)
{
    PageCut cut;
    cut.text = observation;
    cut.tokens = int(tokenizer.encode(observation).size());
    cut.lines = int(std::count(observation.begin(), observation.end(), '\n')) + 1;
    cut.keptLines = cut.lines;
    if (cut.tokens <= maxTokens) return cut;

    std::vector<Line> lines = linesOf(observation, tokenizer);
    scoreLines(lines, objective, lastAction);
    const auto elision = int(tokenizer.encode("\n" + std::string(kElision)).size());
    keepBest(lines, maxTokens, elision);
    cut.text.clear();
    cut.keptLines = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (!lines[i].isKept) {
            if (i > 0 && !lines[i - 1].isKept) continue;
            cut.text += cut.text.empty() ? "" : "\n";
            cut.text += kElision;
            continue;
        }
        cut.text += cut.text.empty() ? "" : "\n";
        cut.text += lines[i].text;
        ++cut.keptLines;
    }
    cut.tokens = int(tokenizer.encode(cut.text).size());
    return cut;
}

}  // namespace sym
