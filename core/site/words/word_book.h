#pragma once

#include <nlohmann/json.hpp>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/random.h"

namespace sym {

using WordList = std::vector<std::string>;

/// Word lists of one site, from a JSON resource.
class WordBook {
public:
    /// @param name file in resources/sites, e.g. "forum.json"
    static WordBook load(std::string_view name);

    /// The list of strings at a top-level key; empty if absent. Lives as long as the book.
    const WordList& list(const std::string& key) const;
    const nlohmann::json& json() const { return m_json; }

private:
    nlohmann::json m_json;
    std::map<std::string, WordList> m_lists;
};

/// A JSON array of strings as a list.
WordList wordsOf(const nlohmann::json& array);

/// `count` different words in random order, or all of them if there are fewer.
WordList pickSome(const WordList& words, std::size_t count, Random& random);

/// Replaces every "{key}" that has a value; others stay.
std::string fillWords(std::string pattern, const std::map<std::string, std::string>& values);

/// Joins with a separator.
std::string joined(const WordList& words, std::string_view separator);

/// Whether every word of `query` starts a word or is part of `text`, without regard to case.
bool matchesAllWords(std::string_view query, std::string_view text);

/// Lower-case words of letters and digits.
WordList splitWords(std::string_view text);

}  // namespace sym
