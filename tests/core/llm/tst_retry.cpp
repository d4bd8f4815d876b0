#include <QtTest/QtTest>

#include "core/llm/retry.h"

using namespace sym;
using std::chrono::milliseconds;

class TestRetry : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsRetryAfter_data()
    {
        QTest::addColumn<QString>("header");
        QTest::addColumn<int>("expected");  // milliseconds, -1: not understood

        QTest::newRow("seconds") << "3" << 3000;
        QTest::newRow("fraction") << " 0.5 " << 500;
        QTest::newRow("negative") << "-4" << 0;
        QTest::newRow("date ahead") << "Sun, 06 Nov 1994 08:49:37 GMT" << 7000;
        QTest::newRow("date passed") << "Sun, 06 Nov 1994 08:49:00 GMT" << 0;
        QTest::newRow("no such month") << "Sun, 06 Nox 1994 08:49:37 GMT" << -1;
        QTest::newRow("absurd") << "1e300" << 86'400'000;
        QTest::newRow("words") << "soon" << -1;
        QTest::newRow("empty") << "" << -1;
    }

    void readsRetryAfter()
    {
        QFETCH(QString, header);
        QFETCH(int, expected);
        const std::time_t now = 784'111'770;  // 1994-11-06 08:49:30 UTC

        const auto delay = parseRetryAfter(header.toStdString(), now);

        QCOMPARE(delay ? int(delay->count()) : -1, expected);
    }

    void waitsLongerEachTime_data()
    {
        QTest::addColumn<int>("failures");
        QTest::addColumn<double>("jitter");
        QTest::addColumn<int>("asked");     // milliseconds, -1: nothing
        QTest::addColumn<int>("expected");  // -1: give up

        QTest::newRow("first") << 1 << 0.0 << -1 << 1000;
        QTest::newRow("doubles") << 3 << 0.0 << -1 << 4000;
        QTest::newRow("jitter shortens") << 1 << 1.0 << -1 << 750;
        QTest::newRow("bounded") << 5 << 0.0 << -1 << 10'000;
        QTest::newRow("server asks for more") << 1 << 0.0 << 7000 << 7000;
        QTest::newRow("server asks for less") << 3 << 0.0 << 1 << 4000;
        QTest::newRow("server asks too much") << 1 << 0.0 << 11'000 << -1;
        QTest::newRow("attempts used up") << 6 << 0.0 << -1 << -1;
    }

    void waitsLongerEachTime()
    {
        QFETCH(int, failures);
        QFETCH(double, jitter);
        QFETCH(int, asked);
        QFETCH(int, expected);
        const RetryPolicy policy{6, milliseconds(1000), milliseconds(10'000)};

        const auto delay =
            retryDelay(policy, failures, jitter,
                       asked < 0 ? std::nullopt : std::optional(milliseconds(asked)));

        QCOMPARE(delay ? int(delay->count()) : -1, expected);
    }

    void knowsWhichStatusesPass()
    {
        for (const int status : {408, 429, 500, 502, 503, 504, 529})
            QVERIFY(isTemporaryStatus(status));
        for (const int status : {400, 401, 403, 404, 413, 422, 501})
            QVERIFY(!isTemporaryStatus(status));
    }
};

QTEST_APPLESS_MAIN(TestRetry)
#include "tst_retry.moc"
