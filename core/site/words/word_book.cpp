#include "core/site/words/word_book.h"

#include "core/site/web/resources.h"
#include "core/site/words/markup.h"

namespace sym {

WordBook WordBook::load(std::string_view name)
{
    WordBook book;
    book.m_json = siteJson(std::string(name));
    for (const auto& [key, value] : book.m_json.items())
        if (value.is_array() && !value.empty() && value.front().is_string())
            book.m_lists[key] = wordsOf(value);
    return book;
}

const WordList& WordBook::list(const std::string& key) const
{
    static const WordList kNone;
    const auto found = m_lists.find(key);
    return found == m_lists.end() ? kNone : found->second;
}

WordList wordsOf(const nlohmann::json& array)
{
    WordList words;
    for (const auto& item : array)
        if (item.is_string()) words.push_back(item.get<std::string>());
    return words;
}

WordList pickSome(const WordList& words, std::size_t count, Random& random)
{
    WordList some = words;
    random.shuffle(some);
    if (some.size() > count) some.resize(count);
    return some;
}

std::string fillWords(std::string pattern, const std::map<std::string, std::string>& values)
{
    std::string out;
    std::size_t i = 0;
    while (i < pattern.size()) {
        const std::size_t open = pattern.find('{', i);
        const std::size_t close = open == std::string::npos ? open : pattern.find('}', open);
        if (close == std::string::npos) break;
        out.append(pattern, i, open - i);
        const std::string key = pattern.substr(open + 1, close - open - 1);
        const auto found = values.find(key);
        out += found == values.end() ? pattern.substr(open, close - open + 1) : found->second;
        i = close + 1;
    }
    out.append(pattern, i, std::string::npos);
    return out;
}

std::string joined(const WordList& words, std::string_view separator)
{
    std::string out;
    for (const std::string& word : words) {
        if (!out.empty()) out += separator;
        out += word;
    }
    return out;
}

bool matchesAllWords(std::string_view query, std::string_view text)
{
    const std::string haystack = lowered(text);
    for (const std::string& word : splitWords(query))
        if (haystack.find(word) == std::string::npos) return false;
    return true;
}

WordList splitWords(std::string_view text)
{
    WordList words;
    std::string word;
    for (const char c : lowered(text)) {
        const bool inside = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & 0x80);
        if (inside) word += c;
        if (!inside && !word.empty()) words.push_back(std::exchange(word, {}));
    }
    if (!word.empty()) words.push_back(word);
    return words;
}

}  // namespace sym
