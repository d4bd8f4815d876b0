#include <QtTest/QTest>

#include "core/model/native/generated_text.h"

using namespace sym;

/// Pieces are written with | between the tokens.
class TestGeneratedText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void givesOutWhatIsCertain_data()
    {
        QTest::addColumn<QByteArray>("tokens");
        QTest::addColumn<QList<QByteArray>>("stops");
        QTest::addColumn<QByteArray>("pieces");  // one for each token, one for the end
        QTest::addColumn<bool>("stopped");
        using Stops = QList<QByteArray>;

        QTest::newRow("plain") << QByteArray("ab|c") << Stops{} << QByteArray("ab|c|") << false;
        QTest::newRow("empty token")
            << QByteArray("a||b") << Stops{} << QByteArray("a||b|") << false;
        QTest::newRow("character over two tokens")
            << QByteArray("a\xc3|\xa4z") << Stops{} << QByteArray("a|\xc3\xa4z|") << false;
        QTest::newRow("character over four") << QByteArray("\xf0|\x9f|\x98|\x80") << Stops{}
                                             << QByteArray("|||\xf0\x9f\x98\x80|") << false;
        QTest::newRow("character never ends")
            << QByteArray("a\xe2\x82") << Stops{} << QByteArray("a|\xef\xbf\xbd") << false;
        QTest::newRow("wrong byte") << QByteArray(
            "a\xff"
            "b") << Stops{}
                                    << QByteArray(
                                           "a\xef\xbf\xbd"
                                           "b|")
                                    << false;
        QTest::newRow("broken by the next")
            << QByteArray("\xe2\x82|x") << Stops{} << QByteArray("|\xef\xbf\xbdx|") << false;
        QTest::newRow("surrogate") << QByteArray("\xed\xa0\x80") << Stops{}
                                   << QByteArray("\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd|") << false;
        QTest::newRow("stop in a token")
            << QByteArray("ab]cd") << Stops{"]"} << QByteArray("ab|") << true;
        QTest::newRow("stop over tokens")
            << QByteArray("ab\n|\ncd") << Stops{"\n\n"} << QByteArray("ab||") << true;
        QTest::newRow("held back in vain")
            << QByteArray("ab\n|cd") << Stops{"\n\n"} << QByteArray("ab|\ncd|") << false;
        QTest::newRow("held back until the end")
            << QByteArray("ab\n") << Stops{"\n\n"} << QByteArray("ab|\n") << false;
        QTest::newRow("the first of two")
            << QByteArray("a END b STOP") << Stops{"STOP", "END"} << QByteArray("a |") << true;
        QTest::newRow("overlapping beginnings")
            << QByteArray("aa|ab") << Stops{"aab"} << QByteArray("|a|") << true;
        QTest::newRow("stop begins with half a character")
            << QByteArray("x\xc3|\xa4y") << Stops{"\xc3\xa4"} << QByteArray("x||") << true;
    }

    void givesOutWhatIsCertain()
    {
        QFETCH(QByteArray, tokens);
        QFETCH(QList<QByteArray>, stops);
        QFETCH(QByteArray, pieces);
        QFETCH(bool, stopped);
        std::vector<std::string> stopTexts;
        for (const QByteArray& stop : stops) stopTexts.push_back(stop.toStdString());
        GeneratedText text(stopTexts);
        QByteArrayList got;
        bool isStopped = false;

        for (const QByteArray& token : tokens.split('|')) {
            isStopped = text.append(token.toStdString());
            if (isStopped) text.finish();
            got << QByteArray::fromStdString(text.takeCertain());
        }
        text.finish();
        got << QByteArray::fromStdString(text.takeCertain());

        QCOMPARE(got.join('|'), pieces);
        QCOMPARE(isStopped, stopped);
    }
};

QTEST_APPLESS_MAIN(TestGeneratedText)
#include "tst_generated_text.moc"
