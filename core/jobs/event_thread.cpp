#include "core/jobs/event_thread.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QEvent>

#include <condition_variable>
#include <deque>
#include <mutex>

namespace sym {

/// Runs the posted work in its thread, one piece an event. What one thread hands to the other
/// travels behind standard mutexes, which the thread sanitizer can follow; Debian's Qt is built
/// without it.
class EventThread::Inbox final : public QObject {
public:
    explicit Inbox(std::mutex& ending) : m_ending(ending) {}

    ~Inbox() override
    {
        const std::lock_guard lock(m_ending);
        while (!children().isEmpty()) delete children().front();
    }

    void post(std::function<void()> work)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_waiting.push_back(std::move(work));
        }
        QCoreApplication::postEvent(this, new QEvent(QEvent::User));
    }

protected:
    void customEvent(QEvent*) override
    {
        std::function<void()> work;
        {
            const std::lock_guard lock(m_mutex);
            work = std::move(m_waiting.front());
            m_waiting.pop_front();
        }
        work();
    }

private:
    std::mutex& m_ending;
    std::mutex m_mutex;
    std::deque<std::function<void()>> m_waiting;
};

EventThread::EventThread(const char* name) : m_inbox(new Inbox(m_ending))
{
    m_thread.setObjectName(QString::fromLatin1(name));
    m_inbox->moveToThread(&m_thread);
    m_thread.start();
}

EventThread::~EventThread()
{
    m_inbox->deleteLater();  // done by the thread as it finishes
    m_thread.quit();
    m_thread.wait();
    const std::lock_guard lock(m_ending);
}

QObject* EventThread::context() const
{
    return m_inbox;
}

void EventThread::post(std::function<void()> work)
{
    m_inbox->post(std::move(work));
}

void EventThread::run(std::function<void()> work)
{
    Q_ASSERT(QThread::currentThread() != &m_thread);
    std::mutex mutex;
    std::condition_variable changed;
    bool isDone = false;
    post([&] {
        work();
        const std::lock_guard lock(mutex);
        isDone = true;
        changed.notify_all();  // with the lock held: once it is free, all three may be gone
    });
    std::unique_lock lock(mutex);
    changed.wait(lock, [&isDone] { return isDone; });
}

}  // namespace sym
