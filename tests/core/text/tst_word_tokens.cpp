#include <QtTest/QtTest>

#include "core/text/word_tokens.h"

using namespace sym;

class TestWordTokens : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tokens_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");  // separated by blanks

        // Outputs of the reference tokenizer.
        QTest::newRow("final period") << "there are 0."
                                      << "there are 0 .";
        QTest::newRow("number before lower case") << "0. no reviews."
                                                  << "0. no reviews .";
        QTest::newRow("number before upper case") << "0. No"
                                                  << "0 . No";
        QTest::newRow("number before a digit") << "2. 0"
                                               << "2 . 0";
        QTest::newRow("number before a quote") << "0. 'a'"
                                               << "0 . ' a '";
        QTest::newRow("closing bracket") << "0). none"
                                         << "0 ) . none";
        QTest::newRow("word ends a sentence") << "none. 0"
                                              << "none . 0";
        QTest::newRow("initial") << "j. smith"
                                 << "j. smith";
        QTest::newRow("money") << "$0.00"
                               << "$ 0.00";
        QTest::newRow("percent") << "0%"
                                 << "0 %";
        QTest::newRow("comma glued") << "0,1 0,none"
                                     << "0,1 0 , none";
        QTest::newRow("colon glued") << "count:0 at 1: 2"
                                     << "count:0 at 1 : 2";
        QTest::newRow("dashes") << "0-1 a--b"
                                << "0-1 a -- b";
        QTest::newRow("ellipsis") << "0... a"
                                  << "0 ... a";
        QTest::newRow("double quotes") << "is \"0\"."
                                       << "is `` 0 '' .";
        QTest::newRow("stars") << "**0**"
                               << "* * 0 * *";
        QTest::newRow("clitics") << "it's don't we'll"
                                 << "it 's do n't we 'll";
        QTest::newRow("contractions") << "cannot gonna wanna 'tis"
                                      << "can not gon na wan na 't is";
        QTest::newRow("question") << "what? 0!"
                                  << "what ? 0 !";
        QTest::newRow("wide quotes")
            << QString::fromUtf8("‘0’ «0»") << QString::fromUtf8("‘ 0 ’ « 0 »");
        QTest::newRow("wide full stop") << QString::fromUtf8("0。") << QString::fromUtf8("0。");
        QTest::newRow("empty") << ""
                               << "";
    }
    void tokens()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);

        std::string joined;
        for (const std::string& token : pyWordTokens(text.toStdString()))
            joined += (joined.empty() ? "" : " ") + token;

        QCOMPARE(QString::fromStdString(joined), expected);
    }

    void sentences()
    {
        using Texts = std::vector<std::string>;

        QCOMPARE(pySentences("One. Two (three.) Four?  Five"),
                 (Texts{"One.", "Two (three.)", "Four?", "Five"}));
        QCOMPARE(pySentences("He said \"no.\" Then left. "),
                 (Texts{"He said \"no.\"", "Then left."}));
        QCOMPARE(pySentences("Item 3. is it"), (Texts{"Item 3. is it"}));
        QCOMPARE(pySentences("  "), Texts{});
    }
};

QTEST_APPLESS_MAIN(TestWordTokens)
#include "tst_word_tokens.moc"
