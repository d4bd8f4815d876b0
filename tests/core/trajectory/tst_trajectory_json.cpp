#include "core/trajectory/trajectory_json.h"

#include <QtTest/QtTest>

using namespace sym;

namespace {

Step fullStep()
{
    Step step;
    step.index = 3;
    step.page.url = "http://127.0.0.1:1/x?q=\u00fc";
    step.page.title = "A page";
    step.page.observation = "RootWebArea 'A page'\n\tlink [4] 'My \"Orders\"'";
    step.page.elements = {
        {"4", "link", "My \"Orders\"", {{"focused", "True"}}, Rectangle{1, 2.5, 30, 40}},
        {"5", "button", "", {}, std::nullopt}};
    step.page.tabs = {{"http://a", "A", true}, {"http://b", "B", false}};
    step.page.engine = "page";
    step.page.format = "symbiont";
    step.page.viewportWidth = 1280;
    step.page.viewportHeight = 720;
    step.page.dialogMessage = "alert: no";
    step.page.httpStatus = 404;
    step.screenshotBefore = "00ff";
    step.screenshotAfter = "11ee";
    step.plan = "[0] (Active Plan) Find";
    step.historySummary = "none";
    step.observationDescription = "a list";
    step.highlightIds = {"4", "5"};
    step.reasoning = "because";
    step.candidates = {{{ActionKind::Click, "4", "", "", false, 0},
                        "click [4]",
                        "first",
                        Actor::Small,
                        1,
                        0.5,
                        {true, false, true}}};
    step.action = {ActionKind::Type, "5", "", "red shoes", true, 0};
    step.rawAction = "type [5] [red shoes] [1]";
    step.decidedBy = Actor::Large;
    step.target = Rectangle{5, 6, 7, 8};
    step.targetDescription = "textbox 'Search'";
    step.calls = {
        {"act", "m", "[]", "ACTION: x", 0.6, 0.9, 18446744073709551615ull, 10, 20, 0.01, 12.5}};
    step.errors = {"invalid action: click [99]"};
    step.timings = {1, 2, 3, 4, 5};
    step.startedAt = "2026-01-02T03:04:05.678Z";
    return step;
}

Trajectory fullTrajectory()
{
    Trajectory trajectory;
    EpisodeRecord& episode = trajectory.episode;
    episode.id = EpisodeId{7};
    episode.run = RunId{2};
    episode.taskId = "653";
    episode.sites = {"shopping", "reddit"};
    episode.outcome = EpisodeOutcome::Finished;
    episode.templateHeldOut = true;
    episode.seed = 9;
    episode.scores = {{"webarena", 0, true, {{"url_match", 0, true, "other address"}}},
                      {"agentoccam", 0.5, false, {}}};
    episode.judgements = {{"planner", true, "looks done"}};
    trajectory.steps = {fullStep(), Step{}};
    return trajectory;
}

}  // namespace

class TestTrajectoryJson : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsBackWhatWasWritten()
    {
        const Trajectory trajectory = fullTrajectory();

        const auto again = trajectoryFromJson(nlohmann::json::parse(toJson(trajectory).dump()));

        QVERIFY2(again, again ? "" : again.error().message().c_str());
        QVERIFY(*again == trajectory);
    }

    void missingKeysKeepDefaults()
    {
        const auto step = stepFromJson(nlohmann::json::object());

        QVERIFY(bool(step));
        QVERIFY(*step == Step{});
    }

    void namesTheOffendingValue_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("path");
        QTest::newRow("no object") << QByteArray("[]") << QByteArray("step should be an object");
        QTest::newRow("number as text")
            << QByteArray(R"({"index":"x"})") << QByteArray("step.index should be a whole number");
        QTest::newRow("nested") << QByteArray(R"({"page":{"elements":[{"id":1}]}})")
                                << QByteArray("step.page.elements[0].id should be a string");
        QTest::newRow("rectangle") << QByteArray(R"({"target":[1,2,3]})")
                                   << QByteArray("step.target should be [x, y, width, height]");
        QTest::newRow("unknown actor")
            << QByteArray(R"({"decided_by":"me"})")
            << QByteArray("step.decided_by should be a known name, not \"me\"");
        QTest::newRow("unknown verb")
            << QByteArray(R"({"action":{"verb":"fly"}})")
            << QByteArray("step.action.verb should be a known verb, not \"fly\"");
    }
    void namesTheOffendingValue()
    {
        QFETCH(QByteArray, json);
        QFETCH(QByteArray, path);

        const auto step = stepFromJson(nlohmann::json::parse(json.toStdString()));

        QVERIFY(!step);
        QCOMPARE(QByteArray::fromStdString(step.error().message()), path);
    }
};

QTEST_APPLESS_MAIN(TestTrajectoryJson)
#include "tst_trajectory_json.moc"
