#include <QtTest/QtTest>

#include "core/planner/memory.h"

using namespace sym;

class TestMemory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatItWrote()
    {
        ReasonText text{.page = "Orders \"2\"",
                        .deed = "click",
                        .role = "link",
                        .target = "Next",
                        .why = "more rows",
                        .soFar = "12 counted",
                        .part = 1,
                        .parts = 3,
                        .finishesPart = true};
        Prompt prompt;
        PastStep step;
        step.reason = writeReason(text);
        step.actionText = "click [4]";
        step.action = readPastAction(step.actionText);
        prompt.history = {step};

        const Memory memory(prompt);

        const Deed& deed = memory.deeds().at(0);
        QCOMPARE(deed.page, std::string("Orders '2'"));
        QCOMPARE(deed.role, std::string("link"));
        QCOMPARE(deed.target, std::string("Next"));
        QCOMPARE(deed.soFar, std::string("12 counted"));
        QCOMPARE(deed.part, 1);
        QVERIFY(deed.finishesPart);
        QCOMPARE(memory.clicks("Next", "Orders \"2\""), 1);
        QCOMPARE(memory.clicks("Next", "elsewhere"), 0);
    }

    void takesReasonsOfOthers()
    {
        Prompt prompt;
        PastStep step;
        step.reason = "I think the \"Orders\" page helps.";
        step.action = readPastAction("click [4]");
        prompt.history = {step};

        const Memory memory(prompt);

        QCOMPARE(memory.deeds().size(), std::size_t(1));
        QVERIFY(memory.deeds()[0].target.empty());
        QVERIFY(!memory.saidFinished());
    }

    void forgetsTheWayItWentBack()
    {
        Prompt prompt;
        for (const char* name : {"A", "B"}) {
            PastStep step;
            step.reason = writeReason(
                {.page = "P", .deed = "click", .role = "link", .target = name, .why = "x"});
            step.action = readPastAction("click [1]");
            prompt.history.push_back(step);
        }
        PastStep back;
        back.action = readPastAction("go_back");
        prompt.history.push_back(back);

        const Memory memory(prompt);

        QCOMPARE(memory.path(), std::vector<std::string>{"A"});
        QCOMPARE(memory.retreats(), 1);
    }
};

QTEST_APPLESS_MAIN(TestMemory)
#include "tst_memory.moc"
