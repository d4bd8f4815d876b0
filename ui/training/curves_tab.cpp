#include "ui/training/curves_tab.h"

#include <QtCore/QSignalBlocker>
#include <QtCore/QThreadPool>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMenu>
#include <QtWidgets/QSlider>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QTableView>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include "core/jobs/job.h"
#include "core/model/json_file.h"
#include "ui/training/config_difference.h"
#include "ui/training/curve_export.h"
#include "ui/training/curve_plot.h"
#include "ui/training/example_loss_model.h"
#include "ui/training/run_watch.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/panel_stack.h"
#include "ui/widgets/svg_icon.h"
#include "ui/widgets/table_copy.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

constexpr int kMostSmoothing = 99;
constexpr std::array kFirstCurves{Curve::Loss, Curve::DevExactAction, Curve::TokenAccuracy,
                                  Curve::GradientNorm};

void dress(QTableView* table, const QString& name)
{
    table->setObjectName(name);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setAlternatingRowColors(true);
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setTabKeyNavigation(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(table->fontMetrics().height() + 8);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    enableTableCopy(table);
}

}  // namespace

CurvesTab::CurvesTab(const RunWatch& watch, QThreadPool& pool, QWidget* parent)
    : QWidget(parent), m_watch(watch), m_pool(pool)
{
    setObjectName(u"curvesTab"_s);
    build();
    connectData();
    showBar();
    showState();
}

void CurvesTab::build()
{
    auto* content = new QWidget(this);
    m_grid = new QWidget(content);
    auto* grid = new QGridLayout(m_grid);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(4);
    for (int i = 0; i < kCharts; ++i) {
        auto* chart = new CurvePlot(m_watch, kFirstCurves[std::size_t(i)], m_grid);
        chart->setObjectName(u"chart%1"_s.arg(i));
        m_charts.push_back(chart);
        grid->addWidget(chart, i / 2, i % 2);
    }
    m_splitter = new QSplitter(Qt::Vertical, content);
    m_splitter->setObjectName(u"curvesSplitter"_s);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_grid);
    m_splitter->addWidget(buildTables());
    m_splitter->setStretchFactor(0, 5);
    m_splitter->setStretchFactor(1, 2);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->addWidget(buildBar());
    m_bandText = new QLabel(content);
    m_bandText->setObjectName(u"bandText"_s);
    m_bandText->setWordWrap(true);
    m_bandText->hide();
    layout->addWidget(m_bandText);
    layout->addWidget(m_splitter, 1);
    m_stack = new PanelStack(content, this);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);
}

QWidget* CurvesTab::buildBar()
{
    auto* bar = new QWidget(this);
    auto* flow = new FlowLayout(bar);
    const auto labelled = [&](const QString& title, QWidget* field) {
        auto* box = new QWidget(bar);
        auto* row = new QHBoxLayout(box);
        row->setContentsMargins(0, 0, 6, 0);
        auto* label = new QLabel(title, box);
        label->setBuddy(field);
        row->addWidget(label);
        row->addWidget(field);
        flow->addWidget(box);
    };
    m_count = new QComboBox(bar);
    m_count->setObjectName(u"chartCount"_s);
    for (const int count : {1, 2, 4}) m_count->addItem(QLocale().toString(count), count);
    m_count->setCurrentIndex(2);
    labelled(tr("C&harts:"), m_count);
    m_axis = new QComboBox(bar);
    m_axis->setObjectName(u"curveAxis"_s);
    for (int i = 0; i < kCurveAxes; ++i) m_axis->addItem(axisTitle(CurveAxis(i)), i);
    labelled(tr("&Over:"), m_axis);
    m_logX = new QCheckBox(tr("Log &x"), bar);
    m_logX->setObjectName(u"logX"_s);
    m_logY = new QCheckBox(tr("&Log y"), bar);
    m_logY->setObjectName(u"logY"_s);
    m_bySeeds = new QCheckBox(tr("Mean over &seeds"), bar);
    m_bySeeds->setObjectName(u"bySeeds"_s);
    m_bySeeds->setToolTip(
        tr("Runs that differ in nothing but their seed are joined to a mean with a "
           "band of one standard deviation"));
    for (QCheckBox* box : {m_logX, m_logY, m_bySeeds}) flow->addWidget(box);
    auto* smoothing = new QWidget(bar);
    auto* row = new QHBoxLayout(smoothing);
    row->setContentsMargins(0, 0, 0, 0);
    m_smoothing = new QSlider(Qt::Horizontal, smoothing);
    m_smoothing->setObjectName(u"smoothing"_s);
    m_smoothing->setAccessibleName(tr("Smoothing"));
    m_smoothing->setRange(0, kMostSmoothing);
    m_smoothing->setFixedWidth(fontMetrics().averageCharWidth() * 18);
    m_smoothing->setToolTip(
        tr("Weight of the past in the moving average. Raw points stay visible."));
    m_smoothingText = new QLabel(smoothing);
    m_smoothingText->setMinimumWidth(fontMetrics().horizontalAdvance(u"0.99"_s));
    row->addWidget(m_smoothing);
    row->addWidget(m_smoothingText);
    labelled(tr("S&moothing:"), smoothing);
    m_rangeText = new QLabel(bar);
    m_rangeText->setObjectName(u"rangeText"_s);
    flow->addWidget(m_rangeText);
    m_showAll = new QToolButton(bar);
    m_showAll->setObjectName(u"showAll"_s);
    m_showAll->setText(tr("Show all"));
    m_showAll->setIcon(svgIcon(u"fit"_s));
    m_showAll->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_showAll->setToolTip(tr("Show the whole x axis again (0, or a double click in a chart)"));
    flow->addWidget(m_showAll);
    auto* exportButton = new QToolButton(bar);
    exportButton->setObjectName(u"exportButton"_s);
    exportButton->setText(tr("Export"));
    exportButton->setPopupMode(QToolButton::InstantPopup);
    exportButton->setToolTip(
        tr("Save the chart last used as a picture, or the numbers of all shown runs"));
    auto* menu = new QMenu(exportButton);
    for (const QString& format : {u"png"_s, u"svg"_s, u"pdf"_s, u"csv"_s})
        menu->addAction(
            format == u"csv" ? tr("Numbers as CSV…") : tr("Chart as %1…").arg(format.toUpper()),
            this, [this, format] { askExport(format); });
    exportButton->setMenu(menu);
    flow->addWidget(exportButton);
    return bar;
}

QWidget* CurvesTab::buildTables()
{
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->setChildrenCollapsible(false);
    const auto pane = [&](QLabel* title, QTableView* table) {
        auto* box = new QWidget(split);
        auto* layout = new QVBoxLayout(box);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(2);
        layout->addWidget(title);
        layout->addWidget(table, 1);
        split->addWidget(box);
    };
    m_differences = new ConfigDifference(this);
    m_differenceTable = new QTableView(split);
    m_differenceTable->setModel(m_differences);
    m_differenceTable->setAccessibleName(tr("Differences of the settings"));
    dress(m_differenceTable, u"configDifference"_s);
    auto* differencesTitle = new QLabel(tr("Settings that differ"), split);
    pane(differencesTitle, m_differenceTable);
    m_examples = new ExampleLossModel(this);
    m_exampleTable = new QTableView(split);
    m_exampleTable->setModel(m_examples);
    m_exampleTable->setAccessibleName(tr("Examples of the update"));
    dress(m_exampleTable, u"exampleTable"_s);
    const int unit = fontMetrics().averageCharWidth();
    const int widths[] = {9, 9, 12, 16, 26, 60};
    for (int column = 0; column < ExampleLossModel::kColumns; ++column)
        m_exampleTable->horizontalHeader()->resizeSection(column, unit * widths[column]);
    m_exampleTable->horizontalHeader()->setStretchLastSection(true);
    m_examplesTitle = new QLabel(split);
    m_examplesTitle->setObjectName(u"examplesTitle"_s);
    m_examplesTitle->setText(
        tr("Click a point to see the examples of its update, the largest loss first."));
    pane(m_examplesTitle, m_exampleTable);
    split->setStretchFactor(0, 2);
    split->setStretchFactor(1, 3);
    return split;
}

void CurvesTab::connectData()
{
    for (CurvePlot* chart : m_charts) {
        connect(chart, &CurvePlot::pointClicked, this, &CurvesTab::openUpdate);
        connect(chart, &CurvePlot::rangeChosen, this, &CurvesTab::showRange);
        connect(&m_watch, &RunWatch::metricsArrived, chart, &CurvePlot::append);
        connect(&m_watch, &RunWatch::reset, chart, &CurvePlot::rebuild);
    }
    connect(&m_watch, &RunWatch::reset, this, &CurvesTab::showState);
    connect(&m_watch, &RunWatch::runAdded, this, &CurvesTab::showState);
    connect(&m_watch, &RunWatch::runChanged, this, &CurvesTab::showDifferences);
    for (QCheckBox* box : {m_logX, m_logY, m_bySeeds})
        connect(box, &QCheckBox::toggled, this, &CurvesTab::readBar);
    connect(m_axis, &QComboBox::currentIndexChanged, this, &CurvesTab::readBar);
    connect(m_smoothing, &QSlider::valueChanged, this, &CurvesTab::readBar);
    connect(m_count, &QComboBox::currentIndexChanged, this,
            [this] { setChartCount(m_count->currentData().toInt()); });
    connect(m_showAll, &QToolButton::clicked, this, [this] { showRange(std::nullopt); });
    const auto open = [this](const QModelIndex& index) {
        const TrainingRecord& record = m_examples->example(index.row()).record;
        if (record.episode > 0) Q_EMIT stepRequested(record.episode, record.step);
    };
    connect(m_exampleTable, &QTableView::activated, this, open);
    connect(m_exampleTable, &QTableView::doubleClicked, this, open);
}

void CurvesTab::setShown(const QStringList& runs)
{
    m_shown = runs;
    for (CurvePlot* chart : m_charts) chart->setShown(runs);
    showDifferences();
    showBands();
    showState();
}

void CurvesTab::showBands()
{
    const QStringList& texts = m_charts.front()->data().bandTexts();
    m_bandText->setText(texts.isEmpty() ? tr("No two of the shown runs differ in their seed only.")
                                        : texts.join(u" · "_s));
    m_bandText->setVisible(m_view.bySeeds);
}

void CurvesTab::setView(const CurveView& view)
{
    if (view == m_view) return;
    const bool newAxis = view.axis != m_view.axis;
    m_view = view;
    for (CurvePlot* chart : m_charts) chart->setView(view);
    if (newAxis) showRange(std::nullopt);
    showBands();
    showBar();
}

void CurvesTab::readBar()
{
    CurveView view = m_view;
    view.axis = CurveAxis(m_axis->currentData().toInt());
    view.logX = m_logX->isChecked();
    view.logY = m_logY->isChecked();
    view.bySeeds = m_bySeeds->isChecked();
    view.smoothing = m_smoothing->value() / 100.0;
    setView(view);
}

void CurvesTab::showBar()
{
    const QSignalBlocker axis(m_axis);
    const QSignalBlocker logX(m_logX);
    const QSignalBlocker logY(m_logY);
    const QSignalBlocker seeds(m_bySeeds);
    const QSignalBlocker smoothing(m_smoothing);
    m_axis->setCurrentIndex(int(m_view.axis));
    m_logX->setChecked(m_view.logX);
    m_logY->setChecked(m_view.logY);
    m_bySeeds->setChecked(m_view.bySeeds);
    m_smoothing->setValue(int(std::lround(m_view.smoothing * 100)));
    m_smoothingText->setText(QLocale().toString(m_view.smoothing, 'f', 2));
    m_showAll->setEnabled(m_charts.front()->range().has_value());
}

void CurvesTab::setChartCount(int count)
{
    m_chartCount = count;
    for (int i = 0; i < kCharts; ++i) m_charts[std::size_t(i)]->setVisible(i < count);
    const QSignalBlocker quiet(m_count);
    m_count->setCurrentIndex(m_count->findData(count));
}

void CurvesTab::showRange(const std::optional<CurveData::Extent>& range)
{
    for (CurvePlot* chart : m_charts) chart->setRange(range);
    m_rangeText->setText(range ? tr("%1: %2 to %3", "axis and range")
                                     .arg(axisTitle(m_view.axis),
                                          QLocale().toString(range->low, 'g', 5),
                                          QLocale().toString(range->high, 'g', 5))
                               : QString());
    m_showAll->setEnabled(range.has_value());
}

void CurvesTab::showDifferences()
{
    std::vector<const WatchedRun*> runs;
    for (const QString& name : m_shown)
        if (const WatchedRun* run = m_watch.find(name)) runs.push_back(run);
    const int columns = m_differences->columnCount();
    m_differences->setRuns(runs);
    if (m_differences->columnCount() == columns) return;
    const int unit = fontMetrics().averageCharWidth();
    for (int column = 0; column < m_differences->columnCount(); ++column)
        m_differenceTable->horizontalHeader()->resizeSection(column,
                                                             unit * (column == 0 ? 22 : 20));
}

void CurvesTab::showState()
{
    if (!m_watch.runs().empty())
        m_stack->showFull();
    else
        m_stack->showEmpty(u"results"_s, tr("No training runs yet"),
                           tr("Choose steps and settings under “New run” and start; the curves "
                              "appear here while the model learns."));
}

void CurvesTab::openUpdate(const QString& runName, int update)
{
    const WatchedRun* run = m_watch.find(runName);
    if (!run) return;
    for (CurvePlot* chart : m_charts) chart->mark(runName, update);
    m_examplesTitle->setText(tr("Reading update %1 of %2…").arg(update).arg(runName));
    using Examples = std::vector<LossOfExample>;
    const auto future = runJob<Examples>(
        m_pool, [folder = run->folder, file = run->config.examplesFile, update](JobContext&) {
            return readExampleLosses(folder, file, update);
        });
    onFinished(
        future, this, [this, asked = ++m_asked, runName, update](const Result<Examples>& examples) {
            if (asked != m_asked) return;
            m_examples->setExamples(examples ? *examples : Examples());
            if (!examples)
                m_examplesTitle->setText(text(examples.error().message()));
            else if (examples->empty())
                m_examplesTitle->setText(tr("The losses of update %1 of %2 were not written down.")
                                             .arg(update)
                                             .arg(runName));
            else
                m_examplesTitle->setText(
                    tr("Update %1 of %2: %n example(s), the largest loss first. Double click "
                       "opens the step.",
                       nullptr, int(examples->size()))
                        .arg(update)
                        .arg(runName));
        });
}

CurvePlot* CurvesTab::focusedChart() const
{
    for (CurvePlot* chart : m_charts)
        if (chart->hasFocus()) return chart;
    return m_charts.front();
}

void CurvesTab::askExport(const QString& format)
{
    const QString file = QFileDialog::getSaveFileName(this, tr("Export"), u"curves."_s + format,
                                                      format.toUpper() + u" (*."_s + format + u')');
    if (!file.isEmpty()) exportTo(file.contains(u'.') ? file : file + u'.' + format);
}

void CurvesTab::exportTo(const QString& file)
{
    const QString format = file.section(u'.', -1).toLower();
    Result<QByteArray> picture = QByteArray();
    std::vector<WatchedRun> runs;
    if (format == u"csv") {
        for (const QString& name : m_shown)
            if (const WatchedRun* run = m_watch.find(name)) runs.push_back(*run);
    } else {
        picture = chartPicture(*focusedChart(), format);
        if (!picture) {
            Q_EMIT exported(file, text(picture.error().message()));
            return;
        }
    }
    const auto future =
        runJob<bool>(m_pool,
                     [file = engineText(file), picture = *picture,
                      runs = std::move(runs)](JobContext&) -> Result<bool> {
                         SYM_CHECK(writeWholeFile(
                             file, picture.isEmpty() ? metricsCsv(runs) : picture.toStdString()));
                         return true;
                     });
    onFinished(future, this, [this, file](const Result<bool>& done) {
        Q_EMIT exported(file, done ? QString() : text(done.error().message()));
    });
}

QByteArray CurvesTab::saveState() const
{
    return m_splitter->saveState();
}

void CurvesTab::restoreState(const QByteArray& state)
{
    m_splitter->restoreState(state);
}

}  // namespace sym
