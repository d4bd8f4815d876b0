#pragma once

#include <QtCore/QList>
#include <QtCore/QString>

#include <optional>

namespace sym {

struct FuzzyMatch {
    int score = 0;         ///< higher is better; comparable for one pattern
    QList<int> positions;  ///< of the matched characters in the text, for drawing
};

/// Whether all characters of `pattern` occur in `text` in order, ignoring case; matches at the
/// start of words and in a row score higher. An empty pattern matches everything with score 0.
std::optional<FuzzyMatch> fuzzyMatch(const QString& pattern, const QString& text);

}  // namespace sym
