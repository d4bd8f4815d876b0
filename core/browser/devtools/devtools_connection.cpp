#include "core/browser/devtools/devtools_connection.h"

#include <QtCore/QPointer>
#include <QtCore/QUrl>
#include <QtWebSockets/QWebSocket>

#include <atomic>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

#include "core/browser/devtools_thread.h"

namespace sym {

namespace {

/// Frequent events that nobody here reads; skipped before they are parsed.
constexpr std::string_view kIgnoredEvents[] = {
    "Network.dataReceived", "Network.resourceChangedPriority", "Network.policyUpdated"};

constexpr std::string_view kAnswerPrefix = R"({"id":)";
constexpr std::string_view kEventPrefix = R"({"method":")";

/// The id of an answer, read without parsing what may be megabytes. Browsers write it first.
std::optional<std::int64_t> answerId(std::string_view message)
{
    if (!message.starts_with(kAnswerPrefix)) return std::nullopt;
    std::int64_t id = 0;
    for (std::size_t i = kAnswerPrefix.size(); i < message.size(); ++i) {
        if (message[i] < '0' || message[i] > '9') break;
        id = id * 10 + (message[i] - '0');
    }
    return id;
}

bool isIgnored(std::string_view message)
{
    if (!message.starts_with(kEventPrefix)) return false;
    message.remove_prefix(kEventPrefix.size());
    const std::string_view method = message.substr(0, message.find('"'));
    return std::find(std::begin(kIgnoredEvents), std::end(kIgnoredEvents), method)
           != std::end(kIgnoredEvents);
}

}  // namespace

/// What the socket's thread and the callers share; outlives whichever goes first.
struct DevToolsConnection::Shared {
    std::mutex mutex;
    std::map<std::int64_t, Answer> pending;
    std::vector<std::shared_ptr<DevToolsListener>> listeners;
    std::optional<Error> broken;
    std::int64_t lastId = 0;
    QPointer<QWebSocket> socket;  // touched in the DevTools thread only
    std::shared_ptr<Waiter<bool>> connected = std::make_shared<Waiter<bool>>();

    std::vector<std::shared_ptr<DevToolsListener>> listenersNow()
    {
        const std::lock_guard lock(mutex);
        return listeners;
    }

    void give(std::int64_t id, Result<std::string> answer)
    {
        Answer take;
        {
            const std::lock_guard lock(mutex);
            const auto found = pending.find(id);
            if (found == pending.end()) return;
            take = std::move(found->second);
            pending.erase(found);
        }
        take(std::move(answer));
    }

    void read(std::string message)
    {
        if (const auto id = answerId(message)) return give(*id, std::move(message));
        if (isIgnored(message)) return;
        const nlohmann::json event = nlohmann::json::parse(message, nullptr, false);
        if (!event.is_object()) return;
        if (const auto id = event.find("id"); id != event.end() && id->is_number_integer())
            return give(id->get<std::int64_t>(), std::move(message));
        const auto method = event.find("method");
        if (method == event.end() || !method->is_string()) return;
        static const nlohmann::json kNoParams = nlohmann::json::object();
        const auto params = event.find("params");
        for (const auto& listener : listenersNow())
            listener->onEvent(method->get_ref<const std::string&>(),
                              params == event.end() ? kNoParams : *params);
    }

    void fail(const Error& reason)
    {
        std::map<std::int64_t, Answer> waiting;
        {
            const std::lock_guard lock(mutex);
            if (broken) return;
            broken = reason;
            waiting.swap(pending);
        }
        for (const auto& [id, take] : waiting) take(reason);
        connected->give(reason);
        for (const auto& listener : listenersNow()) listener->onClosed(reason);
    }
};

DevToolsConnection::DevToolsConnection(DevToolsThread& thread,
                                       std::chrono::milliseconds callTimeout)
    : m_thread(thread), m_callTimeout(callTimeout), m_shared(std::make_shared<Shared>())
{
}

DevToolsConnection::~DevToolsConnection()
{
    fail(Error(ErrorCode::Network, "the DevTools connection was closed"));
    // waits for the thread, so that no listener hears anything once this is gone
    m_thread.run([shared = m_shared] {
        {
            const std::lock_guard lock(shared->mutex);
            shared->listeners.clear();
        }
        if (!shared->socket) return;
        shared->socket->disconnect();
        shared->socket->abort();
        shared->socket->deleteLater();
    });
}

Result<std::unique_ptr<DevToolsConnection>> DevToolsConnection::open(
    DevToolsThread& thread, const std::string& webSocketUrl, std::chrono::milliseconds callTimeout,
    JobContext& job)
{
    std::unique_ptr<DevToolsConnection> connection(new DevToolsConnection(thread, callTimeout));
    const QUrl url(QString::fromStdString(webSocketUrl));
    if (url.scheme() != QLatin1String("ws") && url.scheme() != QLatin1String("wss"))
        return Error(ErrorCode::InvalidInput, "not a DevTools address: " + webSocketUrl);

    thread.post([shared = connection->m_shared, context = thread.context(), url, webSocketUrl] {
        auto* socket = new QWebSocket(QString(), QWebSocketProtocol::VersionLatest, context);
        shared->socket = socket;
        QObject::connect(socket, &QWebSocket::connected, socket,
                         [shared] { shared->connected->give(true); });
        QObject::connect(socket, &QWebSocket::textMessageReceived, socket,
                         [shared](const QString& text) { shared->read(text.toStdString()); });
        QObject::connect(socket, &QWebSocket::disconnected, socket, [shared, socket, webSocketUrl] {
            shared->fail(Error(ErrorCode::Network, "the browser closed the connection "
                                                       + webSocketUrl + ": "
                                                       + socket->errorString().toStdString()));
        });
        // only a failure before the handshake is not followed by disconnected()
        QObject::connect(socket, &QWebSocket::stateChanged, socket,
                         [shared, socket, webSocketUrl](QAbstractSocket::SocketState state) {
                             if (state != QAbstractSocket::UnconnectedState) return;
                             shared->fail(Error(ErrorCode::Network,
                                                "cannot reach the browser at " + webSocketUrl + ": "
                                                    + socket->errorString().toStdString()));
                         });
        socket->open(url);
    });
    SYM_CHECK(connection->m_shared->connected->wait(job, after(callTimeout), webSocketUrl));
    return connection;
}

void DevToolsConnection::transmit(const std::string& method, const nlohmann::json& params,
                                  Answer answer)
{
    std::int64_t id = 0;
    {
        std::unique_lock lock(m_shared->mutex);
        if (m_shared->broken) {
            const Error reason = *m_shared->broken;
            lock.unlock();
            if (answer) answer(reason);
            return;
        }
        id = ++m_shared->lastId;
        if (answer) m_shared->pending[id] = std::move(answer);
    }
    nlohmann::json message{{"id", id}, {"method", method}};
    if (!params.is_null()) message["params"] = params;
    // a lone surrogate or a broken byte from a page must not throw here
    QByteArray text = QByteArray::fromStdString(
        message.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    m_thread.post([shared = m_shared, text = std::move(text)] {
        if (shared->socket) shared->socket->sendTextMessage(QString::fromUtf8(text));
    });
}

namespace {

/// The `result` of an answer, or the browser's refusal.
Result<nlohmann::json> readAnswer(const std::string& method, const std::string& text)
{
    nlohmann::json message = nlohmann::json::parse(text, nullptr, false);
    if (!message.is_object())
        return Error(ErrorCode::Protocol, method + ": the answer is not JSON");
    if (const auto error = message.find("error"); error != message.end()) {
        std::string reason = error->value("message", std::string("unknown error"));
        if (const auto data = error->find("data"); data != error->end() && data->is_string())
            reason += " (" + data->get<std::string>() + ")";
        return Error(ErrorCode::Protocol, method + ": " + reason);
    }
    const auto result = message.find("result");
    if (result == message.end()) return nlohmann::json::object();
    return std::move(*result);
}

}  // namespace

DevToolsConnection::Call DevToolsConnection::start(const std::string& method,
                                                   const nlohmann::json& params)
{
    Call call{method, std::make_shared<Waiter<std::string>>()};
    transmit(method, params, [waiter = call.answer](Result<std::string> answer) {
        waiter->give(std::move(answer));
    });
    return call;
}

void DevToolsConnection::request(const std::string& method, const nlohmann::json& params,
                                 std::function<void(Result<nlohmann::json>)> then)
{
    transmit(method, params, [method, then = std::move(then)](Result<std::string> answer) {
        then(answer ? readAnswer(method, *answer) : Result<nlohmann::json>(answer.error()));
    });
}

Result<nlohmann::json> DevToolsConnection::finish(const Call& call, JobContext& job,
                                                  Deadline deadline)
{
    SYM_TRY(const std::string text, call.answer->wait(job, deadline, call.method));
    return readAnswer(call.method, text);
}

Result<nlohmann::json> DevToolsConnection::finish(const Call& call, JobContext& job)
{
    return finish(call, job, after(m_callTimeout));
}

Result<nlohmann::json> DevToolsConnection::call(const std::string& method,
                                                const nlohmann::json& params, JobContext& job)
{
    return finish(start(method, params), job, after(m_callTimeout));
}

Result<nlohmann::json> DevToolsConnection::call(const std::string& method,
                                                const nlohmann::json& params, JobContext& job,
                                                Deadline deadline)
{
    return finish(start(method, params), job, deadline);
}

void DevToolsConnection::post(const std::string& method, const nlohmann::json& params)
{
    transmit(method, params, nullptr);
}

void DevToolsConnection::addListener(std::shared_ptr<DevToolsListener> listener)
{
    const std::lock_guard lock(m_shared->mutex);
    m_shared->listeners.push_back(std::move(listener));
}

void DevToolsConnection::removeListener(const std::shared_ptr<DevToolsListener>& listener)
{
    const std::lock_guard lock(m_shared->mutex);
    std::erase(m_shared->listeners, listener);
}

void DevToolsConnection::fail(const Error& reason)
{
    m_shared->fail(reason);
}

bool DevToolsConnection::isOpen() const
{
    const std::lock_guard lock(m_shared->mutex);
    return !m_shared->broken;
}

}  // namespace sym
