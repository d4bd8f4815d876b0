#include "core/divergence/replay.h"

#include <QtTest/QtTest>

#include "tests/core/divergence/divergence_project.h"
#include "tests/support/fake_chat_model.h"

using namespace sym;

namespace {

const std::vector<std::string> kLinks = {"a", "b", "c"};

std::unique_ptr<AgentMind> newMind()
{
    AgentOptions options;
    options.objective = "Open it";
    auto mind = AgentMind::create(options);
    return mind ? std::move(*mind) : nullptr;
}

Candidate clickOn(const PageRecord& page, const std::string& name)
{
    const Step step = stepOf(0, page, name);
    return {
        .action = step.action, .raw = step.rawAction, .reason = "try it", .proposer = Actor::Small};
}

Step seen(int index, const PageRecord& page)
{
    Step step;
    step.index = index;
    step.page = page;
    return step;
}

}  // namespace

class TestReplay : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void followsThenTurnsThenLeavesItToTheOther()
    {
        const std::vector<Step> episode = {stepOf(0, pageOf("/", kLinks), "a"),
                                           stepOf(1, pageOf("/order/1", kLinks), "b"),
                                           stepOf(2, pageOf("/never", kLinks), "c")};
        FakeChatModel large({"REASON:\nso\nACTION:\nstop [5]\n"});
        ModelDecider after(large, Actor::Large);
        ReplayDecider replay(episode, 1, clickOn(episode[1].page, "c"), after);
        const auto mind = newMind();
        PlainJobContext job;

        Step first = seen(0, pageOf("/", kLinks, 40, 5000));
        QVERIFY(bool(replay.decide(*mind, 1, first, job)));
        QCOMPARE(first.rawAction, std::string("click [40]"));
        QCOMPARE(first.reasoning, std::string("it is a"));

        Step second = seen(1, pageOf("/order/2", kLinks, 60, 5000));
        QVERIFY(bool(replay.decide(*mind, 1, second, job)));
        QCOMPARE(second.rawAction, std::string("click [62]"));
        QCOMPARE(second.reasoning, std::string("try it"));
        QCOMPARE(second.decidedBy, Actor::Small);
        QCOMPARE(large.requests().size(), std::size_t(0));

        Step third = seen(2, pageOf("/elsewhere", kLinks, 80, 5000));
        QVERIFY(bool(replay.decide(*mind, 1, third, job)));
        QCOMPARE(third.rawAction, std::string("stop [5]"));
        QCOMPARE(third.decidedBy, Actor::Large);
    }

    void saysWhereItCannotFollow_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QStringList>("links");
        QTest::addColumn<QString>("why");
        QTest::newRow("another page")
            << QStringLiteral("/login") << QStringList{QStringLiteral("a")}
            << QStringLiteral("the page is /login, it was /");
        QTest::newRow("no such link") << QStringLiteral("/") << QStringList{QStringLiteral("b")}
                                      << QStringLiteral("link 'a' is not on");
    }
    void saysWhereItCannotFollow()
    {
        QFETCH(QString, path);
        QFETCH(QStringList, links);
        QFETCH(QString, why);
        std::vector<std::string> names;
        for (const QString& link : links) names.push_back(link.toStdString());
        FakeChatModel large;
        ModelDecider after(large, Actor::Large);
        const std::vector<Step> episode = {stepOf(0, pageOf("/", kLinks), "a")};
        ReplayDecider replay(episode, 3, {}, after);
        const auto mind = newMind();
        PlainJobContext job;
        Step step = seen(0, pageOf(path.toStdString(), names, 40));

        const auto decision = replay.decide(*mind, 1, step, job);

        QVERIFY(!decision);
        QCOMPARE(decision.error().code(), ErrorCode::NotFound);
        const QString message = QString::fromStdString(decision.error().message());
        QVERIFY2(message.contains(why) && message.contains(QStringLiteral("step 1")),
                 qPrintable(message));
    }

    void anAddressOfTheOldCopyBecomesOneOfTheNew()
    {
        Step step = stepOf(0, pageOf("/", kLinks), "a");
        step.action = {.kind = ActionKind::Goto, .text = "http://127.0.0.1:4000/cart"};
        FakeChatModel large;
        ModelDecider after(large, Actor::Large);
        ReplayDecider replay({step}, 3, {}, after);
        const auto mind = newMind();
        PlainJobContext job;
        Step here = seen(0, pageOf("/", kLinks, 1, 5000));

        QVERIFY(bool(replay.decide(*mind, 1, here, job)));

        QCOMPARE(here.action.text, std::string("http://127.0.0.1:5000/cart"));
    }
};

QTEST_APPLESS_MAIN(TestReplay)
#include "tst_replay.moc"
