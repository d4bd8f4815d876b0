#include <QtTest/QtTest>

#include "core/text/json_text.h"

using namespace sym;

class TestJsonText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsTheOrderOfKeys()
    {
        const auto value = parseOrderedJson(R"({"b": 1, "a": 2})");

        QVERIFY(value);
        QCOMPARE(value->begin().key(), std::string("b"));
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("text");

        QTest::newRow("empty") << QByteArray();
        QTest::newRow("cut") << QByteArray("{\"a\": ");
        QTest::newRow("bytes") << QByteArray("\"\xff\"");
        QTest::newRow("deep") << QByteArray(100000, '[');
    }
    void refuses()
    {
        QFETCH(QByteArray, text);

        const auto value = parseOrderedJson(text.toStdString());

        QVERIFY(!value);
        QCOMPARE(value.error().code(), ErrorCode::InvalidInput);
    }

    void bracketsInTextsAreNotDepth()
    {
        QVERIFY(parseOrderedJson("\"" + std::string(1000, '[') + "\\\"" + "\""));
    }
};

QTEST_APPLESS_MAIN(TestJsonText)
#include "tst_json_text.moc"
