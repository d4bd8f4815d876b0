#include "core/student/action_constraint.h"

#include <QtTest/QtTest>

using namespace sym;

namespace {

const std::string kPage =
    "RootWebArea 'Shop'\n"
    "\tlink [3] 'Home'\n"
    "\ttext 'Item [99] is gone'\n"
    "\tsearchbox [5] 'Search'\n"
    "\tcombobox [8] 'Sort' [value: 'Date'] [options: 'Date' | \"Kid's\"]\n"
    "\ttable\n"
    "\t\trow | link [12] 'A lamp' | $3 | button [14] 'Buy'\n"
    "\tbutton [20] 'Delete' [disabled: true]\n"
    "\tbutton [31] 'More' (2 more like it: [32] [33])";

bool accepts(const ActionAutomaton& automaton, const std::string& text)
{
    ActionAutomaton::State state = automaton.start();
    for (const char byte : text)
        if (!automaton.step(state, byte)) return false;
    return automaton.isComplete(state);
}

/// Every byte is a token; 256 ends.
class ByteTokenizer final : public Tokenizer {
public:
    ByteTokenizer()
    {
        for (int byte = 0; byte < 256; ++byte) m_tokens.emplace_back(1, char(byte));
        m_tokens.emplace_back("<end>");
        m_tokens.emplace_back(" [12]");
        m_tokens.emplace_back(" [13]");
    }
    std::vector<int> encode(std::string_view text, bool) const override
    {
        return {text.begin(), text.end()};
    }
    Encoding encodeWithOffsets(std::string_view, bool) const override { return {}; }
    std::string decode(const std::vector<int>& ids, bool) const override
    {
        std::string text;
        for (const int id : ids) text += m_tokens[std::size_t(id)];
        return text;
    }
    const std::string& tokenBytes(int id) const override { return m_tokens[std::size_t(id)]; }
    int tokenId(std::string_view) const override { return -1; }
    bool isSpecial(int id) const override { return id == 256; }
    int size() const override { return int(m_tokens.size()); }

private:
    std::vector<std::string> m_tokens;
};

}  // namespace

class TestActionConstraint : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textsAreCopied_data()
    {
        QTest::addColumn<QString>("action");
        QTest::addColumn<bool>("valid");
        const auto row = [](const char* action, bool valid) {
            QTest::newRow(action) << QString::fromUtf8(action) << valid;
        };
        row("type [5] [blue lamps] [1]", true);
        row("type [5] [lamps by Ada's] [0]", true);
        row("type [5] [42.50] [0]", true);
        row("type [5] [blue lamp] [1]", false);  // ends within a word
        row("type [5] [lue lamps] [1]", false);  // begins within one
        row("type [5] [blue Ada's] [1]", false);
        row("type [5] [Shop] [1]", false);  // on the page, not asked for
        row("stop [Kid's]", true);
        row("stop [A lamp]", true);
        row("stop [blue lamps]", true);
        row("stop [$3]", true);
        row("stop [$1,234.50]", false);  // not on the page
        row("stop [3.]", false);
        row("stop [1234]", false);
        row("stop [17]", true);
        row("stop [Done]", true);
        row("stop [N/A]", true);
        row("stop [A lam]", false);
        row("stop [Nothing]", false);
        row("stop [Date]", true);        // a field's value
        row("stop [searchbox]", false);  // a role says nothing
        row("stop [RootWebArea]", false);
        row("stop [Sort Date]", false);  // two texts
        row("stop [17 lamps]", false);
    }
    void textsAreCopied()
    {
        QFETCH(QString, action);
        QFETCH(bool, valid);
        ActionAutomaton::Rules rules;
        rules.kind = ExampleKind::Action;
        rules.observation = kPage;
        rules.objective = "Find blue lamps by Ada's shop for $42.50.";
        rules.copiesTexts = true;
        QCOMPARE(accepts(ActionAutomaton(rules), "ACTION:\n" + action.toStdString()), valid);
    }

    void quotedNamesOfAReasonAreCopied_data()
    {
        QTest::addColumn<QString>("reason");
        QTest::addColumn<bool>("valid");
        const auto row = [](const char* reason, bool valid) {
            QTest::newRow(reason) << QString::fromUtf8(reason) << valid;
        };
        row("click link \"A lamp\". It may.", true);
        row("any other words", true);
        row("\"Home\" and \"Sort\"", true);
        row("click link \"A lam\".", false);
        row("click link \"A lampion\".", false);
        row("click link \"A lamp", false);  // never closed
    }
    void quotedNamesOfAReasonAreCopied()
    {
        QFETCH(QString, reason);
        QFETCH(bool, valid);
        ActionAutomaton::Rules rules;
        rules.observation = kPage;
        rules.objective = "Find blue lamps.";
        rules.copiesTexts = true;
        const std::string answer = "REASON:\n" + reason.toStdString() + "\nACTION:\nclick [12]";
        QCOMPARE(accepts(ActionAutomaton(rules), answer), valid);
        rules.copiesTexts = false;
        QVERIFY(accepts(ActionAutomaton(rules), answer));
    }

    void optionsAreThoseTheObjectiveNames_data()
    {
        QTest::addColumn<QString>("objective");
        QTest::addColumn<QString>("option");
        QTest::addColumn<bool>("valid");
        const auto row = [](const char* objective, const char* option, bool valid) {
            QTest::addRow("%s / %s", objective, option)
                << QString::fromUtf8(objective) << QString::fromUtf8(option) << valid;
        };
        row("Ship it with United Parcel Service.", "United Parcel Service", true);
        row("Ship it with United Parcel Service.", "FedEx", false);
        row("Ship it with a united service.", "FedEx", true);  // names none
        row("Ship it with DHL or FedEx.", "DHL", false);       // chosen already
        row("Ship it with DHL or FedEx.", "FedEx", true);
        row("Ship the DHL order anew.", "FedEx", true);  // names what is chosen already
    }
    void optionsAreThoseTheObjectiveNames()
    {
        QFETCH(QString, objective);
        QFETCH(QString, option);
        QFETCH(bool, valid);
        const std::string asked = objective.toStdString();
        ActionAutomaton::Rules rules;
        rules.kind = ExampleKind::Action;
        rules.observation =
            "combobox [7] 'By' [value: 'DHL'] [options: 'DHL' | 'FedEx' | 'United Parcel Service']";
        rules.objective = asked;
        const std::string action = "ACTION:\nselect [7] [" + option.toStdString() + "]";
        QVERIFY(accepts(ActionAutomaton(rules), action));
        rules.copiesTexts = true;
        QCOMPARE(accepts(ActionAutomaton(rules), action), valid);
    }

    void numberFieldsTakeNumbersOfTheObjective_data()
    {
        QTest::addColumn<QString>("objective");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("valid");
        const auto row = [](const char* objective, const char* text, bool valid) {
            QTest::addRow("%s / %s", objective, text)
                << QString::fromUtf8(objective) << QString::fromUtf8(text) << valid;
        };
        row("Set it to 12 pieces at $3.50.", "12", true);
        row("Set it to 12 pieces at $3.50.", "3.50", true);
        row("Set it to 12 pieces at $3.50.", "1", false);
        row("Set it to 12 pieces at $3.50.", "3", false);
        row("Set it to 12 pieces at $3.50.", "50", false);
        row("Set it to 12 pieces at $3.50.", "pieces", false);
        row("Order the 2nd lamp, model A4.", "2", false);  // part of a word
        row("Order the 2nd lamp, model A4.", "4", false);
    }
    void numberFieldsTakeNumbersOfTheObjective()
    {
        QFETCH(QString, objective);
        QFETCH(QString, text);
        QFETCH(bool, valid);
        const std::string asked = objective.toStdString();
        ActionAutomaton::Rules rules;
        rules.kind = ExampleKind::Action;
        rules.observation = "RootWebArea 'Shop'\n\tspinbutton [7] 'Qty'";
        rules.objective = asked;
        rules.copiesTexts = true;
        const std::string action = "type [7] [" + text.toStdString() + "] [0]";
        QCOMPARE(accepts(ActionAutomaton(rules), "ACTION:\n" + action), valid);
    }

    void actionsAreTheOnesTheReasonSays_data()
    {
        QTest::addColumn<QString>("answer");
        QTest::addColumn<bool>("valid");
        const auto row = [](const char* reason, const char* action, bool valid) {
            QTest::addRow("%s / %s", reason, action)
                << QStringLiteral("REASON:\n%1\nACTION:\n%2")
                       .arg(QString::fromUtf8(reason), QString::fromUtf8(action))
                << valid;
        };
        row("click link \"A lamp\". It may.", "click [12]", true);
        row("click link \"A lamp\".", "click [12]", true);
        row("click link \"A lamp\"", "click [12]", true);
        row("click link \"A lamp\". It may.", "click [3]", false);
        row("click link \"A lamp\". It may.", "stop [17]", false);
        row("click row \"A lamp\". It may.", "click [12]", false);  // no such element
        row("click button \"More\".", "click [31]", true);
        row("click button \"More\".", "click [33]", true);  // one like it
        row("click button \"Delete\".", "click [20]", false);
        row("click button \"Buy\".", "click [14]", false);  // ruled out
        row("type field \"Search\". It may.", "type [5] [lamps] [1]", true);
        row("type field \"Search\". It may.", "click [5]", false);
        row("select choice \"Sort\".", "select [8] [Kid's]", true);
        row("stop. All is done.", "stop [Done]", true);
        row("go_back. It leads no further.", "go_back", true);
        row("It leads no further.", "go_back", false);
        row("stopping", "stop [Done]", false);
    }
    void actionsAreTheOnesTheReasonSays()
    {
        QFETCH(QString, answer);
        QFETCH(bool, valid);
        ActionAutomaton::Rules rules;
        rules.observation = kPage;
        rules.objective = "Find blue lamps.";
        rules.saysAction = true;
        rules.forbidden = {"click [14]"};
        QCOMPARE(accepts(ActionAutomaton(rules), answer.toStdString()), valid);
    }

    void actionsAreJudged_data()
    {
        QTest::addColumn<QString>("action");
        QTest::addColumn<bool>("valid");
        const auto row = [](const char* action, bool valid) {
            QTest::newRow(action) << QString::fromUtf8(action) << valid;
        };
        row("click [3]", true);
        row("click [12]", true);
        row("click [14]", true);
        row("click [33]", true);
        row("click [99]", false);
        row("click [4]", false);
        row("click [1]", false);
        row("click [20]", false);
        row("click 3", false);
        row("click [3] ", false);
        row("type [5] [red lamp] [1]", true);
        row("type [5] [red lamp] [0]", true);
        row("type [5] [日本] [1]", true);
        row("type [5] [red lamp] [2]", false);
        row("type [5] [red lamp]", false);
        row("type [5] [] [1]", false);
        row("type [3] [red lamp] [1]", false);
        row("type [8] [Date] [1]", false);
        row("select [8] [Date]", true);
        row("select [8] [Kid's]", true);
        row("select [8] [Price]", false);
        row("select [5] [Date]", false);
        row("stop [42]", true);
        row("stop [N/A]", true);
        row("stop []", false);
        row("go_back", true);
        row("go_home", false);
        row("scroll [down]", true);
        row("scroll [left]", false);
        row("hover [3]", false);
        row("", false);
    }

    void actionsAreJudged()
    {
        QFETCH(QString, action);
        QFETCH(bool, valid);
        ActionAutomaton::Rules rules;
        rules.observation = kPage;
        rules.kind = ExampleKind::Action;
        QCOMPARE(accepts(ActionAutomaton(rules), "ACTION:\n" + action.toStdString()), valid);
        rules.kind = ExampleKind::Joint;
        const std::string joint = "REASON:\nIt is so.\nACTION:\n" + action.toStdString();
        QCOMPARE(accepts(ActionAutomaton(rules), joint), valid);
    }

    void layoutsAreJudged_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("no reason") << QStringLiteral("ACTION:\ngo_back");
        QTest::newRow("empty reason") << QStringLiteral("REASON:\n\nACTION:\ngo_back");
        QTest::newRow("two lines") << QStringLiteral("REASON:\na\nb\nACTION:\ngo_back");
        QTest::newRow("other header") << QStringLiteral("Reason:\na\nACTION:\ngo_back");
        QTest::newRow("long reason")
            << QStringLiteral("REASON:\n%1\nACTION:\ngo_back").arg(QString(600, u'x'));
        QTest::newRow("two actions") << QStringLiteral("REASON:\na\nACTION:\ngo_back\ngo_back");
    }
    void layoutsAreJudged()
    {
        QFETCH(QString, text);
        ActionAutomaton::Rules rules;
        rules.observation = kPage;
        QVERIFY(!accepts(ActionAutomaton(rules), text.toStdString()));
    }

    void whatWasRuledOutIsRefused()
    {
        ActionAutomaton::Rules rules;
        rules.observation = kPage;
        rules.kind = ExampleKind::Action;
        rules.forbidden = {"click [12]", "type [5] [lamp] [1]", "go_back"};
        const ActionAutomaton automaton(rules);
        QVERIFY(!accepts(automaton, "ACTION:\nclick [12]"));
        QVERIFY(!accepts(automaton, "ACTION:\ntype [5] [chair] [0]"));
        QVERIFY(!accepts(automaton, "ACTION:\ngo_back"));
        QVERIFY(accepts(automaton, "ACTION:\nclick [14]"));
    }

    void onlyOfferedCommandsAreAllowed()
    {
        ActionAutomaton::Rules rules;
        rules.observation = kPage;
        rules.kind = ExampleKind::Action;
        rules.commands = {"hover", "go_home", "stop"};
        const ActionAutomaton automaton(rules);
        QVERIFY(accepts(automaton, "ACTION:\nhover [3]"));
        QVERIFY(accepts(automaton, "ACTION:\ngo_home"));
        QVERIFY(!accepts(automaton, "ACTION:\nclick [3]"));
    }

    void tokensFollowTheText_data()
    {
        QTest::addColumn<QString>("soFar");
        QTest::addColumn<QString>("tokens");  // the one-byte tokens that may come
        QTest::addColumn<bool>("atomic");     // " [12]" may come
        QTest::addColumn<bool>("end");
        QTest::newRow("start") << QString() << QStringLiteral("A") << false << false;
        QTest::newRow("verb") << QStringLiteral("ACTION:\n") << QStringLiteral("cgst") << false
                              << false;
        QTest::newRow("c") << QStringLiteral("ACTION:\nclic") << QStringLiteral("k") << false
                           << false;
        QTest::newRow("id") << QStringLiteral("ACTION:\nclick") << QStringLiteral(" ") << true
                            << false;
        QTest::newRow("digits") << QStringLiteral("ACTION:\nclick [1") << QStringLiteral("24")
                                << false << false;
        QTest::newRow("whole") << QStringLiteral("ACTION:\nclick [12]") << QString() << false
                               << true;
        QTest::newRow("lost") << QStringLiteral("nonsense") << QString() << false << true;
    }

    void tokensFollowTheText()
    {
        QFETCH(QString, soFar);
        QFETCH(QString, tokens);
        QFETCH(bool, atomic);
        QFETCH(bool, end);
        const ByteTokenizer tokenizer;
        ActionAutomaton::Rules rules;
        rules.observation = kPage;
        rules.kind = ExampleKind::Action;
        ActionConstraint constraint(rules, tokenizer, {256});
        std::vector<bool> allowed(std::size_t(tokenizer.size()), true);
        QVERIFY(constraint.allow(soFar.toStdString(), allowed));
        QString found;
        for (int token = 0; token < 256; ++token)
            if (allowed[std::size_t(token)]) found += QChar(token);
        QCOMPARE(found, tokens);
        QCOMPARE(bool(allowed[256]), end);
        QCOMPARE(bool(allowed[257]), atomic);
        QVERIFY(!allowed[258]);
    }
};

QTEST_GUILESS_MAIN(TestActionConstraint)
#include "tst_action_constraint.moc"
