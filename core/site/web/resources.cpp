#include "core/site/web/resources.h"

#include <QtCore/QFile>

namespace sym {

std::optional<std::string> embeddedSiteFile(const std::string& name)
{
    QFile file(QStringLiteral(":/sites/") + QString::fromStdString(name));
    if (!file.open(QIODevice::ReadOnly)) return std::nullopt;
    return file.readAll().toStdString();
}

nlohmann::json siteJson(const std::string& name)
{
    const auto text = embeddedSiteFile(name);
    const auto json = text ? nlohmann::json::parse(*text, nullptr, false) : nlohmann::json();
    Q_ASSERT_X(text && !json.is_discarded(), "siteJson", name.c_str());
    return json.is_discarded() ? nlohmann::json() : json;
}

std::string mimeType(const std::string& name)
{
    const auto endsWith = [&name](std::string_view ending) {
        return name.size() >= ending.size()
               && std::string_view(name).substr(name.size() - ending.size()) == ending;
    };
    if (endsWith(".css")) return "text/css; charset=utf-8";
    if (endsWith(".js")) return "text/javascript; charset=utf-8";
    if (endsWith(".svg")) return "image/svg+xml";
    if (endsWith(".png")) return "image/png";
    if (endsWith(".json")) return "application/json";
    return "application/octet-stream";
}

}  // namespace sym
