#include <algorithm>
#include <optional>

#include "core/text/python_text.h"
#include "core/text/word_tokens.h"

namespace sym {

namespace {

bool isOneOf(char32_t c, std::u32string_view set)
{
    return set.find(c) != std::u32string_view::npos;
}

bool endsSentence(char32_t c)
{
    return isOneOf(c, U".?!");
}

/// Characters that never lie within a word.
bool isOutsideWords(char32_t c)
{
    return isOneOf(c, U")\";}]*:@'({[?!");
}

bool canStartWord(char32_t c)
{
    return !isOneOf(c, U"(\"`{[:;&#*@)}]-,");
}

/// Length of a dash, an ellipsis or a spaced ellipsis at `at`; 0: none is there.
std::size_t longPunctuation(std::u32string_view text, std::size_t at)
{
    const auto run = [&](char32_t c) {
        std::size_t end = at;
        while (end < text.size() && text[end] == c) ++end;
        return end - at;
    };
    if (const std::size_t dashes = run('-'); dashes >= 2) return dashes;
    if (const std::size_t dots = run('.'); dots >= 2) return dots;
    std::size_t pairs = 0;
    while (at + 2 * pairs + 1 < text.size() && text[at + 2 * pairs] == '.'
           && isPyReSpace(text[at + 2 * pairs + 1]))
        ++pairs;
    for (; pairs >= 2; --pairs)
        if (at + 2 * pairs < text.size() && text[at + 2 * pairs] == '.') return 2 * pairs + 1;
    return 0;
}

bool endsWord(std::u32string_view text, std::size_t at)
{
    const auto isEnd = [&](std::size_t i) {
        return i >= text.size() || isPyReSpace(text[i]) || isOutsideWords(text[i])
               || longPunctuation(text, i) > 0;
    };
    return isEnd(at) || (text[at] == ',' && isEnd(at + 1));
}

/// Words of a line, periods kept with them.
std::vector<std::u32string> lineTokens(std::u32string_view line)
{
    std::vector<std::u32string> tokens;
    std::size_t i = 0;
    while (i < line.size()) {
        std::size_t length = longPunctuation(line, i);
        if (length == 0 && isPyReSpace(line[i])) {
            ++i;
            continue;
        }
        if (length == 0) {
            length = 1;
            if (canStartWord(line[i]))
                while (!endsWord(line, i + length)) ++length;
        }
        tokens.emplace_back(line.substr(i, length));
        i += length;
    }
    return tokens;
}

bool isNumber(std::u32string_view token)
{
    std::size_t i = 0;
    if (i < token.size() && token[i] == '-') ++i;
    if (i < token.size() && isOneOf(token[i], U".,")) ++i;
    if (i >= token.size() || !isPyDigit(token[i])) return false;
    return std::all_of(token.begin() + std::ptrdiff_t(i), token.end(),
                       [](char32_t c) { return isPyDigit(c) || isOneOf(c, U",.-"); });
}

bool isInitial(std::u32string_view token)
{
    return token.size() == 2 && token[1] == '.' && isPyWordCharacter(token[0])
           && !isPyDigit(token[0]);
}

bool breaksAfter(const std::u32string& token, const std::u32string& next)
{
    if (token.size() == 1) return endsSentence(token[0]);
    if (token.back() != '.' || token.ends_with(U"..")) return false;
    const bool initial = isInitial(token);
    if (!initial && !isNumber(token)) return true;
    if (next.size() == 1 && isOneOf(next[0], U";:,.!?")) return false;
    if (isPyLower(next[0])) return false;
    return !(initial && isPyUpper(next[0]));
}

/// Whether a sentence ends somewhere in the text before its last word.
bool containsBreak(std::u32string_view context)
{
    std::vector<std::u32string> tokens;
    std::size_t start = 0;
    while (start <= context.size()) {
        const std::size_t end = std::min(context.size(), context.find(U'\n', start));
        for (std::u32string& token : lineTokens(context.substr(start, end - start)))
            tokens.push_back(std::move(token));
        start = end + 1;
    }
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i)
        if (breaksAfter(tokens[i], tokens[i + 1])) return true;
    return false;
}

/// A place where a sentence may end: after `end`, the next one beginning at `nextStart`.
struct Candidate {
    std::size_t wordStart = 0;
    std::size_t end = 0;
    std::size_t contextEnd = 0;
    std::size_t nextStart = 0;
};

std::optional<Candidate> candidateAt(std::u32string_view text, std::size_t at)
{
    if (!endsSentence(text[at]) || at + 1 >= text.size()) return std::nullopt;
    Candidate candidate;
    candidate.end = at + 1;
    candidate.nextStart = at + 1;
    if (isOutsideWords(text[at + 1])) {
        candidate.contextEnd = at + 2;
        return candidate;
    }
    std::size_t i = at + 1;
    while (i < text.size() && isPyReSpace(text[i])) ++i;
    if (i == at + 1 || i == text.size()) return std::nullopt;
    candidate.nextStart = i;
    while (i < text.size() && !isPyReSpace(text[i])) ++i;
    candidate.contextEnd = i;
    return candidate;
}

/// Start of the word before `end`, looking no further back than the word of the last candidate.
std::size_t wordStartBefore(std::u32string_view text, std::size_t previousStart,
                            std::size_t previousStop, std::size_t end)
{
    const std::u32string_view before = text.substr(previousStop, end - previousStop);
    const std::size_t space = before.find_last_of(U" \t\n\r\v\f");
    // A space at the very front counts as none: version 3.8 does not tell the two apart.
    if (space == std::u32string_view::npos || space == 0) return previousStart;
    return previousStop + space + 1;
}

/// Candidates that do not share a word with a later one.
std::vector<Candidate> candidates(std::u32string_view text)
{
    std::vector<Candidate> found;
    std::optional<Candidate> previous;
    std::size_t previousStop = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::optional<Candidate> candidate = candidateAt(text, i);
        if (!candidate) continue;
        const std::size_t previousStart = previous ? previous->wordStart : 0;
        candidate->wordStart = wordStartBefore(text, previousStart, previousStop, i);
        if (previous && previousStop <= candidate->wordStart) found.push_back(*previous);
        previous = candidate;
        previousStop = i;
    }
    if (previous) found.push_back(*previous);
    return found;
}

struct Slice {
    std::size_t start = 0;
    std::size_t stop = 0;
};

std::u32string_view sliced(std::u32string_view text, const Slice& slice)
{
    return slice.start < slice.stop ? text.substr(slice.start, slice.stop - slice.start)
                                    : std::u32string_view();
}

/// Closing punctuation at the front that belongs to the sentence before: its length without and
/// with the white space after it.
struct Closers {
    std::size_t marks = 0;
    std::size_t all = 0;
};

Closers leadingClosers(std::u32string_view text)
{
    std::size_t marks = 0;
    while (marks < text.size() && isOneOf(text[marks], U"\"')]}")) {
        ++marks;
        std::size_t end = marks;
        while (end < text.size() && isPyReSpace(text[end])) ++end;
        if (end > marks || end == text.size() || text.substr(marks).starts_with(U"--"))
            return {marks, end};
    }
    return {};
}

}  // namespace

std::vector<std::string> pySentences(std::string_view utf8)
{
    const std::u32string text = toCodePoints(utf8);
    std::vector<Slice> slices;
    std::size_t lastBreak = 0;
    for (const Candidate& candidate : candidates(text)) {
        // The context is the word, the mark itself and what follows it.
        const std::size_t start = std::min(candidate.wordStart, candidate.end - 1);
        const std::u32string_view context =
            std::u32string_view(text).substr(start, candidate.contextEnd - start);
        if (!containsBreak(context)) continue;
        slices.push_back({lastBreak, candidate.end});
        lastBreak = candidate.nextStart;
    }
    std::size_t last = text.size();
    while (last > 0 && isPyWhitespace(text[last - 1])) --last;
    slices.push_back({lastBreak, last});

    std::vector<std::string> sentences;
    std::size_t realigned = 0;
    for (std::size_t i = 0; i < slices.size(); ++i) {
        Slice sentence{slices[i].start + realigned, slices[i].stop};
        realigned = 0;
        if (i + 1 < slices.size()) {
            const Closers closers = leadingClosers(sliced(text, slices[i + 1]));
            realigned = closers.all;
            if (closers.marks > 0) sentence.stop = slices[i + 1].start + closers.marks;
        }
        if (!sliced(text, sentence).empty()) sentences.push_back(toUtf8(sliced(text, sentence)));
    }
    return sentences;
}

}  // namespace sym
