#include <QtTest/QtTest>

#include "core/text/html_text.h"

using namespace sym;

class TestHtmlText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void unescape_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("expected");

        QTest::newRow("none") << QByteArray("a & b &") << QByteArray("a & b &");
        QTest::newRow("named") << QByteArray("&lt;b&gt; &amp;amp;") << QByteArray("<b> &amp;");
        QTest::newRow("without semicolon") << QByteArray("&copy 1 &ampx") << QByteArray("© 1 &x");
        QTest::newRow("longest prefix") << QByteArray("&notit; &notin;") << QByteArray("¬it; ∉");
        QTest::newRow("semicolon required") << QByteArray("&alpha x") << QByteArray("&alpha x");
        QTest::newRow("unknown") << QByteArray("&nosuch;") << QByteArray("&nosuch;");
        QTest::newRow("two code points") << QByteArray("&NotEqualTilde;") << QByteArray("≂̸");
        QTest::newRow("decimal") << QByteArray("&#233;&#233x")
                                 << QByteArray(
                                        "éé"
                                        "x");
        QTest::newRow("hexadecimal") << QByteArray("&#xE9;&#Xe9;") << QByteArray("éé");
        QTest::newRow("windows") << QByteArray("&#128;&#150;") << QByteArray("€–");
        QTest::newRow("null") << QByteArray("&#0;") << QByteArray("\ufffd");
        QTest::newRow("carriage return") << QByteArray("&#13;") << QByteArray("\r");
        QTest::newRow("surrogate") << QByteArray("&#xD800;") << QByteArray("\ufffd");
        QTest::newRow("too large") << QByteArray("&#99999999999999999999;") << QByteArray("\ufffd");
        QTest::newRow("forbidden vanishes") << QByteArray("a&#x1;&#xFFFE;b") << QByteArray("ab");
        QTest::newRow("no digits") << QByteArray("&#; &#x;") << QByteArray("&#; &#x;");
    }
    void unescape()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, expected);

        QCOMPARE(QByteArray::fromStdString(htmlUnescape(text.toStdString())), expected);
    }
};

QTEST_APPLESS_MAIN(TestHtmlText)
#include "tst_html_text.moc"
