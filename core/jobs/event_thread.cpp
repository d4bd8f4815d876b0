#include "core/jobs/event_thread.h"

#include <QtCore/QSemaphore>

namespace sym {

EventThread::EventThread(const char* name)
{
    m_thread.setObjectName(QString::fromLatin1(name));
    m_context = new QObject;
    m_context->moveToThread(&m_thread);
    m_thread.start();
}

EventThread::~EventThread()
{
    m_context->deleteLater();  // done by the thread as it finishes
    m_thread.quit();
    m_thread.wait();
}

void EventThread::post(std::function<void()> work)
{
    QMetaObject::invokeMethod(m_context, std::move(work), Qt::QueuedConnection);
}

void EventThread::run(std::function<void()> work)
{
    Q_ASSERT(QThread::currentThread() != &m_thread);
    QSemaphore done;
    post([&] {
        work();
        done.release();
    });
    done.acquire();
}

}  // namespace sym
