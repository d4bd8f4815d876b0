#include "core/trajectory/action_match.h"

#include <QtTest/QtTest>

using namespace sym;

namespace {

/// A page with a picture and a title that are one link twice, and three links that are not.
PageRecord catalogue()
{
    PageRecord page;
    page.observation =
        "RootWebArea 'Shop'\n"
        "\tnavigation\n"
        "\t\tlink [1] 'Orders'\n"
        "\tmain\n"
        "\t\ttextbox [2] 'Search'\n"
        "\t\tlink [3] 'Red lamp'\n"
        "\t\tlink [4] 'Red lamp'\n"
        "\t\tbutton [5] 'Add to cart'\n"
        "\t\tlink [6] 'Blue lamp'\n"
        "\t\tbutton [7] 'Add to cart'\n"
        "\t\tlink [8] 'View' (2 more like it: [9] [10])\n"
        "\t\ttable\n"
        "\t\t\trow | 000123 | link [11] 'Track'\n"
        "\t\t\trow | 000124 | link [12] 'Track'\n"
        "\t\tcombobox [13] 'Sort by' [options: 'Date' | 'Total']";
    const auto add = [&](const char* id, const char* role, const char* name) {
        page.elements.push_back({id, role, name, {}, {}});
    };
    add("1", "link", "Orders");
    add("2", "textbox", "Search");
    add("3", "link", "Red lamp");
    add("4", "link", "Red lamp");
    add("5", "button", "Add to cart");
    add("6", "link", "Blue lamp");
    add("7", "button", "Add to cart");
    for (const char* id : {"8", "9", "10"}) add(id, "link", "View");
    add("11", "link", "Track");
    add("12", "link", "Track");
    add("13", "combobox", "Sort by");
    return page;
}

Candidate candidate(const QString& raw, const QString& reason = {})
{
    Candidate made;
    made.raw = raw.toStdString();
    made.reason = reason.toStdString();
    if (const auto actions = parseActions(made.raw, ActionGrammar::Symbiont))
        made.action = actions->front();
    return made;
}

}  // namespace

class TestActionMatch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void matches_data()
    {
        QTest::addColumn<QString>("proposal");
        QTest::addColumn<QString>("candidate");
        QTest::addColumn<bool>("strict");
        QTest::addColumn<bool>("canonical");
        QTest::addColumn<QString>("kind");
        const auto row = [](const char* name, const char* proposal, const char* other, bool strict,
                            bool canonical, const char* kind) {
            QTest::newRow(name) << QString::fromUtf8(proposal) << QString::fromUtf8(other) << strict
                                << canonical << QString::fromUtf8(kind);
        };
        row("equal", "click [1]", "click [1]", true, true, "none");
        row("trimmed", " click [1]\n", "click [1]", true, true, "none");
        row("written otherwise", "`click [1]`", "click [1]", false, true, "none");
        row("picture and title", "click [3]", "click [4]", false, true, "equivalent_element");
        row("another link", "click [3]", "click [6]", false, false, "other_element");
        row("buttons of one name", "click [5]", "click [7]", false, false, "other_element");
        row("a list of one name", "click [8]", "click [9]", false, false, "other_element");
        row("rows of a table", "click [11]", "click [12]", false, false, "other_element");
        row("other verb", "click [2]", "type [2] [lamp] [1]", false, false,
            "same_element_other_verb");
        row("hover on a twin", "hover [3]", "click [4]", false, false, "same_element_other_verb");
        row("verb and element", "click [1]", "type [2] [lamp] [1]", false, false, "other_element");
        row("no element", "click [1]", "go_back", false, false, "other_verb");
        row("case and space", "type [2] [Red  LAMP] [1]", "type [2] [red lamp] [1]", false, true,
            "none");
        row("text", "type [2] [lamp] [1]", "type [2] [lamps] [1]", false, false, "other_text");
        row("enter", "type [2] [lamp] [1]", "type [2] [lamp] [0]", false, false, "other_text");
        row("option", "select [13] [date]", "select [13] [Date]", false, true, "none");
        row("other option", "select [13] [Total]", "select [13] [Date]", false, false,
            "other_text");
        row("scroll", "scroll [up]", "scroll [down]", false, false, "other_text");
        row("tab", "tab_focus [1]", "tab_focus [2]", false, false, "other_text");
        row("address", "goto [http://a/x/]", "goto [http://a/x#top]", false, true, "none");
        row("answer", "stop [1,234]", "stop [1234.]", false, true, "none");
        row("other answer", "stop [12]", "stop [13]", false, false, "other_text");
        row("only done", "stop [Done]", "stop [finished]", false, true, "none");
        row("stop against act", "stop [12]", "click [1]", false, false, "stop_or_not");
        row("act against stop", "click [1]", "stop [12]", false, false, "stop_or_not");
        row("note against note", "note [a]", "note [b]", false, true, "none");
        row("note is never a reason", "note [a]", "click [1]", false, true, "other_verb");
        row("but it is no proof", "click [1]", "note [a]", false, false, "other_verb");
        row("plan", "branch [0] [find it]", "branch [0] [look for it]", false, true, "none");
        row("other plan", "branch [0] [find it]", "branch [1] [find it]", false, false,
            "other_text");
        row("not executable", "click", "click", false, false, "none");
    }
    void matches()
    {
        QFETCH(QString, proposal);
        QFETCH(QString, candidate);
        const PageIdentity page(catalogue());

        const ActionComparison found =
            compareActions(page, ::candidate(proposal), ::candidate(candidate));

        QVERIFY(found.verdict.compared);
        QTEST(found.verdict.strict, "strict");
        QTEST(found.verdict.canonical, "canonical");
        QTEST(QString::fromUtf8(divergenceKindName(found.kind)), "kind");
    }

    void theReasonAloneMayDiffer()
    {
        const PageIdentity page(catalogue());
        const auto found =
            compareActions(page, candidate(QStringLiteral("click [1]"), QStringLiteral("to look")),
                           candidate(QStringLiteral("click [1]"), QStringLiteral("orders")));
        QCOMPARE(found.kind, DivergenceKind::ReasonOnly);
        QVERIFY(found.verdict.strict && found.verdict.canonical);
    }

    void ranksAreTheFirstMatches()
    {
        const PageIdentity page(catalogue());
        const std::vector<Candidate> ranked = {
            candidate(QStringLiteral("nothing")), candidate(QStringLiteral("click [6]")),
            candidate(QStringLiteral("click [4]")), candidate(QStringLiteral("click [3]"))};

        const MatchedRanks twin = matchRanks(page, candidate(QStringLiteral("click [3]")), ranked);
        QCOMPARE(twin.canonical, 2);
        QCOMPARE(twin.strict, 3);
        QCOMPARE(twin.kind, DivergenceKind::EquivalentElement);

        const MatchedRanks none = matchRanks(page, candidate(QStringLiteral("stop [x]")), ranked);
        QCOMPARE(none.canonical, -1);
        QCOMPARE(none.strict, -1);
        QCOMPARE(none.kind, DivergenceKind::StopOrNot);

        QCOMPARE(matchRanks(page, candidate(QStringLiteral("go_back")), {}).canonical, -1);
    }
};

QTEST_APPLESS_MAIN(TestActionMatch)
#include "tst_action_match.moc"
