#include "ui/evaluation/results_panel.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QtTest>
#include <QtWidgets/QtWidgets>

#include "tests/ui/support/fake_engine.h"
#include "ui/evaluation/interval_delegate.h"
#include "ui/evaluation/results_model.h"
#include "ui/session/action_registry.h"
#include "ui/session/run_monitor.h"
#include "ui/session/selection.h"
#include "ui/widgets/panel_stack.h"

using namespace sym;
using namespace Qt::StringLiterals;

namespace {

struct Fixture {
    FakeEngine engine;
    Selection selection;
    RunMonitor monitor;
    ActionRegistry actions;
    ResultsPanel panel{
        {.engine = engine, .selection = selection, .monitor = monitor, .actions = actions}};

    template <typename T>
    T* find(const QString& name)
    {
        return panel.findChild<T*>(name);
    }
};

RolloutSummary summary()
{
    RolloutSummary made;
    made.attempted = 12;
    made.finished = 10;
    made.environmentErrors = 1;
    made.timedOut = 1;
    made.partial = 2;
    made.notJudged = 1;
    made.overall = {9, 4};
    made.bySite["shopping"] = {5, 3};
    made.bySite["map"] = {4, 1};
    made.byTemplateHeldOut[false] = {9, 4};
    return made;
}

}  // namespace

class TestResultsPanel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyRateHasItsDenominator()
    {
        ResultsModel model;
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setSummary(summary());

        const auto cell = [&](int row, int column) {
            return model.index(row, column).data().toString();
        };
        QCOMPARE(model.rowCount(), 5);  // all, two sites, two kinds of templates
        QCOMPARE(cell(0, ResultsModel::Solved), u"4 of 9"_s);
        QCOMPARE(cell(0, ResultsModel::Rate), u"44.4 %"_s);
        QCOMPARE(cell(1, ResultsModel::Group), u"map"_s);
        QCOMPARE(cell(4, ResultsModel::Solved), u"0 of 0"_s);
        QCOMPARE(cell(4, ResultsModel::Rate), u"–"_s);
    }

    void comparesTwoRuns()
    {
        ResultsModel model;
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setSummary(summary());
        RolloutSummary other;
        other.overall = {10, 2};
        other.bySite["reddit"] = {10, 2};
        model.setOther(other);

        QCOMPARE(model.rowCount(), 6);
        QCOMPARE(model.index(0, ResultsModel::Difference).data().toString(), u"+24.4 points"_s);
        QCOMPARE(model.index(1, ResultsModel::Difference).data().toString(), u"–"_s);
        model.setOther(std::nullopt);
        QVERIFY(!model.isComparing());
    }

    void tallies_data()
    {
        QTest::addColumn<int>("n");
        QTest::addColumn<int>("successes");
        QTest::addColumn<QString>("text");
        QTest::newRow("none") << 0 << 0 << u"no finished episodes"_s;
        QTest::newRow("all") << 4 << 4 << u"4 / 4 = 100.0 % [51.0, 100.0]"_s;
        QTest::newRow("some") << 40 << 12 << u"12 / 40 = 30.0 % [18.1, 45.4]"_s;
    }

    void tallies()
    {
        QFETCH(int, n);
        QFETCH(int, successes);
        QFETCH(QString, text);
        QCOMPARE(tallyText({n, successes}), text);
    }

    void countsAreToldApart()
    {
        QCOMPARE(
            countsText(summary()),
            u"12 attempted: 10 finished (4 solved, 2 in part, 1 not judged), 1 environment errors, 1 timed out"_s);
    }

    void theDelegateDrawsBarAndWhisker()
    {
        ResultsModel model;
        model.setSummary(summary());
        IntervalDelegate delegate;
        QImage image(300, 30, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        QStyleOptionViewItem option;
        option.rect = image.rect();

        delegate.paint(&painter, option, model.index(0, ResultsModel::Interval));
        painter.end();

        const auto colored = [&](int x) { return image.pixelColor(x, 10).saturation() > 60; };
        QVERIFY(colored(60));  // 44 % of 284 pixels
        QVERIFY(!colored(200));
    }

    void showsARunAndItsPolicy()
    {
        Fixture window;
        QCOMPARE(window.panel.stack()->state(), PanelStack::State::Empty);
        window.panel.setVisible(true);
        window.selection.setProject(makeDemoStore());
        QTRY_VERIFY(window.panel.model()->rowCount() > 2);

        QVERIFY(window.find<QLabel>(u"resultCounts"_s)->text().contains(u"10 attempted"_s));
        QVERIFY(window.find<QLabel>(u"standInLabel"_s)->isVisible());
        QVERIFY(window.find<QTableView>(u"resultTable"_s)->isColumnHidden(ResultsModel::OtherRate));
        window.find<QComboBox>(u"resultOther"_s)->setCurrentIndex(2);
        QTRY_VERIFY(
            !window.find<QTableView>(u"resultTable"_s)->isColumnHidden(ResultsModel::OtherRate));
    }

    void aRunOfALargeModelIsNoStandIn()
    {
        Fixture window;
        window.panel.setVisible(true);
        auto store = std::make_shared<MemoryStore>();
        RunRecord run;
        run.policy = "large";
        QVERIFY(store->addRun(run));
        window.selection.setProject(store);
        QTRY_VERIFY(window.panel.model()->rowCount() > 0);
        QVERIFY(!window.find<QLabel>(u"standInLabel"_s)->isVisible());
    }

    void failuresAreShown()
    {
        Fixture window;
        auto store = makeDemoStore();
        store->failWith("the file is locked");
        window.selection.setProject(store);
        QTRY_COMPARE(window.panel.stack()->state(), PanelStack::State::Error);
    }
};

QTEST_MAIN(TestResultsPanel)
#include "tst_results_panel.moc"
