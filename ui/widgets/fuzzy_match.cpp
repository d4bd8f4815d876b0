#include "ui/widgets/fuzzy_match.h"

namespace sym {

namespace {

bool startsWord(const QString& text, qsizetype at)
{
    return at == 0 || !text[at - 1].isLetterOrNumber()
           || (text[at].isUpper() && text[at - 1].isLower());
}

constexpr int kWordStart = 12;
constexpr int kInARow = 8;
constexpr int kFarPenalty = 1;

}  // namespace

std::optional<FuzzyMatch> fuzzyMatch(const QString& pattern, const QString& text)
{
    FuzzyMatch match;
    const qsizetype whole = text.indexOf(pattern, 0, Qt::CaseInsensitive);
    if (whole >= 0) {
        for (qsizetype i = 0; i < pattern.size(); ++i) match.positions.append(int(whole + i));
        match.score = int(pattern.size()) * kInARow + (startsWord(text, whole) ? 4 : 1) * kWordStart
                      - int(text.size()) / 16;
        if (pattern.isEmpty()) match.score = 0;
        return match;
    }
    qsizetype at = 0;
    qsizetype last = -2;
    for (const QChar wanted : pattern) {
        if (wanted.isSpace()) continue;
        qsizetype found = -1;
        for (qsizetype i = at; i < text.size(); ++i) {
            if (text[i].toCaseFolded() != wanted.toCaseFolded()) continue;
            if (found < 0) found = i;
            if (i == last + 1 || startsWord(text, i)) {  // worth skipping a plain hit for
                found = i;
                break;
            }
        }
        if (found < 0) return std::nullopt;
        match.score += found == last + 1 ? kInARow : (startsWord(text, found) ? kWordStart / 2 : 1);
        match.score -= last >= 0 && found - last > 8 ? kFarPenalty : 0;
        match.positions.append(int(found));
        last = found;
        at = found + 1;
    }
    return match;
}

}  // namespace sym
