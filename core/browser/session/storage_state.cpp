#include "core/browser/session/storage_state.h"

#include "core/browser/protocol/network_domain.h"
#include "core/browser/protocol/page_domain.h"

namespace sym {

namespace {

using nlohmann::json;

constexpr const char* kReadLocalStorage =
    "(() => { try { return { origin: location.origin, localStorage: Object.keys(localStorage)"
    ".map((name) => ({ name, value: localStorage.getItem(name) })) }; } catch { return null; } "
    "})()";

json cookieToState(const json& cookie)
{
    return {{"name", cookie.value("name", "")},
            {"value", cookie.value("value", "")},
            {"domain", cookie.value("domain", "")},
            {"path", cookie.value("path", "/")},
            {"expires", cookie.value("session", false) ? -1.0 : cookie.value("expires", -1.0)},
            {"httpOnly", cookie.value("httpOnly", false)},
            {"secure", cookie.value("secure", false)},
            {"sameSite", cookie.value("sameSite", "Lax")}};
}

Result<json> cookieFromState(const json& cookie)
{
    if (!cookie.is_object() || !cookie.contains("name") || !cookie.contains("value"))
        return Error(ErrorCode::InvalidInput, "not a cookie: " + cookie.dump());
    json result{{"name", cookie["name"]}, {"value", cookie["value"]}};
    for (const char* key : {"domain", "path", "httpOnly", "secure", "url"})
        if (const auto found = cookie.find(key); found != cookie.end()) result[key] = *found;
    if (const auto same = cookie.find("sameSite");
        same != cookie.end() && (*same == "Strict" || *same == "Lax" || *same == "None"))
        result["sameSite"] = *same;
    if (const auto expires = cookie.find("expires");
        expires != cookie.end() && expires->is_number() && expires->get<double>() > 0)
        result["expires"] = *expires;
    return result;
}

/// Answers every request of a page with an empty document while it lives.
class EmptyAnswers final : public DevToolsListener {
public:
    explicit EmptyAnswers(DevToolsConnection& connection) : m_connection(connection) {}

    void onEvent(const std::string& method, const json& params) override
    {
        if (method != "Fetch.requestPaused") return;
        m_connection.post(
            "Fetch.fulfillRequest",
            {{"requestId", params.value("requestId", "")},
             {"responseCode", 200},
             {"responseHeaders", json::array({{{"name", "Content-Type"}, {"value", "text/html"}}})},
             {"body", "PGh0bWw+PC9odG1sPg=="}});
    }

private:
    DevToolsConnection& m_connection;
};

Status setItems(DevToolsPage& page, const json& entry, JobContext& job)
{
    const std::string origin = entry.value("origin", "");
    if (!origin.starts_with("http"))
        return Error(ErrorCode::InvalidInput, "not an origin: " + entry.dump().substr(0, 200));
    SYM_TRY(const PageDomain::Navigation done,
            PageDomain(page.connection())
                .navigate(origin + "/", job, after(page.connection().callTimeout())));
    if (!done.errorText.empty())
        return Error(ErrorCode::Network,
                     "cannot set the storage of " + origin + ": " + done.errorText);
    const std::string items = entry.value("localStorage", json::array()).dump(-1, ' ', true);
    auto set = page.evaluateInWorld(
        "for (const { name, value } of " + items + ") localStorage.setItem(name, value)", job);
    return set ? Status() : Status(set.error());
}

}  // namespace

Status addLocalStorage(DevToolsPage& page, json& state, JobContext& job)
{
    for (const FrameRecord& frame : page.frames()) {
        if (!frame.url.starts_with("http")) continue;
        auto entry = page.evaluateInWorld(frame.id, kReadLocalStorage, job);
        if (!entry && entry.error().code() == ErrorCode::NotFound) continue;  // a frame that left
        if (!entry) return entry.error();
        if (!entry->is_object() || (*entry)["localStorage"].empty()) continue;
        json& origins = state["origins"];
        const bool known = std::any_of(origins.begin(), origins.end(), [&](const json& other) {
            return other["origin"] == (*entry)["origin"];
        });
        if (!known) origins.push_back(*entry);
    }
    return {};
}

Result<json> readStorageState(DevToolsPage& page, JobContext& job)
{
    SYM_TRY(const json cookies, NetworkDomain(page.connection()).allCookies(job));
    json state{{"cookies", json::array()}, {"origins", json::array()}};
    for (const json& cookie : cookies) state["cookies"].push_back(cookieToState(cookie));
    SYM_CHECK(addLocalStorage(page, state, job));
    return state;
}

Status writeStorageState(DevToolsPage& page, const json& state, JobContext& job)
{
    if (!state.is_object()) return Error(ErrorCode::InvalidInput, "a storage state is an object");
    json cookies = json::array();
    for (const json& cookie : state.value("cookies", json::array())) {
        SYM_TRY(json wanted, cookieFromState(cookie));
        cookies.push_back(std::move(wanted));
    }
    if (!cookies.empty()) SYM_CHECK(NetworkDomain(page.connection()).setCookies(cookies, job));

    const json origins = state.value("origins", json::array());
    if (origins.empty()) return {};
    DevToolsConnection& connection = page.connection();
    const auto answers = std::make_shared<EmptyAnswers>(connection);
    connection.addListener(answers);
    auto enabled =
        connection.call("Fetch.enable", {{"patterns", json::array({{{"urlPattern", "*"}}})}}, job);
    Status done = enabled ? Status() : Status(enabled.error());
    for (const json& origin : origins)
        if (done) done = setItems(page, origin, job);
    connection.removeListener(answers);
    connection.post("Fetch.disable", nullptr);
    if (done)
        if (auto blank = PageDomain(connection)
                             .navigate("about:blank", job, after(connection.callTimeout()));
            !blank)
            done = blank.error();
    return done;
}

}  // namespace sym
