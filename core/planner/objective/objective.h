#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/planner/language/words.h"

/// What an objective asks for, read from its words alone.
namespace sym {

enum class Intent {
    Question,  ///< an answer is wanted
    Navigate,  ///< a page is wanted
    Change,    ///< something is to be different afterwards
};

enum class AnswerKind {
    Text,
    Count,
    Money,
    Date,
    Year,
    Number,
    Person,
    YesNo,
    Email,
    Phone,
    Duration,
    Distance
};

/// A value the objective gives and what it says it is for: {"title", "Lost cat"}.
struct Slot {
    std::string key;  ///< words before it; may be empty
    std::string value;
    bool isQuoted = false;
    bool isIntroduced = false;  ///< quoted behind "with", "saying", ":"
    bool isRelative = false;    ///< "+30%", "-5": to be added to what is there
};

/// "the cheapest", "the three latest": what to rank by and which end is wanted.
struct Superlative {
    std::string property;  ///< "price", "rating", "date", or the words counted ("reviews")
    bool wantsLargest = true;
    int count = 1;
};

/// Bounds on a number: "under $25", "between 10 and 20", "at least 4 stars".
struct Bounds {
    std::string property;  ///< "price", "rating" or words of the objective
    double low = -1e18;
    double high = 1e18;
};

/// Days as findDate() counts them, both ends included.
struct Period {
    double first = 0;
    double last = 0;
    std::string text;  ///< as the objective says it
};

struct Objective {
    std::string text;                ///< without the sentences that say how to answer
    bool mayBeUnanswerable = false;  ///< it says what to answer if there is no answer
    std::vector<Word> words;
    Intent intent = Intent::Navigate;
    AnswerKind answer = AnswerKind::Text;
    std::string verb;       ///< first verb, folded ("add", "show")
    std::string wanted;     ///< Question: words that name what is asked ("price")
    std::string object;     ///< Change: what the verb acts on ("post" of "create a post in ...")
    std::string hop;        ///< "composer" of "the composer of X": what leads from X to the matter
    std::string operation;  ///< Change: words of the deed without names and values
    std::vector<std::string> entities;  ///< names of things to find, most telling first
    std::vector<Slot> slots;            ///< values to enter
    std::optional<Superlative> superlative;
    std::optional<Bounds> bounds;
    std::optional<Period> period;  ///< "in May 2024", "on June 5, 2025"
    std::vector<std::string>
        excluded;  ///< "canceled orders left out": words that rows must not have
    std::vector<std::string> conditions;  ///< words that rows must have: statuses, "5 stars"
    std::vector<std::string> compared;    ///< "A or B": the things of which one is the answer
    bool wantsCode = false;               ///< an order's number
    bool wantsSeveral = false;            ///< "list all", "names of the products"
};

/// Reads an objective; several deeds in one text ("... and then ...") become several parts, in
/// order. Never empty.
std::vector<Objective> readObjective(std::string_view text);

/// Reads one part.
Objective readPart(std::string_view text);

/// Whether the word (folded) is a verb that changes something: "add", "cancel", "upvote".
bool isChangeVerb(std::string_view verb);

/// Whether it speaks of the one who asks: "my orders", "did I buy".
bool speaksOfMe(const Objective& goal);

/// @name Parts of readPart()
/// @{
std::vector<std::string> findEntities(std::string_view text, const std::vector<Slot>& slots,
                                      Intent intent);
std::vector<Slot> findSlots(std::string_view text, Intent intent);
AnswerKind answerKindOf(const std::string& text);
std::optional<Superlative> superlativeOf(const std::string& text);
std::optional<Bounds> boundsOf(const std::string& text);
std::vector<std::string> conditionsOf(const std::string& text);
std::vector<std::string> excludedOf(const std::string& text);
std::string wantedOf(const std::string& text);
std::string hopOf(const Objective& part);
std::vector<std::string> comparedOf(const std::string& text);
/// @}

}  // namespace sym
