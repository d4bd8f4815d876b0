#include "core/pretraining/lessons/wordsmith.h"

#include <array>
#include <cstdio>

#include "core/pretraining/lessons/word_lists.h"

namespace sym {

namespace {

constexpr auto kOnsets = std::to_array<std::string_view>(
    {"b", "br", "c",  "d", "dr", "f",  "g", "gl", "h", "k", "l", "m",  "n",
     "p", "pl", "qu", "r", "s",  "st", "t", "tr", "v", "w", "z", "th", "sh"});
constexpr auto kVowels = std::to_array<std::string_view>(
    {"a", "e", "i", "o", "u", "ai", "ea", "or", "er", "an", "en", "il", "on"});
constexpr auto kEndings = std::to_array<std::string_view>(
    {"", "", "n", "r", "l", "s", "x", "th", "nd", "ra", "mo", "ly", "ton", "wick"});

/// Pieces of English spelling, so that what is coined of them reaches most of a tokenizer's pairs.
constexpr auto kPieces = std::to_array<std::string_view>(
    {"ab",  "ac",   "ace",  "ack",  "act",  "age", "ail",  "air", "al",   "all", "am",   "an",
     "and", "ant",  "ap",   "ar",   "ard",  "ark", "arm",  "art", "as",   "ash", "ass",  "at",
     "ate", "ave",  "ay",   "be",   "ber",  "bi",  "ble",  "bo",  "ca",   "ce",  "ch",   "ci",
     "ck",  "cl",   "co",   "com",  "con",  "cr",  "cu",   "de",  "der",  "di",  "do",   "du",
     "ea",  "ear",  "eck",  "ed",   "ee",   "eed", "el",   "ell", "em",   "en",  "end",  "ent",
     "er",  "ere",  "ers",  "es",   "ess",  "est", "et",   "ew",  "ex",   "ey",  "fe",   "ff",
     "fi",  "fl",   "for",  "fu",   "ga",   "ge",  "gh",   "gi",  "go",   "gr",  "ha",   "he",
     "hi",  "ho",   "ian",  "ible", "ic",   "ice", "ick",  "id",  "ide",  "ie",  "ies",  "ift",
     "ig",  "ight", "il",   "ile",  "ill",  "im",  "in",   "ine", "ing",  "int", "ion",  "ip",
     "ir",  "is",   "ish",  "ism",  "iss",  "ist", "it",   "ite", "ity",  "ive", "iz",   "ja",
     "jo",  "ke",   "key",  "ki",   "kn",   "la",  "land", "le",  "less", "li",  "lo",   "low",
     "ly",  "ma",   "man",  "me",   "ment", "mi",  "mo",   "mp",  "na",   "ne",  "ness", "ni",
     "no",  "nt",   "oa",   "ob",   "ock",  "od",  "of",   "og",  "oin",  "ok",  "ol",   "om",
     "on",  "oo",   "op",   "or",   "ore",  "ork", "os",   "ot",  "ou",   "oug", "ould", "our",
     "ous", "out",  "ow",   "own",  "oy",   "pa",  "pe",   "ph",  "pl",   "po",  "pr",   "qu",
     "ra",  "raph", "re",   "ress", "ri",   "ro",  "ru",   "sa",  "sc",   "se",  "sh",   "si",
     "so",  "sp",   "ss",   "st",   "str",  "su",  "ta",   "te",  "ter",  "th",  "ti",   "tion",
     "to",  "tr",   "tt",   "ture", "ty",   "ub",  "uck",  "ue",  "ul",   "ult", "um",   "un",
     "und", "ur",   "us",   "ust",  "ut",   "va",  "ve",   "vel", "vi",   "wa",  "way",  "we",
     "wi",  "wo",   "word", "ya",   "ye",   "yl",  "za",   "ze",  "zi"});

}  // namespace

std::string capitalised(std::string text)
{
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = char(text[0] - 32);
    return text;
}

std::string loweredAscii(std::string_view text)
{
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = char(c + 32);
    return lower;
}

std::string quotedName(std::string_view name)
{
    const char quote =
        name.find('\'') != std::string_view::npos && name.find('"') == std::string_view::npos
            ? '"'
            : '\'';
    std::string text(1, quote);
    for (const char c : name) {
        if (c == quote) text += '\\';
        text += c;
    }
    return text += quote;
}

std::string Wordsmith::pick(std::span<const std::string_view> words)
{
    return std::string(m_random.pick(words));
}

std::string Wordsmith::anyWord()
{
    switch (m_random.between(0, 5)) {
    case 0: return pick(nouns()) + (m_random.chance(0.5) ? "s" : "");
    case 1: return pick(adjectives());
    case 2: return pick(verbWords());
    case 3: return loweredAscii(pick(menuWords()));
    case 4: return loweredAscii(pick(fieldLabels()));
    default: return loweredAscii(coined(2));
    }
}

std::string Wordsmith::mixed()
{
    std::string text = anyWord();
    if (m_random.chance(0.7)) text = capitalised(text);
    for (std::int64_t i = m_random.between(0, 4); i > 0; --i) {
        constexpr auto kJoints =
            std::to_array<std::string_view>({" ", " ", " ", " ", " ", " ", "-", " & ", ", ", ": ",
                                             " of ", " with ", " for ", " / ", " in "});
        const std::string word = anyWord();
        text += pick(kJoints) + (m_random.chance(0.6) ? capitalised(word) : word);
    }
    switch (m_random.between(0, 15)) {
    case 0: return text + " (" + std::to_string(m_random.between(0, 40)) + ")";
    case 1: return std::to_string(m_random.between(2, 300)) + " " + text;
    case 2: return "#" + std::to_string(m_random.between(1, 900)) + " " + text;
    case 3: return "@" + loweredAscii(coined(2));
    case 4: return text + " '" + coined(2) + "'";
    case 5: return text + "?";
    default: return text;
    }
}

std::string Wordsmith::coined(int syllables)
{
    std::string word;
    if (m_random.chance(0.6)) {
        for (std::int64_t i = m_random.between(1, syllables + 2); i > 0; --i) word += pick(kPieces);
        return capitalised(word);
    }
    for (int i = 0; i < syllables; ++i) word += pick(kOnsets) + pick(kVowels);
    return capitalised(word + pick(kEndings));
}

std::string Wordsmith::phrase(int words)
{
    if (m_random.chance(0.4)) return mixed();
    std::string text;
    for (int i = 0; i + 1 < words; ++i) text += pick(adjectives()) + " ";
    return capitalised(text + pick(nouns()));
}

std::string Wordsmith::product()
{
    if (m_random.chance(0.3)) return coined(2) + " " + mixed();
    std::string text = m_random.chance(0.8) ? coined(int(m_random.between(1, 2))) + " " : "";
    if (m_random.chance(0.4)) text += capitalised(pick(nouns())) + " ";
    for (std::int64_t i = m_random.between(0, 2); i > 0; --i)
        text += capitalised(pick(adjectives())) + " ";
    return text + capitalised(pick(nouns()));
}

std::string Wordsmith::person()
{
    return coined(int(m_random.between(1, 2))) + " " + coined(int(m_random.between(1, 2)));
}

std::string Wordsmith::userName()
{
    switch (m_random.between(0, 3)) {
    case 0: return pick(adjectives()) + "_" + pick(nouns());
    case 1: return loweredAscii(coined(2)) + std::to_string(m_random.between(1, 99));
    case 2: return capitalised(pick(adjectives())) + capitalised(pick(nouns()));
    default: return pick(nouns()) + "-" + pick(nouns());
    }
}

std::string Wordsmith::place()
{
    constexpr auto kKinds =
        std::to_array<std::string_view>({"Street", "Square", "Harbour", "Station", "Park", "Bridge",
                                         "Museum", "Library", "Market", "School", "Hill", "Mill"});
    const std::string kind = pick(kKinds);
    return (m_random.chance(0.6) ? coined(2) : capitalised(pick(adjectives()))) + " " + kind;
}

std::string Wordsmith::question()
{
    switch (m_random.between(0, 5)) {
    case 0: return "Which " + pick(nouns()) + " should I " + pick(verbWords()) + " first?";
    case 1: return "My " + pick(adjectives()) + " " + pick(nouns()) + " and the " + pick(nouns());
    case 2: return "How to " + pick(verbWords()) + " a " + pick(adjectives()) + " " + pick(nouns());
    case 3: return "Is a " + pick(nouns()) + " better than a " + pick(nouns()) + "?";
    case 4:
        return capitalised(pick(verbWords())) + " the " + pick(nouns()) + " before you "
               + pick(verbWords());
    default: return "A " + pick(nouns()) + " for every " + pick(adjectives()) + " " + pick(nouns());
    }
}

std::string Wordsmith::sentence()
{
    switch (m_random.between(0, 5)) {
    case 0:
        return "The " + pick(adjectives()) + " " + pick(nouns()) + " is easy to "
               + pick(verbWords()) + ".";
    case 1:
        return "I " + pick(verbWords()) + " my " + pick(nouns()) + " every " + pick(nouns()) + ".";
    case 2:
        return "Please " + pick(verbWords()) + " the " + pick(nouns()) + " near the "
               + pick(nouns()) + ".";
    case 3:
        return "It has a " + pick(adjectives()) + " " + pick(nouns()) + " and a " + pick(nouns())
               + ".";
    case 4: return "We could not " + pick(verbWords()) + " it without a " + pick(nouns()) + ".";
    default: return capitalised(pick(adjectives())) + " and " + pick(adjectives()) + ", as always.";
    }
}

std::string Wordsmith::price()
{
    char text[32];
    std::snprintf(text, sizeof text, "$%d.%02d", int(m_random.between(1, 250)),
                  int(m_random.between(0, 99)));
    return text;
}

std::string Wordsmith::date()
{
    return pick(months()) + " " + std::to_string(m_random.between(1, 28)) + ", "
           + std::to_string(m_random.between(2012, 2025));
}

std::string Wordsmith::identifier()
{
    char text[32];
    switch (m_random.between(0, 4)) {
    case 0:
        std::snprintf(text, sizeof text, "000000%03d", int(m_random.between(1, 999)));
        return text;
    case 3:
        std::snprintf(text, sizeof text, "%03d-555-%04d", int(m_random.between(201, 989)),
                      int(m_random.between(0, 9999)));
        return text;
    case 4: return loweredAscii(coined(2) + "." + coined(1)) + "@" + pick(nouns()) + ".example";
    case 1:
        std::snprintf(text, sizeof text, "%c%c-%d", int(m_random.between('A', 'Z')),
                      int(m_random.between('A', 'Z')), int(m_random.between(100, 9999)));
        return text;
    default: return loweredAscii(coined(2)) + "/" + pick(adjectives()) + "-" + pick(nouns());
    }
}

std::string Wordsmith::elementName(bool isLink)
{
    if (!isLink || m_random.chance(0.35)) return pick(menuWords());
    switch (m_random.between(0, 7)) {
    case 0: return product();
    case 1: return person();
    case 2: return place();
    case 3: return question();
    case 4: return userName();
    case 5: return identifier();
    case 6: return phrase(2);
    default: return phrase(1);
    }
}

}  // namespace sym
