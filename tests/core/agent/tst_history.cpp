#include <QtTest>

#include "core/agent/history.h"
#include "core/agent/observation_outline.h"

using namespace sym;

class TestHistory final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pivotalLines_data()
    {
        QTest::addColumn<QString>("ids");
        QTest::addColumn<QString>("shown");  // tabs as >; "-": nothing

        QTest::newRow("element, parents and named siblings")
            << "3"
            << "RootWebArea 'P'\n>main\n>>link 'A'\n>>button 'B'";
        QTest::newRow("with what is below") << "4"
                                            << "RootWebArea 'P'\n>main\n>>link 'A'\n>>button "
                                               "'B'\n>>table\n>>>row | link [5] 'L' | x";
        QTest::newRow("id within a row")
            << "5"
            << "RootWebArea 'P'\n>main\n>>table\n>>>row | link [5] 'L' | x";
        QTest::newRow("unknown id") << "99"
                                    << "-";
        QTest::newRow("none: the whole small page")
            << ""
            << "RootWebArea 'P'\n>main\n>>link 'A'\n>>button 'B'\n>>generic\n>>table\n>>>row | "
               "link [5] 'L' | x";
    }
    void pivotalLines()
    {
        QFETCH(QString, ids);
        QFETCH(QString, shown);
        const ObservationOutline outline(
            "RootWebArea 'P'\n\tmain\n\t\tlink [3] 'A'\n\t\tbutton [6] 'B'\n\t\tgeneric "
            "[7]\n\t\ttable [4]\n\t\t\trow | link [5] 'L' | x");

        const auto pivotal = outline.pivotal(highlightIds(ids.toStdString(), false));

        QString text = QString::fromStdString(pivotal.value_or("-"));
        QCOMPARE(text.replace(QLatin1Char('\t'), QLatin1Char('>')), shown);
    }

    void largePagesHaveNoPivotalPart()
    {
        std::string text = "RootWebArea 'P'";
        for (int i = 0; i < 40; ++i) text += "\n\tlink [" + std::to_string(i) + "] 'L'";

        QVERIFY(!ObservationOutline(text).pivotal({}));
        QVERIFY(!ObservationOutline("").pivotal({}));
    }

    void highlights_data()
    {
        QTest::addColumn<QString>("section");
        QTest::addColumn<bool>("isStrict");
        QTest::addColumn<QString>("ids");

        QTest::newRow("plain") << "12, 7,33" << true << "12 7 33";
        QTest::newRow("back-ticks upstream") << "`12`, 7" << true << "7";
        QTest::newRow("back-ticks ours") << "`12`, [7], 12" << false << "12 7";
        QTest::newRow("nothing") << "N/A" << false << "";
    }
    void highlights()
    {
        QFETCH(QString, section);
        QFETCH(bool, isStrict);
        QFETCH(QString, ids);

        QStringList found;
        for (const std::string& id : highlightIds(section.toStdString(), isStrict))
            found << QString::fromStdString(id);
        QCOMPARE(found.join(QLatin1Char(' ')), ids);
    }

    void historyTellsThePageOnceItDiffers()
    {
        PlanNode plan;
        plan.steps = {0, 1};
        const std::vector<Interaction> all = {{.observation = "p",
                                               .nameOnly = "p",
                                               .pivotal = "part",
                                               .summary = "s",
                                               .plan = "[0] x",
                                               .reason = "r",
                                               .action = "a",
                                               .result = "failed"},
                                              {.observation = "q",
                                               .nameOnly = "q",
                                               .pivotal = std::nullopt,
                                               .summary = "t",
                                               .plan = "[0] x",
                                               .reason = "r",
                                               .action = "a",
                                               .result = ""}};

        const std::string text =
            historyText(all, plan, "q", "q", {.verboseSteps = 3, .fidelity = Fidelity::Ours});

        QCOMPARE(text,
                 std::string("<step_0_interaction>\nOBSERVATION:\npart\nREASON FOR "
                             "ACTION:\nr\nACTION:\na\nRESULT:\nfailed\n</step_0_interaction>\n"
                             "<step_1_interaction>\nOBSERVATION:\nThe same as the CURRENT "
                             "OBSERVATION (see below CURRENT OBSERVATION section).\n"
                             "REASON FOR ACTION:\nr\nACTION:\na\n</step_1_interaction>\n"));
    }

    void earlierStepsAreToldByTheirDescription()
    {
        PlanNode plan;
        plan.id = 1;
        std::vector<Interaction> all;
        for (int i = 0; i < 3; ++i) {
            plan.steps.push_back(i);
            all.push_back({.observation = "o" + std::to_string(i),
                           .nameOnly = {},
                           .pivotal = std::nullopt,
                           .summary = "d" + std::to_string(i),
                           .plan = "[1] y",
                           .reason = "r",
                           .action = "a",
                           .result = {}});
        }

        const std::string text =
            historyText(all, plan, "now", {}, {.verboseSteps = 1, .fidelity = Fidelity::Ours});

        QVERIFY(text.find("OBSERVATION:\nd0\nACTIVE PLAN:\n[1] y\n") != std::string::npos);
        QVERIFY(text.find("OBSERVATION:\nd1\n") != std::string::npos);
        QVERIFY(text.find("OBSERVATION:\no2\n") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestHistory)
#include "tst_history.moc"
