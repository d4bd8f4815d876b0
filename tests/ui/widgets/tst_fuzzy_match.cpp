#include "ui/widgets/fuzzy_match.h"

#include <QtTest/QtTest>

using namespace sym;
using namespace Qt::StringLiterals;

class TestFuzzyMatch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void matches_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("found");

        QTest::newRow("empty pattern") << u""_s << u"Next step"_s << true;
        QTest::newRow("letters in order") << u"nst"_s << u"Next step"_s << true;
        QTest::newRow("wrong order") << u"tsn"_s << u"Next step"_s << false;
        QTest::newRow("other case") << u"NEXT"_s << u"next"_s << true;
        QTest::newRow("blank in the pattern") << u"n s"_s << u"Next step"_s << true;
        QTest::newRow("longer than the text") << u"next step now"_s << u"Next step"_s << false;
        QTest::newRow("letters of other scripts") << u"СЛ"_s << u"следующий"_s << true;
    }

    void matches()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, text);
        QFETCH(bool, found);

        QCOMPARE(fuzzyMatch(pattern, text).has_value(), found);
    }

    void better_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("better");
        QTest::addColumn<QString>("worse");

        QTest::newRow("word start beats middle") << u"ste"_s << u"Next step"_s << u"Tester"_s;
        QTest::newRow("in a row beats scattered")
            << u"open"_s << u"Open project"_s << u"One person"_s;
        QTest::newRow("initials beat scattered") << u"ns"_s << u"Next step"_s << u"Sinus"_s;
    }

    void better()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, better);
        QFETCH(QString, worse);

        QVERIFY(fuzzyMatch(pattern, better)->score > fuzzyMatch(pattern, worse)->score);
    }
};

QTEST_APPLESS_MAIN(TestFuzzyMatch)
#include "tst_fuzzy_match.moc"
