#include "core/text/word_tokens.h"

#include <QtCore/QRegularExpression>
#include <QtCore/QString>

#include "core/text/python_text.h"

namespace sym {

namespace {

struct Rule {
    QRegularExpression pattern;
    QString replacement;
};

Rule rule(const char* pattern, const char* replacement)
{
    return {QRegularExpression(QString::fromUtf8(pattern),
                               QRegularExpression::UseUnicodePropertiesOption),
            QString::fromUtf8(replacement)};
}

/// The Penn Treebank conventions in the order and with the additions of the reference tokenizer:
/// opening quotes, punctuation, brackets, dashes.
std::vector<Rule> openingRules()
{
    return {
        rule("([«“‘„]|[`]+)", " \\1 "),
        rule("^\"", "``"),
        rule("(``)", " \\1 "),
        rule("([ (\\[{<])(?:\"|'{2})", "\\1 `` "),
        rule("(?i)(')(?!re|ve|ll|m|t|s|d|n)(\\w)\\b", "\\1 \\2"),
        rule("([^.])(\\.)([\\])}>\"'»”’ ]*)[\\s\\x1C-\\x1F]*$", "\\1 \\2 \\3 "),
        rule("([:,])([^\\d])", " \\1 \\2"),
        rule("([:,])$", " \\1 "),
        rule("(\\.{2,})", " \\1 "),
        rule("([;@#$%&])", " \\1 "),
        rule("([^.])(\\.)([\\])}>\"']*)[\\s\\x1C-\\x1F]*$", "\\1 \\2\\3 "),
        rule("([?!])", " \\1 "),
        rule("([^'])' ", "\\1 ' "),
        rule("([*])", " \\1 "),
        rule("([\\]\\[(){}<>])", " \\1 "),
        rule("--", " -- "),
    };
}

/// Closing quotes, clitics and contractions, for a sentence with a space on either side.
std::vector<Rule> closingRules()
{
    return {
        rule("([»”’])", " \\1 "),
        rule("''", " '' "),
        rule("\"", " '' "),
        rule("([^' ])('[sS]|'[mM]|'[dD]|') ", "\\1 \\2 "),
        rule("([^' ])('ll|'LL|'re|'RE|'ve|'VE|n't|N'T) ", "\\1 \\2 "),
        rule("(?i)\\b(can)(not)\\b", " \\1 \\2 "),
        rule("(?i)\\b(d)('ye)\\b", " \\1 \\2 "),
        rule("(?i)\\b(gim)(me)\\b", " \\1 \\2 "),
        rule("(?i)\\b(gon)(na)\\b", " \\1 \\2 "),
        rule("(?i)\\b(got)(ta)\\b", " \\1 \\2 "),
        rule("(?i)\\b(lem)(me)\\b", " \\1 \\2 "),
        rule("(?i)\\b(more)('n)\\b", " \\1 \\2 "),
        rule("(?i)\\b(wan)(na)(?=[\\s\\x1C-\\x1F])", " \\1 \\2 "),
        rule("(?i) ('t)(is)\\b", " \\1 \\2 "),
        rule("(?i) ('t)(was)\\b", " \\1 \\2 "),
    };
}

/// Unlike QString's own conversion it keeps a leading byte order mark.
QString toQString(std::string_view utf8)
{
    QString text;
    for (const char32_t c : toCodePoints(utf8)) text.append(QChar::fromUcs4(c));
    return text;
}

void apply(const std::vector<Rule>& rules, QString& text)
{
    for (const Rule& each : rules) text.replace(each.pattern, each.replacement);
}

}  // namespace

std::vector<std::string> pyWordTokens(std::string_view utf8)
{
    // A compiled pattern is not for two threads at once.
    thread_local const std::vector<Rule> opening = openingRules();
    thread_local const std::vector<Rule> closing = closingRules();
    std::vector<std::string> tokens;
    for (const std::string& sentence : pySentences(utf8)) {
        QString text = toQString(sentence);
        apply(opening, text);
        text = QLatin1Char(' ') + text + QLatin1Char(' ');
        apply(closing, text);
        for (std::string& token : pySplit(text.toStdString())) tokens.push_back(std::move(token));
    }
    return tokens;
}

}  // namespace sym
