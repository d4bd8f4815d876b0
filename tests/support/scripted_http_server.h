#pragma once

#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>

#include <deque>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "core/jobs/event_thread.h"

namespace sym {

/// One answer of the server, byte for byte, and how it comes.
struct ScriptedReply {
    enum class End { KeepOpen, Close, Hang };
    std::vector<std::string> pieces;  ///< written and flushed one by one
    End end = End::KeepOpen;          ///< Hang: the pieces, and then nothing more
};

/// An HTTP server on 127.0.0.1 that gives prepared answers in order, from a thread of its own. The
/// last answer is repeated.
class ScriptedHttpServer {
public:
    explicit ScriptedHttpServer(std::vector<ScriptedReply> replies)
        : m_replies(replies.begin(), replies.end())
    {
        m_thread.run([this] {
            m_server = new QTcpServer(m_thread.context());
            m_server->listen(QHostAddress::LocalHost);
            QObject::connect(m_server, &QTcpServer::newConnection, m_server, [this] { accept(); });
        });
    }

    ~ScriptedHttpServer()
    {
        m_thread.run([this] { delete m_server; });  // it dies where it lives, its sockets with it
    }

    /// "http://127.0.0.1:PORT"
    std::string address() const
    {
        return "http://127.0.0.1:" + std::to_string(m_server->serverPort());
    }

    /// The requests so far, head and body.
    std::vector<std::string> requests() const
    {
        const std::lock_guard lock(m_mutex);
        return m_requests;
    }

    /// A whole answer with its length.
    static ScriptedReply answer(int status, const std::string& body,
                                const std::string& headers = {},
                                const std::string& type = "application/json")
    {
        return {
            {head(status, "Content-Length: " + std::to_string(body.size()) + "\r\n" + headers, type)
             + body}};
    }

    /// An event stream in pieces, ended by closing the connection.
    static ScriptedReply stream(std::vector<std::string> pieces)
    {
        pieces.insert(pieces.begin(), head(200, "Connection: close\r\n", "text/event-stream"));
        return {std::move(pieces), ScriptedReply::End::Close};
    }

    static std::string head(int status, const std::string& headers, const std::string& type)
    {
        return "HTTP/1.1 " + std::to_string(status) + " X\r\nContent-Type: " + type + "\r\n"
               + headers + "\r\n";
    }

private:
    void accept()
    {
        while (QTcpSocket* socket = m_server->nextPendingConnection()) {
            auto received = std::make_shared<std::string>();
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket, received] {
                *received += socket->readAll().toStdString();
                if (!isWhole(*received)) return;
                reply(socket, std::exchange(*received, {}));
            });
            QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        }
    }

    static bool isWhole(const std::string& request)
    {
        const auto end = request.find("\r\n\r\n");
        if (end == std::string::npos) return false;
        const QByteArray head = QByteArray::fromStdString(request.substr(0, end)).toLower();
        const auto at = head.indexOf("content-length:");
        const int length =
            at < 0 ? 0 : head.mid(at + 15, head.indexOf('\r', at) - at - 15).trimmed().toInt();
        return request.size() >= end + 4 + std::size_t(length);
    }

    void reply(QTcpSocket* socket, std::string request)
    {
        ScriptedReply next;
        {
            const std::lock_guard lock(m_mutex);
            m_requests.push_back(std::move(request));
            next = m_replies.front();
            if (m_replies.size() > 1) m_replies.pop_front();
        }
        sendFrom(socket, next, 0);
    }

    /// Each piece in a turn of the event loop of its own, so that they arrive apart.
    void sendFrom(QTcpSocket* socket, const ScriptedReply& reply, std::size_t index)
    {
        if (index == reply.pieces.size()) {
            if (reply.end == ScriptedReply::End::Close) socket->disconnectFromHost();
            return;
        }
        socket->write(QByteArray::fromStdString(reply.pieces[index]));
        socket->flush();
        QMetaObject::invokeMethod(
            socket, [this, socket, reply, index] { sendFrom(socket, reply, index + 1); },
            Qt::QueuedConnection);
    }

    mutable std::mutex m_mutex;
    std::deque<ScriptedReply> m_replies;
    std::vector<std::string> m_requests;
    QTcpServer* m_server = nullptr;
    EventThread m_thread{"scripted-http"};
};

}  // namespace sym
