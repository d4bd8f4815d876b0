#include "core/training/page_cut.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <vector>

#include "core/training/page_match.h"
#include "core/training/page_text.h"

namespace sym {

namespace {

constexpr std::string_view kElision = "…";
constexpr std::size_t kManyOptions = 8;   // more of a choice are too many
constexpr std::size_t kFirstOptions = 2;  // of many, kept whatever they say
constexpr double kNearby = 0.55;          // share of a line's match that the next line gets
constexpr int kNearbyLines = 6;
constexpr double kMostMatch = 2;
constexpr int kShortText = 12;  // tokens; the words of a longer text without a control count less

// How much each sign raises the log odds that a step acts on a line or answers with it. Fitted to
// recorded steps (a softmax over the lines of each page) and rounded: decision 14.
constexpr double kHasId = 1.9;
constexpr double kLeadsOn = 1.3;
constexpr double kSaysNothing = -1.4;
constexpr double kSaidBefore = -1.3;
constexpr double kSaidNext = -1.1;
constexpr double kMatch = 0.4;
constexpr double kMatchOfControl = 1.1;
constexpr double kNamesOnly = 2.2;
constexpr double kMatchJustBefore = 1.9;
constexpr double kMatchJustAfter = 0.9;
constexpr double kLastActionMatch = -0.7;  // what was just done is not done again
constexpr double kInItem = -1.6;
constexpr double kMatchInItem = 0.2;
constexpr double kMatchInItemOfTarget = 1.4;
constexpr double kInFirstItem = 0.6;
constexpr double kRequired = 1.3;
constexpr double kHasValue = -1.5;
constexpr double kIsOpen = -1.6;
constexpr double kInOpened = 1.2;
constexpr double kNumber = 3.2;
constexpr double kMoney = 3.4;
constexpr double kMoneyInItem = 0.1;
constexpr double kAddress = 0.8;

double roleScore(std::string_view role)
{
    static const std::map<std::string_view, double> kScores{
        {"spinbutton", 2.9},  {"checkbox", 1.7},  {"searchbox", 1.6},
        {"combobox", 1.4},    {"button", 1},      {"text", 0.3},
        {"link", -0.3},       {"row", -0.3},      {"radio", -0.3},
        {"listitem", -.3},    {"tabpanel", -0.3}, {"clickable", -0.4},
        {"textbox", -0.4},    {"tab", -0.8},      {"heading", -0.9},
        {"navigation", -0.7}, {"img", -1.6},      {"header", -2.4},
        {"alert", 2},         {"status", 2}};  // not fitted: what a page reports ends a task
    const auto found = kScores.find(role);
    return found == kScores.end() ? 0 : found->second;
}

struct Line {
    std::string_view text;
    std::string_view content;  ///< without indentation
    std::string_view role;
    int indent = 0;
    bool hasId = false;
    bool says = false;  ///< a letter or a digit besides its role
    int parent = -1;
    int item = -1;  ///< the list item or article it is in
    int tokens = 0;
    double match = 0;
    double score = 0;
    bool isKept = false;

    std::string_view said() const { return content.substr(role.size()); }
};

/// The options of a choice, from the first on: where there are many, the first ones and those that
/// have a word of the task. Moves `line` behind them.
std::string fewOptions(std::string_view& line, const std::set<std::string>& wanted)
{
    constexpr std::string_view kBetween = " | ";
    std::vector<std::string_view> options;
    bool goesOn = true;
    while (goesOn && !line.empty()) {
        const std::size_t behind = behindName(line, 0);
        if (behind == 0) break;
        options.push_back(line.substr(0, behind));
        line.remove_prefix(behind);
        goesOn = line.starts_with(kBetween);
        if (goesOn) line.remove_prefix(kBetween.size());
    }
    std::string text;
    const bool areMany = options.size() > kManyOptions;
    for (std::size_t i = 0; i < options.size(); ++i) {
        const std::set<std::string> words = tellingWords(options[i]);
        const bool isMeant = std::any_of(words.begin(), words.end(), [&](const std::string& word) {
            return wanted.contains(word);
        });
        if (!areMany || i < kFirstOptions || isMeant)
            text += std::string(text.empty() ? "" : kBetween) + std::string(options[i]);
    }
    if (areMany) text += std::string(kBetween) + std::string(kElision);
    if (goesOn && !options.empty()) text += kBetween;
    return text;
}

/// The page without what is true of most controls, and of choices of many options without most.
std::string shortened(std::string_view page, const std::set<std::string>& wanted)
{
    constexpr std::string_view kOptions = "[options: ";
    std::string text;
    while (!page.empty()) {
        const std::size_t end = std::min(page.find('\n'), page.size());
        std::string_view line = page.substr(0, end);
        for (std::size_t at = line.find(kOptions); at != std::string_view::npos;
             at = line.find(kOptions)) {
            text += line.substr(0, at + kOptions.size());
            line.remove_prefix(at + kOptions.size());
            text += fewOptions(line, wanted);
        }
        text += line;
        page.remove_prefix(end);
        if (page.empty()) break;
        text += '\n';
        page.remove_prefix(1);
    }
    for (const std::string_view usual :
         {" [expanded: false]", " [popup: menu]", " [invalid: true]"})
        for (std::size_t at = text.find(usual); at != std::string::npos; at = text.find(usual, at))
            text.erase(at, usual.size());
    return text;
}

int itemOf(const std::vector<Line>& lines, int parent)
{
    if (parent < 0) return -1;
    const Line& line = lines[std::size_t(parent)];
    return line.role == "listitem" || line.role == "article" ? parent : line.item;
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
        line.content = withoutMatchMark(line.text.substr(std::size_t(line.indent)));
        line.role = line.content.substr(0, line.content.find(' '));
        // in a table's row or elsewhere, an id makes the line one that can be acted on
        for (std::size_t at = line.content.find(" ["); at != std::string_view::npos && !line.hasId;
             at = line.content.find(" [", at + 1))
            line.hasId = at + 2 < line.content.size() && line.content[at + 2] >= '0'
                         && line.content[at + 2] <= '9';
        line.says = std::any_of(line.said().begin(), line.said().end(), [](char c) {
            return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        });
        line.tokens = int(tokenizer.encode("\n" + std::string(line.text)).size());
        if (open.size() > std::size_t(line.indent)) open.resize(std::size_t(line.indent));
        if (!open.empty()) line.parent = open.back();
        line.item = itemOf(lines, line.parent);
        open.resize(std::size_t(line.indent), open.empty() ? -1 : open.back());
        open.push_back(int(lines.size()));
        lines.push_back(line);
    }
    return lines;
}

bool hasAny(const std::set<std::string>& words, std::initializer_list<const char*> of)
{
    return std::any_of(of.begin(), of.end(),
                       [&](const char* word) { return words.contains(word); });
}

/// What leads on from any page: "Next", "Save", "All ...".
bool leadsOn(const Line& line)
{
    if (!line.hasId || line.tokens > kShortText) return false;
    const std::vector<std::string> words = wordsOf(line.said());
    return hasAny({words.begin(), words.end()},
                  {"next", "more", "all", "search", "save", "submit", "create", "new", "send",
                   "apply", "edit", "filter", "delete", "account", "report"});
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

/// Whether the next line says all of this one: an image's file name, then the product's.
bool isSaidNext(const std::vector<Line>& lines, std::size_t at)
{
    if (at + 1 >= lines.size() || lines[at + 1].parent != lines[at].parent) return false;
    std::set<std::string> own = tellingWords(lines[at].said());
    const std::set<std::string> next = tellingWords(lines[at + 1].said());
    for (const char* ending : {"html", "jpg", "png"}) own.erase(ending);
    return !own.empty() && std::includes(next.begin(), next.end(), own.begin(), own.end());
}

/// The first item of a list, in which a ranking has its best; of a table, the row behind its
/// header.
std::set<int> firstItems(const std::vector<Line>& lines)
{
    std::set<int> first;
    std::set<std::pair<int, std::string_view>> lists;  // the line they are in, their role
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const bool isItem = (lines[i].role == "listitem" || lines[i].role == "article")
                            && i + 2 < lines.size() && lines[i + 1].parent == int(i)
                            && lines[i + 2].parent == int(i);
        const bool isRow = lines[i].role == "row" && i > 0 && lines[i - 1].role == "header";
        if ((isItem || isRow) && lists.insert({lines[i].parent, lines[i].role}).second)
            first.insert(int(i));
    }
    return first;
}

/// How well each line matches the task, and each item: its best line.
std::map<int, double> findMatches(std::vector<Line>& lines, std::vector<double>& lastMatches,
                                  const std::set<std::string>& wanted,
                                  const std::set<std::string>& done)
{
    std::map<std::string, int> frequency;
    std::vector<std::set<std::string>> words;
    for (const Line& line : lines) {
        const std::vector<std::string> all = wordsOf(line.content);
        words.emplace_back(all.begin(), all.end());
        for (const std::string& word : words.back()) ++frequency[word];
    }
    const auto count = double(lines.size());
    std::map<int, double> best;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        Line& line = lines[i];
        for (const std::string& word : words[i]) {
            const double rarity = std::log(1 + count / frequency.at(word)) / std::log(1 + count);
            if (wanted.contains(word))
                line.match += rarity * rarity;
            else if (done.contains(word))
                lastMatches[i] += rarity * rarity;
        }
        if (!line.hasId && line.tokens > kShortText) line.match *= double(kShortText) / line.tokens;
        line.match = std::min(line.match, kMostMatch);
        lastMatches[i] = std::min(lastMatches[i], kMostMatch);
        best[line.item] = std::max(best[line.item], line.match);
    }
    return best;
}

/// The best match among the lines before, or behind, which counts the less the farther it is.
double nearbyMatch(const std::vector<Line>& lines, std::size_t at, int step, int reach)
{
    double best = 0, share = 1;
    for (int i = 1; i <= reach; ++i) {
        const int near = int(at) + i * step;
        if (near < 0 || near >= int(lines.size())) break;
        const Line& line = lines[std::size_t(near)];
        share *= kNearby;
        if (step > 0 || line.indent <= lines[at].indent + 1)
            best = std::max(best, share * line.match);
    }
    return best;
}

/// What kind of value a task asks for.
struct Asked {
    bool money = false, address = false, number = false;
};

/// How well what a line says is of a kind that is asked for; 0 where it is of none.
double valueScore(const Line& line, const Asked& asked)
{
    const auto has = [&](const char* characters) {
        return line.content.find_first_of(characters) != std::string_view::npos;
    };
    double score = 0;
    if (asked.money && has("$"))
        score = line.item < 0 && line.role == "text" ? kMoney : kMoneyInItem;
    if (asked.address && has("@")) score = std::max(score, kAddress);
    if (asked.number && !line.hasId && line.tokens <= kShortText && has("0123456789"))
        score = std::max(score, kNumber);
    return score;
}

double stateScore(const Line& line)
{
    const auto has = [&](std::string_view state) {
        return line.content.find(state) != std::string_view::npos;
    };
    return (has("[required") ? kRequired : 0) + (has("[value: ") ? kHasValue : 0)
           + (has("[expanded: true") ? kIsOpen : 0);
}

/// Scores are log odds for the room a line takes.
void scoreLines(std::vector<Line>& lines, std::string_view objective, std::string_view lastAction)
{
    const std::set<std::string> wanted = tellingWords(objective);
    std::vector<double> lastMatches(lines.size());
    const std::map<int, double> itemMatch =
        findMatches(lines, lastMatches, wanted, tellingWords(lastAction));
    const std::set<int> first = firstItems(lines);
    const std::vector<std::string> all = wordsOf(objective);
    const Asked asked{.money = hasAny(wanted, {"price", "cost", "cheapest", "expensive", "spend",
                                               "spent", "total", "revenue"}),
                      .address = hasAny(wanted, {"email", "mail"}),
                      .number = hasAny({all.begin(), all.end()}, {"many"})};
    std::set<std::string> said;
    std::set<int> opened;  // items with an open control
    for (std::size_t i = 0; i < lines.size(); ++i) {
        Line& line = lines[i];
        const double value = valueScore(line, asked);
        double score = roleScore(line.role) + value + stateScore(line);
        if (line.hasId) score += kHasId + kMatchOfControl * line.match;
        if (leadsOn(line)) score += kLeadsOn;
        if (!line.says) score += kSaysNothing;
        if (!said.insert(saying(line)).second) score += kSaidBefore;
        if (isSaidNext(lines, i)) score += kSaidNext;
        if (namesOnly(line.content, wanted)) score += kNamesOnly;
        score += kMatch * line.match + kLastActionMatch * lastMatches[i]
                 + kMatchJustBefore * nearbyMatch(lines, i, -1, kNearbyLines)
                 + kMatchJustAfter * nearbyMatch(lines, i, 1, kNearbyLines / 2);
        if (line.item >= 0) {
            const double match = itemMatch.at(line.item);
            score += kInItem + kMatchInItem * match;
            if (line.hasId || value > 0) score += kMatchInItemOfTarget * match;
            if (opened.contains(line.item)) score += kInOpened;
            if (line.content.find("[expanded: true") != std::string_view::npos)
                opened.insert(line.item);
        }
        if (first.contains(line.role == "row" ? int(i) : line.item)) score += kInFirstItem;
        line.score = score - std::log(line.tokens + 2);
    }
}

int elisions(const std::vector<Line>& lines)
{
    int runs = 0;
    for (std::size_t i = 0; i < lines.size(); ++i)
        runs += !lines[i].isKept && (i == 0 || lines[i - 1].isKept);
    return runs;
}

/// Keeps the first line, then the best ones while they fit, each with the lines it is nested in.
void keepBest(std::vector<Line>& lines, int maxTokens, int elisionTokens)
{
    std::vector<std::size_t> order(lines.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin() + 1, order.end(),
                     [&](std::size_t a, std::size_t b) { return lines[a].score > lines[b].score; });
    int used = 0;
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

}  // namespace

PageCut cutPage(std::string_view observation, std::string_view objective,
                std::string_view lastAction, const Tokenizer& tokenizer, int maxTokens)
{
    PageCut cut;
    cut.text = observation;
    cut.tokens = int(tokenizer.encode(observation).size());
    cut.lines = int(std::count(observation.begin(), observation.end(), '\n')) + 1;
    cut.keptLines = cut.lines;
    if (cut.tokens <= maxTokens || observation.empty()) return cut;

    const std::string page = shortened(observation, tellingWords(objective));
    std::vector<Line> lines = linesOf(page, tokenizer);
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
