#include "ui/tasks/task_table_model.h"

#include <QtGui/QGuiApplication>

#include "ui/session/outcome_text.h"
#include "ui/tasks/evaluation_text.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/svg_icon.h"
#include "ui/widgets/theme.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

QStringList siteList(const Task& task)
{
    QStringList sites;
    for (const std::string& site : task.sites) sites << text(site);
    return sites;
}

/// Numbers in order of their value, other ids after them.
QVariant idSortKey(const Task& task)
{
    bool isNumber = false;
    const qlonglong number = text(task.id).toLongLong(&isNumber);
    return isNumber ? u"%1"_s.arg(number, 12, 10, QLatin1Char('0')) : u"~"_s + text(task.id);
}

}  // namespace

void TaskTableModel::setTasks(std::shared_ptr<const std::vector<Task>> tasks)
{
    beginResetModel();
    m_tasks = std::move(tasks);
    m_results.clear();
    endResetModel();
}

void TaskTableModel::setResults(std::map<std::string, EpisodeRecord> results)
{
    m_results = std::move(results);
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, LastResult), index(rowCount() - 1, LastResult));
}

void TaskTableModel::putResult(const EpisodeRecord& episode)
{
    m_results[episode.taskId] = episode;
    for (int row = 0; row < rowCount(); ++row)
        if (task(row).id == episode.taskId)
            Q_EMIT dataChanged(index(row, LastResult), index(row, LastResult));
}

const EpisodeRecord* TaskTableModel::result(int row) const
{
    const auto found = m_results.find(task(row).id);
    return found == m_results.end() ? nullptr : &found->second;
}

int TaskTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_tasks->size());
}

int TaskTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : kColumns;
}

QString TaskTableModel::resultText(int row) const
{
    const EpisodeRecord* episode = result(row);
    return episode ? outcomeWord(*episode) : QString();
}

QVariant TaskTableModel::display(int row, int column) const
{
    const Task& shown = task(row);
    switch (column) {
    case Id: return text(shown.id);
    case Sites: return siteList(shown).join(u", "_s);
    case Intent: return text(shown.intent);
    case Template:
        return text(shown.templateId) + (shown.templateHeldOut ? tr(" (held out)") : QString());
    case Evaluators: return evaluatorNames(shown.evaluation).join(u", "_s);
    case Split: return text(shown.split);
    case LastResult: return resultText(row);
    default: return {};
    }
}

QVariant TaskTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Task& shown = task(index.row());
    const EpisodeRecord* episode = index.column() == LastResult ? result(index.row()) : nullptr;
    switch (role) {
    case Qt::DisplayRole: return display(index.row(), index.column());
    case SortRole:
        return index.column() == Id ? idSortKey(shown) : display(index.row(), index.column());
    case FilterRole:
        return QString(text(shown.id) + u' ' + text(shown.intent) + u' ' + text(shown.templateId));
    case SitesRole: return siteList(shown);
    case SplitRole: return text(shown.split);
    case Qt::ToolTipRole: return text(shown.intent);
    case Qt::DecorationRole: return episode ? svgIcon(outcomeIcon(*episode)) : QVariant();
    case Qt::ForegroundRole:
        return episode ? toneColor(outcomeTone(*episode), QGuiApplication::palette()) : QVariant();
    default: return {};
    }
}

QVariant TaskTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Id: return tr("Task");
    case Sites: return tr("Sites");
    case Intent: return tr("Intent");
    case Template: return tr("Template");
    case Evaluators: return tr("Evaluators");
    case Split: return tr("Split");
    case LastResult: return tr("Last result");
    default: return {};
    }
}

}  // namespace sym
