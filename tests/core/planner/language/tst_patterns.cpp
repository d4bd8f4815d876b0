#include <QtTest/QtTest>

#include <thread>

#include "core/planner/language/patterns.h"

using namespace sym;

class TestPatterns : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ignoresCase()
    {
        QCOMPARE(firstMatch("Order NO. 17", pattern("no\\. (\\d+)")), std::string("17"));
    }

    void isEmptyWithoutAMatch() { QCOMPARE(firstMatch("order", pattern("(\\d+)")), std::string()); }

    /// Workers end one after the other while the rest go on with what the first one compiled.
    void outlivesTheThreadThatAskedFirst()
    {
        const std::string text = "the (first|second) thread";
        const std::regex* first = nullptr;
        std::thread([&] { first = &pattern(text); }).join();

        const std::regex* second = nullptr;
        std::thread([&] { second = &pattern(text); }).join();

        QCOMPARE(second, first);
        QCOMPARE(firstMatch("The second thread", *first), std::string("second"));
    }
};

QTEST_APPLESS_MAIN(TestPatterns)
#include "tst_patterns.moc"
