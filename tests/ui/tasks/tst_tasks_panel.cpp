#include "ui/tasks/tasks_panel.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QtTest>
#include <QtWidgets/QtWidgets>

#include "tests/ui/support/fake_engine.h"
#include "ui/session/action_registry.h"
#include "ui/session/job_list.h"
#include "ui/session/preferences.h"
#include "ui/session/run_monitor.h"
#include "ui/session/run_starter.h"
#include "ui/session/selection.h"
#include "ui/tasks/evaluation_text.h"
#include "ui/tasks/task_filter_model.h"
#include "ui/tasks/task_table_model.h"
#include "ui/widgets/panel_stack.h"

using namespace sym;
using namespace Qt::StringLiterals;

namespace {

struct Fixture {
    QTemporaryDir folder;
    QSettings settings{folder.filePath(u"settings.ini"_s), QSettings::IniFormat};
    Preferences preferences{settings};
    FakeEngine engine;
    Selection selection;
    RunMonitor monitor;
    JobList jobs;
    ActionRegistry actions;
    RunStarter starter{
        {.engine = engine, .selection = selection, .monitor = monitor, .jobs = jobs}};
    TasksPanel panel{{.engine = engine,
                      .selection = selection,
                      .monitor = monitor,
                      .starter = starter,
                      .actions = actions,
                      .preferences = preferences}};

    void open(std::shared_ptr<MemoryStore> store = std::make_shared<MemoryStore>())
    {
        panel.resize(1000, 800);
        panel.setVisible(true);
        selection.setProject(std::move(store));
    }
    bool isFull() { return panel.stack()->state() == PanelStack::State::Full; }

    template <typename T>
    T* find(const QString& name)
    {
        return panel.findChild<T*>(name);
    }
};

}  // namespace

class TestTasksPanel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void statesFollowProjectAndFile()
    {
        Fixture window;
        QCOMPARE(window.panel.stack()->state(), PanelStack::State::Empty);
        window.engine.tasksFailure = "tasks.json: not JSON";
        window.open();
        QTRY_COMPARE(window.panel.stack()->state(), PanelStack::State::Error);
        window.engine.tasksFailure.clear();
        QTest::mouseClick(
            window.panel.stack()->currentWidget()->findChild<QPushButton*>(u"retryButton"_s),
            Qt::LeftButton);
        QTRY_COMPARE(window.panel.stack()->state(), PanelStack::State::Full);
        QCOMPARE(window.panel.model()->rowCount(), 120);
    }

    void filters_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("site");
        QTest::addColumn<QString>("split");
        QTest::addColumn<int>("rows");

        QTest::newRow("none") << QString() << QString() << QString() << 120;
        QTest::newRow("site") << QString() << u"shopping"_s << QString() << 20;
        QTest::newRow("split") << QString() << QString() << u"dev"_s << 40;
        QTest::newRow("id") << u"219"_s << QString() << QString() << 1;
        QTest::newRow("words in any order") << u"dollars price"_s << u"gitlab"_s << QString() << 20;
        QTest::newRow("nothing") << u"zebra"_s << QString() << QString() << 0;
    }

    void filters()
    {
        QFETCH(QString, words);
        QFETCH(QString, site);
        QFETCH(QString, split);
        QFETCH(int, rows);
        const TaskSuite suite = fakeSuite(120);
        TaskTableModel model;
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setTasks(std::make_shared<std::vector<Task>>(suite.tasks));
        TaskFilterModel filter;
        filter.setSourceModel(&model);

        filter.setWords(words);
        filter.setSite(site);
        filter.setSplit(split);

        QCOMPARE(filter.rowCount(), rows);
    }

    void numericIdsSortByValue()
    {
        std::vector<Task> tasks(3);
        tasks[0].id = "10";
        tasks[1].id = "9";
        tasks[2].id = "abc";
        TaskTableModel model;
        model.setTasks(std::make_shared<std::vector<Task>>(tasks));
        TaskFilterModel filter;
        filter.setSourceModel(&model);

        filter.sort(TaskTableModel::Id);

        QCOMPARE(filter.index(0, 0).data().toString(), u"9"_s);
        QCOMPARE(filter.index(2, 0).data().toString(), u"abc"_s);
    }

    void showsTheLastResult()
    {
        Fixture window;
        window.open(makeDemoStore());
        QTRY_VERIFY(window.isFull());
        const auto result = [&](int row) {
            return window.panel.model()->index(row, TaskTableModel::LastResult).data().toString();
        };
        QTRY_COMPARE(result(1), u"solved"_s);
        QCOMPARE(result(2), u"failed"_s);
        QCOMPARE(result(7), u"error"_s);
        QCOMPARE(result(50), QString());
    }

    void explainsAndShowsTheTask()
    {
        Fixture window;
        window.open();
        QTRY_VERIFY(window.isFull());
        window.panel.selectTask(u"105"_s);
        const QString words = window.find<QTextBrowser>(u"taskWords"_s)->toPlainText();
        QVERIFY(words.contains(u"Task 105"_s) && words.contains(u"12.95"_s)
                && words.contains(u"document.title"_s));
        QVERIFY(window.find<QPlainTextEdit>(u"taskJson"_s)
                    ->toPlainText()
                    .contains(u"\"task_id\": 105"_s));
    }

    void explainsEvaluators_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("words");
        QTest::newRow("exact")
            << uR"({"eval_types":["string_match"],"reference_answers":{"exact_match":"7"}})"_s
            << u"is exactly <code>7</code>"_s;
        QTest::newRow("fuzzy")
            << uR"({"eval_types":["string_match"],"reference_answers":{"fuzzy_match":["a","b"]}})"_s
            << u"a judge finds"_s;
        QTest::newRow("url") << uR"({"eval_types":["url_match"],"reference_url":"http://x/y"})"_s
                             << u"<code>http://x/y</code>"_s;
        QTest::newRow("page")
            << uR"({"eval_types":["program_html"],"program_html":[{"url":"last","locator":"","required_contents":{"must_include":["<b>"]}}]})"_s
            << u"contains <code>&lt;b&gt;</code>"_s;
        QTest::newRow("no block") << u"null"_s << u"says nothing"_s;
        QTest::newRow("odd types")
            << uR"({"eval_types":["program_html"],"program_html":"x"})"_s << u"says nothing"_s;
    }

    void explainsEvaluators()
    {
        QFETCH(QString, json);
        QFETCH(QString, words);
        QVERIFY2(explainEvaluation(nlohmann::json::parse(json.toStdString())).contains(words),
                 qPrintable(words));
    }

    void runsTheSelectedTasks()
    {
        Fixture window;
        window.open();
        QTRY_VERIFY(window.isFull());
        window.find<QSpinBox>(u"runBrowsers"_s)->setValue(3);
        window.find<QSpinBox>(u"runSeed"_s)->setValue(7);
        window.panel.selectTask(u"104"_s);

        QTest::mouseClick(window.find<QToolButton>(u"tasks.runSelectedButton"_s), Qt::LeftButton);

        QCOMPARE(int(window.engine.runs.size()), 1);
        const RolloutOptions& options = window.engine.runs[0].options;
        QCOMPARE(options.taskSpec, std::string("104"));
        QCOMPARE(options.browsers, 3);
        QCOMPARE(options.seed, std::uint64_t(7));
        QCOMPARE(options.policy, std::string("planner"));
        QCOMPARE(options.suite, std::string("builtin"));
        QCOMPARE(options.limit, -1);
    }

    void runsAllListedTasks()
    {
        Fixture window;
        window.open();
        QTRY_VERIFY(window.isFull());
        QTest::keyClicks(window.find<QLineEdit>(u"taskFilter"_s), u"number 119"_s);

        window.panel.runAll();

        QCOMPARE(QByteArray::fromStdString(window.engine.runs[0].options.taskSpec),
                 QByteArray("119,219"));
    }

    void aLiveEpisodeUpdatesItsRow()
    {
        Fixture window;
        auto store = std::make_shared<MemoryStore>();
        window.open(store);
        QTRY_VERIFY(window.isFull());
        window.monitor.add(store, window.engine.startRun(store, {}));
        EpisodeRecord episode;
        episode.id = EpisodeId{1};
        episode.taskId = "103";

        window.engine.runs[0].post(EpisodeStarted{episode, 0, {}});
        window.monitor.drain();

        QCOMPARE(window.panel.model()->index(3, TaskTableModel::LastResult).data().toString(),
                 u"running"_s);
    }

    void anotherFileReplacesTheSuite()
    {
        Fixture window;
        window.open();
        QTRY_VERIFY(window.isFull());
        window.panel.openSuite(u"/tmp/mine.json"_s);
        QTRY_COMPARE(window.panel.model()->rowCount(), 3);
        QCOMPARE(window.panel.suite(), u"/tmp/mine.json"_s);
        QCOMPARE(window.preferences.taskFiles(), QStringList{u"/tmp/mine.json"_s});
    }
};

QTEST_MAIN(TestTasksPanel)
#include "tst_tasks_panel.moc"
