#include "ui/knowledge/retrieval_tab.h"

#include <QtCore/QThreadPool>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTableView>
#include <QtWidgets/QVBoxLayout>

#include "core/jobs/job.h"
#include "core/store/knowledge_store.h"
#include "ui/session/selection.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/panel_stack.h"
#include "ui/widgets/row_table.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {
constexpr int kPauseMilliseconds = 200;  // going through steps with a key asks once
}  // namespace

RetrievalTab::RetrievalTab(Engine& engine, Selection& selection, QWidget* parent)
    : QWidget(parent), m_engine(engine), m_selection(selection), m_model(new RetrievedModel(this))
{
    setObjectName(u"retrievalTab"_s);
    build();
    m_soon.setSingleShot(true);
    m_soon.setInterval(kPauseMilliseconds);
    connect(&m_soon, &QTimer::timeout, this, [this] { readStep(Wanted::StoredFirst); });
    const auto later = [this] {
        ++m_generation;
        m_isStale = true;
        if (isVisible()) m_soon.start();
    };
    connect(&selection, &Selection::projectChanged, this, later);
    connect(&selection, &Selection::episodeChanged, this, later);
    connect(&selection, &Selection::stepChanged, this, later);
    connect(m_stack, &PanelStack::retryRequested, this, [this] { readStep(Wanted::StoredFirst); });
    connect(m_ask, &QPushButton::clicked, this, &RetrievalTab::askNow);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& row) {
                if (row.isValid()) Q_EMIT entryChosen(m_model->row(row.row()).example.entry);
            });
    connect(m_table, &QTableView::activated, this, &RetrievalTab::opened);
    readStep(Wanted::StoredFirst);
}

void RetrievalTab::build()
{
    auto* content = new QWidget(this);
    m_source = new QLabel(content);
    m_source->setObjectName(u"retrievalSource"_s);
    m_source->setWordWrap(true);
    m_source->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_ask = new QPushButton(tr("&Ask now"), content);
    m_ask->setObjectName(u"retrievalAsk"_s);
    m_ask->setToolTip(
        tr("What today's knowledge base has for this page, with the offline planner as the model"));
    m_table = new QTableView(content);
    m_table->setObjectName(u"retrievalTable"_s);
    m_table->setAccessibleName(tr("Examples found for the page"));
    prepareTable(m_table, m_model);
    m_table->setWordWrap(true);
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    const int unit = fontMetrics().averageCharWidth();
    const int widths[] = {8, 15, 30, 30, 16, 9, 15};
    for (int column = 0; column < RetrievedModel::kColumns; ++column)
        m_table->setColumnWidth(column, unit * widths[column]);
    m_table->horizontalHeader()->setMinimumSectionSize(unit * 7);
    for (const int column : {RetrievedModel::Instruction, RetrievedModel::Reason})
        m_table->horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
    auto* top = new QHBoxLayout;
    top->addWidget(m_source, 1);
    top->addWidget(m_ask, 0, Qt::AlignTop);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->addLayout(top);
    layout->addWidget(m_table, 1);
    m_stack = new PanelStack(content, this);
    m_stack->setObjectName(u"retrievalStack"_s);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);
}

void RetrievalTab::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_isStale) readStep(Wanted::StoredFirst);
}

void RetrievalTab::askNow()
{
    readStep(Wanted::Now);
}

void RetrievalTab::readStep(Wanted wanted)
{
    const quint64 generation = ++m_generation;
    const auto& project = m_selection.project();
    const EpisodeId episode = m_selection.episode();
    const int step = m_selection.step();
    if (!project || !episode || step < 0) {
        m_model->setRows({});
        m_stack->showEmpty(u"trajectory"_s, tr("No step is selected"),
                           tr("Select a step in the Trajectory panel; what the knowledge base has "
                              "for its page appears here."));
        return;
    }
    if (!isVisible()) return;
    m_isStale = false;
    m_stack->showBusy(tr("Looking for examples…"));
    if (wanted == Wanted::Now) {
        ask(generation);
        return;
    }
    const auto future = runJob<Step>(
        m_engine.storePool(),
        [store = project, episode, step](JobContext&) { return store->step(episode, step); });
    onFinished(future, this, [this, generation](const Result<Step>& read) {
        if (generation != m_generation) return;
        if (!read)
            fail(read.error());
        else if (read->retrieved.empty())
            ask(generation);
        else
            readEntries(generation, read->retrieved,
                        tr("Stored with step %1: found when it was decided.").arg(read->index + 1));
    });
}

void RetrievalTab::ask(quint64 generation)
{
    const auto future =
        m_engine.findExamples(m_selection.project(), m_selection.episode(), m_selection.step());
    onFinished(future, this, [this, generation](const Result<FoundExamples>& found) {
        if (generation != m_generation) return;
        if (!found) {
            fail(found.error());
            return;
        }
        readEntries(generation, found->examples,
                    tr("Asked now for step %1, with %2 as the model that writes the query and "
                       "filters. Entries of the same task template are left out.")
                        .arg(m_selection.step() + 1)
                        .arg(text(found->model)));
    });
}

void RetrievalTab::readEntries(quint64 generation, const std::vector<RetrievedExample>& examples,
                               const QString& source)
{
    const auto future = runJob<Found>(
        m_engine.storePool(), [store = m_selection.project(), examples, source](JobContext&) {
            Found found{{}, source};
            for (const RetrievedExample& example : examples) {
                const auto entry = store->knowledge().entry(example.entry);
                found.rows.push_back({example, entry ? std::optional(*entry) : std::nullopt});
            }
            return Result<Found>(std::move(found));
        });
    onFinished(future, this, [this, generation](const Result<Found>& found) {
        if (generation != m_generation) return;
        if (!found) {
            fail(found.error());
            return;
        }
        m_model->setRows(found->rows);
        int kept = 0;
        for (const RetrievalRow& row : found->rows) kept += row.example.kept ? 1 : 0;
        m_source->setText(
            found->source + u' '
            + (found->rows.empty()
                   ? tr("Nothing was found.")
                   : tr("%1 found, %2 in the prompt.").arg(found->rows.size()).arg(kept)));
        m_stack->showFull();
    });
}

void RetrievalTab::fail(const Error& error)
{
    if (error.code() == ErrorCode::Cancelled) return;
    m_stack->showError(tr("The examples could not be found"), text(error.message()));
}

}  // namespace sym
