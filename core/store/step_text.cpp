#include "core/store/step_text.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <utility>

namespace sym {

namespace {

std::string lowered(std::string text)
{
    for (char& c : text) c = char(std::tolower(static_cast<unsigned char>(c)));
    return text;
}

constexpr std::size_t kExcerptBefore = 40;
constexpr std::size_t kExcerptAfter = 80;

/// Moves a byte position back to the start of a UTF-8 character.
std::size_t characterStart(const std::string& text, std::size_t position)
{
    while (position > 0 && position < text.size()
           && (static_cast<unsigned char>(text[position]) & 0xc0) == 0x80)
        --position;
    return std::min(position, text.size());
}

/// A piece of the text around the first word found, or nothing.
std::optional<std::string> excerpt(const std::string& text, const std::vector<std::string>& words)
{
    const std::string folded = lowered(text);
    for (std::string word : words) {
        if (word.size() > 1 && word.back() == '*') word.pop_back();
        const std::size_t found = folded.find(lowered(word));
        if (found == std::string::npos) continue;
        const std::size_t first =
            characterStart(text, found > kExcerptBefore ? found - kExcerptBefore : 0);
        const std::size_t last =
            characterStart(text, std::min(text.size(), found + word.size() + kExcerptAfter));
        return text.substr(first, found - first) + "\x02" + text.substr(found, word.size()) + "\x03"
               + text.substr(found + word.size(),
                             last > found + word.size() ? last - found - word.size() : 0);
    }
    return std::nullopt;
}

}  // namespace

std::string joinedLines(const std::vector<std::string>& lines)
{
    std::string text;
    for (const std::string& line : lines) text += (text.empty() ? "" : "\n") + line;
    return text;
}

std::vector<std::string> queryWords(const std::string& query)
{
    std::vector<std::string> words;
    std::string word;
    const auto flush = [&] {
        if (!word.empty()) words.push_back(std::exchange(word, {}));
    };
    for (const char c : query) {
        if (std::isspace(static_cast<unsigned char>(c)) || c == '"')
            flush();
        else
            word += c;
    }
    flush();
    return words;
}

std::string ftsQuery(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words) {
        const bool prefix = word.size() > 1 && word.back() == '*';
        text += (text.empty() ? "\"" : " \"") + (prefix ? word.substr(0, word.size() - 1) : word)
                + (prefix ? "\"*" : "\"");
    }
    return text;
}

SearchHit searchHit(EpisodeId episode, const Step& step, const std::vector<std::string>& words)
{
    const std::string errors = joinedLines(step.errors);
    const std::pair<const char*, const std::string*> fields[] = {
        {"action", &step.rawAction},
        {"reasoning", &step.reasoning},
        {"error", &errors},
        {"observation", &step.page.observation}};
    for (const auto& [name, text] : fields)
        if (auto piece = excerpt(*text, words))
            return {episode, step.index, name, std::move(*piece)};
    return {episode, step.index, "observation", step.page.title};
}

}  // namespace sym
