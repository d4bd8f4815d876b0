#include "ui/knowledge/knowledge_panel.h"

#include <QtTest/QtTest>
#include <QtWidgets/QtWidgets>

#include "core/jobs/job.h"
#include "core/store/knowledge_store.h"
#include "tests/ui/support/demo_file.h"
#include "tests/ui/support/fake_engine.h"
#include "ui/knowledge/knowledge_filter_bar.h"
#include "ui/knowledge/knowledge_list_model.h"
#include "ui/knowledge/retrieval_tab.h"
#include "ui/knowledge/use_tab.h"
#include "ui/session/action_registry.h"
#include "ui/session/job_list.h"
#include "ui/session/run_monitor.h"
#include "ui/session/selection.h"
#include "ui/widgets/panel_stack.h"

using namespace sym;
using namespace Qt::StringLiterals;

namespace {

struct Fixture {
    QThreadPool pool;
    FakeEngine engine;
    Selection selection;
    RunMonitor monitor;
    JobList jobs;
    ActionRegistry actions;
    KnowledgePanel panel{{.engine = engine,
                          .selection = selection,
                          .monitor = monitor,
                          .jobs = jobs,
                          .actions = actions,
                          .pool = pool}};

    Fixture()
    {
        panel.resize(1200, 800);
        panel.show();
    }
    ~Fixture() { pool.waitForDone(); }

    template <typename T>
    T* find(const QString& name)
    {
        return panel.findChild<T*>(name);
    }
};

}  // namespace

class TestKnowledgePanel : public QObject {
    Q_OBJECT

private:
    DemoFile m_demo;

    /// A step of the run that looked for examples, or of the first run.
    std::pair<EpisodeRecord, int> stepOf(bool looks)
    {
        const auto runs = m_demo.store->runs();
        const RunId run = looks ? runs->front().id : runs->back().id;
        const auto episodes = m_demo.store->episodes({.run = run});
        return {episodes->front(), 1};
    }

private Q_SLOTS:
    void withoutAProjectItSaysWhatToDo()
    {
        Fixture window;
        QCOMPARE(window.panel.stack()->state(), PanelStack::State::Empty);
    }

    void anEmptyKnowledgeBaseSaysWhatFillsIt()
    {
        Fixture window;
        window.selection.setProject(std::make_shared<MemoryStore>());

        QTRY_COMPARE(window.panel.stack()->state(), PanelStack::State::Empty);
        bool said = false;
        for (const QLabel* label : window.panel.stack()->findChildren<QLabel*>())
            said = said || label->text().contains(u"Rounds fill it"_s);
        QVERIFY(said);
    }

    void aProjectThatCannotBeReadIsAnError()
    {
        QTemporaryDir folder;
        auto opened = ProjectStore::open(folder.filePath(u"x.symbiont"_s).toStdString(),
                                         ProjectStore::Access::ReadWrite);
        QVERIFY(opened);
        const std::shared_ptr<ProjectStore> store = *std::move(opened);
        // Another program spoiled the file before the first reader came.
        QFile file(QString::fromStdString(store->path()));
        for (const QString& ending : {u"-wal"_s, u"-shm"_s})
            QFile::remove(QString::fromStdString(store->path()) + ending);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(8192, 'x'));
        file.close();
        Fixture window;

        window.selection.setProject(store);

        QTRY_COMPARE(window.panel.stack()->state(), PanelStack::State::Error);
    }

    void entriesAreListedAndTheFirstIsShown()
    {
        Fixture window;
        window.selection.setProject(m_demo.store);

        QTRY_COMPARE(window.panel.stack()->state(), PanelStack::State::Full);
        QTRY_VERIFY(window.panel.shown());
        const auto accepted = m_demo.store->knowledge().entryIds({});
        QCOMPARE(window.panel.entries()->rowCount(), int(accepted->size()));
        QTRY_VERIFY(
            window.find<QTextBrowser>(u"entryPage"_s)->toPlainText().contains(u"aligned"_s));
    }

    void filtersAndWordsNarrow()
    {
        Fixture window;
        window.selection.setProject(m_demo.store);
        QTRY_VERIFY(window.panel.entries()->rowCount() > 0);
        const int accepted = window.panel.entries()->rowCount();

        window.find<QCheckBox>(u"knowledgeRefused"_s)->click();
        QTRY_VERIFY(window.panel.entries()->rowCount() > accepted);
        window.find<QCheckBox>(u"knowledgeRefused"_s)->click();
        window.panel.filterBar()->setWords(u"walk museum station"_s);

        QTRY_VERIFY(window.panel.entries()->rowCount() > 0
                    && window.panel.entries()->rowCount() < accepted);
        QTRY_VERIFY(window.panel.entries()->index(0, 0).data().toString() != u"…"_s);
        QVERIFY(window.panel.entries()->index(0, 0).data().toString().contains(u"museum"_s));
        window.panel.filterBar()->setWords(u"zzzz"_s);
        QTRY_COMPARE(window.panel.entries()->rowCount(), 0);
        QVERIFY(window.find<QLabel>(u"knowledgeCount"_s)->text().contains(u"No entry"_s));
    }

    void aStepOfAnEntryOpensInTheTrajectory()
    {
        Fixture window;
        QSignalSpy shown(&window.panel, &KnowledgePanel::stepShown);
        window.selection.setProject(m_demo.store);
        QTRY_VERIFY(window.panel.shown());
        window.find<QTableView>(u"knowledgeList"_s)->selectRow(2);
        QTRY_VERIFY(window.panel.shown()->firstStep > 0);

        window.actions.find(u"knowledge.openStep"_s)->trigger();

        QTRY_COMPARE(shown.count(), 1);
        QCOMPARE(window.selection.episode(), window.panel.shown()->episode);
        QCOMPARE(window.selection.step(), window.panel.shown()->firstStep);
        QVERIFY(window.selection.run());
    }

    void whatIsStoredWithAStepIsNotAskedAgain()
    {
        Fixture window;
        window.selection.setProject(m_demo.store);
        const auto [episode, step] = stepOf(true);
        window.selection.goTo(episode.run, episode.id, step);

        window.panel.openTab(u"retrievalTab"_s);

        QTRY_COMPARE(window.panel.retrieval()->stack()->state(), PanelStack::State::Full);
        QCOMPARE(window.panel.retrieval()->model()->rowCount(), 5);
        QCOMPARE(window.engine.searches, 0);
        QVERIFY(window.find<QLabel>(u"retrievalSource"_s)->text().startsWith(u"Stored"_s));
        window.find<QPushButton>(u"retrievalAsk"_s)->click();
        QTRY_COMPARE(window.engine.searches, 1);
    }

    void whatIsNotStoredIsAskedNow()
    {
        Fixture window;
        const auto ids = m_demo.store->knowledge().entryIds({});
        RetrievedExample example;
        example.entry = ids->front();
        example.kept = true;
        window.engine.found = {{example}, "planner (offline stand-in)"};
        window.selection.setProject(m_demo.store);
        const auto [episode, step] = stepOf(false);
        window.selection.goTo(episode.run, episode.id, step);

        window.panel.openTab(u"retrievalTab"_s);

        QTRY_COMPARE(window.panel.retrieval()->stack()->state(), PanelStack::State::Full);
        QCOMPARE(window.panel.retrieval()->model()->rowCount(), 1);
        const QString source = window.find<QLabel>(u"retrievalSource"_s)->text();
        QVERIFY(source.startsWith(u"Asked now"_s) && source.contains(u"stand-in"_s));
    }

    void nothingIsAskedWhileTheTabIsHidden()
    {
        Fixture window;
        window.selection.setProject(m_demo.store);
        QTRY_VERIFY(window.panel.shown());
        const auto [episode, step] = stepOf(false);
        window.selection.goTo(episode.run, episode.id, step);
        window.selection.setStep(2);
        QTRY_COMPARE(window.panel.stack()->state(), PanelStack::State::Full);

        QCOMPARE(window.engine.searches, 0);
    }

    void theCurrentRowShowsItsEntryAgain()
    {
        Fixture window;
        window.selection.setProject(m_demo.store);
        QTRY_VERIFY(window.panel.shown() && window.panel.entries()->entry(0));
        const KnowledgeId first = window.panel.entries()->id(0);
        const KnowledgeId third = window.panel.entries()->id(2);
        QTRY_COMPARE(window.panel.shown()->id, first);
        Q_EMIT window.panel.use()->entryChosen(third);
        QTRY_COMPARE(window.panel.shown()->id, third);
        auto* list = window.find<QTableView>(u"knowledgeList"_s);

        QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                          list->visualRect(list->model()->index(0, 0)).center());

        QTRY_COMPARE(window.panel.shown()->id, first);
    }

    void anEntryOnItsWayDoesNotReplaceTheOneChosenSince()
    {
        Fixture window;
        window.selection.setProject(m_demo.store);
        QTRY_VERIFY(window.panel.shown() && window.panel.entries()->entry(0));
        const KnowledgeId first = window.panel.shown()->id;

        Q_EMIT window.panel.use()->entryChosen(window.panel.entries()->id(2));
        Q_EMIT window.panel.use()->entryChosen(first);
        const auto last = runJob<bool>(window.engine.storePool(),
                                       [](JobContext&) -> Result<bool> { return true; });
        QTRY_VERIFY(last.isFinished());  // of the pool's one thread: so is what was asked before
        QTest::qWait(0);

        QCOMPARE(window.panel.shown()->id, first);
    }

    void whichEntriesHelpedIsCountedOverAllRuns()
    {
        Fixture window;
        window.selection.setProject(m_demo.store);
        QTRY_VERIFY(window.panel.shown());

        window.actions.find(u"knowledge.use"_s)->trigger();

        QTRY_COMPARE(window.panel.use()->stack()->state(), PanelStack::State::Full);
        const UseModel* model = window.panel.use()->model();
        QVERIFY(model->rowCount() > 3);
        QVERIFY(model->index(0, UseModel::Flipped).data().toInt() > 0);
        for (int row = 0; row < model->rowCount(); ++row) {
            const auto count = [&](int column) { return model->index(row, column).data().toInt(); };
            QVERIFY(count(UseModel::Kept) <= count(UseModel::Retrieved));
            QVERIFY(count(UseModel::Solved) <= count(UseModel::Tasks));
            QVERIFY(count(UseModel::Flipped) <= count(UseModel::Solved));
        }
    }
};

QTEST_MAIN(TestKnowledgePanel)
#include "tst_knowledge_panel.moc"
