#include "core/review/trajectory_judge.h"

#include <QtTest/QtTest>

#include "tests/support/fake_chat_model.h"
#include "tests/support/project_fixture.h"

using namespace sym;

namespace {

EpisodeRecord solvedEpisode()
{
    EpisodeRecord episode;
    episode.taskId = "7";
    episode.objective = "Show my orders";
    episode.answer = "Done";
    // the evaluator's words, which no judge may read
    episode.scores = {{"webarena", 1, true, {{"string_match", 1, true, "EVALUATOR-SECRET"}}}};
    episode.task = R"({"eval":{"reference_answers":{"exact_match":"EVALUATOR-SECRET"}}})";
    return episode;
}

const std::string kSuccess = "REASON:\nThe orders are shown.\nVERDICT:\nsuccess\n";

}  // namespace

class TestTrajectoryJudge : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsTheVerdict_data()
    {
        QTest::addColumn<QString>("answer");
        QTest::addColumn<bool>("success");

        QTest::newRow("plain") << QString::fromStdString(kSuccess) << true;
        QTest::newRow("bold") << QStringLiteral("**REASON:** x\n**VERDICT:** Failure") << false;
        QTest::newRow("sentence") << QStringLiteral(
            "Reason: x\nVerdict: The task failed, no success.")
                                  << false;
        QTest::newRow("succeeded") << QStringLiteral("VERDICT: It succeeded.") << true;
    }

    void readsTheVerdict()
    {
        QFETCH(QString, answer);
        QFETCH(bool, success);
        FakeChatModel model({answer.toStdString()});
        PlainJobContext job;

        const auto judged =
            judgeTrajectory({solvedEpisode(), {stopStep(0, "Orders", "Done")}}, model, 1, job);

        QVERIFY(judged);
        QCOMPARE(judged->verdict.success, success);
        QCOMPARE(QString::fromStdString(judged->verdict.judge), QStringLiteral("fake"));
    }

    void asksAgainAndThenGivesUp_data()
    {
        QTest::addColumn<QString>("answer");

        QTest::newRow("no section") << QStringLiteral("no sections at all");
        QTest::newRow("no verdict") << QStringLiteral("VERDICT: maybe");
        QTest::newRow("denied in a word") << QStringLiteral("VERDICT: unsuccessful, a failure");
        QTest::newRow("denied in two words") << QStringLiteral("VERDICT: not successful");
    }

    void asksAgainAndThenGivesUp()
    {
        QFETCH(QString, answer);
        FakeChatModel model({answer.toStdString(), answer.toStdString()});
        PlainJobContext job;

        const auto judged =
            judgeTrajectory({solvedEpisode(), {stopStep(0, "Orders", "Done")}}, model, 1, job);

        QVERIFY(!judged);
        QCOMPARE(int(judged.error().code()), int(ErrorCode::InvalidInput));
        QCOMPARE(model.requests().size(), std::size_t(2));
    }

    void seesNothingOfTheEvaluator()
    {
        FakeChatModel model({kSuccess});
        PlainJobContext job;

        QVERIFY(judgeTrajectory({solvedEpisode(), {stopStep(0, "Orders", "Done")}}, model, 1, job));

        const ChatRequest request = model.requests().front();
        for (const ChatMessage& message : request.messages)
            QVERIFY(message.content.find("EVALUATOR-SECRET") == std::string::npos);
    }

    void anUnreadableVerdictIsCountedAndTheNextEpisodeJudged()
    {
        ProjectFixture project;
        const EpisodeId odd = project.add(solvedEpisode(), {stopStep(0, "Orders", "Done")});
        project.add(solvedEpisode(), {stopStep(0, "Orders", "Done")});
        FakeChatModel model({"nothing", "nothing", kSuccess});
        PlainJobContext job;

        const auto report = judgeEpisodes(project.store(), project.run(), model, 1, job);

        QVERIFY(report);
        QCOMPARE(report->unreadable, 1);
        QCOMPARE(report->judged, 1);
        QVERIFY(project.store().episode(odd)->judgements.empty());
    }

    void whatMayNotBeLearnedFromCanBeLeftOut()
    {
        ProjectFixture project;
        EpisodeRecord dev = solvedEpisode();
        dev.split = "dev";
        project.add(dev, {stopStep(0, "Orders", "Done")});
        FakeChatModel model({kSuccess});
        PlainJobContext job;

        const auto report =
            judgeEpisodes(project.store(), project.run(), model, 1, job, JudgedEpisodes::MayLearn);

        QVERIFY(report);
        QCOMPARE(report->forbidden, 1);
        QVERIFY(model.requests().empty());
    }

    void judgesEachEpisodeOnce()
    {
        ProjectFixture project;
        const EpisodeId done = project.add(solvedEpisode(), {clickStep(0, "Home", "link 'Orders'"),
                                                             stopStep(1, "Orders", "Done")});
        EpisodeRecord broken = solvedEpisode();
        broken.outcome = EpisodeOutcome::TimedOut;
        project.add(broken, {clickStep(0, "Home", "link 'Orders'")});
        FakeChatModel model({kSuccess});
        PlainJobContext job;

        const auto first = judgeEpisodes(project.store(), project.run(), model, 1, job);
        const auto second = judgeEpisodes(project.store(), project.run(), model, 1, job);

        QVERIFY(first && second);
        QCOMPARE(first->judged, 1);
        QCOMPARE(first->unfinished, 1);
        QCOMPARE(first->successes, 1);
        QCOMPARE(second->judged, 0);
        QCOMPARE(second->before, 1);
        const auto episode = project.store().episode(done);
        QVERIFY(episode);
        QCOMPARE(episode->judgements.size(), std::size_t(1));
        QCOMPARE(episode->scores.size(), std::size_t(1));
        QCOMPARE(QString::fromStdString(episode->judgements.front().reason),
                 QStringLiteral("The orders are shown."));
    }
};

QTEST_APPLESS_MAIN(TestTrajectoryJudge)
#include "tst_trajectory_judge.moc"
