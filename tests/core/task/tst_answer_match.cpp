#include <QtTest/QtTest>

#include "core/task/answer_match.h"
#include "core/task/url_match.h"

using namespace sym;

class TestAnswerMatch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleans_data()
    {
        QTest::addColumn<QString>("answer");
        QTest::addColumn<QString>("expected");

        QTest::newRow("white space") << "\ta B\n"
                                     << "a b";
        QTest::newRow("one pair of quotes") << "''a''"
                                            << "'a'";
        QTest::newRow("double quotes") << "\"A\""
                                       << "a";
        QTest::newRow("different quotes stay") << "'a\""
                                               << "'a\"";
        QTest::newRow("a lone quote vanishes") << "'"
                                               << "";
        QTest::newRow("space within quotes stays") << " ' a ' "
                                                   << " a ";
        QTest::newRow("curly quotes stay") << QString::fromUtf8("“A”") << QString::fromUtf8("“a”");
        QTest::newRow("full case mapping") << QString::fromUtf8("İΣ") << QString::fromUtf8("i̇ς");
    }
    void cleans()
    {
        QFETCH(QString, answer);
        QFETCH(QString, expected);

        QCOMPARE(QString::fromStdString(cleanAnswer(answer.toStdString())), expected);
    }

    void includes_data()
    {
        QTest::addColumn<QString>("reference");
        QTest::addColumn<QString>("answer");
        QTest::addColumn<bool>("tokens");
        QTest::addColumn<double>("webArena");
        QTest::addColumn<double>("agentOccam");

        QTest::newRow("substring") << "170"
                                   << "000000170" << true << 1.0 << 1.0;
        QTest::newRow("one character is a token") << "6"
                                                  << "16" << true << 0.0 << 0.0;
        QTest::newRow("unless not tokenised") << "6"
                                              << "16" << false << 1.0 << 1.0;
        QTest::newRow("money splits off") << "0"
                                          << "It is $0" << true << 1.0 << 1.0;
        QTest::newRow("decimals do not") << "0"
                                         << "$0.00" << true << 0.0 << 0.0;
        QTest::newRow("number before a lower-case word")
            << "0"
            << "There are 0. No reviews." << true << 0.0 << 0.0;
        QTest::newRow("empty is in everything") << ""
                                                << "x" << false << 1.0 << 1.0;
        QTest::newRow("blank is no token") << " "
                                           << "a b" << true << 1.0 << 1.0;
        QTest::newRow("case and quotes") << "'ABC'"
                                         << "xabcx" << false << 1.0 << 1.0;
        QTest::newRow("alternatives") << "ab |OR| cd"
                                      << "cd" << true << 0.0 << 1.0;
        QTest::newRow("no alternative") << "ab |OR| cd"
                                        << "x" << true << 0.0 << 0.0;
        QTest::newRow("alternative of one character always passes") << "65 |OR| 3"
                                                                    << "none" << true << 0.0 << 1.0;
        QTest::newRow("but not as a substring") << "65 |OR| 3"
                                                << "none" << false << 0.0 << 0.0;
    }
    void includes()
    {
        QFETCH(QString, reference);
        QFETCH(QString, answer);
        QFETCH(bool, tokens);
        QFETCH(double, webArena);
        QFETCH(double, agentOccam);
        const Matching matching = tokens ? Matching::Tokens : Matching::Substring;
        const std::string wanted = reference.toStdString();
        const std::string given = answer.toStdString();

        QCOMPARE(mustInclude(wanted, given, matching, EvaluatorProfile::WebArena), webArena);
        QCOMPARE(mustInclude(wanted, given, matching, EvaluatorProfile::AgentOccam), agentOccam);
    }

    void urls_data()
    {
        QTest::addColumn<QString>("reference");
        QTest::addColumn<QString>("url");
        QTest::addColumn<double>("webArena");
        QTest::addColumn<double>("agentOccam");

        QTest::newRow("same") << "http://h/a"
                              << "http://h/a" << 1.0 << 1.0;
        QTest::newRow("slashes at the end") << "http://h/a/"
                                            << "http://h/a//" << 1.0 << 1.0;
        QTest::newRow("scheme and fragment") << "http://h/a"
                                             << "https://h/a#x" << 1.0 << 1.0;
        QTest::newRow("substring of the path") << "http://h/a"
                                               << "http://h/a/b" << 1.0 << 1.0;
        QTest::newRow("shorter") << "http://h/ab"
                                 << "http://h/a" << 0.0 << 0.0;
        QTest::newRow("further parameters") << "http://h/a?q=1"
                                            << "http://h/a?z=2&q=1" << 1.0 << 1.0;
        QTest::newRow("missing parameter") << "http://h/a?q=1"
                                           << "http://h/a" << 0.0 << 0.0;
        QTest::newRow("decoded parameter") << "http://h/a?q=a%20b"
                                           << "http://h/a?q=a+b" << 1.0 << 1.0;
        QTest::newRow("blank parameter is none") << "http://h/a?q="
                                                 << "http://h/a" << 1.0 << 1.0;
        QTest::newRow("slash before the query stays") << "http://h/x/?q=1"
                                                      << "http://h/x?q=1" << 0.0 << 0.0;
        QTest::newRow("in a proxy's query") << "http://h/a"
                                            << "http://proxy/?u=http://h/a" << 0.0 << 0.0;
        QTest::newRow("case") << "http://h/a?Q=B"
                              << "http://H/A?q=b" << 0.0 << 1.0;
        QTest::newRow("alternative") << "http://h/a |OR| http://h/b"
                                     << "http://h/b" << 1.0 << 1.0;
        QTest::newRow("queries of all alternatives count") << "http://h/a?q=1 |OR| http://h/b"
                                                           << "http://h/b" << 0.0 << 0.0;
        QTest::newRow("one value of a key is enough") << "http://h/a?q=1 |OR| http://h/b?q=2"
                                                      << "http://h/b?q=1" << 1.0 << 1.0;
        QTest::newRow("parameters of the path do not count") << "http://h/a;x=1"
                                                             << "http://h/a" << 1.0 << 1.0;
        QTest::newRow("other name of the host") << "http://localhost/a"
                                                << "http://127.0.0.1/a" << 0.0 << 0.0;
    }
    void urls()
    {
        QFETCH(QString, reference);
        QFETCH(QString, url);
        QFETCH(double, webArena);
        QFETCH(double, agentOccam);
        const std::string wanted = reference.toStdString();
        const std::string given = url.toStdString();

        QCOMPARE(*matchUrl(wanted, given, EvaluatorProfile::WebArena), webArena);
        QCOMPARE(*matchUrl(wanted, given, EvaluatorProfile::AgentOccam), agentOccam);
    }
};

QTEST_APPLESS_MAIN(TestAnswerMatch)
#include "tst_answer_match.moc"
