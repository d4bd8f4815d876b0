#include "ui/step/observation_lines.h"

#include <QtTest/QtTest>

#include "ui/step/prompt_tab.h"

using namespace sym;
using namespace Qt::StringLiterals;

namespace {

PageRecord page()
{
    PageRecord page;
    page.observation =
        "RootWebArea 'Shop [2]'\n\tlink [1] 'Home'\n\t[2] button 'Buy [1]'\n\tStaticText '[9]'";
    page.elements = {{"1", "link", "Home", {}, Rectangle{0, 0, 100, 50}},
                     {"2", "button", "Buy", {}, Rectangle{10, 10, 20, 20}},
                     {"3", "link", "Hidden", {}, {}}};
    return page;
}

}  // namespace

class TestObservationLines : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsTheLineOfAnElement_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<int>("line");
        QTest::newRow("role first") << u"1"_s << 1;
        QTest::newRow("not in the text") << u"3"_s << -1;
        QTest::newRow("no element") << u"9"_s << -1;
    }

    void findsTheLineOfAnElement()
    {
        QFETCH(QString, id);
        QFETCH(int, line);
        QCOMPARE(ObservationLines(page()).lineOf(id), line);
    }

    void findsTheElementOfALine()
    {
        const ObservationLines lines(page());
        QCOMPARE(lines.elementAt(1), u"1"_s);
        QCOMPARE(lines.elementAt(3), QString());
        QCOMPARE(lines.elementAt(99), QString());
    }

    void theSmallestElementAroundAPointWins_data()
    {
        QTest::addColumn<QPointF>("point");
        QTest::addColumn<QString>("id");
        QTest::newRow("both") << QPointF(15, 15) << u"2"_s;
        QTest::newRow("only the large one") << QPointF(90, 40) << u"1"_s;
        QTest::newRow("none") << QPointF(500, 500) << QString();
    }

    void theSmallestElementAroundAPointWins()
    {
        QFETCH(QPointF, point);
        QFETCH(QString, id);
        QCOMPARE(ObservationLines::elementAround(page(), point), id);
    }

    void promptsAreReadable_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("readable");
        QTest::newRow("messages") << uR"([{"role":"user","content":"a\nb"}])"_s
                                  << u"── USER ──\na\nb\n\n"_s;
        QTest::newRow("not JSON") << u"plain [text"_s << u"plain [text"_s;
        QTest::newRow("not messages") << u"[1, 2]"_s << u"[1, 2]"_s;
    }

    void promptsAreReadable()
    {
        QFETCH(QString, json);
        QFETCH(QString, readable);
        QCOMPARE(readablePrompt(json.toStdString()), readable);
    }
};

QTEST_APPLESS_MAIN(TestObservationLines)
#include "tst_observation_lines.moc"
