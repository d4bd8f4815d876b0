#include "ui/tasks/task_filter_model.h"

#include <algorithm>

#include "ui/tasks/task_table_model.h"

namespace sym {

TaskFilterModel::TaskFilterModel(QObject* parent) : QSortFilterProxyModel(parent)
{
    setSortRole(TaskTableModel::SortRole);
}

void TaskFilterModel::setWords(const QString& words)
{
    m_words = words.split(u' ', Qt::SkipEmptyParts);
    invalidateFilter();
}

void TaskFilterModel::setSite(const QString& site)
{
    m_site = site;
    invalidateFilter();
}

void TaskFilterModel::setSplit(const QString& split)
{
    m_split = split;
    invalidateFilter();
}

bool TaskFilterModel::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    if (!m_split.isEmpty() && index.data(TaskTableModel::SplitRole).toString() != m_split)
        return false;
    if (!m_site.isEmpty() && !index.data(TaskTableModel::SitesRole).toStringList().contains(m_site))
        return false;
    const QString all = index.data(TaskTableModel::FilterRole).toString();
    return std::all_of(m_words.begin(), m_words.end(), [&](const QString& word) {
        return all.contains(word, Qt::CaseInsensitive);
    });
}

}  // namespace sym
