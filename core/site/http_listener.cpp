#include "core/site/http_listener.h"

#include <QtCore/QUrl>
#include <QtHttpServer/QAbstractHttpServer>
#include <QtHttpServer/QHttpServerRequest>
#include <QtHttpServer/QHttpServerResponder>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
#include <QtHttpServer/QHttpServerResponse>
#include <QtNetwork/QHttpHeaders>
#endif

namespace sym {

namespace {

std::string_view view(const QByteArray& bytes)
{
    return {bytes.constData(), std::size_t(bytes.size())};
}

const char* methodName(QHttpServerRequest::Method method)
{
    switch (method) {
    case QHttpServerRequest::Method::Post: return "POST";
    case QHttpServerRequest::Method::Put: return "PUT";
    case QHttpServerRequest::Method::Delete: return "DELETE";
    case QHttpServerRequest::Method::Head: return "HEAD";
    case QHttpServerRequest::Method::Patch: return "PATCH";
    case QHttpServerRequest::Method::Options: return "OPTIONS";
    default: return "GET";
    }
}

SiteRequest siteRequest(const QHttpServerRequest& request)
{
    SiteRequest result;
    result.method = methodName(request.method());
    const QUrl url = request.url();
    result.path = decodeUrl(view(url.path(QUrl::FullyEncoded).toUtf8()));
    if (result.path.empty()) result.path = "/";
    result.target =
        view(url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority | QUrl::RemoveFragment));
    result.query = parseUrlEncoded(view(url.query(QUrl::FullyEncoded).toUtf8()));
    result.body = request.body().toStdString();
    result.cookies = parseCookies(view(request.value("Cookie")));
    const QByteArray type = request.value("Content-Type");
    if (type.startsWith("multipart/form-data"))
        result.form = parseMultipart(result.body, view(type));
    else if (type.startsWith("application/x-www-form-urlencoded"))
        result.form = parseUrlEncoded(result.body);
    return result;
}

class Server final : public QAbstractHttpServer {
public:
    explicit Server(HttpListener::Handler handler) : m_handler(std::move(handler)) {}

private:
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    bool handleRequest(const QHttpServerRequest& request, QHttpServerResponder& responder) override
    {
        const SiteResponse answer = m_handler(siteRequest(request));
        QHttpServerResponse response(QByteArray::fromStdString(answer.contentType),
                                     QByteArray::fromStdString(answer.body),
                                     QHttpServerResponder::StatusCode(answer.status));
        QHttpHeaders headers = response.headers();
        for (const auto& [name, value] : answer.headers)
            headers.append(QByteArray::fromStdString(name), QByteArray::fromStdString(value));
        response.setHeaders(std::move(headers));
        responder.sendResponse(response);
        return true;
    }
    void missingHandler(const QHttpServerRequest&, QHttpServerResponder&) override {}
#else
    bool handleRequest(const QHttpServerRequest& request, QTcpSocket* socket) override
    {
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        const SiteRequest asked = siteRequest(request);
        const SiteResponse answer = m_handler(asked);
        QHttpServerResponder responder = makeResponder(request, socket);
        responder.writeStatusLine(QHttpServerResponder::StatusCode(answer.status));
        responder.writeHeader("Content-Type", QByteArray::fromStdString(answer.contentType));
        responder.writeHeader("Content-Length", QByteArray::number(qulonglong(answer.body.size())));
        for (const auto& [name, value] : answer.headers)
            responder.writeHeader(QByteArray::fromStdString(name),
                                  QByteArray::fromStdString(value));
        responder.writeBody(asked.method == "HEAD" ? QByteArray("")
                                                   : QByteArray::fromStdString(answer.body));
        return true;
    }
    void missingHandler(const QHttpServerRequest&, QTcpSocket*) override {}
#endif

    HttpListener::Handler m_handler;
};

class Listener final : public HttpListener {
public:
    explicit Listener(Handler handler) : m_server(std::move(handler)) {}

    Status start(int port)
    {
        auto* socket = new QTcpServer(&m_server);
        if (!socket->listen(QHostAddress::LocalHost, quint16(port)))
            return Error(ErrorCode::Network, "cannot listen on 127.0.0.1:" + std::to_string(port)
                                                 + ": " + socket->errorString().toStdString());
        m_port = socket->serverPort();
        m_server.bind(socket);
        return {};
    }

    int port() const override { return m_port; }

private:
    Server m_server;
    int m_port = 0;
};

}  // namespace

Result<std::unique_ptr<HttpListener>> HttpListener::listen(int port, Handler handler)
{
    auto listener = std::make_unique<Listener>(std::move(handler));
    SYM_CHECK(listener->start(port));
    return std::unique_ptr<HttpListener>(std::move(listener));
}

}  // namespace sym
