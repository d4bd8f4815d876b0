#include "core/rollout/solution_player.h"

#include <QtTest/QtTest>

using namespace sym;
Q_DECLARE_METATYPE(sym::SolutionStep)
using Verb = SolutionStep::Verb;
using Locator = SolutionStep::Locator;

class TestSolutionPlayer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<SolutionStep>("step");
        QTest::newRow("goto") << QByteArray("page.goto(\"http://a/b?c=d\")")
                              << SolutionStep{Verb::Goto, Locator::None,   "", "", false,
                                              0,          "http://a/b?c=d"};
        QTest::newRow("role and name")
            << QByteArray("page.get_by_role(\"link\", name=\"My Orders\").click()")
            << SolutionStep{Verb::Click, Locator::Role, "link", "My Orders", true, 0, ""};
        QTest::newRow("nth") << QByteArray("page.get_by_role('button', name='View').nth(2).click()")
                             << SolutionStep{Verb::Click, Locator::Role, "button", "View", true, 2,
                                             ""};
        QTest::newRow("role alone")
            << QByteArray("page.get_by_role(\"searchbox\").fill(\"x\")")
            << SolutionStep{Verb::Fill, Locator::Role, "searchbox", "", false, 0, "x"};
        QTest::newRow("label, quotes inside")
            << QByteArray("page.get_by_label(\"The \\\"title\\\"\").fill('it\\'s, (really)')")
            << SolutionStep{Verb::Fill, Locator::Label,  "", "The \"title\"", false,
                            0,          "it's, (really)"};
        QTest::newRow("key") << QByteArray("page.keyboard.press(\"Enter\")")
                             << SolutionStep{Verb::Press, Locator::None, "", "", false, 0, "Enter"};
        QTest::newRow("back") << QByteArray("page.go_back()") << SolutionStep{Verb::GoBack};
        QTest::newRow("stop") << QByteArray("page.stop(\"N/A\")")
                              << SolutionStep{Verb::Stop, Locator::None, "", "", false, 0, "N/A"};
        QTest::newRow("stop without answer") << QByteArray("page.stop()") << SolutionStep{};
    }
    void reads()
    {
        QFETCH(QByteArray, line);
        QFETCH(SolutionStep, step);

        const auto read = parseSolutionStep(line.toStdString());

        QVERIFY2(bool(read), read ? "" : read.error().message().c_str());
        QVERIFY(*read == step);
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("line");
        for (const char* line :
             {"", "click [3]", "page", "page.fly()", "page.click()", "page.goto(\"x",
              "page.get_by_role().click()", "page.get_by_label(\"a\")", "page.stop(\"a\") extra"})
            QTest::newRow(*line ? line : "nothing") << QByteArray(line);
    }
    void refuses()
    {
        QFETCH(QByteArray, line);

        const auto read = parseSolutionStep(line.toStdString());

        QVERIFY(!read);
        QCOMPARE(read.error().code(), ErrorCode::InvalidInput);
    }
};

QTEST_APPLESS_MAIN(TestSolutionPlayer)
#include "tst_solution_player.moc"
