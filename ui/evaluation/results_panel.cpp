#include "ui/evaluation/results_panel.h"

#include <QtCore/QSignalBlocker>
#include <QtCore/QThreadPool>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QFrame>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QTableView>
#include <QtWidgets/QVBoxLayout>

#include "core/jobs/job.h"
#include "ui/evaluation/interval_delegate.h"
#include "ui/evaluation/results_model.h"
#include "ui/session/action_registry.h"
#include "ui/session/run_monitor.h"
#include "ui/session/selection.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/panel_stack.h"
#include "ui/widgets/table_copy.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

constexpr int kRefreshMilliseconds = 500;

QString title(const RunRecord& run)
{
    const QString name =
        run.name.empty() ? ResultsPanel::tr("Run %1").arg(run.id.value) : text(run.name);
    return ResultsPanel::tr("%1 (%2)", "run name and start").arg(name, timeText(run.startedAt));
}

}  // namespace

QString countsText(const RolloutSummary& summary)
{
    return ResultsPanel::tr(
               "%1 attempted: %2 finished (%3 solved, %4 in part, %5 not judged), "
               "%6 environment errors, %7 timed out")
        .arg(summary.attempted)
        .arg(summary.finished)
        .arg(summary.overall.successes)
        .arg(summary.partial)
        .arg(summary.notJudged)
        .arg(summary.environmentErrors)
        .arg(summary.timedOut);
}

ResultsPanel::ResultsPanel(const Needs& needs, QWidget* parent)
    : QWidget(parent), m_needs(needs), m_model(new ResultsModel(this))
{
    setObjectName(u"resultsPanel"_s);
    build();
    connectData();
    readRuns();
}

void ResultsPanel::build()
{
    auto* content = new QWidget(this);
    m_run = new QComboBox(content);
    m_run->setObjectName(u"resultRun"_s);
    m_other = new QComboBox(content);
    m_other->setObjectName(u"resultOther"_s);
    auto* runLabel = new QLabel(tr("&Run:"), content);
    runLabel->setBuddy(m_run);
    auto* otherLabel = new QLabel(tr("&Compare with:"), content);
    otherLabel->setBuddy(m_other);
    for (QComboBox* box : {m_run, m_other}) {
        box->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        box->setMinimumContentsLength(20);
    }
    m_standIn = new QLabel(tr("offline stand-in"), content);
    m_standIn->setObjectName(u"standInLabel"_s);
    m_standIn->setFrameShape(QFrame::StyledPanel);
    m_standIn->setContentsMargins(6, 1, 6, 1);
    m_standIn->setToolTip(
        tr("The planner decided in this run. It stands in for a large model and is not one."));
    m_counts = new QLabel(content);
    m_counts->setObjectName(u"resultCounts"_s);
    m_counts->setWordWrap(true);
    m_counts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_costs = new QLabel(content);
    m_costs->setObjectName(u"resultCosts"_s);
    m_costs->setWordWrap(true);
    m_table = new QTableView(content);
    m_table->setObjectName(u"resultTable"_s);
    m_table->setAccessibleName(tr("Success rates"));
    m_table->setModel(m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 14);
    auto* delegate = new IntervalDelegate(this);
    m_table->setItemDelegateForColumn(ResultsModel::Interval, delegate);
    m_table->setItemDelegateForColumn(ResultsModel::OtherInterval, delegate);
    const int unit = fontMetrics().averageCharWidth();
    QHeaderView* header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setMinimumSectionSize(unit * 9);
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    for (const int column : {ResultsModel::Interval, ResultsModel::OtherInterval})
        header->setSectionResizeMode(column, QHeaderView::Stretch);
    enableTableCopy(m_table);
    auto* grid = new QGridLayout;
    grid->addWidget(runLabel, 0, 0);
    grid->addWidget(m_run, 0, 1);
    grid->addWidget(m_standIn, 0, 2);
    grid->addWidget(otherLabel, 1, 0);
    grid->addWidget(m_other, 1, 1);
    grid->setColumnStretch(1, 1);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->addLayout(grid);
    layout->addWidget(m_counts);
    layout->addWidget(m_costs);
    layout->addWidget(m_table, 1);
    m_stack = new PanelStack(content, this);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);
    showColumns();
}

void ResultsPanel::connectData()
{
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(kRefreshMilliseconds);
    connect(&m_refresh, &QTimer::timeout, this, &ResultsPanel::readSummary);
    connect(&m_needs.selection, &Selection::projectChanged, this, &ResultsPanel::readRuns);
    connect(&m_needs.selection, &Selection::runChanged, this, [this] {
        const int row = m_run->findData(qlonglong(m_needs.selection.run().value));
        if (row >= 0) m_run->setCurrentIndex(row);
    });
    connect(m_run, &QComboBox::currentIndexChanged, this, &ResultsPanel::readSummary);
    connect(m_other, &QComboBox::currentIndexChanged, this, &ResultsPanel::readOther);
    connect(m_stack, &PanelStack::retryRequested, this, &ResultsPanel::readRuns);
    const auto shown = [this](const ProjectStore* store) {
        return store == m_needs.selection.project().get();
    };
    connect(&m_needs.monitor, &RunMonitor::runStarted, this,
            [this, shown](const RunRecord&, ProjectStore* store) {
                if (shown(store)) readRuns();
            });
    connect(&m_needs.monitor, &RunMonitor::episodeFinished, this,
            [this, shown](const EpisodeRecord& episode, ProjectStore* store) {
                if (shown(store) && episode.run.value == m_run->currentData().toLongLong()
                    && !m_refresh.isActive())
                    m_refresh.start();
            });
    connect(&m_needs.monitor, &RunMonitor::runEnded, this,
            [this, shown](RunId, const QString&, ProjectStore* store) {
                if (shown(store)) readRuns();
            });
}

void ResultsPanel::readRuns()
{
    const quint64 generation = ++m_generation;
    if (!m_needs.selection.project()) {
        m_runs.clear();
        m_model->clear();
        m_stack->showEmpty(u"results"_s, tr("No project is open"),
                           tr("The results of a project's runs appear here."),
                           m_needs.actions.findAll({u"file.new"_s, u"file.open"_s}));
        return;
    }
    if (m_runs.empty()) m_stack->showBusy(tr("Reading the runs…"));
    const auto future = runJob<std::vector<RunRecord>>(
        m_needs.engine.storePool(),
        [store = m_needs.selection.project()](JobContext&) { return store->runs(); });
    onFinished(future, this, [this, generation](const Result<std::vector<RunRecord>>& runs) {
        if (generation != m_generation) return;
        if (runs)
            showRuns(*runs);
        else if (runs.error().code() != ErrorCode::Cancelled)
            m_stack->showError(tr("The runs could not be read"), text(runs.error().message()));
    });
}

void ResultsPanel::showRuns(const std::vector<RunRecord>& runs)
{
    m_runs = runs;
    if (runs.empty()) {
        m_model->clear();
        m_stack->showEmpty(u"results"_s, tr("No runs yet"),
                           tr("Run some tasks; their success rates appear here."),
                           m_needs.actions.findAll({u"tasks.show"_s, u"run.start"_s}));
        return;
    }
    const qlonglong chosen = m_needs.selection.run() ? qlonglong(m_needs.selection.run().value)
                                                     : m_run->currentData().toLongLong();
    const qlonglong other = m_other->currentData().toLongLong();
    {
        const QSignalBlocker quietRun(m_run);
        const QSignalBlocker quietOther(m_other);
        m_run->clear();
        m_other->clear();
        m_other->addItem(tr("no other run"), qlonglong(0));
        for (const RunRecord& run : runs) {
            m_run->addItem(title(run), qlonglong(run.id.value));
            m_other->addItem(title(run), qlonglong(run.id.value));
        }
        m_run->setCurrentIndex(std::max(0, m_run->findData(chosen)));
        m_other->setCurrentIndex(std::max(0, m_other->findData(other)));
    }
    m_stack->showFull();
    readSummary();
    readOther();
}

const RunRecord* ResultsPanel::record(RunId run) const
{
    for (const RunRecord& known : m_runs)
        if (known.id == run) return &known;
    return nullptr;
}

void ResultsPanel::readSummary()
{
    const RunId run{m_run->currentData().toLongLong()};
    if (!run || !m_needs.selection.project()) return;
    const auto future = m_needs.engine.summary(m_needs.selection.project(), run);
    onFinished(future, this,
               [this, run, generation = m_generation](const Result<RolloutSummary>& summary) {
                   if (generation != m_generation || run.value != m_run->currentData().toLongLong())
                       return;
                   if (summary)
                       show(*summary);
                   else if (summary.error().code() != ErrorCode::Cancelled)
                       m_stack->showError(tr("The results could not be read"),
                                          text(summary.error().message()));
               });
}

void ResultsPanel::readOther()
{
    const RunId run{m_other->currentData().toLongLong()};
    if (!run || !m_needs.selection.project()) {
        m_model->setOther(std::nullopt);
        showColumns();
        return;
    }
    const auto future = m_needs.engine.summary(m_needs.selection.project(), run);
    onFinished(future, this, [this, run](const Result<RolloutSummary>& summary) {
        if (run.value != m_other->currentData().toLongLong()) return;
        m_model->setOther(summary ? std::optional(*summary) : std::nullopt);
        showColumns();
    });
}

void ResultsPanel::show(const RolloutSummary& summary)
{
    m_model->setSummary(summary);
    const RunRecord* run = record(RunId{m_run->currentData().toLongLong()});
    m_standIn->setVisible(run && run->policy == "planner");
    const int planned = run ? run->planned : 0;
    QString counts =
        u"<b>"_s + tallyText(summary.overall).toHtmlEscaped() + u"</b> "_s
        + tr("solved of those finished and judged, with the 95 % Wilson interval.").toHtmlEscaped()
        + u"<br>"_s + countsText(summary).toHtmlEscaped();
    if (planned > summary.attempted)
        counts +=
            u"<br>"_s + tr("%1 of %2 planned episodes so far.").arg(summary.attempted).arg(planned);
    if (summary.notJudged > 0)
        counts += u"<br>"_s
                  + tr("%n episode(s) not judged: a part of the score needs a model as the judge, "
                       "and none was set. They count neither way.",
                       nullptr, summary.notJudged)
                        .toHtmlEscaped();
    m_counts->setText(counts);
    QStringList costs{tr("%1 steps on average").arg(QLocale().toString(summary.stepsMean, 'f', 1)),
                      tr("%1 in all", "duration").arg(durationText(summary.seconds * 1000)),
                      tr("%1 tokens").arg(countText(summary.tokens))};
    if (summary.costUsd > 0) costs << costText(summary.costUsd);
    m_costs->setText(costs.join(u" · "_s));
}

void ResultsPanel::showColumns()
{
    for (int column = ResultsModel::OtherSolved; column <= ResultsModel::Difference; ++column)
        m_table->setColumnHidden(column, !m_model->isComparing());
}

}  // namespace sym
