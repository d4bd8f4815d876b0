#include "core/llm/http_exchange.h"

#include <QtCore/QPointer>
#include <QtNetwork/QNetworkAccessManager>
#include <QtNetwork/QNetworkReply>
#include <QtNetwork/QNetworkRequest>

#include "core/jobs/event_thread.h"
#include "core/jobs/mailbox.h"
#include "core/jobs/waiter.h"

namespace sym {
namespace {

/// One request on its way, shared by the asking thread and the network thread.
struct Exchange {
    Mailbox<std::string> chunks;
    Mailbox<HttpAnswer> heads;  // status and headers, before any chunk
    Waiter<HttpAnswer> end;
    QPointer<QNetworkReply> reply;  // network thread only
};

std::string headerText(const QNetworkReply& reply, const char* name)
{
    return reply.rawHeader(name).toStdString();
}

HttpAnswer headOf(const QNetworkReply& reply)
{
    HttpAnswer head;
    head.status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    head.contentType = headerText(reply, "Content-Type");
    head.retryAfter = headerText(reply, "Retry-After");
    head.location = headerText(reply, "Location");
    return head;
}

/// A failure without any HTTP status, in words that say what to do.
Error connectionError(QNetworkReply::NetworkError code, const std::string& detail, const QUrl& url)
{
    const std::string host = url.host().toStdString();
    const std::string place =
        host + ":" + std::to_string(url.port(url.scheme() == QLatin1String("https") ? 443 : 80));
    switch (code) {
    case QNetworkReply::HostNotFoundError:
        return {ErrorCode::Network, "cannot find the host " + host
                                        + ": check the address in the settings and the network"};
    case QNetworkReply::ConnectionRefusedError:
        return {ErrorCode::Network,
                place + " refused the connection: start the server or check the port"};
    case QNetworkReply::SslHandshakeFailedError:
        return {ErrorCode::Network, "no secure connection to " + place + " (" + detail
                                        + "): check its certificate, the system clock, or use "
                                          "http:// for a local server"};
    case QNetworkReply::TimeoutError:
        return {ErrorCode::Network, place + " does not accept the connection: check the network"};
    case QNetworkReply::RemoteHostClosedError:
        return {ErrorCode::Network, place + " closed the connection without an answer"};
    case QNetworkReply::ProtocolUnknownError:
        return {ErrorCode::InvalidInput,
                "the address " + url.toString().toStdString() + " is not http:// or https://"};
    default: return {ErrorCode::Network, "no answer from " + place + ": " + detail};
    }
}

void finish(Exchange& exchange, const QNetworkReply& reply)
{
    HttpAnswer answer = headOf(reply);
    const auto code = reply.error();
    const std::string detail = reply.errorString().toStdString();
    if (answer.status == 0) {
        exchange.end.give(connectionError(code, detail, reply.url()));
        return;
    }
    // Qt reports statuses as errors of their own, from 201 on; the rest are failures below HTTP.
    if (code != QNetworkReply::NoError && code < QNetworkReply::ContentAccessDenied)
        answer.cut = detail;
    exchange.end.give(std::move(answer));
}

QNetworkRequest networkRequest(const HttpPost& post)
{
    QNetworkRequest request(QUrl(QString::fromStdString(post.url)));
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);  // a key goes to its own host only
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    for (const auto& [name, value] : post.headers)
        request.setRawHeader(QByteArray::fromStdString(name), QByteArray::fromStdString(value));
    return request;
}

}  // namespace

/// The network thread and its access managers. A manager opens at most six connections to a host,
/// so each call in flight has one to itself. All but the constructor: network thread only.
class HttpClient::Pool {
    std::vector<QNetworkAccessManager*> m_idle;  // before the thread: it is joined first

public:
    EventThread thread{"symbiont-http"};

    void start(const HttpPost& post, const std::shared_ptr<Exchange>& exchange)
    {
        QNetworkAccessManager* manager = take();
        QNetworkReply* reply =
            manager->sendCustomRequest(networkRequest(post), QByteArray::fromStdString(post.method),
                                       QByteArray::fromStdString(post.body));
        exchange->reply = reply;
        const auto drain = [reply, exchange] {
            if (const QByteArray bytes = reply->readAll(); !bytes.isEmpty())
                exchange->chunks.post(bytes.toStdString());
        };
        QObject::connect(reply, &QNetworkReply::metaDataChanged, reply,
                         [reply, exchange] { exchange->heads.post(headOf(*reply)); });
        QObject::connect(reply, &QNetworkReply::readyRead, reply, drain);
        QObject::connect(reply, &QNetworkReply::finished, reply,
                         [this, reply, exchange, manager, drain] {
                             if (reply->isOpen()) drain();
                             finish(*exchange, *reply);
                             reply->deleteLater();
                             m_idle.push_back(manager);
                         });
    }

private:
    QNetworkAccessManager* take()
    {
        if (m_idle.empty()) return new QNetworkAccessManager(thread.context());
        QNetworkAccessManager* manager = m_idle.back();
        m_idle.pop_back();
        return manager;
    }
};

HttpClient::HttpClient() : m_pool(std::make_unique<Pool>()) {}
HttpClient::~HttpClient() = default;

Result<HttpAnswer> HttpClient::post(
    const HttpPost& request, const JobContext& job,
    const std::function<bool(const HttpAnswer&, std::string_view)>& onBody)
{
    const QUrl url(QString::fromStdString(request.url));
    if (!url.isValid() || url.host().isEmpty())
        return Error(ErrorCode::InvalidInput, "not a web address: \"" + request.url + "\"");

    const auto exchange = std::make_shared<Exchange>();
    Pool& pool = *m_pool;
    pool.thread.post([&pool, request, exchange] { pool.start(request, exchange); });
    const auto abandon = [&pool, exchange] {
        pool.thread.post([exchange] {
            if (exchange->reply) exchange->reply->abort();
        });
    };

    const std::string what = url.host().toStdString();
    const Deadline deadline = after(request.timeout);
    HttpAnswer head;
    std::string body;
    for (;;) {
        const Deadline slice = std::min<Deadline>(deadline, after(kCancelPoll));
        Result<HttpAnswer> end = exchange->end.wait(job, slice, what);
        for (HttpAnswer& arrived : exchange->heads.takeAll()) head = std::move(arrived);
        for (const std::string& chunk : exchange->chunks.takeAll()) {
            if (!onBody || head.status / 100 != 2) {
                body += chunk;
            } else if (!onBody(head, chunk)) {
                abandon();
                return head;
            }
        }
        if (end) {
            end->body = std::move(body);
            return end;
        }
        if (end.error().code() == ErrorCode::Timeout && std::chrono::steady_clock::now() < deadline)
            continue;
        if (end.error().code() == ErrorCode::Timeout) {
            abandon();
            return Error(ErrorCode::Timeout, what + " did not finish its answer within "
                                                 + std::to_string(request.timeout.count()) + " ms");
        }
        if (end.error().code() == ErrorCode::Cancelled) abandon();
        return end.error();
    }
}

}  // namespace sym
