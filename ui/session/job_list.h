#pragma once

#include <QtCore/QFutureWatcher>
#include <QtCore/QObject>
#include <QtCore/QString>

#include <functional>
#include <memory>
#include <vector>

#include "core/base/result.h"

namespace sym {

/// One long operation as the Jobs panel and the status bar show it.
struct JobRow {
    enum class State { Running, Done, Failed, Cancelled };
    int id = 0;
    QString title;
    QString stage;
    double fraction = 0;  ///< 0...1
    State state = State::Running;
    QString error;
    qint64 startedAt = 0;   ///< ms since the epoch
    qint64 finishedAt = 0;  ///< 0: still running
};

/// The operations worth showing; panels add their futures, the Jobs panel lists them. GUI thread.
class JobList final : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// Follows a job until it ends. @return its id
    template <typename T>
    int add(const QString& title, QFuture<Result<T>> future)
    {
        const int id = addRow(title, [future]() mutable { future.cancel(); });
        auto* watcher = new QFutureWatcher<Result<T>>(this);
        connect(watcher, &QFutureWatcherBase::progressValueChanged, this,
                [this, id, watcher](int value) {
                    const int range =
                        std::max(1, watcher->progressMaximum() - watcher->progressMinimum());
                    setProgress(id, double(value) / range, watcher->progressText());
                });
        connect(watcher, &QFutureWatcherBase::finished, this, [this, id, watcher] {
            watcher->deleteLater();
            const auto done = watcher->future();
            if (done.resultCount() == 0)
                finish(id, Error(ErrorCode::Cancelled, "cancelled"));
            else if (const auto result = done.resultAt(0); result)
                finish(id, Status());
            else
                finish(id, result.error());
        });
        watcher->setFuture(future);
        return id;
    }

    void setProgress(int id, double fraction, const QString& stage);
    void finish(int id, const Status& status);
    void cancel(int id);
    void clearFinished();

    const std::vector<JobRow>& rows() const { return m_rows; }
    int runningCount() const;

    /// A line for the log, with the time in front.
    void log(const QString& line);

Q_SIGNALS:
    void rowAdded(int row);
    void rowChanged(int row);
    void rowsReset();
    void logged(const QString& line);

private:
    int addRow(const QString& title, std::function<void()> cancel);
    int indexOf(int id) const;

    std::vector<JobRow> m_rows;
    std::vector<std::function<void()>> m_cancels;  ///< parallel to m_rows
    int m_lastId = 0;
};

}  // namespace sym
