#include "ui/training/samples_tab.h"

#include <QtCore/QSignalBlocker>
#include <QtCore/QThreadPool>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QTableView>
#include <QtWidgets/QVBoxLayout>

#include <set>

#include "core/jobs/job.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/panel_stack.h"
#include "ui/widgets/svg_icon.h"
#include "ui/widgets/table_copy.h"
#include "ui/widgets/theme.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

/// What the model would do: the action line of its answer, or the answer as it is.
QString actionText(const SampleAnswer& sample)
{
    const std::string action = actionOfResponse(sample.answer);
    return text(action.empty() ? sample.answer : action).simplified();
}

}  // namespace

void SampleModel::setSamples(std::vector<SampleAnswer> samples,
                             std::shared_ptr<const std::vector<TrainingRecord>> records)
{
    beginResetModel();
    m_samples = std::move(samples);
    m_records = std::move(records);
    endResetModel();
}

const TrainingRecord* SampleModel::record(int row) const
{
    const int example = m_samples[std::size_t(row)].example;
    if (!m_records || example < 0 || example >= int(m_records->size())) return nullptr;
    return &(*m_records)[std::size_t(example)];
}

int SampleModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_samples.size());
}

int SampleModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : kColumns;
}

QVariant SampleModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const SampleAnswer& sample = m_samples[std::size_t(index.row())];
    if (role == Qt::ForegroundRole && index.column() == Verdict)
        return toneColor(sample.exact ? Tone::Good : Tone::Bad, QGuiApplication::palette());
    if (role == Qt::DecorationRole && index.column() == Verdict)
        return svgIcon(sample.exact ? u"good"_s : u"bad"_s);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
    switch (index.column()) {
    case Verdict: return sample.exact ? tr("exact") : tr("differs");
    case Expected: return text(sample.expected).simplified();
    case Answer: return role == Qt::ToolTipRole ? text(sample.answer) : actionText(sample);
    case Objective: {
        const TrainingRecord* known = record(index.row());
        return known ? text(known->objective)
                     : tr("step %1 of the dev steps").arg(sample.example + 1);
    }
    default: return {};
    }
}

QVariant SampleModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Verdict: return tr("Verdict");
    case Expected: return tr("Teacher");
    case Answer: return tr("Model");
    case Objective: return tr("Objective");
    default: return {};
    }
}

SamplesTab::SamplesTab(const RunWatch& watch, QThreadPool& pool, QWidget* parent)
    : QWidget(parent), m_watch(watch), m_pool(pool), m_model(new SampleModel(this))
{
    setObjectName(u"samplesTab"_s);
    build();
    connect(&m_watch, &RunWatch::samplesArrived, this, [this](int row) {
        if (m_watch.runs()[std::size_t(row)].name == m_run) fillUpdates();
    });
    connect(&m_watch, &RunWatch::reset, this, &SamplesTab::fillUpdates);
    connect(m_updates, &QComboBox::currentIndexChanged, this, &SamplesTab::showUpdate);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &SamplesTab::showStep);
    const auto open = [this](const QModelIndex& index) {
        if (const TrainingRecord* record = m_model->record(index.row()))
            Q_EMIT stepRequested(record->episode, record->step);
    };
    connect(m_table, &QTableView::activated, this, open);
    connect(m_table, &QTableView::doubleClicked, this, open);
    fillUpdates();
}

void SamplesTab::build()
{
    auto* content = new QWidget(this);
    m_updates = new QComboBox(content);
    m_updates->setObjectName(u"sampleUpdates"_s);
    m_updates->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    auto* label = new QLabel(tr("&Evaluation at update:"), content);
    label->setBuddy(m_updates);
    m_summary = new QLabel(content);
    m_summary->setObjectName(u"sampleSummary"_s);
    auto* bar = new QHBoxLayout;
    bar->addWidget(label);
    bar->addWidget(m_updates);
    bar->addWidget(m_summary, 1);
    auto* splitter = new QSplitter(Qt::Vertical, content);
    splitter->setChildrenCollapsible(false);
    m_table = new QTableView(splitter);
    m_table->setObjectName(u"sampleTable"_s);
    m_table->setAccessibleName(tr("Sample answers"));
    m_table->setModel(m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    const int unit = fontMetrics().averageCharWidth();
    const int widths[] = {14, 34, 34, 60};
    for (int column = 0; column < SampleModel::kColumns; ++column)
        m_table->horizontalHeader()->resizeSection(column, unit * widths[column]);
    m_table->horizontalHeader()->setStretchLastSection(true);
    enableTableCopy(m_table);
    m_history = new QPlainTextEdit(splitter);
    m_history->setObjectName(u"sampleHistory"_s);
    m_history->setAccessibleName(tr("Answers to this step over the run"));
    m_history->setReadOnly(true);
    m_history->setFont(fixedFont());
    m_history->setPlaceholderText(tr("Choose a step to read its answers over the run."));
    splitter->addWidget(m_table);
    splitter->addWidget(m_history);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->addLayout(bar);
    layout->addWidget(splitter, 1);
    m_stack = new PanelStack(content, this);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);
}

void SamplesTab::setRun(const QString& name)
{
    if (name == m_run) return;
    m_run = name;
    fillUpdates();
}

void SamplesTab::fillUpdates()
{
    const WatchedRun* run = m_watch.find(m_run);
    if (!run || run->samples.empty()) {
        m_stack->showEmpty(
            u"model"_s, run ? tr("No answers yet") : tr("No run is chosen"),
            run ? tr(
                "At every evaluation the model answers a few dev steps aloud. They appear here "
                "beside what the teacher did.")
                : tr("Choose a run in the list to read what it answered on its dev steps."));
        m_model->setSamples({}, nullptr);
        return;
    }
    m_stack->showFull();
    readRecords();
    std::set<int> updates;
    for (const SampleAnswer& sample : run->samples) updates.insert(sample.update);
    const bool atNewest = m_updates->currentIndex() <= 0;
    const int chosen = m_updates->currentData().toInt();
    {
        const QSignalBlocker quiet(m_updates);
        m_updates->clear();
        for (auto update = updates.rbegin(); update != updates.rend(); ++update)
            m_updates->addItem(QLocale().toString(*update), *update);
        m_updates->setCurrentIndex(atNewest ? 0 : std::max(0, m_updates->findData(chosen)));
    }
    showUpdate();
}

void SamplesTab::readRecords()
{
    const WatchedRun* run = m_watch.find(m_run);
    if (!run || run->config.evaluationFile == m_recordFile) return;
    m_recordFile = run->config.evaluationFile;
    m_records.reset();
    using Records = std::vector<TrainingRecord>;
    const auto future = runJob<Records>(
        m_pool, [file = m_recordFile](JobContext&) { return readTrainingRecords(file); });
    onFinished(future, this, [this, file = m_recordFile](const Result<Records>& records) {
        if (file != m_recordFile || !records) return;
        m_records = std::make_shared<const Records>(*records);
        showUpdate();
    });
}

void SamplesTab::showUpdate()
{
    const WatchedRun* run = m_watch.find(m_run);
    if (!run) return;
    const int update = m_updates->currentData().toInt();
    std::vector<SampleAnswer> samples;
    int exact = 0;
    for (const SampleAnswer& sample : run->samples) {
        if (sample.update != update) continue;
        exact += sample.exact;
        samples.push_back(sample);
    }
    const int row = m_table->currentIndex().row();
    QString summary =
        tr("%1 of %n answer(s) are exactly the teacher's action", nullptr, int(samples.size()))
            .arg(exact);
    for (const UpdateMetrics& metrics : run->metrics)
        if (metrics.update == update && metrics.devExactAction && metrics.devSteps)
            summary = tr("%1; %2 of all %3 dev steps", "sample answers; share; number")
                          .arg(summary, percentText(*metrics.devExactAction))
                          .arg(*metrics.devSteps);
    m_summary->setText(summary);
    m_model->setSamples(std::move(samples), m_records);
    if (m_model->rowCount() > 0) m_table->selectRow(std::clamp(row, 0, m_model->rowCount() - 1));
    showStep();
}

void SamplesTab::showStep()
{
    const WatchedRun* run = m_watch.find(m_run);
    const QModelIndex current = m_table->currentIndex();
    if (!run || !current.isValid()) {
        m_history->clear();
        return;
    }
    const SampleAnswer& chosen = m_model->sample(current.row());
    QString history;
    if (const TrainingRecord* record = m_model->record(current.row()))
        history = tr("OBJECTIVE") + u'\n' + text(record->objective) + u"\n\n"_s;
    history += tr("TEACHER") + u'\n' + text(chosen.expected) + u"\n"_s;
    for (const SampleAnswer& sample : run->samples) {
        if (sample.example != chosen.example) continue;
        history += u'\n' + tr("UPDATE %1").arg(sample.update) + u" · "_s
                   + (sample.exact ? tr("exact") : tr("differs")) + u'\n' + text(sample.answer)
                   + u'\n';
    }
    m_history->setPlainText(history);
}

}  // namespace sym
