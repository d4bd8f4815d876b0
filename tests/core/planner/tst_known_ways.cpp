#include "core/planner/known_ways.h"

#include <QtTest/QtTest>

#include "tests/core/planner/planner_prompts.h"

using namespace sym;

namespace {

/// On the home page "Behind this" leads to a page with a link to loyalty points.
const std::string kExample =
    "<example_0>\nOBJECTIVE: Open \"Club\" from \"Home\".\n"
    "OUTCOME OF THE WHOLE TASK: failure, in a model's opinion\n"
    "ON: Home (/)\n\tRootWebArea 'Home'\n\t\tlink 'Behind this'\n"
    "1. click [44]  # link 'Behind this'\n"
    "\treason: On \"Home\"\n"
    "THEN: Club (/club)\n\tRootWebArea 'Club'\n\t\theading 'Club'\n"
    "\t\tlink 'Loyalty points'\n</example_0>\n";

const std::string kHome =
    "RootWebArea 'Home'\n\tlink [3] 'Behind this'\n\tlink [4] 'About us'\n"
    "\tlink [5] 'Imprint'";

}  // namespace

class TestKnownWays : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsPagesAndWays()
    {
        const PromptExample example = readExample(kExample);

        QCOMPARE(QString::fromStdString(example.objective),
                 QStringLiteral("Open \"Club\" from \"Home\"."));
        QVERIFY(example.hasFailed);
        QCOMPARE(example.steps.size(), std::size_t(1));
        QCOMPARE(QString::fromStdString(example.steps[0].page.path), QStringLiteral("/"));
        QCOMPARE(QString::fromStdString(example.steps[0].reason), QStringLiteral("On \"Home\""));
        QCOMPARE(QString::fromStdString(example.last.title), QStringLiteral("Club"));
        const KnownWays known({example});
        QCOMPARE(known.pages().size(), std::size_t(2));
        QCOMPARE(known.ways().size(), std::size_t(1));
        QCOMPARE(QString::fromStdString(known.ways()[0].target), QStringLiteral("Behind this"));
    }

    void aPageToldTwiceIsOne()
    {
        const PromptExample example = readExample(kExample);

        QCOMPARE(KnownWays({example, example}).pages().size(), std::size_t(2));
    }

    void followsAWayOfAnotherTask()
    {
        PromptText prompt{.objective = "How many loyalty points do I have?", .observation = kHome};
        const std::string alone = prompt.decision();
        prompt.examples = kExample;

        QVERIFY(alone != "click [3]");
        QCOMPARE(QString::fromStdString(prompt.decision()), QStringLiteral("click [3]"));
    }

    void leavesAloneWhatDoesNotHelp()
    {
        PromptText prompt{.objective = "Read the imprint.", .observation = kHome};
        const std::string alone = prompt.decision();
        prompt.examples = kExample;

        QCOMPARE(prompt.decision(), alone);
    }
};

QTEST_APPLESS_MAIN(TestKnownWays)
#include "tst_known_ways.moc"
