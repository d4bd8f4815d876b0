#include <QtTest/QtTest>

#include "core/planner/prompt_reader.h"

using namespace sym;

namespace {

constexpr const char* kUser = R"(STEP:
4 of 20
OBJECTIVE:
Find the lamp
SITES:
http://127.0.0.1:7770/ (Shop)
CURRENT URL:
http://127.0.0.1:7770/catalog
PREVIOUS PLANS:
[0] Find the solution to "Find the lamp"
Note 0. STEP 2: price $5
INTERACTION HISTORY:
<step_0_interaction>
OBSERVATION:
CURRENT OBSERVATION:
a page that quotes a header
REASON FOR ACTION:
it is there
ACTION:
click [12]
RESULT:
error: the element is gone
</step_0_interaction>
<step_1_interaction>
OBSERVATION:
The same as the CURRENT OBSERVATION (see below CURRENT OBSERVATION section).
REASON FOR ACTION:
look for it
ACTION:
type [3] [red lamp [big]] [1]
</step_1_interaction>
RAG EXAMPLES:
<example_0>
OBJECTIVE: Find the chair
1. type [15] [chair] [1]  # textbox 'Search'
2. click [33]  # link 'Chair'
3. stop [$19.99]
</example_0>
CURRENT OBSERVATION:
RootWebArea 'Catalog'
	link [5] 'Lamp'
FEEDBACK:
The id was wrong.
)";

std::vector<ChatMessage> prompt(const char* user, const char* system = "")
{
    return {{ChatRole::System, system}, {ChatRole::User, user}};
}

}  // namespace

class TestPromptReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsEverySection()
    {
        const auto read = readPrompt(
            prompt(kUser, "- click [id]: press it\n- stop [answer]: end\nUp to 3 candidates.\n"));

        QVERIFY(bool(read));
        QCOMPARE(read->step, 4);
        QCOMPARE(read->budget, 20);
        QCOMPARE(read->objective, std::string("Find the lamp"));
        QCOMPARE(read->url, std::string("http://127.0.0.1:7770/catalog"));
        QCOMPARE(read->notes.size(), std::size_t(1));
        QCOMPARE(read->notes[0], std::string("price $5"));
        QCOMPARE(read->history.size(), std::size_t(2));
        QCOMPARE(read->history[0].action.elementId, std::string("12"));
        QCOMPARE(read->history[0].result, std::string("error: the element is gone"));
        QCOMPARE(read->history[1].action.text, std::string("red lamp [big]"));
        QVERIFY(read->history[1].action.pressEnter);
        QCOMPARE(read->examples.size(), std::size_t(1));
        QCOMPARE(read->examples[0].steps.size(), std::size_t(3));
        QCOMPARE(read->examples[0].steps[1].target, std::string("link 'Chair'"));
        QVERIFY(read->observation.find("link [5] 'Lamp'") != std::string::npos);
        QVERIFY(read->observation.find("FEEDBACK") == std::string::npos);
        QCOMPARE(read->feedback, std::string("The id was wrong."));
        QCOMPARE(read->candidates, 3);
        QVERIFY(read->wantsCandidates);
        QVERIFY(read->commands.contains("click"));
        QVERIFY(!read->commands.contains("go_home"));
    }

    void readsActions_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("argument");

        QTest::newRow("click") << "click [7]" << int(ActionKind::Click) << "7"
                               << "";
        QTest::newRow("type") << "type [7] [a] [0]" << int(ActionKind::Type) << "7"
                              << "a";
        QTest::newRow("select") << "select [7] [Price: low]" << int(ActionKind::Select) << "7"
                                << "Price: low";
        QTest::newRow("stop with brackets") << "stop [a [b]]" << int(ActionKind::Stop) << ""
                                            << "a [b]";
        QTest::newRow("go back") << "go_back" << int(ActionKind::GoBack) << ""
                                 << "";
        QTest::newRow("no action") << "dance" << int(ActionKind::None) << ""
                                   << "";
    }

    void readsActions()
    {
        QFETCH(QString, text);
        QFETCH(int, kind);
        QFETCH(QString, id);
        QFETCH(QString, argument);

        const Action action = readPastAction(text.toStdString());

        QCOMPARE(int(action.kind), kind);
        QCOMPARE(QString::fromStdString(action.elementId), id);
        QCOMPARE(QString::fromStdString(action.text), argument);
    }

    void refusesOtherTexts_data()
    {
        QTest::addColumn<QByteArray>("user");

        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no objective") << QByteArray("CURRENT OBSERVATION:\nRootWebArea 'x'\n");
        QTest::newRow("no observation") << QByteArray("OBJECTIVE:\nx\n");
    }

    void refusesOtherTexts()
    {
        QFETCH(QByteArray, user);

        const auto read = readPrompt(prompt(user.constData()));

        QVERIFY(!read);
        QCOMPARE(read.error().code(), ErrorCode::InvalidInput);
    }
};

QTEST_APPLESS_MAIN(TestPromptReader)
#include "tst_prompt_reader.moc"
