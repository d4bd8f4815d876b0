#include <QtTest/QTest>

#include "core/browser/page_snapshot.h"

using namespace sym;

namespace {

const std::string kHead = "0\t1280\t720\t0\t15.5\thttp://a/\tTitle\n";

}  // namespace

/// The text in which the page engine hands its tree over.
class TestPageSnapshot final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsDocumentAndNodes()
    {
        const auto read = parsePageSnapshot(
            kHead + "1\tRootWebArea\t-1\t0\t0,0,10,10\tfocusable+\t\t=Title\n"
                    "2\tslider\t0\t2\t1,2.5,3,4\tdisabled-\rvaluemin#3\rvaluemax#2.5\rvaluetext=a\\tb\thint\t=A\\\\B\n"
                    "3\tVideo\t0\t5\t\t\t\t");

        QVERIFY(read);
        const AxTree& tree = read->tree;
        QCOMPARE(tree.scrollY, 15.5);
        QCOMPARE(tree.title, std::string("Title"));
        QCOMPARE(tree.nodes.size(), std::size_t(3));
        QCOMPARE(tree.nodes[0].childIds, (std::vector<std::string>{"2", "3"}));
        const AxNode& slider = tree.nodes[1];
        QCOMPARE(slider.name.value_or(""), std::string("A\\B"));
        QCOMPARE(slider.bounds->y, 2.5);
        QCOMPARE(slider.properties[0].second, nlohmann::json(false));
        QVERIFY(slider.properties[1].second.is_number_integer());
        QVERIFY(slider.properties[2].second.is_number_float());
        QCOMPARE(slider.properties[3].second, nlohmann::json("a\tb"));
        QCOMPARE(slider.hint, std::string("hint"));
        QVERIFY(slider.scriptInteractive);
        QVERIFY(!tree.nodes[2].name);
        QVERIFY(!tree.nodes[2].backendNodeId);
        QVERIFY(tree.nodes[2].behindModal);
        QVERIFY(!tree.nodes[2].bounds);
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("text");

        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no nodes") << QByteArray::fromStdString(kHead);
        QTest::newRow("no id") << QByteArray::fromStdString(kHead + "x\tbutton\t-1\t0\t\t\t\t=A");
        QTest::newRow("parent comes later")
            << QByteArray::fromStdString(kHead + "1\tRootWebArea\t4\t0\t\t\t\t=A");
        QTest::newRow("cut short") << QByteArray::fromStdString(kHead + "1\tRootWebArea");
    }

    void refuses()
    {
        QFETCH(QByteArray, text);

        const auto read = parsePageSnapshot(text.toStdString());

        QVERIFY(!read);
        QCOMPARE(read.error().code(), ErrorCode::Protocol);
    }

    void splicesFrames()
    {
        auto outer = parsePageSnapshot(kHead + "1\tRootWebArea\t-1\t0\t\t\t\t=Out\n"
                                               "2\tIframe\t0\t8\t5,6,70,80\t\t\t=\n3\tbutton\t0\t0\t\t\t\t=Z");
        const auto inner = parsePageSnapshot(kHead + "101\tRootWebArea\t-1\t0\t\t\t\t=In\n"
                                                     "102\tbutton\t0\t0\t1,1,1,1\t\t\t=A");
        QVERIFY(outer && inner);
        QCOMPARE(outer->foreignFrames, std::vector<std::size_t>{1});

        spliceFrame(outer->tree, 1, inner->tree, 5, 6);

        const auto& nodes = outer->tree.nodes;
        QCOMPARE(nodes.size(), std::size_t(4));
        QCOMPARE(nodes[1].childIds, std::vector<std::string>{"102"});
        QCOMPARE(nodes[2].nodeId, std::string("102"));
        QCOMPARE(nodes[2].parentId, std::string("2"));
        QCOMPARE(nodes[2].bounds->x, 6.0);
        QCOMPARE(nodes[3].name.value_or(""), std::string("Z"));
    }
};

QTEST_APPLESS_MAIN(TestPageSnapshot)
#include "tst_page_snapshot.moc"
