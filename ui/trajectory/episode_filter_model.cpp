#include "ui/trajectory/episode_filter_model.h"

#include "ui/session/outcome_text.h"
#include "ui/trajectory/episode_tree_model.h"

namespace sym {

EpisodeFilterModel::EpisodeFilterModel(QObject* parent) : QSortFilterProxyModel(parent)
{
    setSortRole(EpisodeTreeModel::SortRole);
    setRecursiveFilteringEnabled(true);
}

void EpisodeFilterModel::setWords(const QString& words)
{
    m_words = words.split(u' ', Qt::SkipEmptyParts);
    invalidateFilter();
}

void EpisodeFilterModel::setKind(EpisodeKind kind)
{
    m_kind = kind;
    invalidateFilter();
}

bool EpisodeFilterModel::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    const auto* model = static_cast<const EpisodeTreeModel*>(sourceModel());
    const QModelIndex index = model->index(row, 0, parent);
    const EpisodeRecord* episode = model->episode(index);
    if (m_words.isEmpty() && m_kind == EpisodeKind::All) return true;
    if (!episode) return model->canFetchMore(index);  // not known yet what is in it
    const bool finished = episode->outcome == EpisodeOutcome::Finished;
    const bool success = isSolved(*episode);
    if (m_kind == EpisodeKind::Successes && !success) return false;
    if (m_kind == EpisodeKind::Failures && (!finished || success)) return false;
    if (m_kind == EpisodeKind::NotFinished && finished) return false;
    const QString all = index.data(EpisodeTreeModel::FilterRole).toString();
    return std::all_of(m_words.begin(), m_words.end(), [&](const QString& word) {
        return all.contains(word, Qt::CaseInsensitive);
    });
}

}  // namespace sym
