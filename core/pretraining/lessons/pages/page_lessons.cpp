#include "core/pretraining/lessons/pages/page_lessons.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "core/base/quoted_value.h"
#include "core/pretraining/lessons/pages/page_lesson.h"
#include "core/training/told_action.h"

namespace sym {

namespace {

constexpr int kTries = 40;  // pages looked at for one lesson
constexpr std::size_t kMaxName = 70;
constexpr double kAsRecorded = 0.3;  // of the lessons; the others have other digits

bool isOneOf(std::string_view text, std::initializer_list<std::string_view> texts)
{
    return std::find(texts.begin(), texts.end(), text) != texts.end();
}

bool isField(const RecordedElement& element)
{
    return isOneOf(element.role, {"textbox", "searchbox", "spinbutton"});
}

bool isWritable(const RecordedElement& element)
{
    return isField(element) && !element.isReadOnly;
}

bool isSearch(const RecordedElement& element)
{
    return element.role == "searchbox"
           || (element.role == "textbox" && loweredAscii(element.name).starts_with("search"));
}

bool isNamed(const RecordedElement& element)
{
    return element.name.size() >= 2 && element.name.size() <= kMaxName;
}

std::vector<std::string> wordsIn(const std::string& name)
{
    std::vector<std::string> words;
    std::string word;
    for (const char c : name + " ") {
        if (c != ' ') {
            word += c;
        } else if (!word.empty()) {
            words.push_back(word);
            word.clear();
        }
    }
    return words;
}

/// The page with its digits exchanged for others, the same everywhere, so that numbers have to be
/// read: those of a world are soon known by heart. Element ids stay.
std::string withOtherDigits(std::string page, Random& random)
{
    std::vector<char> digits{'1', '2', '3', '4', '5', '6', '7', '8', '9'};
    random.shuffle(digits);
    for (std::size_t i = 0; i < page.size(); ++i) {
        std::size_t end = i;
        while (end < page.size() && page[end] >= '0' && page[end] <= '9') ++end;
        const bool isId = i > 0 && page[i - 1] == '[' && end < page.size() && page[end] == ']';
        for (; i < end; ++i)
            if (!isId && page[i] != '0') page[i] = digits[std::size_t(page[i] - '1')];
    }
    return page;
}

}  // namespace

std::vector<const RecordedElement*> PageLesson::elements(
    bool (*isFit)(const RecordedElement&)) const
{
    std::vector<const RecordedElement*> fit;
    for (const RecordedElement& element : m_page.elements)
        if (isFit(element) && isNamed(element)) fit.push_back(&element);
    return fit;
}

/// What one may look for: a name from any page, or words of any spelling.
std::string PageLesson::thing()
{
    if (!m_names.empty() && m_random.chance(0.65)) return m_random.pick(m_names);
    switch (m_random.between(0, 5)) {
    case 0: return m_words.person();
    case 1: return m_words.place();
    case 2: return m_words.identifier();
    case 3: return m_words.mixed();
    default: return m_words.product();
    }
}

std::string PageLesson::entry()
{
    switch (m_random.between(0, 7)) {
    case 0: return m_words.person();
    case 1: return m_words.product();
    case 2: return std::to_string(m_random.between(1, 2000));
    case 3: return m_words.sentence();
    case 4: return m_words.question();
    case 5: return m_words.identifier();
    case 6: return std::to_string(m_random.between(1, 99)) + ".00";
    default: return m_words.phrase(2);
    }
}

/// A wish about a thing that says nothing of how to fulfil it.
std::string PageLesson::needFor(const std::string& thing)
{
    static constexpr std::array<std::string_view, 16> kQualities{
        "price",  "colour", "address", "owner",  "weight", "number", "opening time", "author",
        "status", "date",   "size",    "rating", "email",  "total",  "description",  "maker"};
    const std::string quality(kQualities[std::size_t(m_random.between(0, 15))]);
    return named({"What is the $2 of $1?",
                  "Tell me the $2 of $1.",
                  "Find $1.",
                  "Look up $1.",
                  "Search for $1.",
                  "I need the $2 of \"$1\".",
                  "Change the $2 of $1.",
                  "Delete $1.",
                  "How many $2s does $1 have?",
                  "$1: which $2?",
                  "Say something about $1.",
                  "Is there any $1?",
                  "Go to $1.",
                  "Which $2 of the $1 is the newest? List all of them.",
                  "Who gave the $1 its $2? Name everyone.",
                  "When was the $1 changed last?",
                  "In which year did we see $1? Answer with the number alone.",
                  "Put the $1 on my list.",
                  "Write about $1: \"It is as good as the $2.\"",
                  "Set the $2 of the $1 to 45.",
                  "Give $1 the $2 \"blue\".",
                  "The owner of $1 called: note the $2.",
                  "Take $1 out of what is shown.",
                  "Does $1 have a $2? Answer yes or no.",
                  "Mark $1 as done.",
                  "Why do people complain about the $2 of $1?",
                  "Compare $1 with the others.",
                  "We are waiting for $1: set its $2 to 12 pieces.",
                  "According to the site, what is the $2 of $1?",
                  "Open $1 and read the $2."},
                 thing, quality);
}

/// Some earlier action, which says nothing about the next one.
void PageLesson::something()
{
    if (m_random.chance(0.4)) return;
    if (m_random.chance(0.2)) {
        typedBefore(int(m_random.between(2, 600)), "Search", entry(), true);
        return;
    }
    const std::string role = m_random.chance(0.7) ? "link" : "button";
    const std::string name = m_names.empty() || m_random.chance(0.3) ? m_words.elementName(true)
                                                                     : m_random.pick(m_names);
    clickedBefore(role, name);
}

void PageLesson::clickedBefore(const std::string& role, const std::string& name)
{
    m_told.push_back(toldAction("click " + idText(int(m_random.between(2, 600))),
                                "click " + role + " \"" + name + "\"."));
}

void PageLesson::typedBefore(int id, const std::string& field, const std::string& text, bool enter)
{
    m_told.push_back(toldAction("type " + idText(id) + " [" + text + "] [" + (enter ? "1]" : "0]"),
                                "type field \"" + field + "\"."));
}

void PageLesson::click(const RecordedElement& element, std::string_view why)
{
    m_reason = "click " + element.role + " \"" + element.name + "\". " + std::string(why);
    m_action = "click " + idText(element.id);
}

void PageLesson::type(const RecordedElement& field, const std::string& text, bool enter,
                      std::string_view why)
{
    m_reason = "type field \"" + field.name + "\". " + std::string(why);
    m_action = "type " + idText(field.id) + " [" + text + "] [" + (enter ? "1]" : "0]");
}

void PageLesson::stop(const std::string& answer, std::string_view why)
{
    m_reason = "stop. " + std::string(why);
    m_action = "stop [" + answer + "]";
}

bool PageLesson::clickNamed()
{
    const auto fit = elements([](const RecordedElement& element) { return !isField(element); });
    if (fit.empty()) return false;
    const RecordedElement& target = *m_random.pick(fit);
    if (m_page.namesakes(target.name) > 1) return false;
    m_objective = named({"Click $1.", "Open $1.", "Go to $1.", "Press \"$1\".", "Take me to $1.",
                         "Show me $1.", "Please choose $1.", "Follow the link $1", "Use \"$1\".",
                         "I want to see $1.", "Bring up the page $1.", "Visit $1.", "$1"},
                        m_random.chance(0.2) ? loweredAscii(target.name) : target.name);
    something();
    click(target, "It names what is looked for.");
    return true;
}

bool PageLesson::clickPartly()
{
    const auto fit = elements([](const RecordedElement& element) {
        return !isField(element) && element.name.find(' ') != std::string::npos;
    });
    if (fit.empty()) return false;
    const RecordedElement& target = *m_random.pick(fit);
    std::string said;
    for (const std::string& word : wordsIn(target.name))
        if (m_random.chance(0.6)) said += (said.empty() ? "" : " ") + word;
    if (said.size() < 4) return false;
    // No other element may have these words
    for (const RecordedElement& other : m_page.elements)
        for (const std::string& word : wordsIn(said))
            if (&other != &target
                && loweredAscii(other.name).find(loweredAscii(word)) != std::string::npos)
                return false;
    m_objective = named({"Find the one about $1.", "Where is something with $1?", "Show $1",
                         "I am interested in $1.", "Which one mentions $1?", "Get me to $1."},
                        loweredAscii(said));
    something();
    click(target, "Its name matches words of the objective.");
    return true;
}

bool PageLesson::clickInItem()
{
    const auto fit = elements([](const RecordedElement& element) {
        return !isField(element) && !element.item.empty() && element.item.size() <= kMaxName;
    });
    if (fit.empty()) return false;
    const RecordedElement& target = *m_random.pick(fit);
    const auto twins = std::count_if(fit.begin(), fit.end(), [&](const RecordedElement* other) {
        return other->name == target.name && other->item == target.item;
    });
    if (twins != 1) return false;
    m_objective =
        named({"$1: $2.", "Press $1 of $2.", "Choose $1 for $2.", "I want to $1 this: $2.",
               "$1 the entry $2.", "$1 $2.", "Do this with $2: $1."},
              m_random.chance(0.3) ? loweredAscii(target.name) : target.name, target.item);
    something();
    click(target, "It says what is to be done.");
    return true;
}

/// After a search: the result that names what was looked for.
bool PageLesson::clickFound()
{
    const auto fit = elements([](const RecordedElement& element) {
        return isOneOf(element.role, {"link", "listitem"});
    });
    const auto fields = elements(isSearch);
    if (fit.empty() || fields.empty()) return false;
    const RecordedElement& target = *m_random.pick(fit);
    const bool isThing = target.name.size() >= 5 && target.name.find(' ') != std::string::npos;
    if (m_page.namesakes(target.name) > 1 || !isThing) return false;
    m_objective = needFor(target.name);
    typedBefore(fields.front()->id, fields.front()->name, target.name, true);
    click(target, "It names what is looked for.");
    return true;
}

bool PageLesson::search()
{
    const auto fields = elements(isSearch);
    if (fields.empty()) return false;
    const std::string wanted = thing();
    if (wanted.size() > kMaxName || m_page.says(wanted)) return false;
    m_objective = needFor(wanted);
    if (m_random.chance(0.3)) something();
    type(*m_random.pick(fields), wanted, true, "Searching may find what the objective names.");
    return true;
}

bool PageLesson::typeField()
{
    const auto fields = elements(
        [](const RecordedElement& element) { return isWritable(element) && !isSearch(element); });
    if (fields.empty()) return false;
    const RecordedElement& field = *m_random.pick(fields);
    if (m_page.namesakes(field.name) > 1) return false;
    const std::string text = entry(), label = loweredAscii(field.name);
    m_objective =
        named({"Type \"$1\" into $2.", "Enter $1 as $2.", "Set the $2 to \"$1\".",
               "Write $1 in the field $2.", "The $2 must be $1.", "Fill in $2: $1",
               "Change the $2 to $1.", "Make $1 the $2 and save it.", "Set the $2 to $1."},
              text, m_random.chance(0.5) ? field.name : label);
    something();
    type(field, text, false, "The objective gives " + label + " = " + quotedValue(text) + ".");
    return true;
}

/// A form with some fields: the next one that is empty, or the button behind them.
bool PageLesson::fillForm()
{
    std::vector<std::size_t> fields;
    for (std::size_t i = 0; i < m_page.elements.size(); ++i) {
        const RecordedElement& element = m_page.elements[i];
        if (element.role == "textbox" && isWritable(element) && !isSearch(element)
            && isNamed(element) && element.value.empty() && m_page.namesakes(element.name) == 1
            && (fields.empty() || m_page.elements[fields.back()].line != element.line)
            && loweredAscii(element.name).find("newsletter") == std::string::npos)
            fields.push_back(i);
    }
    if (fields.empty()) return false;
    fields.resize(std::min<std::size_t>(fields.size(), std::size_t(m_random.between(1, 3))));
    std::optional<RecordedElement> button;
    for (std::size_t i = fields.back() + 1; i < m_page.elements.size() && !button; ++i)
        if (m_page.elements[i].role == "button" && isNamed(m_page.elements[i]))
            button = m_page.elements[i];
    if (!button) return false;

    std::vector<std::string> texts;
    for (std::size_t i = 0; i < fields.size(); ++i) texts.push_back(entry());
    m_objective = named({"$1 with ", "Make a new one: ", "$1: ", "Add an entry with "},
                        m_random.chance(0.5) ? button->name : m_words.phrase(1));
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (i > 0) m_objective += i + 1 == fields.size() ? " and " : ", ";
        m_objective += named({"the $1 \"$2\"", "$1 $2", "$1 set to \"$2\"", "$1: $2"},
                             loweredAscii(m_page.elements[fields[i]].name), texts[i]);
    }
    const auto filled = std::size_t(m_random.between(0, std::int64_t(fields.size())));
    for (std::size_t i = 0; i < filled; ++i) {
        const RecordedElement& field = m_page.elements[fields[i]];
        m_page.lines[field.line].insert(field.lineBytes, " [value: " + quotedName(texts[i]) + "]");
        typedBefore(field.id, field.name, texts[i], false);
    }
    if (filled == fields.size()) {
        click(*button, "All values are entered, so the form can be sent.");
        return true;
    }
    if (filled == 0) something();
    const RecordedElement& next = m_page.elements[fields[filled]];
    type(next, texts[filled], false,
         "The objective gives " + loweredAscii(next.name) + " = " + quotedValue(texts[filled])
             + ".");
    return true;
}

bool PageLesson::select()
{
    const auto fit =
        elements([](const RecordedElement& element) { return element.options.size() >= 2; });
    if (fit.empty()) return false;
    const RecordedElement& target = *m_random.pick(fit);
    const std::string& option = m_random.pick(target.options);
    const bool isSayable = !option.empty() && option.find(']') == std::string::npos;
    if (option == target.value || !isSayable || m_page.namesakes(target.name) > 1) return false;
    m_objective = named({"Set $1 to $2.", "Choose $2 as $1.", "Select \"$2\" for $1.",
                         "The $1 should be $2.", "Pick $2 under $1.", "Change the $1 to $2."},
                        m_random.chance(0.5) ? target.name : loweredAscii(target.name), option);
    something();
    m_reason = "select choice \"" + target.name
               + "\". The objective gives this = " + quotedValue(option) + ".";
    m_action = "select " + idText(target.id) + " [" + option + "]";
    return true;
}

namespace {

struct Skill {
    const char* name;
    bool (PageLesson::*make)();
    double weight;
};

}  // namespace

bool PageLesson::make()
{
    static const std::vector<Skill> kSkills{{"click-named", &PageLesson::clickNamed, 4},
                                            {"click-partly", &PageLesson::clickPartly, 2},
                                            {"click-in-item", &PageLesson::clickInItem, 2},
                                            {"click-found", &PageLesson::clickFound, 3},
                                            {"search", &PageLesson::search, 4},
                                            {"type-field", &PageLesson::typeField, 2},
                                            {"fill-form", &PageLesson::fillForm, 3},
                                            {"select", &PageLesson::select, 1.5},
                                            {"read-fact", &PageLesson::readFact, 6},
                                            {"done", &PageLesson::done, 1},
                                            {"arrived", &PageLesson::arrived, 1},
                                            {"missing", &PageLesson::missing, 0.7},
                                            {"recite", &PageLesson::recite, 2},
                                            {"recite-facts", &PageLesson::reciteFacts, 3}};
    double draw = 0;
    for (const Skill& skill : kSkills) draw += skill.weight;
    draw *= m_random.unit();
    for (const Skill& skill : kSkills) {
        draw -= skill.weight;
        if (draw >= 0) continue;
        m_skill = skill.name;
        if (m_random.chance(0.5))
            for (auto earlier = m_random.between(1, 4); earlier > 0; --earlier) something();
        return (this->*skill.make)();
    }
    return false;
}

Result<std::vector<TrainingRecord>> makePageLessons(const std::vector<std::string>& pages,
                                                    int count, std::uint64_t seed)
{
    std::set<std::string> names;
    for (const std::string& observation : pages) {
        for (const RecordedElement& element : readRecordedPage(observation).elements) {
            const bool isTelling = element.role == "link" && element.name.size() >= 8
                                   && element.name.size() <= kMaxName
                                   && element.name.find(' ') != std::string::npos;
            if (isTelling) names.insert(element.name);
        }
    }
    const std::vector<std::string> pool(names.begin(), names.end());
    const Random root = Random(seed).fork("page lessons");
    std::vector<TrainingRecord> lessons;
    for (int i = 0; i < count; ++i) {
        Random random(root.fork(std::to_string(i)).next());
        bool isMade = false;
        for (int tries = 0; tries < kTries && !isMade && !pages.empty(); ++tries) {
            const std::string& observation = random.pick(pages);
            const bool asRecorded = random.chance(kAsRecorded);
            const RecordedPage page =
                readRecordedPage(asRecorded ? observation : withOtherDigits(observation, random));
            PageLesson lesson(page, pool, random);
            isMade = lesson.make();
            if (!isMade) continue;
            lessons.push_back(lesson.record());
            lessons.back().taskId = "page-" + std::to_string(i);
            lessons.back().episode = i;
        }
        if (!isMade)
            return Error(ErrorCode::InvalidInput,
                         "the " + std::to_string(pages.size()) + " pages give no lesson");
    }
    return lessons;
}

}  // namespace sym
