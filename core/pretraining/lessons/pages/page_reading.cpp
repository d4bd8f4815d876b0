#include <algorithm>
#include <array>

#include "core/base/quoted_value.h"
#include "core/pretraining/lessons/pages/page_lesson.h"

namespace sym {

/// Whether nothing on the page says something else of this label and subject.
bool PageLesson::isOnly(const RecordedFact& fact) const
{
    return fact.label.size() >= 2
           && std::none_of(m_page.facts.begin(), m_page.facts.end(),
                           [&](const RecordedFact& other) {
                               return other.label == fact.label && other.subject == fact.subject
                                      && other.value != fact.value;
                           });
}

bool PageLesson::readFact()
{
    if (m_page.facts.empty()) return false;
    const RecordedFact& fact = m_random.pick(m_page.facts);
    if (!isOnly(fact)) return false;
    const std::string subject =
        !fact.subject.empty() ? fact.subject : m_page.title.substr(0, m_page.title.rfind(" - "));
    if (subject.empty()) return false;
    const std::string label = m_random.chance(0.7) ? loweredAscii(fact.label) : fact.label;
    const bool isCount = fact.value.find_first_not_of("0123456789,") == std::string::npos;
    if (isCount && m_random.chance(0.6)) {
        m_objective = named(
            {"How many $1 does $2 have?", "How many $1 are there of $2?",
             "How many $1 has $2? Answer with the number only.", "What is the number of $1 of $2?",
             "Count the $1 of $2.", "$2: how many $1 in total?"},
            label, subject);
    } else {
        m_objective = named(
            {"What is the $1 of $2?", "Tell me the $1 of $2.", "$1 of $2?",
             "Which $1 does $2 have?", "$2: what is the $1?", "Answer with the $1 of $2 alone."},
            label, subject);
    }
    if (m_random.chance(0.5)) {
        clickedBefore("link", subject);
    } else {
        something();
    }
    stop(fact.value, said(fact) + ".");
    return true;
}

/// Why it is known.
std::string PageLesson::said(const RecordedFact& fact) const
{
    if (fact.isInRow) return "the row of " + quotedValue(fact.subject) + " says so";
    if (fact.label == "price") return "the first value of this kind under the heading";
    return "the page says " + fact.label + ": " + quotedValue(fact.value);
}

/// The page confirms what was done.
bool PageLesson::done()
{
    if (m_page.notices.empty()) return false;
    m_objective = named({"Change the $1 to $2.", "Create the $1 $2.", "Set the $1 to \"$2\".",
                         "Remove $2 from the $1.", "Add $2 to the $1.", "Save the $1 $2."},
                        loweredAscii(m_words.phrase(1)), entry());
    const std::string deed = m_random.pick(std::vector<std::string>{
        "Save", "Submit", "Add", "Create", "Send", "Apply", "Delete", "Update", "Post"});
    clickedBefore("button", deed);
    stop("Done", "The last step did what was asked.");
    return true;
}

/// The page is the one that was asked for.
bool PageLesson::arrived()
{
    const std::size_t dash = m_page.title.rfind(" - ");
    if (dash == std::string::npos || dash < 3) return false;
    const std::string here = m_page.title.substr(0, dash);
    m_objective = named(
        {"Open $1.", "Go to $1.", "Show me $1.", "Open the $1 page.", "Take me to $1."}, here);
    clickedBefore("link", here);
    stop("Done", "The page shows what was asked for.");
    return true;
}

/// The page is about the thing and does not tell.
bool PageLesson::missing()
{
    static constexpr std::array<std::string_view, 12> kUnknown{
        "shoe size",    "name of the dog",   "favourite song", "horoscope",
        "ticket price", "zodiac sign",       "blood type",     "middle name",
        "mortgage",     "number of windows", "insurance",      "download count"};
    const std::string unknown(kUnknown[std::size_t(m_random.between(0, 11))]);
    if (m_page.says(unknown)) return false;
    const std::string subject = m_page.title.substr(0, m_page.title.rfind(" - "));
    if (subject.empty()) return false;
    m_objective = named({"What is the $1 of $2? If it does not tell, answer \"N/A\".",
                         "Tell me the $1 of $2, or \"N/A\" if it is not told.",
                         "Which $1 has $2? If the page does not tell, answer \"N/A\"."},
                        unknown, subject);
    clickedBefore("link", subject);
    stop("N/A", "Nothing on the pages seen says so.");
    return true;
}

/// Many names and their ids, the id at last as far from the name as in an answer: much to learn in
/// few tokens.
bool PageLesson::recite()
{
    auto fit = elements([](const RecordedElement&) { return true; });
    std::erase_if(
        fit, [&](const RecordedElement* element) { return m_page.namesakes(element->name) > 1; });
    if (fit.size() < 3) return false;
    m_random.shuffle(fit);
    fit.resize(std::min<std::size_t>(fit.size(), 5));
    const auto form = m_random.between(0, 3);
    std::string names;
    for (const RecordedElement* element : fit) {
        const std::string id = idText(element->id);
        const std::string deed = "click " + element->role + " \"" + element->name + "\"";
        names += (names.empty() ? "" : ", ") + element->name;
        m_reason += m_reason.empty() ? "" : " ";
        switch (form) {
        case 0: m_reason += element->name + " " + id + "."; break;
        case 1: m_reason += "\"" + element->name + "\" " + id + "."; break;
        case 2: m_reason += deed + ": click " + id + "."; break;
        default: m_reason += deed + ". It names what is looked for. click " + id + ".";
        }
    }
    m_objective = named({"Recite: $1.", "Say the ids: $1."}, names);
    m_action = "stop []";
    return true;
}

/// Many values of the page, each after its label.
bool PageLesson::reciteFacts()
{
    std::vector<const RecordedFact*> fit;
    for (const RecordedFact& fact : m_page.facts)
        if (isOnly(fact)) fit.push_back(&fact);
    if (fit.size() < 3) return false;
    m_random.shuffle(fit);
    fit.resize(std::min<std::size_t>(fit.size(), 5));
    std::string asked;
    for (const RecordedFact* fact : fit) {
        const std::string of = fact->subject.empty() ? "" : " of " + fact->subject;
        asked += (asked.empty() ? "" : ", ") + loweredAscii(fact->label) + of;
        m_reason += m_reason.empty() ? "" : " ";
        m_reason += fact->subject.empty()
                        ? "the page says " + fact->label + ": " + quotedValue(fact->value) + "."
                        : "the row of " + quotedValue(fact->subject) + " says " + fact->label + ": "
                              + quotedValue(fact->value) + ".";
    }
    m_objective = named({"Read out: $1.", "Say the values: $1."}, asked);
    m_action = "stop []";
    return true;
}

}  // namespace sym
