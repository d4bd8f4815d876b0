#include <QtTest/QtTest>

#include <set>

#include "core/base/random.h"
#include "core/base/result.h"

using namespace sym;

namespace {

Result<int> half(int value)
{
    if (value % 2 != 0) return Error(ErrorCode::InvalidInput, std::to_string(value) + " is odd");
    return value / 2;
}

Result<int> quarter(int value)
{
    SYM_TRY(const int once, half(value));
    SYM_TRY(const int twice, half(once));
    return twice;
}

Status checkQuarter(int value)
{
    SYM_CHECK(quarter(value));
    return {};
}

}  // namespace

class TestBase : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void resultsPassOn()
    {
        QCOMPARE(*quarter(12), 3);
        QVERIFY(bool(checkQuarter(12)));

        const auto failed = quarter(6);
        QVERIFY(!failed);
        QCOMPARE(failed.error().message(), std::string("3 is odd"));
        QCOMPARE(failed.error().within("loading x").message(), std::string("loading x: 3 is odd"));
        QCOMPARE(checkQuarter(7).error().code(), ErrorCode::InvalidInput);
        QCOMPARE(failed.valueOr(-1), -1);
    }

    void randomNumbersAreTheSameEverywhere()
    {
        // SplitMix64's published first outputs for seed 1234567.
        Random random(1234567);
        QCOMPARE(random.next(), std::uint64_t(6457827717110365317ull));
        QCOMPARE(random.next(), std::uint64_t(3203168211198807973ull));
        QCOMPARE(random.next(), std::uint64_t(9817491932198370423ull));
    }

    void forksAreIndependent()
    {
        const Random random(5);
        Random a = random.fork("a");
        Random b = random.fork("b");
        Random again = random.fork("a");

        const auto first = a.next();

        QVERIFY(first != b.next());
        QCOMPARE(first, again.next());
    }

    void betweenIncludesBothEnds()
    {
        Random random(1);
        std::set<std::int64_t> seen;
        for (int i = 0; i < 200; ++i) seen.insert(random.between(-1, 2));
        QCOMPARE(seen, (std::set<std::int64_t>{-1, 0, 1, 2}));
    }
};

QTEST_APPLESS_MAIN(TestBase)
#include "tst_base.moc"
