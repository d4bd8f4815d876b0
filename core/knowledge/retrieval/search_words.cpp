#include "core/knowledge/retrieval/search_words.h"

#include <set>

namespace sym {

namespace {

/// Function words, and the roles and states that stand in every observation.
const std::set<std::string, std::less<>>& commonWords()
{
    static const std::set<std::string, std::less<>> words{
        "a",           "an",        "and",      "are",        "as",          "at",
        "be",          "by",        "do",       "does",       "for",         "from",
        "has",         "have",      "how",      "i",          "in",          "is",
        "it",          "its",       "me",       "my",         "of",          "on",
        "or",          "that",      "the",      "their",      "them",        "then",
        "this",        "to",        "was",      "what",       "which",       "who",
        "with",        "you",       "your",     "link",       "button",      "textbox",
        "heading",     "combobox",  "checkbox", "radio",      "clickable",   "row",
        "header",      "table",     "cell",     "list",       "listitem",    "main",
        "text",        "image",     "img",      "value",      "options",     "required",
        "checked",     "selected",  "true",     "false",      "focused",     "expanded",
        "paragraph",   "more",      "lines",    "navigation", "contentinfo", "banner",
        "rootwebarea", "searchbox", "option",   "group",      "region"};
    return words;
}

}  // namespace

std::vector<std::string> searchWords(std::string_view text, std::size_t most)
{
    std::vector<std::string> words;
    std::set<std::string, std::less<>> seen;
    std::string word;
    const auto flush = [&] {
        const bool worth = word.size() > 1 && !commonWords().contains(word);
        if (worth && words.size() < most && seen.insert(word).second) words.push_back(word);
        word.clear();
    };
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool isUpper = c >= 'A' && c <= 'Z';
        const bool isWord = isUpper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')
                            || byte >= 0x80;  // letters beyond ASCII are left to the index
        if (isWord)
            word += isUpper ? char(c + ('a' - 'A')) : c;
        else
            flush();
    }
    flush();
    return words;
}

}  // namespace sym
