#include <QtTest>

#include "core/trajectory/action.h"
#include "core/trajectory/action_conformance.h"

using namespace sym;

class TestAction final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agreesWithTheReference_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("grammar");

        QTest::newRow("webarena") << "actions_webarena.jsonl" << int(ActionGrammar::WebArena);
        QTest::newRow("agentoccam") << "actions_agentoccam.jsonl" << int(ActionGrammar::AgentOccam);
    }
    void agreesWithTheReference()
    {
        QFETCH(QString, file);
        QFETCH(int, grammar);
        std::filesystem::path path =
            std::filesystem::path(SYM_REFERENCE_DATA) / "reference" / file.toStdString();
        if (!std::filesystem::exists(path))
            path = std::filesystem::path(SYM_TEST_DATA) / "trajectory" / file.toStdString();

        const auto count = checkActionFile(path, ActionGrammar(grammar));

        QVERIFY2(count, count ? "" : count.error().message().c_str());
        QVERIFY(count->agreed > 0);
        QVERIFY2(count->disagreed == 0,
                 count->disagreed == 0 ? "" : count->firstDisagreements.front().c_str());
    }

    void upstreamQuirks_data()
    {
        QTest::addColumn<int>("grammar");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("result");  // actions joined by " ; ", or the error

        const int webArena = int(ActionGrammar::WebArena);
        const int occam = int(ActionGrammar::AgentOccam);
        QTest::newRow("emoji has no key") << occam << QStringLiteral("type [1] [\U0001F600] [1]")
                                          << QStringLiteral("KeyError: '\U0001F600'");
        QTest::newRow("tab has no key") << webArena << "type [1] [a\tb] [1]"
                                        << "KeyError: '\\t'";
        QTest::newRow("128 has no key")
            << occam << QStringLiteral("type [1] [\u0080] [1]") << "KeyError: '\\x80'";
        QTest::newRow("CJK has a key only for AgentOccam")
            << occam << QStringLiteral("type [1] [\u65e5] [0]")
            << QStringLiteral("type [1] [\u65e5] [0]");
        QTest::newRow("stop keeps an inner bracket") << occam << "stop [a] trailing"
                                                     << "stop [a] trailing]";
        QTest::newRow("go_back swallows the next line") << occam << "go_back\nclick [2]"
                                                        << "";
        QTest::newRow("record is a remark") << occam << "record [x]"
                                            << "none";
        QTest::newRow("goto keeps its flag apart") << occam << "goto [http://a] [0]"
                                                   << "goto [http://a]";
        QTest::newRow("full-width tab number")
            << webArena << QStringLiteral("tab_focus [\uff11\uff12]") << "tab_focus [12]";
        QTest::newRow("arrow left is not mapped") << webArena << "press [arrowleft]"
                                                  << "press [arrowleft]";
        QTest::newRow("separator counts as space") << webArena << "\x1c click [1] \x1f"
                                                   << "click [1]";
    }
    void upstreamQuirks()
    {
        QFETCH(int, grammar);
        QFETCH(QString, text);
        QFETCH(QString, result);

        QCOMPARE(described(text, ActionGrammar(grammar)), result);
    }

    void symbiontGrammar_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("result");

        QTest::newRow("plain") << "click [12]"
                               << "click [12]";
        QTest::newRow("spaces and capitals") << "  Click  [ 12 ] "
                                             << "click [12]";
        QTest::newRow("back-ticks") << "`click [12]`"
                                    << "click [12]";
        QTest::newRow("fence") << "```\nclick [12]\n```"
                               << "click [12]";
        QTest::newRow("fence with a language") << "```text\nclick [12]\n```"
                                               << "click [12]";
        QTest::newRow("fence around a bare verb") << "```\ngo_back\n```"
                                                  << "go_back";
        QTest::newRow("bold and label") << "**ACTION:** click [12]"
                                        << "click [12]";
        QTest::newRow("explained") << "click [12] because it fits"
                                   << "click [12]";
        QTest::newRow("bare id") << "click 12"
                                 << "click [12]";
        QTest::newRow("enter by default") << "type [3] [red shoes]"
                                          << "type [3] [red shoes] [1]";
        QTest::newRow("no enter") << "type [3] [red shoes] [0]"
                                  << "type [3] [red shoes] [0]";
        QTest::newRow("named flag") << "type [3] [x] [press_enter_after=0]"
                                    << "type [3] [x] [0]";
        QTest::newRow("brackets in the content") << "type [3] [a [1] b] [1]"
                                                 << "type [3] [a [1] b] [1]";
        QTest::newRow("content is the digit one") << "type [3] [1]"
                                                  << "type [3] [1] [1]";
        QTest::newRow("several lines") << "type [3] [a\nb] [1]"
                                       << "type [3] [a\nb] [1]";
        QTest::newRow("empty content clears") << "type [3] [] [0]"
                                              << "type [3] [] [0]";
        QTest::newRow("emoji") << QStringLiteral("type [3] [\U0001F600] [1]")
                               << QStringLiteral("type [3] [\U0001F600] [1]");
        QTest::newRow("first of two") << "click [1]\nclick [2]"
                                      << "click [1]";
        QTest::newRow("go_back and a click") << "go_back\nclick [2]"
                                             << "go_back";
        QTest::newRow("select") << "select [4] [Price: low to high]"
                                << "select [4] [Price: low to high]";
        QTest::newRow("drag") << "drag [4] [9]"
                              << "drag [4] [9]";
        QTest::newRow("scroll without brackets") << "scroll down"
                                                 << "scroll [down]";
        QTest::newRow("stop without answer") << "stop"
                                             << "stop []";
        QTest::newRow("stop with brackets inside") << "stop [a [b] c]"
                                                   << "stop [a [b] c]";
        QTest::newRow("stop without brackets") << "stop 42"
                                               << "stop [42]";
        QTest::newRow("branch") << "branch [0] [Find the order]"
                                << "branch [0] [Find the order]";
        QTest::newRow("prune") << "prune [0] [dead end]"
                               << "prune [0] [dead end]";
        QTest::newRow("tab") << "tab_focus [1]"
                             << "tab_focus [1]";
        QTest::newRow("home") << "go_home"
                              << "go_home";
        QTest::newRow("nothing") << ""
                                 << "the answer has no action";
        QTest::newRow("prose") << "I would click"
                               << "`I would click` starts with no known command";
        QTest::newRow("no id") << "click [the button]"
                               << "the action names no element by its id: write `click [id]`, not "
                                  "`click [the button]`";
        QTest::newRow("unbracketed content")
            << "type [3] shoes"
            << "the content has no brackets: write `type [id] [content] [1]`, not `type [3] shoes`";
        QTest::newRow("sideways")
            << "scroll [left]"
            << "the direction is neither up nor down: write `scroll [down]`, not `scroll [left]`";
    }
    void symbiontGrammar()
    {
        QFETCH(QString, text);
        QFETCH(QString, result);

        QCOMPARE(described(text, ActionGrammar::Symbiont), result);
    }

    void readsBackWhatItWrites_data()
    {
        QTest::addColumn<QString>("text");

        for (const char* text : {"click [1]", "type [2] [a b] [1]", "type [2] [] [0]", "hover [3]",
                                 "press [Control+a]", "scroll [up]", "select [1] [x]",
                                 "drag [1] [2]", "goto [http://a/?q=[x]]", "new_tab",
                                 "tab_focus [2]", "close_tab", "go_back", "go_forward", "go_home",
                                 "stop [N/A]", "note [a: $5]", "branch [1] [b]", "prune [0] [c]"})
            QTest::newRow(text) << QString::fromUtf8(text);
    }
    void readsBackWhatItWrites()
    {
        QFETCH(QString, text);

        QCOMPARE(described(text, ActionGrammar::Symbiont), text);
    }

private:
    static QString described(const QString& text, ActionGrammar grammar)
    {
        const auto actions = parseActions(text.toStdString(), grammar);
        if (!actions) return QString::fromStdString(actions.error().message());
        QStringList parts;
        for (const Action& action : *actions) parts << QString::fromStdString(formatAction(action));
        return parts.join(QStringLiteral(" ; "));
    }
};

QTEST_APPLESS_MAIN(TestAction)
#include "tst_action.moc"
