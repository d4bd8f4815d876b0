#include <QtTest>

#include "core/observation/observation_text.h"
#include "tests/core/observation/ax_tree_builder.h"

using namespace sym;

class TestSymbiontText final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void text_data()
    {
        QTest::addColumn<QString>("tree");  // below the document
        QTest::addColumn<QString>("text");  // below its line, tabs as >

        QTest::newRow("controls keep ids, texts do not") << " 2 link My Orders\n 3 StaticText hello"
                                                         << "link [2] 'My Orders'\ntext 'hello'";
        QTest::newRow("signs are kept") << " 2 StaticText $19.99 (-15 %) #7 +"
                                        << "text '$19.99 (-15 %) #7 +'";
        QTest::newRow("icon letters are not") << " 2 button \xee\x98\x84Save"
                                              << "button [2] 'Save'";
        QTest::newRow("interactive by script") << " 2 generic - !\n  3 StaticText Inbox"
                                               << "clickable [2] 'Inbox'";
        QTest::newRow("script list row keeps its controls")
            << " 2 listitem - !\n  3 StaticText Ann\n  4 button Delete"
            << "listitem [2] 'Ann Delete'\n>button [4] 'Delete'";
        QTest::newRow("wrapper around a control") << " 2 generic - !\n  3 link Home"
                                                  << "link [3] 'Home'";
        QTest::newRow("ignored but scripted") << " 2 none - !\n  3 StaticText Menu"
                                              << "clickable [2] 'Menu'";
        QTest::newRow("unnamed control gets its hint") << " 2 button - ?Close"
                                                       << "button [2] 'Close'";
        QTest::newRow("own name beats the hint") << " 2 button Go ?Close"
                                                 << "button [2] 'Go'";
        QTest::newRow("field with value") << " 2 textbox Name =Ann {required:true}"
                                          << "textbox [2] 'Name' [required: true] [value: 'Ann']";
        QTest::newRow("label beside its field goes")
            << " 2 LabelText -\n  3 StaticText Name\n 4 textbox Name"
            << "textbox [4] 'Name'";
        QTest::newRow("content is an editor's value")
            << " 2 generic - {editable:richtext}{focusable:true}\n  3 StaticText draft"
            << "textbox [2] [value: 'draft']";
        QTest::newRow("states") << " 2 checkbox A {checked:mixed}\n 3 button B "
                                   "{expanded:false}{hasPopup:menu}\n 4 tab C {selected:true}"
                                << "checkbox [2] 'A' [checked: mixed]\nbutton [3] 'B' [expanded: "
                                   "false] [popup: menu]\ntab [4] 'C' [selected: true]";
        QTest::newRow("select lists its options")
            << " 2 combobox Sort =B\n  3 MenuListPopup -\n   4 menuitem A\n   5 menuitem B "
               "{selected:true}"
            << "combobox [2] 'Sort' [value: 'B'] [options: 'A' | 'B']";
        QTest::newRow("selected option is the value")
            << " 2 combobox Sort\n  4 menuitem A\n  5 menuitem B {selected:true}"
            << "combobox [2] 'Sort' [value: 'B'] [options: 'A' | 'B']";
        QTest::newRow("script list box keeps ids")
            << " 2 listbox Fruit\n  3 option Apple\n  4 option Pear {selected:true}"
            << "listbox [2] 'Fruit'\n>option [3] 'Apple'\n>option [4] 'Pear' [selected: true]";
        QTest::newRow("table rows")
            << " 2 table Orders\n  3 row -\n   4 columnheader Id\n   5 columnheader Total\n"
               "  6 row -\n   7 gridcell 12\n    8 link 12\n   9 gridcell $5\n    10 StaticText "
               "$5\n"
               "  11 row -\n   12 gridcell -\n   13 gridcell x\n    14 StaticText x"
            << "table 'Orders'\n>header | Id | Total\n>row | link [8] '12' | $5\n>row | | x";
        QTest::newRow("clickable row")
            << " 2 table -\n  3 row - !\n   4 gridcell A\n    5 StaticText A"
            << "table\n>row [3] | A";
        QTest::newRow("run of equal controls")
            << " 2 button Edit\n 3 button Edit\n 4 button Edit\n 5 button Edit"
            << "button [2] 'Edit' (3 more like it: [3] [4] [5])";
        QTest::newRow("run of equal texts") << " 2 generic -\n  3 StaticText x\n 4 generic -\n  5 "
                                               "StaticText x\n 6 generic -\n  7 StaticText x"
                                            << "text 'x' (3 times)";
        QTest::newRow("two equal ones stay") << " 2 button Edit\n 3 button Edit"
                                             << "button [2] 'Edit'\nbutton [3] 'Edit'";
        QTest::newRow("behind a dialog")
            << " 2 link A ~\n 3 main - ~\n  4 button B ~\n 5 dialog Sure\n  6 button OK"
            << "dialog 'Sure'\n>button [6] 'OK'\n(behind the dialog: 2 elements)";
        QTest::newRow("phrases run on") << " 2 paragraph -\n  3 StaticText Costs\n  4 strong -\n   "
                                           "5 StaticText five\n  6 StaticText dollars"
                                        << "text 'Costs five dollars'";
        QTest::newRow("heading that is a link") << " 2 heading News\n  3 link News"
                                                << "link [3] 'News'";
        QTest::newRow("heading above a link") << " 2 heading Breaking news\n  3 link News"
                                              << "heading 'Breaking news'\n>link [3] 'News'";
        QTest::newRow("list items group")
            << " 2 list -\n  3 listitem -\n   4 StaticText Lamp\n   5 button Buy\n  6 listitem -\n "
               "  7 StaticText Bulb"
            << "listitem\n>text 'Lamp'\n>button [5] 'Buy'\nlistitem 'Bulb'";
        QTest::newRow("frame") << " 2 Iframe Ad\n  3 RootWebArea Inner\n   4 link Go"
                               << "Iframe 'Ad'\n>RootWebArea 'Inner'\n>>link [4] 'Go'";
        QTest::newRow("image with a name") << " 2 img A lamp\n 3 img -"
                                           << "img 'A lamp'";
        QTest::newRow("quotes") << " 2 button Don't"
                                << "button [2] \"Don't\"";
        QTest::newRow("text boxes of new Chromium") << " 2 StaticText a\n  3 InlineTextBox a"
                                                    << "text 'a'";
    }
    void text()
    {
        QFETCH(QString, tree);
        QFETCH(QString, text);
        const AxTree page = test::buildTree("1 RootWebArea Page\n" + tree.toStdString());

        const ObservationText written = writeObservation(page, ObservationFormat::Symbiont);

        QStringList lines = QString::fromStdString(written.text).split(QLatin1Char('\n'));
        QCOMPARE(lines.takeFirst(), QStringLiteral("RootWebArea 'Page'"));
        for (QString& line : lines) line = line.mid(1).replace(QLatin1Char('\t'), QLatin1Char('>'));
        QCOMPARE(lines.join(QLatin1Char('\n')), text);
        QCOMPARE(written.formatVersion, 1);
    }

    void listsEveryElementThatHasAnId()
    {
        const AxTree page = test::buildTree(
            "1 RootWebArea Page\n 2 link A {focused:true}\n 3 table -\n  4 row -\n   5 gridcell "
            "-\n    6 button B\n"
            " 7 button C\n 8 button C\n 9 button C\n");

        const ObservationText written = writeObservation(page, ObservationFormat::Symbiont);

        QStringList ids;
        for (const Element& element : written.elements) {
            ids << QString::fromStdString(element.id);
            QVERIFY(written.text.find("[" + element.id + "]") != std::string::npos);
            QVERIFY(element.rectangle.has_value());
        }
        QCOMPARE(ids.join(QLatin1Char(' ')), QStringLiteral("2 6 7 8 9"));
        QCOMPARE(written.elements.front().states.front(),
                 (std::pair<std::string, std::string>("focused", "true")));
    }

    void tellsOfADialog()
    {
        const AxTree page = test::buildTree("1 RootWebArea Page\n");

        const ObservationText written =
            writeObservation(page, ObservationFormat::Symbiont, ViewportFilter::Full, "Delete it?");

        QCOMPARE(QString::fromStdString(written.text),
                 QStringLiteral("RootWebArea 'Page' [dialog message: 'Delete it?']"));
    }

    void survivesATreeThatGoesRoundInACircle()
    {
        AxTree page = test::buildTree("1 RootWebArea Page\n 2 main -\n  3 link A\n");
        page.nodes[2].childIds.push_back("2");

        for (const ObservationFormat format :
             {ObservationFormat::WebArena, ObservationFormat::AgentOccam,
              ObservationFormat::Symbiont})
            for (const ViewportFilter filter : {ViewportFilter::Full, ViewportFilter::CurrentOnly})
                QVERIFY(writeObservation(page, format, filter).text.find("link")
                        != std::string::npos);
    }

    void anEmptyTreeIsNoCrash()
    {
        for (const ObservationFormat format :
             {ObservationFormat::WebArena, ObservationFormat::AgentOccam,
              ObservationFormat::Symbiont})
            QVERIFY(writeObservation({}, format).elements.empty());
    }
};

QTEST_APPLESS_MAIN(TestSymbiontText)
#include "tst_symbiont_text.moc"
