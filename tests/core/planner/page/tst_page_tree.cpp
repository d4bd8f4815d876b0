#include <QtTest/QtTest>

#include "core/planner/page/page_tree.h"

using namespace sym;

class TestPageTree : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsLines_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("nodes");  // role:id:name joined by "/"

        QTest::newRow("agentoccam")
            << QByteArray("link [3] 'A' [selected: True]") << QByteArray("link:3:A");
        QTest::newRow("webarena") << QByteArray("[3] link 'A' focused: True")
                                  << QByteArray("link:3:A");
        QTest::newRow("no name") << QByteArray("button [3]") << QByteArray("button:3:");
        QTest::newRow("double quotes")
            << QByteArray("link [3] \"It's\"") << QByteArray("link:3:It's");
        QTest::newRow("escapes") << QByteArray("text 'a\\\\b\\'c'") << QByteArray("text::a\\b'c");
        QTest::newRow("running text")
            << QByteArray("not a node at all") << QByteArray("text::not a node at all");
        QTest::newRow("markdown row") << QByteArray("row '| a | b\\tlink [3] \\'B\\' |'")
                                      << QByteArray("row::/cell::a/cell::b/link:3:B");
        QTest::newRow("bar row") << QByteArray("row | a, b | link [3] 'B', link [4] 'C'")
                                 << QByteArray("row::/cell::a, b/cell::/link:3:B/link:4:C");
        QTest::newRow("clickable bar row")
            << QByteArray("row [9] | a | b") << QByteArray("row:9:/cell::a/cell::b");
        QTest::newRow("header row")
            << QByteArray("header | A | B") << QByteArray("row::/columnheader::A/columnheader::B");
        QTest::newRow("run of equal ones")
            << QByteArray("button [3] 'Add' (2 more like it: [4] [5])")
            << QByteArray("button:3:Add/button:4:Add/button:5:Add");
        QTest::newRow("options in the name")
            << QByteArray("combobox \"[7] 'A' [selected: False]; [8] 'B' [selected: True]\"")
            << QByteArray("combobox::/option:7:A/option:8:B");
        QTest::newRow("blank lines")
            << QByteArray("\n\nlink [3] 'A'\n\n") << QByteArray("link:3:A");
    }

    void readsLines()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, nodes);

        QByteArrayList read;
        for (const PageNode& node : readPageTree(text.toStdString()))
            read << QByteArray::fromStdString(node.role + ":" + node.id + ":" + node.name);

        QCOMPARE(read.join('/'), nodes);
    }

    void nestsByIndentation()
    {
        const PageTree tree =
            readPageTree("main\n\theading 'A'\n\t\t\ttext 'deep'\n\tlink [1] 'B'");

        QCOMPARE(tree[1].parent, 0);
        QCOMPARE(tree[2].parent, 1);
        QCOMPARE(tree[3].parent, 0);
        QCOMPARE(tree[0].end, 4);
        QCOMPARE(tree[1].end, 3);
        QCOMPARE(textBelow(tree, 0), std::string("A deep B"));
    }

    void readsStates_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("value");

        QTest::newRow("plain") << QByteArray("checkbox [1] 'A' [checked: true]")
                               << QByteArray("checked") << QByteArray("true");
        QTest::newRow("quoted with bracket")
            << QByteArray("textbox [1] 'A' [value: 'x ] y'] [required: true]")
            << QByteArray("value") << QByteArray("x ] y");
        QTest::newRow("behind a quoted one")
            << QByteArray("textbox [1] 'A' [value: 'x ] y'] [required: true]")
            << QByteArray("required") << QByteArray("true");
        QTest::newRow("options") << QByteArray("combobox [1] 'A' [options: 'x' | 'y']")
                                 << QByteArray("options") << QByteArray("x\x1fy");
        QTest::newRow("webarena") << QByteArray("[1] textbox 'A' focused: True required: False")
                                  << QByteArray("required") << QByteArray("False");
    }

    void readsStates()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, value);

        const PageTree tree = readPageTree(text.toStdString());

        QCOMPARE(QByteArray::fromStdString(std::string(tree[0].state(key.toStdString()))), value);
    }
};

QTEST_APPLESS_MAIN(TestPageTree)
#include "tst_page_tree.moc"
