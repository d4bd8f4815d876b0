#include <QtTest/QTest>

#include "core/browser/action/keyboard.h"

using namespace sym;

class TestKeyboard final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knowsEveryPrintableCharacter()
    {
        for (char32_t character = 32; character < 127; ++character) {
            const auto found = strokeOfCharacter(character);
            QVERIFY(found.has_value());
            QCOMPARE(found->stroke.text.c_str(), std::string(1, char(character)).c_str());
            QVERIFY(!found->stroke.code.empty());
        }
        QVERIFY(!strokeOfCharacter(0xe9));
        QVERIFY(!strokeOfCharacter(9));
    }

    void readsCombinations_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("keys");  // joined with blanks; empty: refused

        QTest::newRow("one") << QStringLiteral("a") << QStringLiteral("a");
        QTest::newRow("name") << QStringLiteral("ENTER") << QStringLiteral("Enter");
        QTest::newRow("two") << QStringLiteral("Control+A") << QStringLiteral("Control A");
        QTest::newRow("Meta") << QStringLiteral("Meta+c") << QStringLiteral("Control c");
        QTest::newRow("blanks") << QStringLiteral("ctrl + shift + F5")
                                << QStringLiteral("Control Shift F5");
        QTest::newRow("plus alone") << QStringLiteral("+") << QStringLiteral("+");
        QTest::newRow("plus at the end")
            << QStringLiteral("Control++") << QStringLiteral("Control +");
        QTest::newRow("word") << QStringLiteral("hello") << QString();
        QTest::newRow("nothing") << QString() << QString();
        QTest::newRow("no function key") << QStringLiteral("F99") << QString();
    }
    void readsCombinations()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, keys);

        const auto combination = parseKeyCombination(text.toStdString());

        QCOMPARE(bool(combination), !keys.isEmpty());
        if (!combination) return;
        QStringList names;
        for (const KeyStroke& key : *combination) names << QString::fromStdString(key.key);
        QCOMPARE(names.join(QLatin1Char(' ')), keys);
    }
};

QTEST_APPLESS_MAIN(TestKeyboard)

#include "tst_keyboard.moc"
