#include "page_server.h"

#include <QtCore/QTimer>
#include <QtNetwork/QTcpSocket>

#include <algorithm>

namespace sym {

namespace {

std::string lower(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return char(std::tolower(c)); });
    return text;
}

/// Takes one whole request off the front of what has come; false when it is not all there.
bool takeRequest(QByteArray& bytes, ServedRequest& request)
{
    const qsizetype end = bytes.indexOf("\r\n\r\n");
    if (end < 0) return false;
    request = {};
    const QList<QByteArray> lines = bytes.left(end).split('\n');
    const QList<QByteArray> first = lines[0].trimmed().split(' ');
    if (first.size() < 2) return false;
    request.method = first[0].toStdString();
    request.path = first[1].toStdString();
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const qsizetype colon = lines[i].indexOf(':');
        if (colon > 0)
            request.headers[lower(lines[i].left(colon).toStdString())] =
                lines[i].mid(colon + 1).trimmed().toStdString();
    }
    const auto length = request.headers.find("content-length");
    const qsizetype size = length == request.headers.end() ? 0 : std::stoll(length->second);
    if (bytes.size() < end + 4 + size) return false;
    request.body = bytes.mid(end + 4, size).toStdString();
    bytes.remove(0, end + 4 + size);
    return true;
}

}  // namespace

PageServer::PageServer()
{
    m_server.listen(QHostAddress::LocalHost, 0);
    connect(&m_server, &QTcpServer::newConnection, this, &PageServer::onConnection);
}

std::string PageServer::authority() const
{
    return "127.0.0.1:" + std::to_string(m_server.serverPort());
}

std::string PageServer::url(const std::string& path) const
{
    return "http://" + authority() + path;
}

void PageServer::serve(const std::string& path, const std::string& body)
{
    serve(path, [body](const ServedRequest&) { return ServedAnswer{.body = body}; });
}

void PageServer::serve(const std::string& path,
                       std::function<ServedAnswer(const ServedRequest&)> handler)
{
    m_handlers[path] = std::move(handler);
}

void PageServer::onConnection()
{
    while (QTcpSocket* socket = m_server.nextPendingConnection()) {
        auto bytes = std::make_shared<QByteArray>();
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QTcpSocket::readyRead, this, [this, socket, bytes] {
            bytes->append(socket->readAll());
            ServedRequest request;
            while (takeRequest(*bytes, request)) answer(socket, request);
        });
    }
}

void PageServer::answer(QTcpSocket* socket, const ServedRequest& request)
{
    requests.push_back(request);
    const std::string path = request.path.substr(0, request.path.find('?'));
    const auto handler = m_handlers.find(path);
    const ServedAnswer answer = handler == m_handlers.end()
                                    ? ServedAnswer{.status = 404, .body = "not here"}
                                    : handler->second(request);
    if (answer.never) return;
    std::string text = "HTTP/1.1 " + std::to_string(answer.status)
                       + " Said\r\nContent-Type: " + answer.contentType
                       + "\r\nContent-Length: " + std::to_string(answer.body.size()) + "\r\n";
    for (const std::string& header : answer.headers) text += header + "\r\n";
    text += "\r\n" + answer.body;
    QTimer::singleShot(answer.delayMilliseconds, socket,
                       [socket, text] { socket->write(text.data(), qint64(text.size())); });
}

}  // namespace sym
