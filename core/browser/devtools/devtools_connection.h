#pragma once

#include <nlohmann/json.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "core/base/job_context.h"
#include "core/base/result.h"
#include "core/jobs/waiter.h"

namespace sym {

class DevToolsThread;

/// Hears the events of a connection. Called in the DevTools thread: be quick, never wait there.
class DevToolsListener {
public:
    virtual ~DevToolsListener() = default;
    virtual void onEvent(const std::string& method, const nlohmann::json& params) = 0;
    /// The socket closed or the target crashed; nothing comes after it.
    virtual void onClosed(const Error&) {}
};

/// One WebSocket to a DevTools target (a page, or the browser itself).
///
/// The socket lives in the DevTools thread; calls come from worker threads, block until answered,
/// and must never be made in the GUI thread or the DevTools thread. Answers are parsed in the
/// calling thread, events in the DevTools thread. Any number of threads may call at once.
///
/// Errors: Timeout (names the method), Network (socket closed, renderer crashed), Protocol (the
/// browser refused; its own words in the message), Cancelled.
class DevToolsConnection {
public:
    /// A call on its way; finish() awaits its answer. Lets calls be pipelined.
    struct Call {
        std::string method;
        std::shared_ptr<Waiter<std::string>> answer;
    };

    /// Connects to ws://HOST:PORT/devtools/....
    static Result<std::unique_ptr<DevToolsConnection>> open(DevToolsThread& thread,
                                                            const std::string& webSocketUrl,
                                                            std::chrono::milliseconds callTimeout,
                                                            JobContext& job);
    ~DevToolsConnection();
    DevToolsConnection(const DevToolsConnection&) = delete;
    DevToolsConnection& operator=(const DevToolsConnection&) = delete;

    /// Sends and waits for the answer, at most the connection's call timeout.
    /// @return the answer's `result`
    Result<nlohmann::json> call(const std::string& method, const nlohmann::json& params,
                                JobContext& job);
    /// The same with its own limit.
    Result<nlohmann::json> call(const std::string& method, const nlohmann::json& params,
                                JobContext& job, Deadline deadline);

    /// Sends without waiting; calls are carried out in the order they were sent.
    Call start(const std::string& method, const nlohmann::json& params);
    Result<nlohmann::json> finish(const Call& call, JobContext& job, Deadline deadline);
    Result<nlohmann::json> finish(const Call& call, JobContext& job);

    /// Sends and forgets the answer. Any thread, the DevTools thread included.
    void post(const std::string& method, const nlohmann::json& params);

    /// Sends without waiting and hands the answer's `result` to `then` in the DevTools thread.
    void request(const std::string& method, const nlohmann::json& params,
                 std::function<void(Result<nlohmann::json>)> then);

    /// Listeners hear every event in the order they were added.
    void addListener(std::shared_ptr<DevToolsListener> listener);
    void removeListener(const std::shared_ptr<DevToolsListener>& listener);

    /// Fails all calls that wait and every later one with `reason`. Any thread.
    void fail(const Error& reason);

    bool isOpen() const;
    std::chrono::milliseconds callTimeout() const { return m_callTimeout; }

private:
    struct Shared;
    DevToolsConnection(DevToolsThread& thread, std::chrono::milliseconds callTimeout);
    using Answer = std::function<void(Result<std::string>)>;  // the answer's whole text
    void transmit(const std::string& method, const nlohmann::json& params, Answer answer);

    DevToolsThread& m_thread;
    std::chrono::milliseconds m_callTimeout;
    std::shared_ptr<Shared> m_shared;
};

}  // namespace sym
