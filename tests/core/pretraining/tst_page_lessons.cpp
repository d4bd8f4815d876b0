#include "core/pretraining/lessons/pages/page_lessons.h"

#include <QtTest/QtTest>

#include <map>
#include <regex>
#include <set>

#include "core/pretraining/lessons/pages/recorded_page.h"
#include "core/student/action_automaton.h"
#include "core/trajectory/action.h"

using namespace sym;

namespace {

constexpr const char* kShop =
    "RootWebArea 'Harbour lamp - Shop'\n"
    "\tlink [3] 'All orders'\n"
    "\tsearchbox [5] 'Search' [value: \"Ada's lamp\"]\n"
    "\tlistitem\n"
    "\t\tlink [7] 'Harbour lamp'\n"
    "\t\tbutton [8] 'Add to cart'\n"
    "\tlistitem\n"
    "\t\tlink [10] 'Garden lamp'\n"
    "\t\tbutton [11] 'Add to cart'\n"
    "\tstatus\n"
    "\t\ttext 'You saved the lamp.'\n"
    "\tbutton [13] 'Close'\n"
    "\ttable\n"
    "\t\theader | Order # | Date | Total | Action\n"
    "\t\trow [20] | 0017 | May 2, 2024 | $65.32 | link [21] 'View', button [22] 'Reorder'\n"
    "\t\trow [23] | 0018 | June 3, 2024 | $12.00 | link [24] 'View', button [25] 'Reorder'\n"
    "\ttable\n"
    "\t\trow | Phone | 555 123\n"
    "\tcombobox [30] 'Status' [expanded: false] [value: 'Any'] [options: 'Any' | 'Open' | 'Done']\n"
    "\ttextbox [32] 'Title' [required: true]\n"
    "\ttextbox [34] 'Body'\n"
    "\tbutton [36] 'Create it'";

const RecordedElement* find(const RecordedPage& page, int id)
{
    for (const RecordedElement& element : page.elements)
        if (element.id == id) return &element;
    return nullptr;
}

}  // namespace

class TestPageLessons : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPageIsReadBack()
    {
        const RecordedPage page = readRecordedPage(kShop);
        QCOMPARE(page.title, std::string("Harbour lamp - Shop"));
        QCOMPARE(page.text(), std::string(kShop));
        QCOMPARE(find(page, 5)->value, std::string("Ada's lamp"));
        QCOMPARE(find(page, 30)->options, (std::vector<std::string>{"Any", "Open", "Done"}));
        QCOMPARE(page.namesakes("Add to cart"), 2);
        QVERIFY(page.says("garden LAMP"));
        QCOMPARE(page.notices, (std::vector<std::string>{"You saved the lamp."}));
    }

    void whatAnElementBelongsTo_data()
    {
        QTest::addColumn<int>("id");
        QTest::addColumn<QByteArray>("item");
        QTest::newRow("before any item") << 3 << QByteArray();
        QTest::newRow("names the item itself") << 7 << QByteArray();
        QTest::newRow("first item") << 8 << QByteArray("Harbour lamp");
        QTest::newRow("second item") << 11 << QByteArray("Garden lamp");
        QTest::newRow("behind the items") << 13 << QByteArray();
        QTest::newRow("row") << 21 << QByteArray("0017");
        QTest::newRow("second in its cell") << 25 << QByteArray("0018");
    }
    void whatAnElementBelongsTo()
    {
        QFETCH(int, id);
        QFETCH(QByteArray, item);
        const RecordedPage page = readRecordedPage(kShop);
        QVERIFY(find(page, id));
        QCOMPARE(QByteArray::fromStdString(find(page, id)->item), item);
    }

    void factsOfAPage()
    {
        std::map<std::string, std::string> facts;
        for (const RecordedFact& fact : readRecordedPage(kShop).facts)
            facts[fact.subject + "/" + fact.label] = fact.value;
        QCOMPARE(facts.at("/Phone"), std::string("555 123"));
        QCOMPARE(facts.at("0017/Total"), std::string("$65.32"));
        QCOMPARE(facts.at("0018/Date"), std::string("June 3, 2024"));
        QCOMPARE(facts.at("/Status"), std::string("Any"));
        QVERIFY(!facts.contains("0017/Action"));
    }

    void countsAndPrices()
    {
        const RecordedPage page = readRecordedPage(
            "RootWebArea 'Harbour lamp - Shop'\n"
            "\theading 'Harbour lamp'\n"
            "\ttext '$11.50'\n"
            "\ttab [101] 'Reviews (12)'\n"
            "\tbutton [7] 'Star 103'\n"
            "\ttext 'Seen in 2024 by 30 people'\n"
            "\tlistitem\n"
            "\t\tlink [123] 'garden lamp.html'\n"
            "\t\tlink [124] 'Garden lamp'\n"
            "\t\tlink [132] '1,013 Reviews'\n"
            "\t\ttext '$7.99'\n"
            "\ttext '9 comments'");
        std::map<std::string, std::string> facts;
        for (const RecordedFact& fact : page.facts) {
            QVERIFY(!fact.isInRow);
            facts[fact.subject + "/" + fact.label] = fact.value;
        }
        const std::map<std::string, std::string> expected{{"Harbour lamp/price", "$11.50"},
                                                          {"/Reviews", "12"},
                                                          {"/Star", "103"},
                                                          {"Garden lamp/Reviews", "1,013"},
                                                          {"Garden lamp/price", "$7.99"},
                                                          {"/comments", "9"}};
        QCOMPARE(facts, expected);
        QCOMPARE(find(page, 132)->item, std::string("Garden lamp"));
    }

    void everyAnswerFitsItsPage()
    {
        const auto lessons = makePageLessons({kShop}, 400, 5);
        QVERIFY(lessons);
        std::map<std::string, int> skills;
        for (const TrainingRecord& lesson : *lessons) {
            const std::string told = lesson.templateId + ": " + lesson.objective + "\n"
                                     + lesson.observation + "\n" + lesson.reason + "\n"
                                     + lesson.action;
            ++skills[lesson.templateId];
            QCOMPARE(lesson.split, std::string("train"));
            if (lesson.templateId.starts_with("recite")) {  // a drill: its reason is all
                if (lesson.templateId == "recite") checkDrill(lesson);
                continue;
            }
            ActionAutomaton::Rules rules;
            rules.observation = lesson.observation;
            rules.objective = lesson.objective;
            rules.copiesTexts = true;  // as a small model is held to
            const ActionAutomaton automaton(rules);
            ActionAutomaton::State state = automaton.start();
            for (const char byte :
                 studentResponse(ExampleKind::Joint, lesson.reason, lesson.action))
                QVERIFY2(automaton.step(state, byte), told.c_str());
            QVERIFY2(automaton.isComplete(state), told.c_str());
            const auto actions = parseActions(lesson.action, ActionGrammar::Symbiont);
            QVERIFY2(actions, told.c_str());
            const Action& action = actions->front();
            if (action.kind == ActionKind::Type)
                QVERIFY2(lesson.objective.find(action.text) != std::string::npos, told.c_str());
            if (lesson.templateId == "read-fact")
                QVERIFY2(lesson.observation.find(action.text) != std::string::npos, told.c_str());
            if (lesson.templateId == "search")
                QVERIFY2(lesson.observation.find(action.text) == std::string::npos, told.c_str());
        }
        QCOMPARE(skills.size(), std::size_t(14));
    }

    /// Numbers differ from lesson to lesson, ids do not, and what is equal stays equal.
    void numbersHaveToBeRead()
    {
        const auto lessons = makePageLessons({kShop}, 200, 5);
        QVERIFY(lessons);
        static const std::regex kOrder("row \\[20\\] \\| ([0-9]+) \\| May [0-9], ");
        std::set<std::string> orders;
        for (const TrainingRecord& lesson : *lessons) {
            std::smatch match;
            QVERIFY2(std::regex_search(lesson.observation, match, kOrder),
                     lesson.observation.c_str());
            const std::string order = match[1].str();
            orders.insert(order);
            QCOMPARE(order.substr(0, 2), std::string("00"));
            const std::string next = "row [23] | " + order.substr(0, 3);
            QVERIFY2(lesson.observation.find(next) != std::string::npos, next.c_str());
            if (lesson.templateId == "recite-facts") checkValues(lesson);
        }
        QVERIFY2(orders.size() > 20, std::to_string(orders.size()).c_str());
        QVERIFY(orders.contains("0017"));
    }

    void whatIsOddInARow()
    {
        const RecordedPage page = readRecordedPage(
            "table\n"
            "\theader | Name | Role | Since | Action\n"
            "\trow | Ada | | May | button [5] 'Update' [disabled: true], textbox [6] 'Qty' [value: "
            "'2'], combobox [7] 'Sort' [options: 'Up' | 'Down'], button [8] 'Go'\n"
            "\trow | Ben, link [9] 'View' | Owner | June |\n"
            "table\n"
            "\trow | a | b | c | d\n"
            "button [41] 'Remove' (2 more like it: [42] [43])\n"
            "textbox [50] 'Fixed' [readonly: true]");
        QVERIFY(!find(page, 5));
        QCOMPARE(find(page, 6)->value, std::string("2"));
        QCOMPARE(find(page, 6)->item, std::string("Ada"));
        QCOMPARE(find(page, 7)->options, (std::vector<std::string>{"Up", "Down"}));
        QVERIFY(find(page, 8) && find(page, 8)->value.empty());
        QCOMPARE(find(page, 9)->item, std::string("Ben"));
        QCOMPARE(page.namesakes("Remove"), 3);
        QVERIFY(find(page, 50)->isReadOnly);
        std::map<std::string, std::string> facts;
        for (const RecordedFact& fact : page.facts)
            facts[fact.subject + "/" + fact.label] = fact.value;
        QCOMPARE(facts.at("Ada/Since"), std::string("May"));
        QCOMPARE(facts.at("Ben/Role"), std::string("Owner"));
        QVERIFY(!facts.contains("Ada/Role"));
        QVERIFY(!facts.contains("a/Role"));  // of the table before
    }

    void lessonsAreTheSameForTheSameSeed()
    {
        const auto few = makePageLessons({kShop}, 5, 42), more = makePageLessons({kShop}, 9, 42);
        QVERIFY(few && more);
        for (std::size_t i = 0; i < few->size(); ++i) QVERIFY((*few)[i] == (*more)[i]);
        QVERIFY(makePageLessons({kShop}, 1, 43)->front() != few->front());
    }

    void pagesWithoutAnythingAreRefused()
    {
        const auto lessons = makePageLessons({"RootWebArea ''"}, 30, 1);
        QVERIFY(!lessons);
        QCOMPARE(lessons.error().code(), ErrorCode::InvalidInput);
    }

private:
    /// What is said of a value stands on the page.
    static void checkValues(const TrainingRecord& lesson)
    {
        static const std::regex kValue(" says [A-Za-z# ]+: \"([^\"]+)\"");
        int count = 0;
        for (std::sregex_iterator at(lesson.reason.begin(), lesson.reason.end(), kValue), end;
             at != end; ++at, ++count)
            QVERIFY2(lesson.observation.find((*at)[1].str()) != std::string::npos,
                     lesson.reason.c_str());
        QVERIFY2(count >= 3, lesson.reason.c_str());
    }
    /// Every id said is that of the element named before it.
    static void checkDrill(const TrainingRecord& lesson)
    {
        static const std::regex kId("\\[([0-9]+)\\]");
        const RecordedPage page = readRecordedPage(lesson.observation);
        int count = 0;
        std::size_t from = 0;
        for (std::sregex_iterator at(lesson.reason.begin(), lesson.reason.end(), kId), end;
             at != end; ++at, ++count) {
            const RecordedElement* element = find(page, std::stoi((*at)[1].str()));
            QVERIFY2(element, lesson.reason.c_str());
            const auto place = std::size_t(at->position());
            QVERIFY2(
                lesson.reason.substr(from, place - from).find(element->name) != std::string::npos,
                lesson.reason.c_str());
            from = place;
        }
        QVERIFY(count >= 3);
    }
};

QTEST_GUILESS_MAIN(TestPageLessons)
#include "tst_page_lessons.moc"
