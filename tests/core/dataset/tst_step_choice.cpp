#include "core/dataset/step_choice.h"

#include <QtTest/QtTest>

#include <set>

#include "core/store/revision_store.h"

using namespace sym;

namespace {

/// An episode as it is stored, with what a case changes.
struct Draft {
    std::string split = "train";
    std::string site = "shopping";
    std::string policy = "planner";
    std::string objective = "Buy a lamp";
    double score = 1;
    bool judged = true;
    EpisodeOutcome outcome = EpisodeOutcome::Finished;
    std::vector<Step> steps;
};

Step click(int index, const std::string& id, const std::string& page)
{
    Step step;
    step.index = index;
    step.page.observation = page;
    Element element;
    element.id = id;
    step.page.elements = {element};
    step.action.kind = ActionKind::Click;
    step.action.elementId = id;
    step.rawAction = "`click [" + id + "]`";
    step.reasoning = "it leads on";
    return step;
}

class Project {
public:
    Project()
    {
        auto opened =
            ProjectStore::open(m_folder.filePath(QStringLiteral("p.symbiont")).toStdString(),
                               ProjectStore::Access::ReadWrite);
        m_store = std::move(*opened);
    }

    ProjectStore& store() { return *m_store; }

    RunId addRun()
    {
        RunRecord run;
        run.name = "run";
        return *m_store->addRun(run);
    }

    EpisodeId add(RunId run, const Draft& draft)
    {
        EpisodeRecord episode;
        episode.run = run;
        episode.taskId = "7";
        episode.templateId = "12";
        episode.sites = {draft.site};
        episode.split = draft.split;
        episode.policy = draft.policy;
        episode.objective = draft.objective;
        episode.id = *m_store->beginEpisode(episode);
        for (const Step& step : draft.steps)
            if (!m_store->appendStep(episode.id, step)) qFatal("step not stored");
        episode.outcome = draft.outcome;
        episode.scores = {{"webarena", draft.score, draft.judged, {}}};
        if (!m_store->finishEpisode(episode)) qFatal("episode not stored");
        return episode.id;
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<ProjectStore> m_store;
};

Dataset choose(Project& project, StepChoice choice = {.heldOutShare = 0})
{
    PlainJobContext job;
    auto dataset = chooseSteps(project.store(), choice, job);
    if (!dataset) qFatal("%s", dataset.error().message().c_str());
    return std::move(*dataset);
}

}  // namespace

class TestStepChoice : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlySolvedEpisodesOfTheTrainSplit_data()
    {
        QTest::addColumn<QString>("split");
        QTest::addColumn<double>("score");
        QTest::addColumn<bool>("judged");
        QTest::addColumn<int>("outcome");
        QTest::addColumn<int>("steps");
        QTest::addColumn<QString>("counted");

        const int finished = int(EpisodeOutcome::Finished);
        const auto row = [&](const char* name, const char* split, double score, bool judged,
                             int outcome, int steps, const char* counted) {
            QTest::newRow(name) << QString::fromUtf8(split) << score << judged << outcome << steps
                                << QString::fromUtf8(counted);
        };
        row("solved", "train", 1, true, finished, 1, "chosen");
        row("canary: dev", "dev", 1, true, finished, 0, "otherSplit");
        row("canary: test", "test", 1, true, finished, 0, "otherSplit");
        row("canary: no split", "", 1, true, finished, 0, "otherSplit");
        row("canary: other case", "Train", 1, true, finished, 0, "otherSplit");
        row("in part", "train", 0.5, true, finished, 0, "unapproved");
        row("failed", "train", 0, true, finished, 0, "unapproved");
        row("not judged", "train", 1, false, finished, 0, "unapproved");
        row("timed out", "train", 1, true, int(EpisodeOutcome::TimedOut), 0, "unfinished");
        row("still running", "train", 1, true, int(EpisodeOutcome::Running), 0, "unfinished");
    }

    void onlySolvedEpisodesOfTheTrainSplit()
    {
        QFETCH(QString, split);
        QFETCH(double, score);
        QFETCH(bool, judged);
        QFETCH(int, outcome);
        QFETCH(int, steps);
        QFETCH(QString, counted);
        Project project;
        project.add(project.addRun(), {.split = split.toStdString(),
                                       .score = score,
                                       .judged = judged,
                                       .outcome = EpisodeOutcome(outcome),
                                       .steps = {click(0, "5", "a page with [5]")}});

        const Dataset dataset = choose(project);

        QCOMPARE(int(dataset.train.size()), steps);
        const DatasetCounts& counts = dataset.counts;
        QCOMPARE(counts.episodes, 1);
        QCOMPARE(counts.chosen, int(counted == u"chosen"));
        QCOMPARE(counts.otherSplit, int(counted == u"otherSplit"));
        QCOMPARE(counts.unapproved, int(counted == u"unapproved"));
        QCOMPARE(counts.unfinished, int(counted == u"unfinished"));
        QCOMPARE(whyEmpty(dataset).empty(), steps > 0);
    }

    void refusesRecordsOfOtherSplits_data()
    {
        QTest::addColumn<QString>("split");
        QTest::addColumn<bool>("may");
        QTest::newRow("train") << QStringLiteral("train") << true;
        QTest::newRow("dev") << QStringLiteral("dev") << false;
        QTest::newRow("test") << QStringLiteral("test") << false;
        QTest::newRow("none") << QString() << false;
    }

    void refusesRecordsOfOtherSplits()
    {
        QFETCH(QString, split);
        QFETCH(bool, may);
        TrainingRecord record;
        record.split = split.toStdString();
        QCOMPARE(bool(checkMayTrain(record)), may);
    }

    void filters_data()
    {
        QTest::addColumn<int>("run");  // 0: any
        QTest::addColumn<QString>("site");
        QTest::addColumn<QString>("policy");
        QTest::addColumn<int>("episodes");
        QTest::newRow("all") << 0 << QString() << QString() << 3;
        QTest::newRow("a run") << 2 << QString() << QString() << 1;
        QTest::newRow("a site") << 0 << QStringLiteral("map") << QString() << 1;
        QTest::newRow("a policy") << 0 << QString() << QStringLiteral("large") << 1;
        QTest::newRow("nothing") << 2 << QStringLiteral("map") << QString() << 0;
    }

    void filters()
    {
        QFETCH(int, run);
        QFETCH(QString, site);
        QFETCH(QString, policy);
        QFETCH(int, episodes);
        Project project;
        const RunId first = project.addRun();
        project.add(first, {.objective = "a", .steps = {click(0, "1", "a")}});
        project.add(first, {.site = "map", .objective = "b", .steps = {click(0, "1", "b")}});
        project.add(project.addRun(),
                    {.policy = "large", .objective = "c", .steps = {click(0, "1", "c")}});
        StepChoice choice{.heldOutShare = 0};
        if (run) choice.runs = {RunId{run}};
        if (!site.isEmpty()) choice.sites = {site.toStdString()};
        if (!policy.isEmpty()) choice.policies = {policy.toStdString()};

        const Dataset dataset = choose(project, choice);

        QCOMPARE(dataset.counts.episodes, episodes);
        QCOMPARE(int(dataset.train.size()), episodes);
    }

    void whatAJudgeApprovesIsAChoice()
    {
        Project project;
        const RunId run = project.addRun();
        const EpisodeId id =
            project.add(run, {.score = 0, .steps = {click(0, "5", "a page with [5]")}});
        auto episode = project.store().episode(id);
        QVERIFY(bool(episode));
        episode->judgements = {{"model", true, "the cart holds the lamp"}};
        QVERIFY(bool(project.store().finishEpisode(*episode)));

        QCOMPARE(int(choose(project).train.size()), 0);
        QCOMPARE(
            int(choose(project, {.approval = Approval::Judge, .heldOutShare = 0}).train.size()), 1);
    }

    void aRecordSaysWhatTheStudentWouldHaveSeen()
    {
        Project project;
        Step type = click(1, "9", "second page");
        type.action = {
            .kind = ActionKind::Type, .elementId = "9", .text = "lamp", .pressEnter = true};
        const EpisodeId id =
            project.add(project.addRun(), {.steps = {click(0, "5", "first page"), type}});

        const Dataset dataset = choose(project);

        QCOMPARE(int(dataset.train.size()), 2);
        const TrainingRecord& first = dataset.train[0];
        QCOMPARE(first.lastAction, std::string("None"));
        QCOMPARE(first.action, std::string("click [5]"));  // canonical, not as it was written
        QCOMPARE(first.observation, std::string("first page"));
        QCOMPARE(first.objective, std::string("Buy a lamp"));
        QCOMPARE(first.reason, std::string("it leads on"));
        QCOMPARE(first.episode, id.value);
        const TrainingRecord& second = dataset.train[1];
        QCOMPARE(second.lastAction, std::string("click [5] (it leads on)"));
        QCOMPARE(second.action, std::string("type [9] [lamp] [1]"));
        QCOMPARE(second.history, std::string("click [5] (it leads on)"));
        QCOMPARE(second.step, 1);
    }

    void leavesOutWhatTeachesNothing_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<int>("left");
        QTest::newRow("no executable action") << QStringLiteral("none") << 1;
        QTest::newRow("an element that is not there") << QStringLiteral("missing") << 1;
        QTest::newRow("tried again on the same page") << QStringLiteral("again") << 1;
        QTest::newRow("no page") << QStringLiteral("blank") << 1;
        QTest::newRow("something else on the same page") << QStringLiteral("other") << 1;
        QTest::newRow("an answer on the same page") << QStringLiteral("answer") << 2;
    }

    void leavesOutWhatTeachesNothing()
    {
        QFETCH(QString, kind);
        QFETCH(int, left);
        Step odd = click(0, "5", "a page");
        if (kind == u"none") odd.action = {};
        if (kind == u"missing") odd.action.elementId = "6";
        if (kind == u"blank") odd.page.observation.clear();
        if (kind == u"other") odd = click(0, "4", "a page");
        Step last = click(1, "5", "a page");
        if (kind == u"answer") last.action = {.kind = ActionKind::Stop, .text = "42"};
        Project project;
        project.add(project.addRun(), {.steps = {odd, last}});

        const Dataset dataset = choose(project);

        QCOMPARE(int(dataset.train.size()), left);
        QCOMPARE(dataset.counts.unusable + dataset.counts.detours, 2 - left);
    }

    void detoursAreNotTold()
    {
        Project project;
        project.add(project.addRun(),
                    {.steps = {click(0, "1", "home"), click(1, "2", "shop"), click(2, "3", "help"),
                               click(3, "4", "shop"), click(4, "5", "cart")}});

        const Dataset dataset = choose(project);

        QCOMPARE(int(dataset.train.size()), 3);
        QCOMPARE(dataset.counts.detours, 2);
        QCOMPARE(dataset.train[1].step, 3);
        QCOMPARE(dataset.train[1].lastAction, std::string("click [1] (it leads on)"));
        QCOMPARE(dataset.train[2].lastAction, std::string("click [4] (it leads on)"));
    }

    void equalStepsOfATaskCountOnce()
    {
        Project project;
        const RunId run = project.addRun();
        for (int attempt = 0; attempt < 3; ++attempt)
            project.add(run, {.steps = {click(0, "5", "the front page")}});
        project.add(run, {.objective = "Buy a desk", .steps = {click(0, "5", "the front page")}});

        const Dataset dataset = choose(project);

        QCOMPARE(int(dataset.train.size()), 2);  // one an objective
        QCOMPARE(dataset.counts.duplicates, 2);
    }

    void tasksAreHeldOutWhole()
    {
        Project project;
        const RunId run = project.addRun();
        constexpr int kTasks = 60;
        for (int i = 0; i < 2 * kTasks; ++i) {
            const std::string number = std::to_string(i);
            project.add(run, {.objective = "Buy lamp " + std::to_string(i % kTasks),
                              .steps = {click(0, "5", "page " + number),
                                        click(1, "6", "next page " + number)}});
        }

        const Dataset dataset = choose(project, {.heldOutShare = 0.25, .seed = 3});
        const Dataset again = choose(project, {.heldOutShare = 0.25, .seed = 3});
        const Dataset other = choose(project, {.heldOutShare = 0.25, .seed = 4});

        std::set<std::string> learned;
        std::set<std::string> measured;
        for (const TrainingRecord& record : dataset.train) learned.insert(record.objective);
        for (const TrainingRecord& record : dataset.heldOut) measured.insert(record.objective);
        for (const std::string& objective : measured) QVERIFY(!learned.contains(objective));
        QCOMPARE(int(learned.size() + measured.size()), kTasks);
        QVERIFY(measured.size() > 5 && measured.size() < 28);
        QCOMPARE(dataset.counts.heldOutTasks, int(measured.size()));
        QCOMPARE(int(dataset.train.size() + dataset.heldOut.size()), 4 * kTasks);
        QCOMPARE(again.heldOut, dataset.heldOut);
        QVERIFY(other.heldOut != dataset.heldOut);
    }

    void aFewTasksStillHaveOneToMeasureOn()
    {
        Project project;
        const RunId run = project.addRun();
        for (const char* objective : {"a", "b", "c"})
            project.add(run, {.objective = objective, .steps = {click(0, "5", objective)}});

        for (std::uint64_t seed = 1; seed <= 5; ++seed) {
            const Dataset dataset = choose(project, {.heldOutShare = 0.01, .seed = seed});
            QCOMPARE(int(dataset.heldOut.size()), 1);
            QCOMPARE(int(dataset.train.size()), 2);
        }
        QCOMPARE(int(choose(project, {.heldOutShare = 0}).heldOut.size()), 0);
    }

    void whatWasExecutedIsLearnedNotWhatWasProposed()
    {
        Project project;
        Step replaced = click(0, "5", "a page");
        replaced.reasoning = "the large model's reason";
        replaced.decidedBy = Actor::Large;
        replaced.candidates = {{.action = {.kind = ActionKind::GoBack},
                                .raw = "go_back",
                                .reason = "the small model's reason",
                                .proposer = Actor::Small,
                                .verdict = {.compared = true}},
                               {.action = replaced.action,
                                .raw = "click [5]",
                                .reason = "the large model's reason",
                                .proposer = Actor::Large}};
        project.add(project.addRun(), {.policy = "sds", .steps = {replaced}});

        const Dataset dataset = choose(project);

        QCOMPARE(int(dataset.train.size()), 1);
        QCOMPARE(dataset.train[0].action, std::string("click [5]"));
        QCOMPARE(dataset.train[0].reason, std::string("the large model's reason"));
    }

    void aRevisionIsLearnedInPlaceOfWhatWasDone()
    {
        Project project;
        const EpisodeId id = project.add(
            project.addRun(), {.steps = {click(0, "5", "a page"), click(1, "6", "next page")}});
        RevisionStore& revisions = project.store().revisions();
        QVERIFY(bool(revisions.add({.episode = id, .step = 0, .action = "click [7]"})));
        QVERIFY(bool(revisions.add(
            {.episode = id, .step = 0, .action = "go_back", .reason = "a person's reason"})));

        const Dataset revised = choose(project);
        QCOMPARE(revised.train[0].action, std::string("go_back"));
        QCOMPARE(revised.train[0].reason, std::string("go_back. a person's reason"));
        QCOMPARE(revised.train[1].lastAction, std::string("click [5] (it leads on)"));

        // The earlier one names an element that is not on the page
        QVERIFY(bool(revisions.undo(id, 0)));
        const Dataset wrong = choose(project);
        QCOMPARE(int(wrong.train.size()), 1);
        QCOMPARE(wrong.counts.unusable, 1);

        QVERIFY(bool(revisions.undo(id, 0)));
        QCOMPARE(choose(project).train[0].action, std::string("click [5]"));
    }

    void everyStepSaysWhatBecameOfIt()
    {
        Project project;
        const RunId run = project.addRun();
        const Draft twice{.steps = {click(0, "5", "a page"), click(1, "6", "next page")}};
        const EpisodeId first = project.add(run, twice);
        const EpisodeId second = project.add(run, twice);
        const EpisodeId failed = project.add(run, {.score = 0, .steps = twice.steps});
        const EpisodeId dev = project.add(run, {.split = "dev", .steps = twice.steps});
        const auto use = [&](EpisodeId episode, int step) {
            PlainJobContext job;
            auto found = trainingUse(project.store(), {.heldOutShare = 0}, episode, step, job);
            if (!found) qFatal("%s", found.error().message().c_str());
            return std::move(*found);
        };

        QCOMPARE(use(first, 1).record->action, std::string("click [6]"));
        QVERIFY(!use(first, 1).isHeldOut);
        QVERIFY(!use(second, 0).record);
        QCOMPARE(use(second, 0).leftOut, std::string("an equal step is there already"));
        QCOMPARE(use(failed, 0).leftOut, std::string("the episode was not solved"));
        QVERIFY(use(dev, 0).leftOut.find("\"dev\"") != std::string::npos);
        QVERIFY(!use(first, 9).record && use(first, 9).leftOut.empty());
    }

    void counterfactualRolloutsMustBeAskedFor()
    {
        Project project;
        project.add(project.addRun(),
                    {.policy = "counterfactual", .steps = {click(0, "5", "a page")}});
        QCOMPARE(int(choose(project).train.size()), 0);
        QCOMPARE(
            int(choose(project, {.policies = {"counterfactual"}, .heldOutShare = 0}).train.size()),
            1);
    }

    void refusesASillyShare()
    {
        Project project;
        PlainJobContext job;
        const auto dataset = chooseSteps(project.store(), {.heldOutShare = 0.9}, job);
        QVERIFY(!dataset);
        QCOMPARE(int(dataset.error().code()), int(ErrorCode::InvalidInput));
    }

    void stopsWhenCancelled()
    {
        Project project;
        project.add(project.addRun(), {.steps = {click(0, "5", "a page")}});
        PlainJobContext job;
        job.cancel();
        const auto dataset = chooseSteps(project.store(), {}, job);
        QVERIFY(!dataset);
        QCOMPARE(int(dataset.error().code()), int(ErrorCode::Cancelled));
    }
};

QTEST_GUILESS_MAIN(TestStepChoice)
#include "tst_step_choice.moc"
