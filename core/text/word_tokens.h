#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sym {

/// Words and punctuation as nltk.word_tokenize (3.8) gives them: sentences, then Treebank tokens
/// of each ("0." at the end of a sentence is "0" and ".").
///
/// Sentences are found with the algorithm of Kiss and Strunk (2006) without a trained model: no
/// abbreviations are known, a number or an initial with a period does not end a sentence before a
/// lower-case word or one of ";:,.!?". WEBARENA 2.2 gives the evidence that the tokens which
/// matter to an evaluator come out as with the English model. UTF-8, any thread.
std::vector<std::string> pyWordTokens(std::string_view utf8);

/// The sentences pyWordTokens() works on.
std::vector<std::string> pySentences(std::string_view utf8);

}  // namespace sym
