#include "core/browser/traffic/host_filter.h"

#include <QtCore/QString>
#include <QtCore/QUrl>

#include <algorithm>

namespace sym {

namespace {

std::string lower(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return char(std::tolower(c)); });
    return text;
}

int defaultPort(const QString& scheme)
{
    const bool isSecure = scheme == QLatin1String("https") || scheme == QLatin1String("wss");
    return isSecure ? 443 : 80;
}

}  // namespace

HostFilter::HostFilter(std::vector<std::string> allowed) : m_allowed(std::move(allowed))
{
    std::transform(m_allowed.begin(), m_allowed.end(), m_allowed.begin(), lower);
}

bool HostFilter::allows(std::string_view address) const
{
    if (m_allowed.empty()) return true;
    const QUrl url(QString::fromUtf8(address.data(), qsizetype(address.size())));
    const QString scheme = url.scheme();
    if (scheme != QLatin1String("http") && scheme != QLatin1String("https")
        && scheme != QLatin1String("ws") && scheme != QLatin1String("wss"))
        return scheme != QLatin1String("file") && scheme != QLatin1String("ftp");
    const std::string host = lower(url.host(QUrl::FullyEncoded).toStdString());
    const std::string port = std::to_string(url.port(defaultPort(scheme)));
    return std::any_of(m_allowed.begin(), m_allowed.end(), [&](const std::string& entry) {
        return entry == host || entry == host + ":" + port || entry == "[" + host + "]:" + port;
    });
}

}  // namespace sym
