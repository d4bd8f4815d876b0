#include "core/browser/traffic/har_log.h"

#include <QtCore/QDateTime>
#include <QtCore/QUrl>
#include <QtCore/QUrlQuery>

#include <algorithm>

namespace sym {

namespace {

constexpr std::size_t kMostEntries = 10'000;
constexpr std::size_t kLongestBody = 512 * 1024;
constexpr std::size_t kLongestPostData = 64 * 1024;

using nlohmann::json;

/// Cuts at a character's border, so that the text stays UTF-8.
void cut(std::string& text, std::size_t most)
{
    if (text.size() <= most) return;
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80) --most;
    text.resize(most);
}

json headerList(const json& headers)
{
    json list = json::array();
    for (const auto& [name, value] : headers.items())
        if (value.is_string()) list.push_back({{"name", name}, {"value", value}});
    return list;
}

json queryList(const std::string& url)
{
    json list = json::array();
    const QUrlQuery query(QUrl(QString::fromStdString(url)));
    for (const auto& [name, value] : query.queryItems(QUrl::FullyDecoded))
        list.push_back({{"name", name.toStdString()}, {"value", value.toStdString()}});
    return list;
}

std::string headerValue(const json& headers, const std::string& wanted)
{
    for (const auto& [name, value] : headers.items()) {
        const bool same = std::equal(
            name.begin(), name.end(), wanted.begin(), wanted.end(),
            [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); });
        if (same && value.is_string()) return value.get<std::string>();
    }
    return {};
}

json requestJson(const json& request, const json& sentHeaders)
{
    const json& headers =
        sentHeaders.is_object() ? sentHeaders : request.value("headers", json::object());
    const std::string url = request.value("url", "") + request.value("urlFragment", "");
    json result{{"method", request.value("method", "GET")},
                {"url", url},
                {"httpVersion", "HTTP/1.1"},
                {"cookies", json::array()},
                {"headers", headerList(headers)},
                {"queryString", queryList(url)},
                {"headersSize", -1},
                {"bodySize", 0}};
    if (const auto data = request.find("postData"); data != request.end() && data->is_string()) {
        std::string text = data->get<std::string>();
        result["bodySize"] = text.size();
        cut(text, kLongestPostData);
        const std::string mime = headerValue(headers, "Content-Type");
        json post{{"mimeType", mime}, {"text", text}, {"params", json::array()}};
        if (mime.starts_with("application/x-www-form-urlencoded"))
            post["params"] = queryList("?" + text);
        result["postData"] = std::move(post);
    }
    return result;
}

json responseJson(const json& response, const std::string& body, bool isBase64,
                  double encodedLength)
{
    if (!response.is_object())
        return {{"status", 0},
                {"statusText", ""},
                {"httpVersion", ""},
                {"cookies", json::array()},
                {"headers", json::array()},
                {"content", {{"size", 0}, {"mimeType", "x-unknown"}}},
                {"redirectURL", ""},
                {"headersSize", -1},
                {"bodySize", -1}};
    const json headers = response.value("headers", json::object());
    json content{{"size", body.size()}, {"mimeType", response.value("mimeType", "")}};
    if (!body.empty()) content["text"] = body;
    if (isBase64) content["encoding"] = "base64";
    return {{"status", response.value("status", 0)},
            {"statusText", response.value("statusText", "")},
            {"httpVersion", response.value("protocol", "http/1.1")},
            {"cookies", json::array()},
            {"headers", headerList(headers)},
            {"content", std::move(content)},
            {"redirectURL", headerValue(headers, "Location")},
            {"headersSize", -1},
            {"bodySize", encodedLength < 0 ? -1 : std::int64_t(encodedLength)}};
}

}  // namespace

HarLog::Entry* HarLog::find(const std::string& key)
{
    const auto found = m_open.find(key);
    return found == m_open.end() ? nullptr : &m_entries[found->second];
}

void HarLog::begin(const std::string& key, const json& params)
{
    const json& request = params.at("request");
    if (request.value("url", "").starts_with("data:")) return;
    if (const auto redirect = params.find("redirectResponse"); redirect != params.end()) {
        if (Entry* before = find(key)) {
            before->response = *redirect;
            before->answered = before->finished = params.value("timestamp", 0.0);
        }
    }
    if (m_entries.size() >= kMostEntries) return;
    Entry entry;
    entry.request = request;
    entry.type = params.value("type", "Other");
    entry.frameId = params.value("frameId", "");
    entry.wallTime = params.value("wallTime", 0.0);
    entry.sent = params.value("timestamp", 0.0);
    m_open[key] = m_entries.size();
    m_entries.push_back(std::move(entry));
}

void HarLog::onNetworkEvent(const std::string& tab, const std::string& event, const json& params)
{
    const std::string key = tab + '/' + params.value("requestId", "");
    const std::lock_guard lock(m_mutex);
    if (event == "requestWillBeSent") return begin(key, params);
    Entry* entry = find(key);
    if (entry == nullptr) return;
    if (event == "requestWillBeSentExtraInfo") {
        if (entry->headers.is_null()) entry->headers = params.value("headers", json());
    } else if (event == "responseReceived") {
        entry->response = params.value("response", json::object());
        entry->answered = params.value("timestamp", 0.0);
    } else if (event == "loadingFinished") {
        entry->finished = params.value("timestamp", 0.0);
        entry->encodedLength = params.value("encodedDataLength", -1.0);
    } else if (event == "loadingFailed") {
        entry->finished = params.value("timestamp", 0.0);
        entry->error = params.value("errorText", "failed");
    }
}

void HarLog::setBody(const std::string& tab, const std::string& requestId, std::string text,
                     bool isBase64)
{
    const std::lock_guard lock(m_mutex);
    Entry* entry = find(tab + '/' + requestId);
    if (entry == nullptr) return;
    if (isBase64 && text.size() > kLongestBody) return;  // half a base64 text is of no use
    cut(text, kLongestBody);
    entry->body = std::move(text);
    entry->isBodyBase64 = isBase64;
}

json HarLog::toJson(const Entry& entry)
{
    const auto milliseconds = [](double from, double to) {
        return from > 0 && to > from ? (to - from) * 1000 : 0.0;
    };
    const double wait = milliseconds(entry.sent, entry.answered);
    const double receive = milliseconds(entry.answered, entry.finished);
    const QDateTime started =
        QDateTime::fromMSecsSinceEpoch(qint64(entry.wallTime * 1000), Qt::UTC);
    json result{{"startedDateTime", started.toString(Qt::ISODateWithMs).toStdString()},
                {"time", wait + receive},
                {"request", requestJson(entry.request, entry.headers)},
                {"response",
                 responseJson(entry.response, entry.body, entry.isBodyBase64, entry.encodedLength)},
                {"cache", json::object()},
                {"timings", {{"send", 0}, {"wait", wait}, {"receive", receive}}},
                {"pageref", "page_" + entry.frameId},
                {"_resourceType", entry.type}};
    if (!entry.error.empty()) result["_error"] = entry.error;
    if (entry.response.is_object() && entry.response.contains("remoteIPAddress"))
        result["serverIPAddress"] = entry.response["remoteIPAddress"];
    return result;
}

json HarLog::har(const std::string& browser) const
{
    const std::lock_guard lock(m_mutex);
    json entries = json::array();
    for (const Entry& entry : m_entries) entries.push_back(toJson(entry));
    const std::size_t slash = browser.find('/');
    return {{"log",
             {{"version", "1.2"},
              {"creator", {{"name", "symbiont"}, {"version", SYM_VERSION}}},
              {"browser",
               {{"name", browser.substr(0, slash)},
                {"version", slash == std::string::npos ? "" : browser.substr(slash + 1)}}},
              {"pages", json::array()},
              {"entries", std::move(entries)}}}};
}

}  // namespace sym
