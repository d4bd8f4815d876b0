#include <QtTest/QtTest>

#include "core/planner/skills/examples.h"
#include "tests/core/planner/planner_prompts.h"

using namespace sym;

class TestExamples : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void alignsObjectives_data()
    {
        QTest::addColumn<QString>("example");
        QTest::addColumn<QString>("here");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("transferred");

        QTest::newRow("name at the end") << "What is the price of Red Lamp?"
                                         << "What is the price of Oak Stool?"
                                         << "Red Lamp"
                                         << "Oak Stool";
        QTest::newRow("two values") << "Set A of cat to 5"
                                    << "Set A of big dog to 7"
                                    << "cat: 5"
                                    << "big dog: 7";
        QTest::newRow("other case") << "Find Red Lamp"
                                    << "Find Oak Stool"
                                    << "red lamp [x]"
                                    << "Oak Stool [x]";
        QTest::newRow("nothing to replace") << "Find it"
                                            << "Find it"
                                            << "Orders"
                                            << "Orders";
    }

    void alignsObjectives()
    {
        QFETCH(QString, example);
        QFETCH(QString, here);
        QFETCH(QString, text);
        QFETCH(QString, transferred);

        const auto pairs = differences(example.toStdString(), here.toStdString());

        QCOMPARE(QString::fromStdString(sym::transferred(text.toStdString(), pairs)), transferred);
    }

    void likensObjectives()
    {
        const double same =
            objectiveLikeness("What is the price of Red Lamp?", "What is the price of Oak Stool?");
        const double other =
            objectiveLikeness("Invite ann to the project", "What is the price of Oak Stool?");

        QVERIFY(same > 0.7);
        QVERIFY(other < 0.4);
        // Capitals here and there make no names of whole sentences
        QVERIFY(objectiveLikeness("Use Customers on \"Dashboard - Luma Store Admin\".",
                                  "Name the 2 best-selling products of our store from May 1, 2024.")
                < 0.4);
        QVERIFY(objectiveLikeness("Star the project ann_lee/lamps.", "Star the project bo/stools.")
                > 0.7);
    }

    /// On this page no word of the objective leads anywhere; the example knows that a menu does.
    void followsAnExample()
    {
        const std::string page = R"(RootWebArea 'Desk'
	link [1] 'Stores'
	link [2] 'Refunds report'
	link [3] 'Content')";
        PromptText prompt{.objective = "How much was refunded to Ann Lee?", .observation = page};
        const std::string alone = prompt.decision();
        prompt.examples = R"(<example_0>
OBJECTIVE: How much was refunded to Bob Ray?
1. click [77]  # link 'Stores'
2. click [78]  # link 'Credit memos'
3. stop [$5.00]
</example_0>
)";

        QVERIFY(alone != "click [1]");
        QCOMPARE(QString::fromStdString(prompt.decision()), QStringLiteral("click [1]"));
    }

    void goesOnWhereTheExampleIs()
    {
        PromptText prompt{
            .objective = "How much was refunded to Ann Lee?",
            .observation =
                "RootWebArea 'Stores'\n\tlink [4] 'All stores'\n\tlink [5] 'Credit memos'",
            .history = {"click [1] | On \"Desk\": click link \"Stores\". Step 1 of a similar task "
                        "did this."}};
        prompt.examples = R"(<example_0>
OBJECTIVE: How much was refunded to Bob Ray?
1. click [77]  # link 'Stores'
2. click [78]  # link 'Credit memos'
3. stop [$5.00]
</example_0>
)";

        QCOMPARE(QString::fromStdString(prompt.decision()), QStringLiteral("click [5]"));
    }

    void putsItsOwnValuesIn()
    {
        PromptText prompt{
            .objective = "Look up the entry about Oak Stool",
            .observation = "RootWebArea 'X'\n\ttextbox [9] 'Term'\n\tbutton [8] 'Go'"};
        prompt.examples =
            "<example_0>\nOBJECTIVE: Look up the entry about Red Lamp\n1. type [15] [red lamp] [1] "
            " # textbox 'Term'\n</example_0>\n";

        QCOMPARE(QString::fromStdString(prompt.decision()),
                 QStringLiteral("type [9] [Oak Stool] [1]"));
    }
};

QTEST_APPLESS_MAIN(TestExamples)
#include "tst_examples.moc"
