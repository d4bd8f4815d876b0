#include <QtTest/QtTest>

#include "core/llm/pricing.h"

using namespace sym;

class TestPricing : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsTheLongestName_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<double>("promptPrice");  // -1: not in the table

        QTest::newRow("exact") << "gpt-4o" << 2.5;
        QTest::newRow("dated") << "gpt-4o-2024-08-06" << 2.5;
        QTest::newRow("longer name wins") << "gpt-4o-mini-2024-07-18" << 0.15;
        QTest::newRow("behind a router") << "openai/gpt-4o-mini" << 0.15;
        QTest::newRow("another model that begins alike") << "gpt-4x" << -1.0;
        QTest::newRow("unknown") << "my-local-model" << -1.0;
        QTest::newRow("empty") << "" << -1.0;
    }

    void findsTheLongestName()
    {
        QFETCH(QString, model);
        QFETCH(double, promptPrice);

        const auto price = listPrice(model.toStdString());

        QCOMPARE(price ? price->promptUsdPerMillion : -1.0, promptPrice);
    }

    void addsUpACall() { QCOMPARE(callCost({2.0, 8.0}, 1'000'000, 500'000), 6.0); }
};

QTEST_APPLESS_MAIN(TestPricing)
#include "tst_pricing.moc"
