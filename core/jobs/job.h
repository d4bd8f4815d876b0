#pragma once

#include <QtConcurrent/QtConcurrentRun>
#include <QtCore/QFuture>
#include <QtCore/QFutureWatcher>
#include <QtCore/QThreadPool>

#include <functional>

#include "core/base/job_context.h"
#include "core/base/result.h"

/// The one asynchronous shape of the program: runJob() gives a QFuture<Result<T>>, onFinished()
/// brings its result to an object's own thread.
namespace sym {

inline constexpr int kProgressSteps = 1000;

/// The JobContext of a job that runs in a pool; progress and cancellation go through its future.
template <typename T>
class PromiseContext final : public JobContext {
public:
    explicit PromiseContext(QPromise<Result<T>>& promise) : m_promise(promise) {}
    bool isCancelled() const override { return m_promise.isCanceled(); }
    void report(double fraction, std::string_view stage) override
    {
        m_promise.setProgressValueAndText(int(fraction * kProgressSteps),
                                          QString::fromUtf8(stage.data(), qsizetype(stage.size())));
    }

private:
    QPromise<Result<T>>& m_promise;
};

/// Runs `work` in a thread of the pool. The work owns what it touches and never captures a widget.
template <typename T>
QFuture<Result<T>> runJob(QThreadPool& pool, std::function<Result<T>(JobContext&)> work)
{
    return QtConcurrent::run(&pool, [work = std::move(work)](QPromise<Result<T>>& promise) {
        promise.setProgressRange(0, kProgressSteps);
        PromiseContext<T> context(promise);
        promise.addResult(work(context));  // dropped by Qt if cancelled meanwhile
    });
}

/// Calls `handler(const Result<T>&)` in the thread of `context`, and not at all once that is gone.
template <typename T, typename Handler>
void onFinished(QFuture<Result<T>> future, QObject* context, Handler handler)
{
    auto* watcher = new QFutureWatcher<Result<T>>(context);
    QObject::connect(
        watcher, &QFutureWatcherBase::finished, context, [watcher, handler = std::move(handler)] {
            watcher->deleteLater();
            const auto done = watcher->future();
            handler(done.resultCount() > 0 ? done.resultAt(0)
                                           : Result<T>(Error(ErrorCode::Cancelled, "cancelled")));
        });
    watcher->setFuture(std::move(future));
}

}  // namespace sym
