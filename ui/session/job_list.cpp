#include "ui/session/job_list.h"

#include <QtCore/QDateTime>

#include <algorithm>

#include "ui/widgets/number_text.h"

using namespace Qt::StringLiterals;

namespace sym {

int JobList::addRow(const QString& title, std::function<void()> cancel)
{
    JobRow row;
    row.id = ++m_lastId;
    row.title = title;
    row.startedAt = QDateTime::currentMSecsSinceEpoch();
    m_rows.push_back(std::move(row));
    m_cancels.push_back(std::move(cancel));
    Q_EMIT rowAdded(int(m_rows.size()) - 1);
    log(tr("Started: %1").arg(title));
    return m_lastId;
}

int JobList::indexOf(int id) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(),
                                    [id](const JobRow& row) { return row.id == id; });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

void JobList::setProgress(int id, double fraction, const QString& stage)
{
    const int row = indexOf(id);
    if (row < 0) return;
    m_rows[std::size_t(row)].fraction = std::clamp(fraction, 0.0, 1.0);
    m_rows[std::size_t(row)].stage = stage;
    Q_EMIT rowChanged(row);
}

void JobList::finish(int id, const Status& status)
{
    const int index = indexOf(id);
    if (index < 0) return;
    JobRow& row = m_rows[std::size_t(index)];
    row.finishedAt = QDateTime::currentMSecsSinceEpoch();
    if (status) {
        row.state = JobRow::State::Done;
        row.fraction = 1;
        log(tr("Finished: %1").arg(row.title));
    } else if (status.error().code() == ErrorCode::Cancelled) {
        row.state = JobRow::State::Cancelled;
        log(tr("Cancelled: %1").arg(row.title));
    } else {
        row.state = JobRow::State::Failed;
        row.error = text(status.error().message());
        log(tr("Failed: %1: %2").arg(row.title, row.error));
    }
    Q_EMIT rowChanged(index);
}

void JobList::cancel(int id)
{
    const int row = indexOf(id);
    if (row >= 0 && m_rows[std::size_t(row)].state == JobRow::State::Running)
        m_cancels[std::size_t(row)]();
}

void JobList::clearFinished()
{
    for (std::size_t i = m_rows.size(); i-- > 0;) {
        if (m_rows[i].state == JobRow::State::Running) continue;
        m_rows.erase(m_rows.begin() + std::ptrdiff_t(i));
        m_cancels.erase(m_cancels.begin() + std::ptrdiff_t(i));
    }
    Q_EMIT rowsReset();
}

int JobList::runningCount() const
{
    return int(std::count_if(m_rows.begin(), m_rows.end(), [](const JobRow& row) {
        return row.state == JobRow::State::Running;
    }));
}

void JobList::log(const QString& line)
{
    Q_EMIT logged(QDateTime::currentDateTime().toString(u"HH:mm:ss  "_s) + line);
}

}  // namespace sym
