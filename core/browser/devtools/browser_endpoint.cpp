#include "core/browser/devtools/browser_endpoint.h"

#include <QtCore/QUrl>
#include <QtNetwork/QNetworkAccessManager>
#include <QtNetwork/QNetworkReply>

#include <nlohmann/json.hpp>

#include "core/browser/devtools_thread.h"
#include "core/jobs/waiter.h"

namespace sym {

namespace {

std::string authorityOf(const QUrl& url)
{
    return url.authority().toStdString();
}

/// The body of an HTTP answer, fetched in the DevTools thread.
Result<std::string> fetch(DevToolsThread& thread, const QUrl& url, std::chrono::milliseconds limit,
                          JobContext& job)
{
    auto answer = std::make_shared<Waiter<std::string>>();
    thread.post([answer, url, limit, context = thread.context()] {
        auto* network = new QNetworkAccessManager(context);
        QNetworkRequest request(url);
        request.setTransferTimeout(int(limit.count()));
        QNetworkReply* reply = network->get(request);
        QObject::connect(reply, &QNetworkReply::finished, network, [answer, reply, network] {
            network->deleteLater();
            if (reply->error() != QNetworkReply::NoError)
                answer->give(Error(ErrorCode::Network,
                                   "no DevTools at " + reply->url().toString().toStdString() + ": "
                                       + reply->errorString().toStdString()));
            else
                answer->give(reply->readAll().toStdString());
        });
    });
    return answer->wait(job, after(limit), url.toString().toStdString());
}

}  // namespace

Result<BrowserEndpoint> findBrowser(DevToolsThread& thread, const std::string& address,
                                    std::chrono::milliseconds limit, JobContext& job)
{
    QUrl url(QString::fromStdString(address));
    const QString scheme = url.scheme();
    if (scheme == QLatin1String("ws") || scheme == QLatin1String("wss"))
        return BrowserEndpoint{
            .webSocketUrl = address, .authority = authorityOf(url), .product = {}};
    if (scheme != QLatin1String("http"))
        return Error(ErrorCode::InvalidInput,
                     "a browser's address starts with ws:// or http://, not: " + address);
    url.setPath(QStringLiteral("/json/version"));
    SYM_TRY(const std::string body, fetch(thread, url, limit, job));
    const nlohmann::json version = nlohmann::json::parse(body, nullptr, false);
    if (!version.is_object() || !version.contains("webSocketDebuggerUrl"))
        return Error(ErrorCode::Protocol, "no DevTools endpoint at " + address);
    return BrowserEndpoint{.webSocketUrl = version.value("webSocketDebuggerUrl", std::string()),
                           .authority = authorityOf(url),
                           .product = version.value("Browser", std::string())};
}

}  // namespace sym
