#include "core/training/page_cut.h"

#include <QtTest/QtTest>

#include <array>

#include "core/training/page_match.h"
#include "core/training/told_action.h"
#include "tests/core/training/tiny_model.h"

using namespace sym;

namespace {

/// Twenty products with their buttons, and what stands around them.
std::string shop()
{
    constexpr std::array<const char*, 10> kNames{"lamp",  "chair", "table", "kettle", "mirror",
                                                 "brush", "plate", "spoon", "clock",  "radio"};
    std::string page = "RootWebArea 'Shop'\n\tsearchbox [2] 'Search'\n\tmain";
    int id = 10;
    for (int i = 0; i < 20; ++i) {
        page += "\n\t\tlistitem\n\t\t\tlink [" + std::to_string(id) + "] '"
                + (i < 10 ? "Small " : "Large ") + kNames[std::size_t(i % 10)] + "'";
        page += "\n\t\t\ttext '★★★★★'\n\t\t\ttext '$" + std::to_string(3 * i + 1) + ".50'";
        page += "\n\t\t\tbutton [" + std::to_string(id + 1) + "] 'Buy now'";
        id += 2;
    }
    return page + "\n\tlink [90] 'About us'";
}

}  // namespace

class TestPageCut : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const auto tokenizer = Tokenizer::parse(tiny::tokenizerJson());
        QVERIFY2(tokenizer, tokenizer ? "" : tokenizer.error().message().c_str());
        m_tokenizer = *tokenizer;
    }

    void whatMattersIsKept_data()
    {
        QTest::addColumn<QString>("objective");
        QTest::addColumn<QString>("kept");
        const auto row = [](const char* name, const char* objective, const char* kept) {
            QTest::newRow(name) << QString::fromUtf8(objective) << QString::fromUtf8(kept);
        };
        row("named", "Open the large kettle.", "link [36] 'Large kettle'");
        row("its price", "What does the large kettle cost?", "'$40.50'");
        row("its button", "Buy the large kettle.", "button [37] 'Buy now'");
        row("other case", "open LARGE KETTLE", "link [36] 'Large kettle'");
        row("plural", "Show large kettles", "link [36] 'Large kettle'");
        row("a field in any case", "Find a violin.", "searchbox [2] 'Search'");
        row("the title in any case", "Find a violin.", "RootWebArea 'Shop'");
    }

    void whatMattersIsKept()
    {
        QFETCH(QString, objective);
        QFETCH(QString, kept);
        const std::string page = shop();
        const PageCut cut = cutPage(page, objective.toStdString(), "None", *m_tokenizer, kRoom);
        QVERIFY2(cut.text.find(kept.toStdString()) != std::string::npos, cut.text.c_str());
        QVERIFY(cut.tokens <= kRoom);
        QVERIFY(cut.keptLines < cut.lines);
        QCOMPARE(cut.tokens, int(m_tokenizer->encode(cut.text).size()));
    }

    void aWordInManyLinesHidesNoButton()
    {
        std::string page = "RootWebArea 'Order 17'\n\tbutton [3] 'Hold'\n\ttable";
        for (int i = 0; i < 30; ++i)
            page += "\n\t\trow | Order " + std::to_string(17 + i % 3) + " | Shipped in March";
        const PageCut cut = cutPage(page, "Put order 17 on hold.", "None", *m_tokenizer, 400);
        QVERIFY2(cut.text.find("button [3] 'Hold'") != std::string::npos, cut.text.c_str());
    }

    void whatIsLeftOfAControl_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("kept");
        const auto row = [](const char* name, const char* line, const char* kept) {
            QTest::newRow(name) << QString::fromUtf8(line) << QString::fromUtf8(kept);
        };
        row("usual states", "button [3] 'Menu' [expanded: false] [popup: menu] [invalid: true]",
            "button [3] 'Menu'");
        row("an open menu", "button [3] 'Menu' [expanded: true]",
            "button [3] 'Menu' [expanded: true]");
        row("the first of many options and those that are meant",
            "combobox [3] 'City' [options: 'A' | 'B' | 'C' | 'Delft' | 'E' | 'F' | 'G' | 'H' | "
            "'I']",
            "combobox [3] 'City' [options: 'A' | 'B' | 'Delft' | …]");
        row("more options than are listed",
            "combobox [3] '' [options: 'A' | 'B' | 'C' | 'D' | 'E' | 'F' | 'G' | 'H' | 'I' | ... 7 "
            "more] [x: 1]",
            "combobox [3] '' [options: 'A' | 'B' | … | ... 7 more] [x: 1]");
        row("few options", "combobox [3] 'City' [options: 'Aberg' | \"Kid's\" | 'C']",
            "combobox [3] 'City' [options: 'Aberg' | \"Kid's\" | 'C']");
        row("an option without an end", "combobox [3] 'City' [options: 'Aberg' | 'B' | 'Ber",
            "combobox [3] 'City' [options: 'Aberg' | 'B' | 'Ber");
    }

    void whatIsLeftOfAControl()
    {
        QFETCH(QString, line);
        QFETCH(QString, kept);
        const std::string page =
            "RootWebArea 'x'\n\t" + line.toStdString() + "\n\ttext '" + std::string(500, 'a') + "'";
        const PageCut cut = cutPage(page, "Set the menu to delft.", "None", *m_tokenizer, 300);
        QVERIFY2(cut.text.find("\n\t" + kept.toStdString() + "\n") != std::string::npos,
                 cut.text.c_str());
    }

    void whatIsAskedForIsKept_data()
    {
        QTest::addColumn<QString>("objective");
        QTest::addColumn<QString>("kept");
        const auto row = [](const char* objective, const char* kept) {
            QTest::newRow(objective) << QString::fromUtf8(objective) << QString::fromUtf8(kept);
        };
        row("What does it cost?", "text '$12.50'");
        row("What is their email address?", "text 'ask@shop.example'");
        row("How many are left?", "text '17'");
    }

    void whatIsAskedForIsKept()
    {
        QFETCH(QString, objective);
        QFETCH(QString, kept);
        std::string page = "RootWebArea 'Shop'";
        for (int i = 0; i < 40; ++i) page += "\n\ttext 'some words about it'";
        for (const char* value : {"'$12.50'", "'ask@shop.example'", "'17'"})
            page += std::string("\n\ttext ") + value;
        const PageCut cut = cutPage(page, objective.toStdString(), "None", *m_tokenizer, 80);
        QVERIFY2(cut.text.find(kept.toStdString()) != std::string::npos, cut.text.c_str());
    }

    void theWordManyAsksForANumber()
    {
        for (const bool asks : {true, false}) {
            std::string page = "RootWebArea 'x'";
            for (char c = 'a'; c < 'm'; ++c) page += std::string("\n\ttext 'x") + c + "'";
            page += "\n\ttext '17'";
            const char* objective = asks ? "How many are left?" : "What is in Germany?";
            const PageCut cut = cutPage(page, objective, "None", *m_tokenizer, 80);
            QCOMPARE(cut.text.find("'17'") != std::string::npos, asks);
        }
    }

    void whatWasJustDoneIsNotDoneAgain()
    {
        std::string page = "RootWebArea 'Shop'";
        for (const char* name : {"Lamps", "Chairs", "Tables", "Plates"})
            page += std::string("\n\tlink [3] '") + name + "'";
        const PageCut cut =
            cutPage(page, "Go on.", "click [3] (click link \"Lamps\")", *m_tokenizer, 85);
        QVERIFY2(cut.text.find("Lamps") == std::string::npos, cut.text.c_str());
        QVERIFY2(cut.text.find("Chairs") != std::string::npos, cut.text.c_str());
    }

    void theFirstRowOfATableIsKeptBeforeOthers()
    {
        std::string page = "RootWebArea 'Forum'\n\ttable\n\t\theader | Name";
        for (const char* name : {"Eleven", "Two", "Six"})  // shorter ones take less room
            page += std::string("\n\t\trow [3] | ") + name;
        const PageCut cut = cutPage(page, "Go on.", "None", *m_tokenizer, 60);
        QVERIFY2(cut.text.find("Eleven") != std::string::npos, cut.text.c_str());
        QVERIFY2(cut.text.find("Two") == std::string::npos, cut.text.c_str());
    }

    void linesStayWholeAndInOrder()
    {
        const std::string page = shop();
        const PageCut cut = cutPage(page, "Buy the small radio.", "None", *m_tokenizer, kRoom);
        std::size_t at = 0;
        bool wasElided = false;
        int kept = 0;
        for (const QByteArray& line : QByteArray::fromStdString(cut.text).split('\n')) {
            if (line == "…") {
                QVERIFY2(!wasElided, cut.text.c_str());
                wasElided = true;
                continue;
            }
            wasElided = false;
            ++kept;
            const std::size_t found = (page + "\n").find(line.toStdString() + "\n", at);
            QVERIFY2(found != std::string::npos, line.constData());
            at = found + 1;
        }
        QCOMPARE(kept, cut.keptLines);
    }

    void nestedLinesKeepWhatTheyAreIn()
    {
        const PageCut cut = cutPage(shop(), "Open the large kettle.", "None", *m_tokenizer, kRoom);
        QVERIFY(cut.text.find("\n\tmain\n") != std::string::npos);
    }

    void whatSaysNothingGoesFirst()
    {
        const PageCut cut = cutPage(shop(), "Find a violin.", "None", *m_tokenizer, kRoom);
        QVERIFY(cut.text.find("★") == std::string::npos);
    }

    void aShortPageIsUnchanged()
    {
        const std::string page = "RootWebArea 'x'\n\tlink [1] 'y'";
        const PageCut cut = cutPage(page, "Open y.", "None", *m_tokenizer, kRoom);
        QCOMPARE(cut.text, page);
        QCOMPARE(cut.lines, 2);
        QCOMPARE(cut.keptLines, 2);
    }

    void noRoomLeavesTheFirstLine()
    {
        const PageCut cut = cutPage(shop(), "Open the large kettle.", "None", *m_tokenizer, 1);
        QCOMPARE(cut.keptLines, 1);
        QVERIFY(cut.text.starts_with("RootWebArea 'Shop'"));
    }

    void whatTheObjectiveNamesIsMarked_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("marked");
        const auto row = [](const char* name, const char* line, const char* marked) {
            QTest::newRow(name) << QString::fromUtf8(line) << QString::fromUtf8(marked);
        };
        row("whole name", "\tlink [3] 'Harbour lamps'", "\t*link [3] 'Harbour lamps'");
        row("one word of it", "link [3] 'Harbour view'", "+link [3] 'Harbour view'");
        row("nothing of it", "link [3] 'Garden chairs'", "link [3] 'Garden chairs'");
        row("common words only", "link [3] 'What is this'", "link [3] 'What is this'");
        row("states say nothing", "button [3] 'Menu' [value: 'Harbour']",
            "button [3] 'Menu' [value: 'Harbour']");
        row("a role says nothing", "price [3] 'Menu'", "price [3] 'Menu'");
        row("a line end", "link [3] 'Garden'\n\n", "link [3] 'Garden'\n\n");
        row("an apostrophe opens no name", "row | Ada's harbour", "+row | Ada's harbour");
        row("text before an element", "row | Harbour, link [7] 'Profile'",
            "*row | Harbour, link [7] 'Profile'");
        row("a select without a name", "combobox [3] [options: 'Price' | 'Name']",
            "combobox [3] [options: 'Price' | 'Name']");
        row("an empty cell", "row | | Price |", "*row | | Price |");
        row("in double quotes", "\t\ttext \"The lamp's price\"", "\t\t+text \"The lamp's price\"");
        row("a cell", "row | Price | $12", "*row | Price | $12");
        row("a part of a cell", "row [4] | Price list | 12", "+row [4] | Price list | 12");
        row("two elements in a cell", "row | x | link [5] 'View it', link [6] 'Harbour'",
            "*row | x | link [5] 'View it', link [6] 'Harbour'");
        row("options say nothing", "combobox [3] 'Sort' [options: 'Price' | 'Name']",
            "combobox [3] 'Sort' [options: 'Price' | 'Name']");
        row("a row with an element", "row | x | link [5] 'Harbour'",
            "*row | x | link [5] 'Harbour'");
    }
    void whatTheObjectiveNamesIsMarked()
    {
        QFETCH(QString, line);
        QFETCH(QString, marked);
        const std::string objective = "What is the price of the harbour lamp?";
        QCOMPARE(QString::fromStdString(markedMatches(line.toStdString(), objective)), marked);
    }

    void aWordOnEveryLineIsNoMatch()
    {
        std::string page;
        for (int i = 0; i < 6; ++i) page += "link [" + std::to_string(i + 2) + "] 'Lamp shop'\n";
        page += "link [9] 'Lamp'";
        const std::string marked = markedMatches(page, "Show the lamp");
        QVERIFY2(marked.find('+') == std::string::npos, marked.c_str());
        QVERIFY2(marked.ends_with("\n*link [9] 'Lamp'"), marked.c_str());
    }

    void marksDoNotHideRolesFromTheCut()
    {
        std::string page = "RootWebArea 'Shop'";
        for (int i = 0; i < 60; ++i) page += "\n\ttext 'Filler number " + std::to_string(i) + "'";
        page += "\n\t*button [7] 'Save'";
        const PageCut cut = cutPage(page, "Save it", "None", *m_tokenizer, 200);
        QVERIFY2(cut.text.ends_with("\t*button [7] 'Save'"), cut.text.c_str());
    }

    void anActionIsToldWithItsReason_data()
    {
        QTest::addColumn<QString>("action");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<QString>("told");
        const auto row = [](const char* name, const QString& reason, const QString& told) {
            QTest::newRow(name) << QStringLiteral("click [5]") << reason << told;
        };
        row("none", QString(), QStringLiteral("click [5]"));
        row("one sentence", QStringLiteral("It leads on."),
            QStringLiteral("click [5] (It leads on)"));
        row("the first of two", QStringLiteral("On \"A\": click link \"B\". It may. So"),
            QStringLiteral("click [5] (click link \"B\")"));
        row("another start", QStringLiteral("On \"A\" click it."),
            QStringLiteral("click [5] (On \"A\" click it)"));
        row("a title with a colon", QStringLiteral("On \"A: \"b\"\": stop."),
            QStringLiteral("click [5] (stop)"));
        row("one line", QStringLiteral("First\nsecond"), QStringLiteral("click [5] (First)"));
        row("not too long", QStringLiteral("word ").repeated(60),
            QStringLiteral("click [5] (%1)").arg(QStringLiteral("word ").repeated(32).trimmed()));
    }
    void anActionIsToldWithItsReason()
    {
        QFETCH(QString, action);
        QFETCH(QString, reason);
        QFETCH(QString, told);
        QCOMPARE(QString::fromStdString(toldAction(action.toStdString(), reason.toStdString())),
                 told);
    }

private:
    static constexpr int kRoom = 900;  // bytes: the tokenizer has a token a byte

    std::shared_ptr<const Tokenizer> m_tokenizer;
};

QTEST_GUILESS_MAIN(TestPageCut)
#include "tst_page_cut.moc"
