#include "core/training/page_elements.h"

#include <QtTest/QtTest>

using namespace sym;

namespace {

const std::string kPage =
    "RootWebArea 'Shop'\n"
    "\tlink [3] 'Home'\n"
    "\ttext 'Item [99] is gone'\n"
    "\tsearchbox [5] 'Search \"all\"'\n"
    "\ttextbox [6]\n"
    "\tcombobox [8] 'Sort' [value: 'Date'] [options: 'Date' | \"Kid's\"]\n"
    "\ttable\n"
    "\t\trow [11] | 17 | Ada | Ada | $3 | link [12] 'View' button [13] 'Buy'\n"
    "\tbutton [31] 'More' (2 more like it: [32] [33])";

}  // namespace

class TestPageElements : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void actionsAreSaid_data()
    {
        QTest::addColumn<QString>("action");
        QTest::addColumn<QString>("said");
        const auto row = [](const char* action, const char* said) {
            QTest::newRow(action) << QString::fromUtf8(action) << QString::fromUtf8(said);
        };
        row("click [3]", "click link \"Home\"");
        row("click [99]", "");  // in a text
        row("click [7]", "");
        row("type [5] [lamps] [1]", "type field \"Search 'all'\"");
        row("type [6] [lamps] [1]", "type field");
        row("select [8] [Kid's]", "select choice \"Sort\"");
        row("click [11]", "click row \"17 Ada $3 View Buy\"");
        row("click [12]", "click link \"View\"");
        row("click [13]", "click button \"Buy\"");
        row("click [33]", "click button \"More\"");
        row("hover [3]", "hover link \"Home\"");
        row("stop [[3]]", "stop");
        row("go_back", "go_back");
        row("scroll [down]", "scroll");
    }
    void actionsAreSaid()
    {
        QFETCH(QString, action);
        QFETCH(QString, said);
        QCOMPARE(QString::fromStdString(saidAction(action.toStdString(), kPage)), said);
    }

    void reasonsSayTheAction_data()
    {
        QTest::addColumn<QString>("reason");
        QTest::addColumn<QString>("saying");
        const auto row = [](const char* reason, const char* saying) {
            QTest::newRow(reason) << QString::fromUtf8(reason) << QString::fromUtf8(saying);
        };
        row("click row \"17 Ada $3 View Buy\". It may.",
            "click row \"17 Ada $3 View Buy\". It may.");
        row("click row \"Order of Ada\". It may.", "click row \"17 Ada $3 View Buy\". It may.");
        row("Ada is asked for.", "click row \"17 Ada $3 View Buy\". Ada is asked for.");
        row("", "");
    }
    void reasonsSayTheAction()
    {
        QFETCH(QString, reason);
        QFETCH(QString, saying);
        QCOMPARE(QString::fromStdString(reasonThatSays("click [11]", kPage, reason.toStdString())),
                 saying);
        QCOMPARE(reasonThatSays("click [99]", kPage, reason.toStdString()), reason.toStdString());
    }

    void optionsAreListed()
    {
        const auto combobox =
            elementsOfLine("combobox [8] 'Sort' [value: 'Date'] [options: 'Date' | \"Kid's\"]");
        QCOMPARE(combobox.size(), std::size_t(1));
        QCOMPARE(optionsOf(combobox[0]), (std::vector<std::string>{"Date", "Kid's"}));
        QVERIFY(optionsOf(elementsOfLine("link [3] 'Home'")[0]).empty());
    }
};

QTEST_GUILESS_MAIN(TestPageElements)
#include "tst_page_elements.moc"
