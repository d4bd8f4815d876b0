#include "core/synthesis/speculative_decider.h"

#include <QtTest/QtTest>

#include "core/synthesis/speculation.h"
#include "tests/support/fake_chat_model.h"

using namespace sym;

namespace {

/// A page with the same three things in every session, and that session's ids and address.
Step stepOnPage(int firstId = 4, int port = 80)
{
    const auto id = [&](int i) { return std::to_string(firstId + i); };
    Step step;
    step.page.url = "http://127.0.0.1:" + std::to_string(port) + "/shop";
    step.page.observation = "RootWebArea 'Shop'\n\tlink [" + id(0) + "] 'Orders'\n\tlink [" + id(1)
                            + "] 'Cart'\n\ttextbox [" + id(2) + "] 'Search'";
    step.page.elements = {{id(0), "link", "Orders", {}, {}},
                          {id(1), "link", "Cart", {}, {}},
                          {id(2), "textbox", "Search", {}, {}}};
    return step;
}

std::unique_ptr<AgentMind> newMind()
{
    AgentOptions options;
    options.objective = "Open my orders";
    options.candidates = 5;
    auto mind = AgentMind::create(options);
    return mind ? std::move(*mind) : nullptr;
}

std::string proposal(const std::string& action)
{
    return "REASON:\nthe student's reason\nACTION:\n" + action + "\n";
}

/// The teacher's list: action and score each.
std::string listed(const std::vector<std::pair<std::string, double>>& candidates)
{
    std::string text = "OBSERVATION DESCRIPTION:\na shop\nACTION CANDIDATES:\n";
    for (std::size_t i = 0; i < candidates.size(); ++i)
        text += "- reason: [teacher's reason " + std::to_string(i) + "]\n- action: ["
                + candidates[i].first + "]\n- score: [" + std::to_string(candidates[i].second)
                + "]\n";
    return text + "OBSERVATION HIGHLIGHT:\n5\n";
}

const std::string kThree =
    listed({{"click [4]", 0.2}, {"type [6] [orders] [1]", 0.9}, {"click [5]", 0.1}});

struct Decided {
    Step step;
    Decision decision;
    bool hasDecision = false;
};

Decided decide(FakeChatModel& student, FakeChatModel& teacher,
               const SpeculativeSettings& settings = {})
{
    Decided decided;
    decided.step = stepOnPage();
    PlainJobContext job;
    const auto mind = newMind();
    SpeculativeDecider decider(student, teacher, Actor::Large, settings);
    const auto result = decider.decide(*mind, 7, decided.step, job);
    if (!result) qFatal("%s", result.error().message().c_str());
    decided.hasDecision = result->has_value();
    if (*result) decided.decision = **result;
    // A mind must be able to go on from it
    if (*result) mind->commit(decided.step.page, **result, {});
    return decided;
}

}  // namespace

class TestSpeculativeDecider : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void acceptsOrReplaces_data()
    {
        QTest::addColumn<QString>("student");
        QTest::addColumn<int>("k");
        QTest::addColumn<int>("best");
        QTest::addColumn<int>("matching");
        QTest::addColumn<QString>("executed");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<int>("decidedBy");
        const auto row = [](const char* name, const char* student, int k, BestRule best,
                            MatchRule matching, const char* executed, const char* reason,
                            Actor actor) {
            QTest::newRow(name) << QString::fromUtf8(student) << k << int(best) << int(matching)
                                << QString::fromUtf8(executed) << QString::fromUtf8(reason)
                                << int(actor);
        };
        const BestRule first = BestRule::First;
        const MatchRule canonical = MatchRule::Canonical;
        row("the first candidate", "click [4]", 3, first, canonical, "click [4]",
            "the student's reason", Actor::Small);
        row("the last candidate", "click [5]", 3, first, canonical, "click [5]",
            "the student's reason", Actor::Small);
        row("beyond K", "click [5]", 2, first, canonical, "click [4]", "teacher's reason 0",
            Actor::Large);
        row("no candidate", "stop [none]", 3, first, canonical, "click [4]", "teacher's reason 0",
            Actor::Large);
        row("the best scored", "stop [none]", 3, BestRule::Scored, canonical,
            "type [6] [orders] [1]", "teacher's reason 1", Actor::Large);
        row("scored within K", "stop [none]", 1, BestRule::Scored, canonical, "click [4]",
            "teacher's reason 0", Actor::Large);
        row("folded text", "type [6] [ORDERS] [1]", 3, first, canonical, "type [6] [ORDERS] [1]",
            "the student's reason", Actor::Small);
        row("strictly another text", "type [6] [ORDERS] [1]", 3, first, MatchRule::Strict,
            "click [4]", "teacher's reason 0", Actor::Large);
        row("not executable", "click [99]", 3, first, canonical, "click [4]", "teacher's reason 0",
            Actor::Large);
        row("no action at all", "", 3, first, canonical, "click [4]", "teacher's reason 0",
            Actor::Large);
    }
    void acceptsOrReplaces()
    {
        QFETCH(QString, student);
        QFETCH(int, k);
        QFETCH(int, best);
        QFETCH(int, matching);
        FakeChatModel small({proposal(student.toStdString())});
        FakeChatModel large({kThree});

        const Decided decided =
            decide(small, large, {.k = k, .best = BestRule(best), .matching = MatchRule(matching)});

        QVERIFY(decided.hasDecision);
        QTEST(QString::fromStdString(decided.step.rawAction), "executed");
        QTEST(QString::fromStdString(decided.step.reasoning), "reason");
        QTEST(int(decided.step.decidedBy), "decidedBy");
        QCOMPARE(formatAction(decided.step.action), decided.step.rawAction);
        QCOMPARE(decided.step.calls.size(), std::size_t(2));
        QCOMPARE(decided.step.observationDescription, std::string("a shop"));
    }

    void keepsEverything()
    {
        FakeChatModel small({proposal("click [5]")});
        FakeChatModel large({kThree});

        const Decided decided = decide(small, large, {.k = 2});

        const std::vector<Candidate>& all = decided.step.candidates;
        QCOMPARE(all.size(), std::size_t(4));
        QCOMPARE(all[0].proposer, Actor::Small);
        QVERIFY(all[0].verdict.compared);
        QVERIFY(!all[0].verdict.canonical && !all[0].verdict.strict);
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(all[std::size_t(i) + 1].proposer, Actor::Large);
            QCOMPARE(all[std::size_t(i) + 1].rank, i);
        }
        QCOMPARE(all[2].score, 0.9);
        QCOMPARE(decided.step.calls[0].purpose, std::string(kProposePurpose));
        QCOMPARE(decided.step.calls[1].purpose, std::string(kVerifyPurpose));

        const auto read = readSpeculation(decided.step);
        QVERIFY(read && read->proposal);
        QVERIFY(!read->isAccepted);
        QCOMPARE(read->ranks.canonical, 2);
        QVERIFY(!read->matchesAt(1) && read->matchesAt(3) && read->matchesAt(kAllCandidates));
    }

    void anAnswerThatCannotBeExecutedIsNoProposal()
    {
        FakeChatModel small({proposal("click [99]")});
        FakeChatModel large({kThree});

        const Decided decided = decide(small, large);

        QCOMPARE(small.requests().size(), std::size_t(1));  // and is not asked for again
        QCOMPARE(decided.step.errors.size(), std::size_t(1));
        QVERIFY(decided.step.errors[0].starts_with("small model: "));
        const auto read = readSpeculation(decided.step);
        QVERIFY(read && !read->proposal);
        QVERIFY(!read->matchesAt(kAllCandidates));
    }

    void withoutATeacherNothingIsDone()
    {
        FakeChatModel small({proposal("click [4]")});
        FakeChatModel large(std::vector<std::string>(kDecisionTries, "I do not know"));

        const Decided decided = decide(small, large);

        QVERIFY(!decided.hasDecision);
        QCOMPARE(int(decided.step.errors.size()), kDecisionTries);
    }

    void aFailingModelIsAnError()
    {
        FakeChatModel small({proposal("click [4]")});
        FakeChatModel silent;
        const auto mind = newMind();
        Step step = stepOnPage();
        PlainJobContext job;
        QVERIFY(!SpeculativeDecider(small, silent, Actor::Large, {}).decide(*mind, 1, step, job));
        QVERIFY(!SpeculativeDecider(silent, small, Actor::Large, {}).decide(*mind, 1, step, job));
    }

    void equalSituationsAreAskedAboutOnce()
    {
        FakeChatModel small(std::vector<std::string>(2, proposal("stop [none]")));
        FakeChatModel large({kThree});
        SpeculativeDecider decider(small, large, Actor::Large, {});
        PlainJobContext job;
        Step first = stepOnPage();
        Step second = stepOnPage(40, 81);  // another session: other ids, another copy of the site

        QVERIFY(bool(decider.decide(*newMind(), 1, first, job)));
        QVERIFY(bool(decider.decide(*newMind(), 2, second, job)));

        QCOMPARE(large.requests().size(), std::size_t(1));
        QCOMPARE(second.rawAction, std::string("click [40]"));
        QCOMPARE(second.highlightIds, std::vector<std::string>{"41"});
        QCOMPARE(second.calls.back().purpose, std::string(kCachedPurpose));
        QCOMPARE(second.calls.back().promptTokens, std::int64_t(0));
    }

    void anotherPageOrNoCacheIsAskedAboutAgain()
    {
        FakeChatModel small(std::vector<std::string>(4, proposal("stop [none]")));
        FakeChatModel large(std::vector<std::string>(4, kThree));
        PlainJobContext job;
        Step first = stepOnPage();
        Step other = stepOnPage();
        other.page.observation += "\n\ttext 'New'";
        SpeculativeDecider cached(small, large, Actor::Large, {});
        QVERIFY(bool(cached.decide(*newMind(), 1, first, job)));
        QVERIFY(bool(cached.decide(*newMind(), 1, other, job)));
        QCOMPARE(large.requests().size(), std::size_t(2));

        SpeculativeDecider plain(small, large, Actor::Large, {.useCache = false});
        Step again = stepOnPage();
        Step once = stepOnPage();
        QVERIFY(bool(plain.decide(*newMind(), 1, again, job)));
        QVERIFY(bool(plain.decide(*newMind(), 1, once, job)));
        QCOMPARE(large.requests().size(), std::size_t(4));
    }

    void remembersEarlierRuns()
    {
        QTemporaryDir folder;
        auto store = ProjectStore::open(folder.filePath(QStringLiteral("p.symbiont")).toStdString(),
                                        ProjectStore::Access::ReadWrite);
        QVERIFY(bool(store));
        FakeChatModel small(std::vector<std::string>(2, proposal("stop [none]")));
        FakeChatModel large({kThree});
        PlainJobContext job;
        Step first = stepOnPage();
        QVERIFY(bool(
            SpeculativeDecider(small, large, Actor::Large, {}).decide(*newMind(), 1, first, job)));
        RunRecord run;
        run.policy = "sds";
        EpisodeRecord episode;
        episode.run = *(*store)->addRun(run);
        QVERIFY(bool((*store)->appendStep(*(*store)->beginEpisode(episode), first)));

        SpeculativeDecider later(small, large, Actor::Large, {});
        QVERIFY(bool(later.loadCache(**store)));
        Step second = stepOnPage(40, 81);
        QVERIFY(bool(later.decide(*newMind(), 9, second, job)));

        QCOMPARE(large.requests().size(), std::size_t(1));
        QCOMPARE(second.rawAction, std::string("click [40]"));
        QCOMPARE(second.reasoning, std::string("teacher's reason 0"));
    }

    void settingsHaveRanges_data()
    {
        QTest::addColumn<int>("k");
        QTest::addColumn<int>("asked");
        QTest::addColumn<double>("temperature");
        QTest::addColumn<bool>("good");
        QTest::newRow("usual") << 3 << 10 << 0.5 << true;
        QTest::newRow("one") << 1 << 1 << 0.0 << true;
        QTest::newRow("no K") << 0 << 10 << 0.5 << false;
        QTest::newRow("more than asked for") << 6 << 5 << 0.5 << false;
        QTest::newRow("too many") << 3 << 11 << 0.5 << false;
        QTest::newRow("too hot") << 3 << 10 << 5.5 << false;
    }
    void settingsHaveRanges()
    {
        QFETCH(int, k);
        QFETCH(int, asked);
        QFETCH(double, temperature);
        const SpeculativeSettings settings{
            .k = k, .asked = asked, .teacherTemperature = temperature};
        QTEST(bool(checkSettings(settings)), "good");
    }
};

QTEST_APPLESS_MAIN(TestSpeculativeDecider)
#include "tst_speculative_decider.moc"
