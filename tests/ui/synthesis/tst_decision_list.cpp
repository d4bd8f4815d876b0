#include "ui/decision/decision_list.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QtTest>
#include <QtWidgets/QtWidgets>

#include "tests/ui/support/fake_engine.h"
#include "ui/decision/decision_source.h"
#include "ui/decision/decision_text.h"
#include "ui/decision/page_sketch.h"
#include "ui/decision/two_action_view.h"
#include "ui/demo/demo_synthesis.h"
#include "ui/session/run_monitor.h"
#include "ui/session/selection.h"
#include "ui/step/image_cache.h"

using namespace sym;
using namespace Qt::StringLiterals;

namespace {

std::shared_ptr<MemoryStore> makeStore()
{
    auto store = makeDemoStore();
    store->setStrict(false);
    PlainJobContext job;
    if (!fillDemoSynthesis(*store, job)) qFatal("demo synthesis");
    store->setStrict(true);
    return store;
}

struct Fixture {
    FakeEngine engine;
    Selection selection;
    RunMonitor monitor;
    std::shared_ptr<MemoryStore> store = makeStore();
    DecisionSource source{selection, monitor, *QThreadPool::globalInstance()};
    DecisionList list{{.selection = selection, .source = source, .storePool = engine.storePool()},
                      DecisionChoice::All};

    bool open()
    {
        list.show();
        selection.setProject(store);
        source.want();
        return QTest::qWaitFor([&] { return source.state() == DecisionSource::State::Ready; });
    }
};

/// A speculative run with one task at work, in the project.
struct LiveRun {
    RunRecord run;
    EpisodeRecord episode;

    explicit LiveRun(MemoryStore& store)
    {
        store.setStrict(false);
        run.policy = "sds";
        run.model = "student";
        run.id = *store.addRun(run);
        episode.run = run.id;
        episode.taskId = "7";
        episode.sites = {"shopping"};
        episode.id = *store.beginEpisode(episode);
        store.setStrict(true);
    }
};

Step speculativeStep(int index, bool accepted)
{
    Step step;
    step.index = index;
    step.page.observation = "\tlink [1] 'A'\n\tlink [2] 'B'\n";
    step.page.elements = {{"1", "link", "A", {}, Rectangle{10, 10, 50, 20}},
                          {"2", "link", "B", {}, Rectangle{10, 40, 50, 20}}};
    step.page.viewportWidth = 200;
    Candidate mine;
    mine.proposer = Actor::Small;
    mine.action.kind = ActionKind::Click;
    mine.action.elementId = accepted ? "1" : "2";
    mine.raw = formatAction(mine.action);
    mine.verdict = {.compared = true, .strict = accepted, .canonical = accepted};
    Candidate theirs = mine;
    theirs.proposer = Actor::Large;
    theirs.action.elementId = "1";
    theirs.raw = formatAction(theirs.action);
    step.candidates = {mine, theirs};
    step.action = theirs.action;
    step.rawAction = theirs.raw;
    step.decidedBy = accepted ? Actor::Small : Actor::Large;
    return step;
}

}  // namespace

class TestDecisionList : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingIsReadUntilSomebodyLooks()
    {
        Fixture window;
        window.selection.setProject(window.store);
        QTest::qWait(0);
        QCOMPARE(window.source.state(), DecisionSource::State::Reading);
        QVERIFY(window.source.runs().empty());

        window.source.want();

        QTRY_COMPARE(window.source.state(), DecisionSource::State::Ready);
        QCOMPARE(int(window.source.runs().size()), 1);  // the planner's runs are none of these
        QCOMPARE(int(window.source.rows().size()), 36);
    }

    void theModelKeepsItsPromises()
    {
        Fixture window;
        DecisionModel model(window.source);
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        QVERIFY(window.open());
        QCOMPARE(model.rowCount(), 36);
        window.selection.setProject(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    void choicesAreDisjointAndComplete()
    {
        Fixture window;
        QVERIFY(window.open());
        const auto count = [&](DecisionChoice choice) {
            window.list.filter()->setChoice(choice);
            return window.list.filter()->rowCount();
        };
        const int accepted = count(DecisionChoice::Accepted);
        const int replaced = count(DecisionChoice::Replaced);
        const int none = count(DecisionChoice::NoProposal);
        QVERIFY(accepted > 0 && replaced > 0 && none > 0);
        QCOMPARE(accepted + replaced + none, count(DecisionChoice::All));
        QVERIFY(count(DecisionChoice::Divergent) < accepted + replaced);
    }

    void filtersBySiteKindAndWords()
    {
        Fixture window;
        QVERIFY(window.open());
        DecisionFilter* filter = window.list.filter();
        const int all = filter->rowCount();

        filter->setSite(u"shopping"_s);
        QVERIFY(filter->rowCount() > 0 && filter->rowCount() < all);
        for (int row = 0; row < filter->rowCount(); ++row)
            QCOMPARE(filter->index(row, DecisionModel::Site).data().toString(), u"shopping"_s);
        filter->setSite({});

        filter->setDifference(int(DivergenceKind::StopOrNot));
        QVERIFY(filter->rowCount() > 0);
        for (int row = 0; row < filter->rowCount(); ++row)
            QCOMPARE(filter->index(row, DecisionModel::Kind).data().toString(), u"stop or not"_s);
        filter->setDifference({});

        filter->setDifference(kLaterChoice);
        QVERIFY(filter->rowCount() > 0);
        for (int row = 0; row < filter->rowCount(); ++row)
            QCOMPARE(filter->index(row, DecisionModel::Rank).data().toString(), u"2 of 4"_s);
        filter->setDifference({});

        filter->setWords(u"stop done"_s);
        QVERIFY(filter->rowCount() > 0 && filter->rowCount() < all);
        filter->setWords(u"no such words"_s);
        QCOMPARE(filter->rowCount(), 0);
    }

    void choosingADecisionReadsItsStep()
    {
        Fixture window;
        QSignalSpy shown(&window.list, &DecisionList::stepShown);
        QVERIFY(window.open());
        QTRY_VERIFY(window.list.decision());

        window.list.choose(7);

        const auto last = [&] {
            return shown.isEmpty() ? nullptr : shown.last()[0].value<std::shared_ptr<const Step>>();
        };
        QTRY_VERIFY(last() && last()->index == window.source.rows()[7].step);
        QCOMPARE(window.list.row(), 7);
    }

    void theStepSelectedElsewhereIsChosenHere()
    {
        Fixture window;
        QVERIFY(window.open());
        const DecisionRow wanted = window.source.rows()[11];

        window.selection.goTo(window.source.run()->id, wanted.episode, wanted.step);

        QTRY_COMPARE(window.list.row(), 11);
    }

    void aRunningRunGrowsAtItsEnd()
    {
        Fixture window;
        QVERIFY(window.open());
        const RunHandle handle = window.engine.startRun(window.store, {});
        window.monitor.add(window.store, handle);
        const auto [run, episode] = LiveRun(*window.store);
        const FakeEngine::FakeRun& live = window.engine.runs.back();

        live.post(RunStarted{run});
        live.post(EpisodeStarted{episode, 0, {}});
        live.post(StepFinished{episode.id, speculativeStep(0, true)});
        window.monitor.drain();
        QTRY_COMPARE(int(window.source.rows().size()), 1);
        QCOMPARE(window.source.run()->id, run.id);

        live.post(StepFinished{episode.id, speculativeStep(1, false)});
        live.post(StepFinished{episode.id, speculativeStep(1, false)});  // known already
        window.monitor.drain();

        QCOMPARE(int(window.source.rows().size()), 2);
        QVERIFY(window.source.rows()[0].isAccepted);
        QVERIFY(!window.source.rows()[1].isAccepted);
        QVERIFY(window.source.rows()[1].isDivergent());
        live.finish(RolloutSummary{});
    }

    void whatIsFollowedCanBeNarrowed()
    {
        Fixture window;
        QVERIFY(window.open());
        const RunId first = window.source.run()->id;
        window.monitor.add(window.store, window.engine.startRun(window.store, {}));
        const LiveRun live(*window.store);

        window.source.setFollow(DecisionSource::Follow::Selection);
        window.engine.runs.back().post(RunStarted{live.run});
        window.monitor.drain();
        QCOMPARE(int(window.source.runs().size()), 2);  // it can be chosen
        QCOMPARE(window.source.run()->id, first);

        window.source.setFollow(DecisionSource::Follow::Nothing);
        window.selection.setRun(live.run.id);
        QCOMPARE(window.source.run()->id, first);
        window.source.setFollow(DecisionSource::Follow::Selection);
        window.selection.setRun(first);
        window.selection.setRun(live.run.id);
        QCOMPARE(window.source.run()->id, live.run.id);
    }

    void aRunIsShownThoughItIsSelectedAlready()
    {
        Fixture window;
        QVERIFY(window.open());
        const RunId first = window.source.run()->id;
        window.selection.setRun(first);
        window.monitor.add(window.store, window.engine.startRun(window.store, {}));
        const LiveRun live(*window.store);
        window.engine.runs.back().post(RunStarted{live.run});
        window.monitor.drain();
        QCOMPARE(window.source.run()->id, live.run.id);
        auto* runs = window.list.findChild<QComboBox*>(u"decisionRun"_s);

        runs->setCurrentIndex(runs->findData(qlonglong(first.value)));
        Q_EMIT runs->activated(runs->currentIndex());

        QCOMPARE(window.source.run()->id, first);
    }

    void recordsAreReadAgainWhenARunEnds()
    {
        Fixture window;
        QVERIFY(window.open());
        window.monitor.add(window.store, window.engine.startRun(window.store, {}));
        EpisodeRecord judged = *window.source.episode(window.source.rows()[0].episode);
        judged.judgements.clear();
        window.store->setStrict(false);
        QVERIFY(window.store->finishEpisode(judged));
        window.store->setStrict(true);
        QSignalSpy changed(&window.source, &DecisionSource::recordsChanged);

        window.engine.runs.back().finish(RolloutSummary{});
        window.monitor.drain();

        QTRY_COMPARE(changed.count(), 1);
        QVERIFY(window.source.episode(judged.id)->judgements.empty());
    }

    void nothingIsReadWhileTheListIsHidden()
    {
        Fixture window;
        QVERIFY(window.open());
        QTRY_VERIFY(window.store->stepReads() > 0);
        window.list.hide();
        QSignalSpy shown(&window.list, &DecisionList::stepShown);

        window.list.choose(7);
        QCOMPARE(shown.count(), 0);
        window.list.show();

        QTRY_VERIFY(!shown.isEmpty()
                    && shown.last()[0].value<std::shared_ptr<const Step>>() != nullptr);
    }

    void aPageWithoutScreenshotIsSketched()
    {
        const Step step = speculativeStep(0, false);
        const QImage sketch = pageSketch(step.page);
        QCOMPARE(sketch.width(), step.page.viewportWidth);
        QVERIFY(sketch.pixel(10, 15) != sketch.pixel(150, 15));  // the edge of the first link
        QVERIFY(pageSketch({}).isNull());

        ImageCache images(*QThreadPool::globalInstance());
        TwoActionView view(images);
        view.setActions(std::make_shared<const Step>(step),
                        {step.candidates[0], step.candidates[1]});
        QCOMPARE(view.view()->firstImage().width(), sketch.width());
        QCOMPARE(view.view()->marks().size(), 2);
        QVERIFY(view.legend().contains(u"without screenshots"_s));
    }

    void bothActionsAreFramedInTheirColours()
    {
        const Step step = speculativeStep(0, false);
        QImage image(400, 200, QImage::Format_RGB32);
        const QList<ImageMark> marks =
            twoActionMarks(step, {step.candidates[0], step.candidates[1]}, image);

        QCOMPARE(marks.size(), 2);
        QCOMPARE(int(marks[0].kind), int(ImageMark::Kind::Large));
        QCOMPARE(marks[0].rectangle, QRectF(20, 20, 100, 40));  // the image is twice the viewport
        QCOMPARE(int(marks[1].kind), int(ImageMark::Kind::Small));
        QVERIFY(marks[1].label.contains(u"click [2]"_s));
        QVERIFY(markColor(marks[0].kind) != markColor(marks[1].kind));

        const Step same = speculativeStep(0, true);
        const QList<ImageMark> one =
            twoActionMarks(same, {same.candidates[0], same.candidates[1]}, image);
        QVERIFY(one[0].rectangle.contains(one[1].rectangle));  // both are seen
        QVERIFY(one[0].rectangle != one[1].rectangle);
    }
};

QTEST_MAIN(TestDecisionList)
#include "tst_decision_list.moc"
