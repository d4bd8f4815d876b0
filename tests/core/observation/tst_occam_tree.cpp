#include <QtTest>

#include "core/observation/observation_text.h"
#include "core/observation/occam_tree.h"
#include "core/observation/repeated_names.h"
#include "tests/core/observation/ax_tree_builder.h"
#include "tests/support/patience.h"

using namespace sym;

class TestOccamTree final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void quirks_data()
    {
        QTest::addColumn<QString>("tree");
        QTest::addColumn<QString>("text");  // tabs as >

        QTest::newRow("signs vanish") << " 2 link $5.00 #1"
                                      << ">link [2] '5.00 1'";
        QTest::newRow("a run of equal siblings vanishes")
            << " 2 button Edit\n 3 button Edit\n 4 link A"
            << ">link [4] 'A'";
        QTest::newRow("the last sibling counts as the one before")
            << " 2 link A\n 3 button Edit\n 4 link B\n 5 button Edit"
            << ">link [2] 'A'\n>link [4] 'B'\n>button [5] 'Edit'";
        QTest::newRow("text in a sibling's name") << " 2 StaticText Name\n 3 textbox Your Name"
                                                  << ">textbox [3] 'Your Name'";
        QTest::newRow("images go") << " 2 img Lamp\n 3 link A"
                                   << ">link [3] 'A'";
        QTest::newRow("items in the parent's name, ids kept")
            << " 2 menu M\n  3 menuitem A\n  4 menuitem B"
            << ">menu \"M: [3] 'A'; [4] 'B'\"";
        QTest::newRow("details are appended again and again")
            << " 2 DescriptionList -\n  3 DescriptionListTerm T\n  4 DescriptionListDetail d\n  5 "
               "DescriptionListDetail e"
            << ">DescriptionList\n>>DescriptionListTerm 'T: d: d; e'";
        QTest::newRow("table")
            << " 2 table -\n  3 row -\n   4 columnheader H\n  5 row -\n   6 gridcell -\n    7 link "
               "L"
            << ">table\n>>row '| H |'\n>>row '| --- |'\n>>row \"| link [7] 'L' |\"";
        QTest::newRow("row header table is turned")
            << " 2 table -\n  3 row -\n   4 rowheader A\n   5 gridcell 1\n  6 row -\n   7 "
               "rowheader B\n   8 gridcell 2"
            << ">table\n>>row '| A | B |'\n>>row '| --- | --- |'\n>>row '| 1 | 2 |'";
        QTest::newRow("heading and link become the link") << " 2 heading News\n  3 link News"
                                                          << ">link [3] 'News'";
        QTest::newRow("gaps of depth stay") << " 2 link A\n  3 img Lamp\n   4 link B"
                                            << ">link [2] 'A'\n>>img [3] 'Lamp'\n>>>link [4] 'B'";
    }
    void quirks()
    {
        QFETCH(QString, tree);
        QFETCH(QString, text);
        const AxTree page = test::buildTree("1 RootWebArea P\n" + tree.toStdString());

        QString written =
            QString::fromStdString(writeObservation(page, ObservationFormat::AgentOccam).text);

        written.replace(QLatin1Char('\t'), QLatin1Char('>'));
        QCOMPARE(written, QStringLiteral("RootWebArea 'P'\n") + text);
    }

    void aMissingRequiredFailsUpstreamOnly()
    {
        const AxTree page =
            test::buildTree("1 RootWebArea P\n 2 row R\n  3 gridcell C {checked:true}\n");
        OccamTree upstream = buildOccamTree(page, ViewportFilter::Full, {});
        OccamTree ours = upstream;

        const Status failed = pruneOccamTree(upstream, MissingRequired::Fails);
        const Status done = pruneOccamTree(ours, MissingRequired::Absent);

        QVERIFY(!failed);
        QCOMPARE(failed.error().message(), std::string("KeyError: 'required'"));
        QVERIFY(done);
    }

    void listsElementsOfMergedNamesToo()
    {
        const AxTree page = test::buildTree(
            "1 RootWebArea P\n 2 menu M\n  3 menuitem A\n  4 menuitem B\n 5 link L\n");

        const ObservationText written = writeObservation(page, ObservationFormat::AgentOccam);

        QStringList ids;
        for (const Element& element : written.elements) ids << QString::fromStdString(element.id);
        QCOMPARE(ids.join(QLatin1Char(' ')), QStringLiteral("3 4 5"));
    }

    void bothWaysOfFindingRepeatedNamesAgree()
    {
        std::vector<std::string> texts;
        for (int i = 0; i < 400; ++i) texts.push_back("row " + std::to_string(i * 37 % 211));
        std::vector<std::string_view> many(texts.begin(), texts.end());
        std::vector<int> all(texts.size());
        std::iota(all.begin(), all.end(), 0);

        const std::vector<bool> fast = occursInAnother(many, all);  // many enough for the automaton

        for (std::size_t i = 0; i < texts.size(); ++i) {
            bool expected = false;
            for (std::size_t k = 0; k < texts.size(); ++k)
                expected = expected || (k != i && texts[k].find(texts[i]) != std::string::npos);
            QCOMPARE(bool(fast[i]), expected);
            std::vector<bool> one = occursInAnother(many, {int(i)});
            QCOMPARE(bool(one[0]), expected);
        }
    }

    void thousandsOfRowsTakeNoQuadraticTime()
    {
        std::string text = "1 RootWebArea P\n";
        for (int i = 0; i < 10'000; ++i)
            text += " " + std::to_string(i + 2) + " StaticText Item number "
                    + std::to_string(i * 7919) + "\n";
        const AxTree page = test::buildTree(text);
        QElapsedTimer timer;
        timer.start();

        const ObservationText written = writeObservation(page, ObservationFormat::AgentOccam);

        QVERIFY(!written.text.empty());
        QVERIFY2(timer.elapsed() < 5'000 * kPatience,
                 "a quadratic scan takes minutes in a debug build");
    }
};

QTEST_APPLESS_MAIN(TestOccamTree)
#include "tst_occam_tree.moc"
