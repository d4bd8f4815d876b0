#pragma once

#include <bitset>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// Words as a reader compares them: folded, cut to their stem, synonyms of the web's own vocabulary
/// brought together ("basket" and "cart"). English. Pure functions, any thread.
namespace sym {

/// ASCII letters in lower case, other bytes unchanged.
std::string folded(std::string_view text);

/// Without white space at both ends.
std::string_view trimmed(std::string_view text);

/// Runs of white space become one blank, ends trimmed.
std::string squeezed(std::string_view text);

/// One word of a text and where it stands.
struct Word {
    std::string stem;       ///< folded stem
    std::string group;      ///< name of its group of synonyms, else the stem
    std::size_t begin = 0;  ///< offset of its first byte
    std::size_t end = 0;
    bool isStop = false;      ///< "the", "of", ...: carries no meaning of its own
    std::bitset<128> groups;  ///< the groups of synonyms it is in
};

/// The words of a text: runs of letters, digits and bytes over 127; "wish list", "log in" and the
/// like count as one word.
std::vector<Word> wordsOf(std::string_view text);

/// How well the words of `name` are found in `words`: 0...1, the mean of coverage in both
/// directions; equal stems count 1, synonyms 0.8. Stop words do not count.
double similarity(const std::vector<Word>& name, const std::vector<Word>& words);
double similarity(std::string_view left, std::string_view right);

/// Share of the meaningful words of `part` that are found in `whole` (0 when it has none).
double coverage(const std::vector<Word>& part, const std::vector<Word>& whole);
double coverage(std::string_view part, std::string_view whole);

/// Whether the folded text holds the folded phrase at word borders.
bool containsPhrase(std::string_view text, std::string_view phrase);

/// Whether two texts are the same but for case, spaces and punctuation at their ends.
bool sameText(std::string_view left, std::string_view right);

}  // namespace sym
