#include <QtTest>

#include "core/observation/ax_tree.h"
#include "core/observation/observation_text.h"
#include "tests/core/observation/ax_tree_builder.h"

using namespace sym;

class TestAxTree final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatDevToolsSends()
    {
        const auto json = nlohmann::json::parse(R"([
            {"nodeId":"1","ignored":false,"role":{"value":"RootWebArea"},"name":{"value":"T"},"childIds":["2"],"backendDOMNodeId":7},
            {"nodeId":"2","ignored":true,"role":{"value":"none"},"parentId":"1",
             "properties":[{"name":"checked","value":{"type":"tristate","value":"mixed"}},{"name":"labelledby","value":{"type":"nodeList"}}],
             "value":{"value":3}},
            {"nodeId":"2","role":{"value":"again"}}])");

        const auto tree = axTreeFromDevTools(json);

        QVERIFY(tree);
        QCOMPARE(tree->nodes.size(), std::size_t(2));
        QCOMPARE(tree->nodes[0].backendNodeId, std::optional<std::int64_t>(7));
        QVERIFY(tree->nodes[1].ignored);
        QVERIFY(!tree->nodes[1].name);
        QCOMPARE(tree->nodes[1].properties.size(), std::size_t(1));
        QCOMPARE(tree->nodes[1].value, std::optional<std::string>("3"));
    }

    void refusesOtherAnswers_data()
    {
        QTest::addColumn<QString>("json");

        QTest::newRow("no list") << "{}";
        QTest::newRow("no id") << "[{\"role\":{\"value\":\"x\"}}]";
    }
    void refusesOtherAnswers()
    {
        QFETCH(QString, json);

        const auto tree = axTreeFromDevTools(nlohmann::json::parse(json.toStdString()));

        QVERIFY(!tree);
        QCOMPARE(int(tree.error().code()), int(ErrorCode::Protocol));
    }

    void normalisesNewerChromium_data()
    {
        QTest::addColumn<QString>("tree");
        QTest::addColumn<QString>("normalised");  // WebArena's text

        const QString root = QStringLiteral("1 RootWebArea P {url:http://h/}\n");
        QTest::newRow("image, and no addresses")
            << root + QStringLiteral(" 2 link L {url:http://h/a}\n  3 image I")
            << "[1] RootWebArea 'P'\n\t[2] link 'L'\n\t\t[3] img 'I'";
        QTest::newRow("text boxes go")
            << root + QStringLiteral(" 2 StaticText long text\n  3 InlineTextBox long text")
            << "[1] RootWebArea 'P'\n\t[2] StaticText 'long text'";
        QTest::newRow("cells, and row groups of rows")
            << root + QStringLiteral(" 2 table T\n  3 rowgroup -\n   4 row R\n    5 cell C")
            << "[1] RootWebArea 'P'\n\t[2] table 'T'\n\t\t[4] row 'R'\n\t\t\t[5] gridcell 'C'";
        QTest::newRow("row group with a caption stays")
            << root + QStringLiteral(" 2 rowgroup G\n  3 caption C\n  4 row R")
            << "[1] RootWebArea 'P'\n\t[2] rowgroup 'G'\n\t\t[3] caption 'C'\n\t\t[4] row 'R'";
        QTest::newRow("options of a select")
            << root + QStringLiteral(" 2 combobox S\n  3 MenuListPopup -\n   4 option A")
            << "[1] RootWebArea 'P'\n\t[2] combobox 'S'\n\t\t[4] menuitem 'A'";
        QTest::newRow("descriptions")
            << root + QStringLiteral(" 2 DescriptionList -\n  3 term A\n  4 definition B")
            << "[1] RootWebArea 'P'\n\t[2] DescriptionList ''\n\t\t[3] DescriptionListTerm "
               "'A'\n\t\t[4] DescriptionListDetail 'B'";
        QTest::newRow("Chromium 102 stays as it is")
            << "1 RootWebArea P\n 2 image I\n 3 definition D"
            << "[1] RootWebArea 'P'\n\t[2] image 'I'\n\t[3] definition 'D'";
    }
    void normalisesNewerChromium()
    {
        QFETCH(QString, tree);
        QFETCH(QString, normalised);
        AxTree page = test::buildTree(tree.toStdString());

        normaliseRoles(page);

        QCOMPARE(QString::fromStdString(writeObservation(page, ObservationFormat::WebArena).text),
                 normalised);
        normaliseRoles(page);  // again changes nothing
        QCOMPARE(QString::fromStdString(writeObservation(page, ObservationFormat::WebArena).text),
                 normalised);
    }
};

QTEST_APPLESS_MAIN(TestAxTree)
#include "tst_ax_tree.moc"
