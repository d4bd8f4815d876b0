#include "core/review/trajectory_piece.h"

#include <QtTest/QtTest>

#include "core/review/trajectory_text.h"
#include "tests/support/project_fixture.h"

using namespace sym;

class TestTrajectoryPiece : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void leavesOutIdsAndCuts_data()
    {
        QTest::addColumn<QString>("observation");
        QTest::addColumn<int>("lines");
        QTest::addColumn<QString>("expected");

        const auto row = [](const char* name, const char* text, int lines, const char* expected) {
            QTest::newRow(name) << QString::fromUtf8(text) << lines << QString::fromUtf8(expected);
        };
        row("id after the role", "link [12] 'Orders'", 9, "link 'Orders'");
        row("cells", "row | link [31] '000123' | $65.32 | button [33] 'Reorder'", 9,
            "row | link '000123' | $65.32 | button 'Reorder'");
        row("brackets of a name", "link [12] 'Item [4] of 9'", 9, "link 'Item [4] of 9'");
        row("apostrophe", "text \"don't\" [x]", 9, "text \"don't\" [x]");
        row("equal ones", "button [41] 'Remove' (2 more like it: [42] [43])", 9,
            "button 'Remove' (2 more like it:)");
        row("states stay", "textbox [4] 'Search' [value: 'lamp']", 9,
            "textbox 'Search' [value: 'lamp']");
        row("cut", "a\nb\nc", 2, "a\nb\n(1 more lines)");
        row("nothing", "a\nb", 0, "");
    }

    void leavesOutIdsAndCuts()
    {
        QFETCH(QString, observation);
        QFETCH(int, lines);
        QFETCH(QString, expected);

        QCOMPARE(QString::fromStdString(shortenedObservation(observation.toStdString(),
                                                             {.lines = lines, .characters = 1000})),
                 expected);
    }

    void takesThePathOfAnAddress_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("path");

        QTest::newRow("with query") << QStringLiteral("http://127.0.0.1:7770/orders?page=2")
                                    << QStringLiteral("/orders?page=2");
        QTest::newRow("bare host")
            << QStringLiteral("http://127.0.0.1:7770") << QStringLiteral("/");
        QTest::newRow("no address")
            << QStringLiteral("about:blank") << QStringLiteral("about:blank");
    }

    void takesThePathOfAnAddress()
    {
        QFETCH(QString, url);
        QFETCH(QString, path);
        QCOMPARE(QString::fromStdString(pathOfUrl(url.toStdString())), path);
    }

    void beginsAndEndsWithAPage()
    {
        Trajectory trajectory;
        trajectory.episode.sites = {"shopping", "map"};
        trajectory.episode.judgements = {{"judge", true, "the page says so"}};
        trajectory.steps = {clickStep(0, "Home", "link 'Account'"),
                            clickStep(1, "Account", "link 'Orders'"),
                            clickStep(2, "Orders", "link '000123'")};

        const KnowledgeEntry piece = pieceOf(trajectory, 0, 1);

        QCOMPARE(piece.steps.size(), std::size_t(2));
        QCOMPARE(QString::fromStdString(piece.last.title), QStringLiteral("Orders"));
        QCOMPARE(QString::fromStdString(piece.site), QStringLiteral("shopping+map"));
        QCOMPARE(int(piece.outcome), int(Opinion::Success));
    }

    void dropsWhatWasDoneAgainOnTheSamePage()
    {
        Trajectory trajectory;
        trajectory.steps = {clickStep(0, "Home", "link 'Account'"),
                            clickStep(1, "Home", "link 'Account'"),
                            clickStep(2, "Account", "link 'Orders'")};

        const KnowledgeEntry piece = pieceOf(trajectory, 0, 2);

        QCOMPARE(piece.steps.size(), std::size_t(2));
        QCOMPARE(QString::fromStdString(piece.steps[1].page.title), QStringLiteral("Account"));
        QVERIFY(piece.last == KnowledgePage{});
    }

    void writesPagesAndActions()
    {
        Trajectory trajectory;
        trajectory.steps = {clickStep(0, "Home", "link 'Account'"),
                            clickStep(1, "Account", "link 'Orders'")};

        const std::string text = stepsText(pieceOf(trajectory, 0, 0), {});

        QCOMPARE(QString::fromStdString(text), QStringLiteral("ON: Home (/Home)\n"
                                                              "\tRootWebArea 'Home'\n"
                                                              "\t\tlink 'Account'\n"
                                                              "1. click [12]  # link 'Account'\n"
                                                              "\treason: it leads on\n"
                                                              "THEN: Account (/Account)\n"
                                                              "\tRootWebArea 'Account'\n"
                                                              "\t\tlink 'Orders'\n"));
    }

    void tellsBrieflyWhatIsNewOnAPage()
    {
        Trajectory trajectory;
        trajectory.steps = {
            clickStep(0, "Home", "link 'Account'", "\tlink [3] 'Help'\n\tlink [4] 'Sale'"),
            clickStep(1, "Account", "link 'Orders'",
                      "\theading 'You'\n\tlink [3] 'Help'\n\ttext 'a'")};

        const std::string text =
            briefStepsText(pieceOf(trajectory, 0, 0), {.lines = 3, .characters = 1000});

        QCOMPARE(QString::fromStdString(text), QStringLiteral("ON: Home (/Home)\n"
                                                              "\tRootWebArea 'Home'\n"
                                                              "\t\tlink 'Account'\n"
                                                              "\t\tlink 'Help'\n"
                                                              "\t(1 more lines)\n"
                                                              "1. click [12]  # link 'Account'\n"
                                                              "\treason: it leads on\n"
                                                              "THEN: Account (/Account)\n"
                                                              "\tRootWebArea 'Account'\n"
                                                              "\t\tlink 'Orders'\n"
                                                              "\t\theading 'You'\n"
                                                              "\t(2 more lines)\n"));
    }
};

QTEST_APPLESS_MAIN(TestTrajectoryPiece)
#include "tst_trajectory_piece.moc"
