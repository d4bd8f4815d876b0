#pragma once

#include <nlohmann/json.hpp>

#include <QtCore/QObject>
#include <QtWebSockets/QWebSocket>
#include <QtWebSockets/QWebSocketServer>

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace sym {

/// A browser that only pretends: answers DevTools calls as the test says. Lives in the thread that
/// made it.
class DevToolsServer final : public QObject {
public:
    using Handler = std::function<nlohmann::json(const nlohmann::json& params)>;

    DevToolsServer() : m_server(QStringLiteral("fake"), QWebSocketServer::NonSecureMode)
    {
        m_server.listen(QHostAddress::LocalHost, 0);
        connect(&m_server, &QWebSocketServer::newConnection, this, [this] {
            m_socket = m_server.nextPendingConnection();
            connect(m_socket, &QWebSocket::textMessageReceived, this,
                    [this](const QString& text) { onMessage(text.toStdString()); });
        });
    }

    std::string url() const { return m_server.serverUrl().toString().toStdString() + "/devtools"; }

    /// @param handler gives the answer's `result`; a text is sent as an error's message
    void on(const std::string& method, Handler handler) { m_handlers[method] = std::move(handler); }
    /// Calls of this method are never answered.
    void ignore(const std::string& method) { m_handlers[method] = nullptr; }

    void send(const std::string& text)
    {
        if (m_socket != nullptr) m_socket->sendTextMessage(QString::fromStdString(text));
    }
    void sendEvent(const std::string& method, const nlohmann::json& params)
    {
        send(nlohmann::json{{"method", method}, {"params", params}}.dump());
    }
    void closeSocket() { m_socket->close(); }

    std::vector<std::string> methods;  ///< all that were called, in order

private:
    void onMessage(const std::string& text)
    {
        const nlohmann::json message = nlohmann::json::parse(text);
        const std::string method = message["method"];
        methods.push_back(method);
        const auto handler = m_handlers.find(method);
        if (handler != m_handlers.end() && handler->second == nullptr) return;
        const nlohmann::json result =
            handler == m_handlers.end()
                ? nlohmann::json::object()
                : handler->second(message.value("params", nlohmann::json::object()));
        // the browser writes the id first, which a JSON object of this library does not
        const std::string id = R"({"id":)" + message["id"].dump();
        send(result.is_string()
                 ? id + R"(,"error":{"code":-32000,"message":)" + result.dump() + "}}"
                 : id + R"(,"result":)" + result.dump() + "}");
    }

    QWebSocketServer m_server;
    QWebSocket* m_socket = nullptr;
    std::map<std::string, Handler> m_handlers;
};

}  // namespace sym
