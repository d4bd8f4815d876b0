#include "core/rollout/login.h"

#include <array>

namespace sym {

namespace {

/// Fills and sends the login form: the first visible password field, the text field before it, and
/// the form's submit button. @return what it did, for the log
constexpr const char* kFillForm = R"js((user, password) => {
    const visible = e => e.getClientRects().length > 0;
    const secret = [...document.querySelectorAll('input[type=password]')].find(visible);
    if (!secret) return 'no password field';
    const scope = secret.form || document;
    const texts = [...scope.querySelectorAll('input')].filter(
        e => visible(e) && ['text', 'email', ''].includes(e.getAttribute('type') || ''));
    const name = texts.filter(
        e => secret.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_PRECEDING).pop() || texts[0];
    if (!name) return 'no user field';
    const put = (field, value) => {
        field.focus();
        field.value = value;
        field.dispatchEvent(new Event('input', {bubbles: true}));
        field.dispatchEvent(new Event('change', {bubbles: true}));
    };
    put(name, user);
    put(secret, password);
    const button = [...scope.querySelectorAll('button, input[type=submit]')].filter(visible).find(
        e => e.type === 'submit');
    if (button) button.click();
    else secret.form.submit();
    return 'sent';
})js";

std::string absolute(const SiteSetting& site, const std::string& path)
{
    if (path.starts_with("http://") || path.starts_with("https://")) return path;
    return site.address + path;
}

std::string quoted(const std::string& text)
{
    return nlohmann::json(text).dump();
}

Error loginError(const SiteSetting& site, const std::string& why)
{
    return {ErrorCode::Network, "logging into " + site.name + " at " + site.address + " as "
                                    + site.user + " failed: " + why
                                    + "; check the account in the site settings"};
}

}  // namespace

Status LoginKeeper::logIn(BrowserSession& session, const Task& task, JobContext& job)
{
    if (!task.requireLogin) return {};
    for (const std::string& name : task.sites) {
        const SiteSetting* site = m_settings.find(name);
        if (!site || site->loginUrl.empty() || site->user.empty()) continue;
        SYM_CHECK(logIntoSite(session, *site, job));
    }
    return {};
}

void LoginKeeper::forget(const std::string& site)
{
    const std::lock_guard lock(m_mutex);
    m_states.erase(site);
}

Status LoginKeeper::logIntoSite(BrowserSession& session, const SiteSetting& site, JobContext& job)
{
    nlohmann::json known;
    {
        const std::lock_guard lock(m_mutex);
        if (const auto found = m_states.find(site.name); found != m_states.end())
            known = found->second;
    }
    if (!known.is_null()) {
        SYM_CHECK(session.setStorageState(known, job));
        SYM_TRY(const bool stillIn, isLoggedIn(session, site, job));
        if (stillIn) return {};
    }
    SYM_CHECK(session.navigate(absolute(site, site.loginUrl), job));
    const std::string call = "(" + std::string(kFillForm) + ")(" + quoted(site.user) + ", "
                             + quoted(site.password) + ")";
    SYM_TRY(const nlohmann::json did, session.evaluate(call, job));
    if (did != "sent")
        return loginError(site, did.is_string() ? did.get<std::string>() : "no login form");
    SYM_TRY(const bool isIn, isLoggedIn(session, site, job));
    if (!isIn) return loginError(site, "the login check page does not show a logged-in user");
    SYM_TRY(nlohmann::json state, session.storageState(job));
    const std::lock_guard lock(m_mutex);
    m_states[site.name] = std::move(state);
    return {};
}

Result<bool> LoginKeeper::isLoggedIn(BrowserSession& session, const SiteSetting& site,
                                     JobContext& job)
{
    const std::string url = absolute(site, site.loginCheckUrl);
    SYM_CHECK(session.navigate(url, job));
    if (site.loginCheckText.empty()) return session.currentUrl() == url;
    SYM_TRY(const std::string content, session.content(job));
    return content.find(site.loginCheckText) != std::string::npos;
}

bool looksLoggedOut(const std::string& observation)
{
    // The four sentences by which upstream finds runs whose cookie was lost (WEBARENA 6).
    constexpr std::array kTexts{"Creating an account has many benefits: check out faster",
                                "Welcome, please sign in", "Username or email",
                                "Keep me logged in"};
    for (const char* text : kTexts)
        if (observation.find(text) != std::string::npos) return true;
    return false;
}

}  // namespace sym
