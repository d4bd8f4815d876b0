#pragma once

#include <QtCore/QObject>
#include <QtCore/QThread>

#include <functional>
#include <mutex>

namespace sym {

/// A thread that runs an event loop for sockets and servers, so that they never share the GUI
/// thread. Starts in the constructor; the destructor stops and joins it.
class EventThread {
public:
    explicit EventThread(const char* name);
    ~EventThread();
    EventThread(const EventThread&) = delete;
    EventThread& operator=(const EventThread&) = delete;

    /// An object that lives in the thread: the context for timers and connections made there.
    QObject* context() const;

    /// Runs `work` in the thread and returns at once. Any thread.
    void post(std::function<void()> work);

    /// Runs `work` in the thread and waits until it is done. Any thread but this one.
    void run(std::function<void()> work);

private:
    class Inbox;

    QThread m_thread;
    std::mutex m_ending;  // held while the thread takes down what lives in it
    Inbox* m_inbox;       // lives in the thread
};

}  // namespace sym
