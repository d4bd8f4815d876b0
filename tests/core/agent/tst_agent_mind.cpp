#include <QtTest>

#include "core/agent/agent_mind.h"
#include "core/agent/agent_response.h"

using namespace sym;

namespace {

PageRecord page(const std::string& url = "http://h/", const std::string& extra = "")
{
    PageRecord record;
    record.url = url;
    record.observation = "RootWebArea 'P'\n\tlink [12] 'a'\n\ttextbox [345] 'q'" + extra;
    record.elements = {
        {.id = "12", .role = "link", .name = "a", .states = {}, .rectangle = {}},
        {.id = "345", .role = "textbox", .name = "q", .states = {}, .rectangle = {}}};
    return record;
}

std::string answer(const std::string& action, const std::string& highlight = "12")
{
    return "INTERACTION HISTORY SUMMARY:\nh\nOBSERVATION DESCRIPTION:\nd\nREASON:\nr\nACTION:\n"
           + action + "\nOBSERVATION HIGHLIGHT:\n" + highlight;
}

std::unique_ptr<AgentMind> mind(AgentOptions options = {})
{
    if (options.objective.empty()) options.objective = "Buy a lamp";
    auto made = AgentMind::create(std::move(options));
    return made ? *std::move(made) : nullptr;
}

/// Interprets and commits; the answer must be a decision.
Decision act(AgentMind& agent, const PageRecord& record, const std::string& action,
             const std::string& result = "")
{
    auto read = agent.interpret(answer(action), record);
    if (!read.decision) qFatal("refused: %s", read.rejection->error.c_str());
    agent.commit(record, *read.decision, result);
    return *read.decision;
}

}  // namespace

class TestAgentMind final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void firstPromptHasTheSectionsInOrder()
    {
        AgentOptions options;
        options.objective = "Buy a lamp";
        options.multiSite = true;
        options.sites = {"http://a/ (shopping)", "http://b/ (map)"};
        const auto agent = mind(options);
        agent->setExamples({"OBJECTIVE: Buy a desk\n1. click [3]"});
        PageRecord record = page();
        record.tabs = {{.url = "http://h/", .title = "One", .current = false},
                       {.url = "http://h/", .title = "Two", .current = true}};

        const auto messages = agent->prompt(record, 3, "Do not.");

        QCOMPARE(messages.size(), std::size_t(2));
        QCOMPARE(
            messages[1].content,
            std::string(
                "STEP:\n4 of 20\nOBJECTIVE:\nBuy a lamp\nSITES:\nhttp://a/ (shopping)\nhttp://b/ "
                "(map)\n"
                "CURRENT URL:\nhttp://h/\nOPEN TABS:\n0: One\n1: Two (current)\n"
                "PREVIOUS PLANS:\n[0] (Active Plan) Find the solution to \"Buy a lamp\"\n"
                "RAG EXAMPLES:\n<example_0>\nOBJECTIVE: Buy a desk\n1. click [3]\n</example_0>\n"
                "CURRENT OBSERVATION:\nRootWebArea 'P'\n\tlink [12] 'a'\n\ttextbox [345] "
                "'q'\nFEEDBACK:\nDo not.\n"));
    }

    void systemTextNamesWhatIsOffered_data()
    {
        QTest::addColumn<int>("candidates");
        QTest::addColumn<bool>("multiSite");
        QTest::addColumn<QString>("present");
        QTest::addColumn<QString>("absent");

        QTest::newRow("several") << 3 << false << "\nUp to 3 candidates.\n"
                                 << "\n- go_home";
        QTest::newRow("one") << 1 << false << "\nACTION:\n"
                             << "candidates";
        QTest::newRow("several sites") << 1 << true << "\n- go_home: "
                                       << "{";
        QTest::newRow("commands") << 1 << false << "\n- select [id] [option]: "
                                  << "\n- tab_focus";
    }
    void systemTextNamesWhatIsOffered()
    {
        QFETCH(int, candidates);
        QFETCH(bool, multiSite);
        QFETCH(QString, present);
        QFETCH(QString, absent);
        AgentOptions options;
        options.candidates = candidates;
        options.multiSite = multiSite;

        const QString system =
            QString::fromStdString(mind(options)->prompt(page(), 0, "")[0].content);

        QVERIFY2(system.contains(present), qPrintable(system));
        QVERIFY2(!system.contains(absent), qPrintable(system));
    }

    void warnsOnTheLastStepOnly()
    {
        const auto agent = mind();

        QVERIFY(agent->prompt(page(), 18, "")[0].content.find("FINAL STEP") == std::string::npos);
        QVERIFY(agent->prompt(page(), 19, "")[0].content.find(
                    "WARNING: You have a 20-step budget, and this would be your FINAL STEP.")
                != std::string::npos);
    }

    void readsCandidatesBestFirst()
    {
        const auto agent = mind();

        const auto read = agent->interpret(
            "INTERACTION HISTORY SUMMARY:\nh\nACTION CANDIDATES:\n- reason: [first]\n- action: "
            "[click [99]]\n- score: [0.9]\n"
            "- reason: [second [really]]\n- action: [type [345] [a]b] [0]]\nOBSERVATION "
            "HIGHLIGHT:\n345, 12",
            page());

        QVERIFY(read.decision);
        QCOMPARE(read.decision->candidates.size(), std::size_t(2));
        QCOMPARE(read.decision->chosen, 1);  // 99 is not on the page
        QCOMPARE(read.decision->candidates[0].score, 0.9);
        QCOMPARE(int(read.decision->candidates[0].action.kind), int(ActionKind::None));
        QCOMPARE(read.decision->candidates[1].raw, std::string("type [345] [a]b] [0]"));
        QCOMPARE(read.decision->reasoning, std::string("second [really]"));
        QCOMPARE(read.decision->highlightIds, (std::vector<std::string>{"345", "12"}));
    }

    void refusals_data()
    {
        QTest::addColumn<QString>("response");
        QTest::addColumn<QString>("problem");  // empty: accepted

        const auto row = [](const char* name, const char* action, const char* problem) {
            QTest::newRow(name) << QString::fromStdString(answer(action))
                                << QString::fromUtf8(problem);
        };
        row("fine", "click [12]", "");
        row("in back-ticks", "`click [12]`", "");
        row("unknown element", "click [1]", "names [1], which is no element");
        row("unknown drop target", "drag [12] [9]", "names [9], which is no element");
        row("no such plan", "prune [4] [x]", "names plan [4]");
        row("go_home on one site", "go_home", "the task has one site");
        row("no verb", "I am done", "no known command");
        row("answer with a colon in capitals", "stop [Answer:\nPRICE: 5]", "");
        QTest::newRow("bold headers") << "**REASON:** r\n**ACTION:**\nclick [12]"
                                      << "";
        QTest::newRow("small headers") << "Reason: r\nAction: click [12]"
                                       << "";
        QTest::newRow("nothing") << "Sorry."
                                 << "no ACTION section";
    }
    void refusals()
    {
        QFETCH(QString, response);
        QFETCH(QString, problem);

        const auto read = mind()->interpret(response.toStdString(), page());

        QCOMPARE(read.decision.has_value(), problem.isEmpty());
        QCOMPARE(read.rejection.has_value(), !problem.isEmpty());
        if (read.rejection)
            QVERIFY2(QString::fromStdString(read.rejection->error).contains(problem),
                     read.rejection->error.c_str());
    }

    void keepsPlansNotesAndHistory()
    {
        const auto agent = mind();
        act(*agent, page("http://h/1"), "note [price $5]");
        act(*agent, page("http://h/2"), "branch [0] [Search]");
        act(*agent, page("http://h/3", "\n\tbutton [7] 'new'"), "click [12]",
            "the element has moved");

        const std::string user = agent->prompt(page(), 3, "")[1].content;

        QVERIFY2(user.find("Note 0. STEP 0: price $5\n\t[1] (Active Plan) Search\n")
                     != std::string::npos,
                 user.c_str());
        QVERIFY2(user.find("<step_0_interaction>\nOBSERVATION:\nRootWebArea 'P'\n\tlink "
                           "'a'\n\ttextbox 'q'\n\tbutton 'new'\nACTIVE PLAN:\n[1] Search\n"
                           "REASON FOR ACTION:\nr\nACTION:\nclick [12]\nRESULT:\nthe element has "
                           "moved\n</step_0_interaction>")
                     != std::string::npos,
                 user.c_str());
        Action prune;
        prune.kind = ActionKind::Prune;
        prune.number = 1;
        QCOMPARE(agent->pruneTarget(prune), std::optional<std::string>("http://h/2"));
        prune.number = 0;
        QCOMPARE(agent->pruneTarget(prune), std::optional<std::string>("http://h/1"));
    }

    void refusesTheSameNoteTwice()
    {
        const auto agent = mind();
        act(*agent, page(), "note [x]");

        QVERIFY(agent->interpret(answer("note [x]"), page()).rejection.has_value());
        QVERIFY(agent->interpret(answer("note [y]"), page()).decision.has_value());
    }

    void upstreamProfileKeepsUpstreamsRules()
    {
        AgentOptions options;
        options.profile = PromptProfile::AgentOccam;
        const auto agent = mind(options);

        QVERIFY(
            agent->interpret(answer("click [1]"), page()).decision.has_value());  // part of "12"
        const auto read = agent->interpret(answer("`click [12]`"), page());
        QVERIFY(read.rejection.has_value());
        const auto messages = agent->prompt(page(), 0, read.rejection->feedback);
        QVERIFY(messages[0].content.ends_with(
            "Generating the command ``click [12]`` will be severely punished! Don't generate "
            "invalid "
            "actions! We don't have that element id in the current observation!"));
        QCOMPARE(
            messages[1].content,
            std::string(
                "OBJECTIVE:\nBuy a lamp\nPREVIOUS PLANS:\n[0] (Active Plan) Find the solution to "
                "\"Buy a lamp\"\n"
                "CURRENT OBSERVATION:\nRootWebArea 'P'\n\tlink [12] 'a'\n\ttextbox [345] 'q'\n"));
    }

    void upstreamProfileNotesAWrongPlan()
    {
        AgentOptions options;
        options.profile = PromptProfile::AgentOccam;
        const auto agent = mind(options);

        act(*agent, page(), "branch [9] [bad]");

        QVERIFY(agent->planText().find(
                    "You previously generate plan \"branch [9] [bad]\", which has INVALID syntax.")
                != std::string::npos);
    }

    void promptsCanBeReplaced()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("symbiont.txt")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(
            "%% instruction\nOurs: {navigation_specifications}\n%% command click\nclick it\n");
        file.close();
        AgentOptions options;
        options.promptFolder = folder.path().toStdString();

        QCOMPARE(mind(options)->prompt(page(), 0, "")[0].content, std::string("Ours: - click it"));
        options.promptFolder += "/nowhere";
        const auto missing = AgentMind::create(options);
        QVERIFY(!missing);
        QCOMPARE(int(missing.error().code()), int(ErrorCode::Io));
    }
};

QTEST_GUILESS_MAIN(TestAgentMind)
#include "tst_agent_mind.moc"
