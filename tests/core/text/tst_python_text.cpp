#include <QtTest/QtTest>

#include "core/text/python_text.h"

using namespace sym;

/// Expected values are CPython's.
class TestPythonText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void repr_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("expected");

        QTest::newRow("plain") << QByteArray("a b") << QByteArray("'a b'");
        QTest::newRow("empty") << QByteArray() << QByteArray("''");
        QTest::newRow("single quote takes double") << QByteArray("it's") << QByteArray("\"it's\"");
        QTest::newRow("both quotes") << QByteArray("'\"") << QByteArray("'\\'\"'");
        QTest::newRow("backslash") << QByteArray("a\\b") << QByteArray("'a\\\\b'");
        QTest::newRow("line ends") << QByteArray("\n\r\t") << QByteArray("'\\n\\r\\t'");
        QTest::newRow("control") << QByteArray("\x01\x7f") << QByteArray("'\\x01\\x7f'");
        QTest::newRow("no-break space") << QByteArray("\u00a0") << QByteArray("'\\xa0'");
        QTest::newRow("private use") << QByteArray("\ue604") << QByteArray("'\\ue604'");
        QTest::newRow("beyond the plane")
            << QByteArray("\U000f0000") << QByteArray("'\\U000f0000'");
        QTest::newRow("letters stay") << QByteArray("é™😀") << QByteArray("'é™😀'");
        QTest::newRow("zero width") << QByteArray("\u200b") << QByteArray("'\\u200b'");
        QTest::newRow("unassigned") << QByteArray("\u0378") << QByteArray("'\\u0378'");
    }
    void repr()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, expected);

        QCOMPARE(QByteArray::fromStdString(pyRepr(text.toStdString())), expected);
    }

    void lower_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("expected");

        QTest::newRow("ascii") << QByteArray("AbC") << QByteArray("abc");
        QTest::newRow("dotted capital i") << QByteArray("İ") << QByteArray("i̇");
        QTest::newRow("final sigma") << QByteArray("ΟΔΟΣ") << QByteArray("οδος");
        QTest::newRow("sigma inside") << QByteArray("ΣΑΣΑ") << QByteArray("σασα");
        QTest::newRow("sigma alone") << QByteArray("Σ") << QByteArray("σ");
        QTest::newRow("sigma before a full stop") << QByteArray("ΑΣ.") << QByteArray("ας.");
        QTest::newRow("sigma before a full stop and a letter")
            << QByteArray("ΑΣ.Β") << QByteArray("ασ.β");
        QTest::newRow("capital sharp s") << QByteArray("ẞ") << QByteArray("ß");
    }
    void lower()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, expected);

        QCOMPARE(QByteArray::fromStdString(pyLower(text.toStdString())), expected);
    }

    void upperKnowsFullMappings() { QCOMPARE(pyUpper("straße ŉ ﬁ"), std::string("STRASSE ʼN FI")); }

    void strips()
    {
        QCOMPARE(pyStrip(" \t\n\x0b\x0c\r\x1c\x1f\u0085\u00a0\u2003\u3000x y\u2028"),
                 std::string("x y"));
        QCOMPARE(pyStrip("\u200bx"), std::string("\u200bx"));  // zero width space is none
        QCOMPARE(pyLeftStrip(" x "), std::string("x "));
        QCOMPARE(pyRightStrip(" x "), std::string(" x"));
        QCOMPARE(pyStrip(",;a,", ",;"), std::string("a"));
        QCOMPARE(pyStrip("  "), std::string());
    }

    void splits()
    {
        using Texts = std::vector<std::string>;

        QCOMPARE(pySplit(" a\u00a0b \n c"), (Texts{"a", "b", "c"}));
        QCOMPARE(pySplit(""), Texts{});
        QCOMPARE(pySplit("a |OR| b", " |OR| "), (Texts{"a", "b"}));
        QCOMPARE(pySplit("", ","), (Texts{""}));
        QCOMPARE(pySplit(",a,", ","), (Texts{"", "a", ""}));
        QCOMPARE(pySplitLines("a\r\nb\x0b\u2028"
                              "c\n"),
                 (Texts{"a", "b", "", "c"}));
    }

    void classesOfCharacters()
    {
        QVERIFY(isPyWordCharacter(U'_') && isPyWordCharacter(U'é') && isPyWordCharacter(U'²')
                && isPyWordCharacter(U'中'));
        QVERIFY(!isPyWordCharacter(0x301) && !isPyWordCharacter(U'-'));  // combining mark
        QVERIFY(isPyDigit(U'٣') && !isPyDigit(U'²'));
        QVERIFY(isPyReSpace(0x1c) && isPyReSpace(0x3000) && !isPyReSpace(0x180e));
        QVERIFY(isPyPrintable(U' ') && !isPyPrintable(0x3000) && !isPyPrintable(0xad));
        QVERIFY(isPyLower(U'ª') && isPyUpper(0x2160) && !isPyLower(U'1'));
    }

    void values_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("expected");

        QTest::newRow("null") << QByteArray("null") << QByteArray("None");
        QTest::newRow("true") << QByteArray("true") << QByteArray("True");
        QTest::newRow("text is itself") << QByteArray("\"a'b\"") << QByteArray("a'b");
        QTest::newRow("int") << QByteArray("-3") << QByteArray("-3");
        QTest::newRow("float keeps its kind") << QByteArray("1.0") << QByteArray("1.0");
        QTest::newRow("shortest") << QByteArray("0.1") << QByteArray("0.1");
        QTest::newRow("large") << QByteArray("1e16") << QByteArray("1e+16");
        QTest::newRow("below the bound") << QByteArray("1e15") << QByteArray("1000000000000000.0");
        QTest::newRow("small") << QByteArray("0.00001") << QByteArray("1e-05");
        QTest::newRow("above the bound") << QByteArray("0.0001") << QByteArray("0.0001");
        QTest::newRow("digits") << QByteArray("1.25e300") << QByteArray("1.25e+300");
        QTest::newRow("minus zero") << QByteArray("-0.0") << QByteArray("-0.0");
        QTest::newRow("list") << QByteArray("[1, \"a\", null, [true]]")
                              << QByteArray("[1, 'a', None, [True]]");
        QTest::newRow("dictionary") << QByteArray("{\"a\": {}}") << QByteArray("{'a': {}}");
    }
    void values()
    {
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, expected);

        const std::string text = pyStr(nlohmann::json::parse(value.toStdString()));

        QCOMPARE(QByteArray::fromStdString(text), expected);
    }

    void badBytesBecomeReplacements_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("expected");

        QTest::newRow("lone continuation") << QByteArray("a\x80z") << QByteArray("a\ufffdz");
        QTest::newRow("cut sequence is one") << QByteArray("\xe4\xbd") << QByteArray("\ufffd");
        QTest::newRow("overlong is two") << QByteArray("\xc0\xaf") << QByteArray("\ufffd\ufffd");
        QTest::newRow("surrogate is three")
            << QByteArray("\xed\xa0\x80") << QByteArray("\ufffd\ufffd\ufffd");
        QTest::newRow("beyond Unicode") << QByteArray("\xf4\x90") << QByteArray("\ufffd\ufffd");
    }
    void badBytesBecomeReplacements()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, expected);

        QCOMPARE(QByteArray::fromStdString(decodeUtf8(bytes.toStdString())), expected);
    }
};

QTEST_APPLESS_MAIN(TestPythonText)
#include "tst_python_text.moc"
