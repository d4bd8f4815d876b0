#include "ui/jobs/job_table_model.h"

#include <QtCore/QDateTime>
#include <QtCore/QLocale>
#include <QtGui/QFontMetrics>
#include <QtGui/QGuiApplication>

#include "ui/widgets/number_text.h"
#include "ui/widgets/theme.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {
constexpr int kRowPadding = 10;
}

JobTableModel::JobTableModel(const JobList& jobs, QObject* parent)
    : QAbstractTableModel(parent), m_jobs(jobs), m_rows(int(jobs.rows().size()))
{
    connect(&jobs, &JobList::rowAdded, this, [this](int row) {
        beginInsertRows({}, row, row);
        m_rows = row + 1;
        endInsertRows();
    });
    connect(&jobs, &JobList::rowChanged, this,
            [this](int row) { Q_EMIT dataChanged(index(row, 0), index(row, kColumns - 1)); });
    connect(&jobs, &JobList::rowsReset, this, [this] {
        beginResetModel();
        m_rows = int(m_jobs.rows().size());
        endResetModel();
    });
}

int JobTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int JobTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : kColumns;
}

QVariant JobTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const JobRow& row = m_jobs.rows()[std::size_t(index.row())];
    if (role == Qt::SizeHintRole)
        return QSize(0, QFontMetrics(QGuiApplication::font()).height() + kRowPadding);
    if (role == IdRole) return row.id;
    if (role == FractionRole) return row.fraction;
    if (role == StateRole) return int(row.state);
    if (role == Qt::ToolTipRole)
        return row.error.isEmpty() ? row.title : row.title + u"\n"_s + row.error;
    if (role == Qt::ForegroundRole && index.column() == StateText
        && row.state == JobRow::State::Failed)
        return toneColor(Tone::Bad, QGuiApplication::palette());
    if (role != Qt::DisplayRole) return {};
    switch (index.column()) {
    case Title: return row.title;
    case Progress: return percentText(row.fraction);
    case Stage: return row.state == JobRow::State::Failed ? row.error : row.stage;
    case Started:
        return QLocale().toString(QDateTime::fromMSecsSinceEpoch(row.startedAt).time(),
                                  QLocale::ShortFormat);
    case StateText:
        switch (row.state) {
        case JobRow::State::Running: return tr("running");
        case JobRow::State::Done:
            return tr("done in %1").arg(durationText(double(row.finishedAt - row.startedAt)));
        case JobRow::State::Failed: return tr("failed");
        case JobRow::State::Cancelled: return tr("cancelled");
        }
        return {};
    default: return {};
    }
}

QVariant JobTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Title: return tr("Job");
    case Progress: return tr("Progress");
    case Stage: return tr("Doing");
    case StateText: return tr("State");
    case Started: return tr("Started");
    default: return {};
    }
}

}  // namespace sym
