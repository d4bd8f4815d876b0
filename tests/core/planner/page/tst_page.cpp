#include <QtTest/QtTest>

#include "core/planner/page/page.h"

using namespace sym;

namespace {

constexpr const char* kShop = R"(RootWebArea 'Lamps'
	searchbox [5] 'Search'
	button [6] 'Search'
	heading 'Lamps'
	link [20] 'Brass Lamp'
	text '$49.00'
	button [21] 'Add to Cart'
	link [22] 'Oak Lamp'
	text '$80.00'
	button [23] 'Add to Cart'
	link [24] 'Iron Lamp'
	text '$20.00'
	text '4.5 out of 5'
	button [25] 'Add to Cart'
	combobox [30] 'Sort by' [value: 'Name'] [options: 'Name' | 'Price']
	text 'Phone'
	text '555-0100'
	text 'Weight: 3 kg'
	link [31] 'Reviews (12)'
	alert 'Saved.')";

}  // namespace

class TestPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsCardsWithoutFrames()
    {
        const Page page = readPage(kShop);

        const Control* button = page.controlById("23");
        QVERIFY(button);
        QVERIFY(button->record >= 0);
        QVERIFY(button->context.find("Oak Lamp") != std::string::npos);
        QVERIFY(button->context.find("Iron Lamp") == std::string::npos);
        QCOMPARE(page.records[std::size_t(button->record)].title, std::string("Oak Lamp"));
    }

    void findsFields()
    {
        const Page page = readPage(kShop);

        QCOMPARE(page.fields.size(), std::size_t(2));
        QCOMPARE(page.searchField()->id, std::string("5"));
        const Field* sort = page.fieldById("30");
        QVERIFY(sort);
        QVERIFY(sort->kind == FieldKind::Choice);
        QCOMPARE(sort->options, (std::vector<std::string>{"Name", "Price"}));
        QCOMPARE(sort->value, std::string("Name"));
    }

    void findsFacts_data()
    {
        QTest::addColumn<QString>("label");
        QTest::addColumn<QString>("value");

        QTest::newRow("two texts") << "Phone"
                                   << "555-0100";
        QTest::newRow("one text") << "Weight"
                                  << "3 kg";
        QTest::newRow("count behind a name") << "Reviews"
                                             << "12";
    }

    void findsFacts()
    {
        QFETCH(QString, label);
        QFETCH(QString, value);
        const Page page = readPage(kShop);

        const bool found = std::any_of(page.facts.begin(), page.facts.end(), [&](const Fact& fact) {
            return fact.label == label.toStdString() && fact.value == value.toStdString();
        });
        QVERIFY(found);
    }

    void findsRowsWithHeaders()
    {
        const Page page = readPage(
            "table\n\theader | Order | Status\n\trow | 12 | Pending\n\trow | 13 | Complete");

        QCOMPARE(page.records.size(), std::size_t(2));
        QCOMPARE(page.records[1].cells, (std::vector<std::string>{"13", "Complete"}));
        QCOMPARE(page.records[1].headers, (std::vector<std::string>{"Order", "Status"}));
    }

    void findsMessagesAndDialogs()
    {
        const Page page = readPage("dialog 'Sure?'\n\tbutton [1] 'Yes'\nalert 'Failed'");

        QVERIFY(page.hasModal);
        QCOMPARE(page.alerts, std::vector<std::string>{"Failed"});
    }

    void keepsFormsApart()
    {
        const Page page = readPage(
            "searchbox [1] 'Search'\nbutton [2] 'Go'\ntextbox [3] 'Title'\nbutton [4] 'Save'");

        QCOMPARE(page.fieldById("1")->form, page.controlById("2")->form);
        QCOMPARE(page.fieldById("3")->form, page.controlById("4")->form);
        QVERIFY(page.fieldById("1")->form != page.fieldById("3")->form);
    }

    void takesAnything_data()
    {
        QTest::addColumn<QByteArray>("text");

        QTest::newRow("empty") << QByteArray();
        QTest::newRow("quotes that never close") << QByteArray("link [1] 'abc\n\t\"x");
        QTest::newRow("brackets") << QByteArray("[[[[]]]]]\nrow |||\n| | |\nlink [");
        QTest::newRow("not UTF-8") << QByteArray("text '\xff\xfe'");
    }

    void takesAnything()
    {
        QFETCH(QByteArray, text);

        const Page page = readPage(text.toStdString());

        QVERIFY(page.controls.size() < 10);
    }
};

QTEST_APPLESS_MAIN(TestPage)
#include "tst_page.moc"
