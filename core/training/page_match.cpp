#include "core/training/page_match.h"

#include <algorithm>
#include <map>

#include "core/training/page_text.h"

namespace sym {

namespace {

constexpr char kWhollyAsked = '*';
constexpr char kPartlyAsked = '+';
constexpr int kOftenLines = 4;  // a word in more lines tells none apart

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

}  // namespace

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

bool hasOnly(const std::set<std::string>& words, const std::set<std::string>& wanted)
{
    return !words.empty()
           && std::includes(wanted.begin(), wanted.end(), words.begin(), words.end());
}

bool isTableLine(std::string_view line)
{
    line.remove_prefix(std::min(line.find_first_not_of('\t'), line.size()));
    return line.starts_with("row") || line.starts_with("header");
}

std::vector<std::string_view> namesIn(std::string_view line)
{
    std::vector<std::string_view> names;
    if (!isTableLine(line)) {
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

bool namesOnly(std::string_view line, const std::set<std::string>& wanted)
{
    const std::vector<std::string_view> names = namesIn(line);
    return std::any_of(names.begin(), names.end(),
                       [&](std::string_view name) { return hasOnly(tellingWords(name), wanted); });
}

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
            isWhole = isWhole || hasOnly(name, wanted);
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

std::string_view withoutMatchMark(std::string_view line)
{
    if (line.starts_with(kWhollyAsked) || line.starts_with(kPartlyAsked)) line.remove_prefix(1);
    return line;
}

}  // namespace sym
