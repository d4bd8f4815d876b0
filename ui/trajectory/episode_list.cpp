#include "ui/trajectory/episode_list.h"

#include <QtCore/QScopedValueRollback>
#include <QtCore/QThreadPool>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QTreeView>
#include <QtWidgets/QVBoxLayout>

#include "core/jobs/job.h"
#include "ui/session/selection.h"
#include "ui/trajectory/episode_filter_model.h"
#include "ui/trajectory/episode_tree_model.h"
#include "ui/widgets/column_menu.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/table_copy.h"

using namespace Qt::StringLiterals;

namespace sym {

EpisodeList::EpisodeList(Selection& selection, QThreadPool& storePool, RunMonitor& monitor,
                         QWidget* parent)
    : QWidget(parent),
      m_selection(selection),
      m_pool(storePool),
      m_model(new EpisodeTreeModel(
          [this](quint64 generation, RunId run) { readEpisodes(generation, run); }, this)),
      m_filter(new EpisodeFilterModel(this)),
      m_words(new QLineEdit(this)),
      m_kind(new QComboBox(this)),
      m_tree(new QTreeView(this))
{
    setObjectName(u"episodeList"_s);
    buildView();
    followRuns(monitor);
    connect(&selection, &Selection::projectChanged, this, &EpisodeList::reload);
    connect(&selection, &Selection::episodeChanged, this, &EpisodeList::showSelection);
    connect(&selection, &Selection::runChanged, this, &EpisodeList::showSelection);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &EpisodeList::showSelection);
}

void EpisodeList::buildView()
{
    m_words->setObjectName(u"episodeFilter"_s);
    m_words->setPlaceholderText(tr("Filter episodes"));
    m_words->setAccessibleName(tr("Filter episodes by words"));
    m_words->setClearButtonEnabled(true);
    m_kind->setObjectName(u"episodeKind"_s);
    m_kind->setAccessibleName(tr("Outcome"));
    m_kind->addItems({tr("All outcomes"), tr("Solved"), tr("Not solved"), tr("Not finished")});
    m_filter->setSourceModel(m_model);
    m_tree->setObjectName(u"episodeTree"_s);
    m_tree->setAccessibleName(tr("Runs and episodes"));
    // a row that goes is no choice of the person; asked before the view moves its current row
    connect(m_filter, &QAbstractItemModel::rowsAboutToBeRemoved, this,
            [this] { m_showing = true; });
    connect(m_filter, &QAbstractItemModel::rowsRemoved, this, [this] { m_showing = false; });
    m_tree->setModel(m_filter);
    m_tree->setUniformRowHeights(true);
    m_tree->setAlternatingRowColors(true);
    m_tree->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_tree->setSortingEnabled(true);
    m_tree->sortByColumn(EpisodeTreeModel::Name, Qt::AscendingOrder);
    m_tree->setAllColumnsShowFocus(true);
    m_tree->setIndentation(fontMetrics().height());
    QHeaderView* header = m_tree->header();
    header->setStretchLastSection(false);
    const int unit = fontMetrics().averageCharWidth();
    const int widths[] = {34, 16, 9, 8, 12, 10, 10, 18, 20};
    for (int column = 0; column < EpisodeTreeModel::kColumns; ++column)
        header->resizeSection(column, unit * widths[column]);
    header->setMinimumSectionSize(unit * 8);
    header->setSectionResizeMode(EpisodeTreeModel::Name, QHeaderView::Stretch);
    for (const int column :
         {EpisodeTreeModel::ScoreColumn, EpisodeTreeModel::Time, EpisodeTreeModel::Tokens,
          EpisodeTreeModel::Cost, EpisodeTreeModel::Sites, EpisodeTreeModel::Started})
        header->hideSection(column);
    enableColumnMenu(header);
    enableTableCopy(m_tree);
    auto* bar = new QHBoxLayout;
    bar->addWidget(m_words, 1);
    bar->addWidget(m_kind);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->addLayout(bar);
    layout->addWidget(m_tree, 1);
    connect(m_words, &QLineEdit::textChanged, m_filter, &EpisodeFilterModel::setWords);
    connect(m_kind, &QComboBox::currentIndexChanged, m_filter,
            [this](int kind) { m_filter->setKind(EpisodeKind(kind)); });
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &EpisodeList::select);
}

void EpisodeList::followRuns(RunMonitor& monitor)
{
    const auto isShown = [this](const ProjectStore* store) {
        return store == m_selection.project().get();
    };
    connect(&monitor, &RunMonitor::runStarted, this,
            [this, isShown](const RunRecord& run, ProjectStore* store) {
                if (!isShown(store)) return;
                m_model->addRun(run);
                Q_EMIT loaded(m_model->rowCount());
            });
    connect(&monitor, &RunMonitor::episodeStarted, this,
            [this, isShown](const EpisodeStarted& event, ProjectStore* store) {
                if (isShown(store)) m_model->putEpisode(event.episode);
            });
    connect(&monitor, &RunMonitor::episodeFinished, this,
            [this, isShown](const EpisodeRecord& episode, ProjectStore* store) {
                if (isShown(store)) m_model->putEpisode(episode);
            });
    connect(&monitor, &RunMonitor::runEnded, this,
            [this, isShown](RunId run, const QString&, ProjectStore* store) {
                if (!run || !isShown(store)) return;
                const auto future =
                    runJob<RunRecord>(m_pool, [shared = m_selection.project(), run](JobContext&) {
                        return shared->run(run);
                    });
                onFinished(future, this, [this](const Result<RunRecord>& record) {
                    if (record && m_model->indexOf(record->id).isValid()) m_model->addRun(*record);
                });
            });
}

void EpisodeList::reload()
{
    const quint64 generation = m_model->reset();
    if (!m_selection.project()) return;
    const auto future = runJob<std::vector<RunRecord>>(
        m_pool, [store = m_selection.project()](JobContext&) { return store->runs(); });
    onFinished(future, this, [this, generation](const Result<std::vector<RunRecord>>& runs) {
        if (!runs) {
            if (runs.error().code() != ErrorCode::Cancelled)
                Q_EMIT failed(text(runs.error().message()));
            return;
        }
        m_model->setRuns(generation, *runs);
        Q_EMIT loaded(m_model->rowCount());
        if (m_model->rowCount() > 0 && !m_selection.run())
            m_tree->expand(m_filter->mapFromSource(m_model->index(0, 0)));
    });
}

void EpisodeList::readEpisodes(quint64 generation, RunId run)
{
    const auto future = runJob<std::vector<EpisodeRecord>>(
        m_pool, [store = m_selection.project(), run](JobContext&) {
            return store->episodes({.run = run, .taskId = {}, .limit = -1});
        });
    onFinished(future, this,
               [this, generation, run](const Result<std::vector<EpisodeRecord>>& episodes) {
                   if (episodes)
                       m_model->setEpisodes(generation, run, *episodes);
                   else if (episodes.error().code() != ErrorCode::Cancelled)
                       Q_EMIT failed(text(episodes.error().message()));
               });
}

void EpisodeList::select(const QModelIndex& proxyIndex)
{
    if (m_showing || !proxyIndex.isValid()) return;
    const QModelIndex index = m_filter->mapToSource(proxyIndex);
    const RunRecord* run = m_model->run(index);
    const EpisodeRecord* episode = m_model->episode(index);
    if (!run) return;
    const RunId runId = run->id;
    const EpisodeId episodeId = episode ? episode->id : EpisodeId{};
    m_selection.setRun(runId);
    if (episodeId) m_selection.setEpisode(episodeId);
}

void EpisodeList::showSelection()
{
    const QScopedValueRollback showing(m_showing, true);
    QModelIndex index = m_model->indexOf(m_selection.episode());
    if (!index.isValid()) {
        index = m_model->indexOf(m_selection.run());
        if (index.isValid() && m_selection.episode() && m_model->canFetchMore(index))
            m_model->fetchMore(index);
    }
    const QModelIndex proxy = m_filter->mapFromSource(index);
    const QModelIndex current = m_tree->currentIndex();
    const bool isThere = proxy.row() == current.row() && proxy.parent() == current.parent();
    if (!proxy.isValid() || isThere) return;
    m_tree->setCurrentIndex(proxy);
    m_tree->scrollTo(proxy);
}

void EpisodeList::goToNeighbour(int direction)
{
    QModelIndex at = m_tree->currentIndex();
    for (;;) {
        at = direction > 0 ? m_tree->indexBelow(at) : m_tree->indexAbove(at);
        if (!at.isValid()) return;
        if (at.data(EpisodeTreeModel::EpisodeRole).toLongLong() == 0) {
            m_tree->expand(at);
            continue;
        }
        m_tree->setCurrentIndex(at);
        return;
    }
}

}  // namespace sym
