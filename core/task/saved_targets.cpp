#include "core/task/saved_targets.h"

#include "core/task/site_functions.h"
#include "core/text/python_text.h"

namespace sym {

namespace {

using nlohmann::json;

constexpr const char* kNoValue = "no value was saved for ";

std::string withoutFragment(const std::string& url)
{
    return url.substr(0, url.find('#'));
}

std::string withoutSlash(std::string url)
{
    while (url.ends_with('/')) url.pop_back();
    return url;
}

/// The same page for someone who saved it: fragment and trailing slash do not count.
std::string comparable(const std::string& url)
{
    return withoutSlash(withoutFragment(url));
}

bool isException(const json& value)
{
    return value == "<exception>" || (value.is_object() && value.contains("exception"));
}

const json* member(const json& object, const char* key)
{
    if (!object.is_object()) return nullptr;
    const auto found = object.find(key);
    return found == object.end() ? nullptr : &*found;
}

/// HTML of a saved page, in whichever of the usual ways it is written.
const json* htmlOf(const json& page)
{
    if (page.is_string()) return &page;
    for (const char* key : {"content", "html"})
        if (const json* html = member(page, key); html != nullptr && html->is_string()) return html;
    return nullptr;
}

/// The value saved for a locator; blanks around it do not count.
const json* valueFor(const json& page, const std::string& locator)
{
    const json* const values = member(page, "values");
    if (values != nullptr && values->is_object()) {
        for (const auto& [key, value] : values->items())
            if (pyStrip(key) == pyStrip(locator)) return &value;
    }
    return member(page, "js_value");
}

}  // namespace

SavedTargets::SavedTargets(const json& row, std::string finalUrl, const ScoreOptions& options)
    : m_row(row), m_finalUrl(std::move(finalUrl)), m_currentUrl(m_finalUrl), m_options(options)
{
}

const json* SavedTargets::find(const std::string& url) const
{
    const json* const pages = member(m_row, "pages");
    if (pages == nullptr) return nullptr;
    if (pages->is_object()) {
        if (const auto found = pages->find(url); found != pages->end()) return &*found;
        for (const auto& [key, page] : pages->items())
            if (comparable(key) == comparable(url)) return &page;
    }
    if (pages->is_array()) {
        for (const json& page : *pages) {
            const json* const address = member(page, "url");
            if (address != nullptr && address->is_string()
                && comparable(address->get<std::string>()) == comparable(url))
                return &page;
        }
    }
    return nullptr;
}

const json* SavedTargets::findLast() const
{
    for (const std::string& url : {m_currentUrl, m_finalUrl, std::string("last")})
        if (const json* page = find(url); page != nullptr && !url.empty()) return page;
    return nullptr;
}

Result<std::string> SavedTargets::resolve(const std::string& targetUrl) const
{
    if (!targetUrl.starts_with("func")) return targetUrl;
    SYM_TRY(const FunctionCall call, parseFunctionCall(targetUrl));
    if (call.name == "reddit_get_post_url") {
        const std::string& url = call.arguments[0];
        return redditPostUrl(url == "__last_url__" ? m_currentUrl : url);
    }
    const json* const value = valueFor(m_row, targetUrl);
    if (value != nullptr && value->is_string() && *value != "<exception>")
        return value->get<std::string>();
    return targetUrl;  // a page may have been saved under the call itself
}

Result<json> SavedTargets::valueOn(const json& page, const TargetReading& reading,
                                   JobContext& job) const
{
    const json* const html = htmlOf(page);
    const LocatorKind kind = locatorKind(reading.locator);
    if (kind == LocatorKind::Unknown)
        return Error(ErrorCode::InvalidInput, "unknown locator (ValueError): " + reading.locator);
    if (kind == LocatorKind::Page) {
        if (html != nullptr) return *html;
        return Error(ErrorCode::NotFound, "no content was saved of " + reading.url);
    }
    for (const json* holder : {&page, &m_row})
        if (const json* value = valueFor(*holder, reading.locator)) return *value;
    if (kind == LocatorKind::Script && html != nullptr && m_options.evaluateInHtml) {
        Result<json> value =
            m_options.evaluateInHtml(html->get<std::string>(), m_currentUrl, reading.locator, job);
        if (!value && value.error().code() == ErrorCode::Protocol) return json("<exception>");
        return value;
    }
    return Error(ErrorCode::NotFound, kNoValue + reading.locator);
}

Result<TargetReading> SavedTargets::read(const json& target, JobContext& job)
{
    const auto targetUrl = target.at("url").get<std::string>();
    TargetReading reading{.locator = target.at("locator").get<std::string>()};
    SYM_TRY(reading.url, resolve(targetUrl));
    const json* page = targetUrl == "last" ? findLast() : find(reading.url);
    if (page == nullptr && reading.url != targetUrl) page = find(targetUrl);
    const bool hasDefault =
        m_row.contains("content") || m_row.contains("js_value") || m_row.contains("values");
    if (page == nullptr && !hasDefault)
        return Error(ErrorCode::NotFound,
                     "no page was saved for " + (targetUrl == "last" ? m_currentUrl : reading.url));
    if (reading.url != "last") m_currentUrl = reading.url;
    SYM_TRY(reading.value, valueOn(page == nullptr ? m_row : *page, reading, job));
    reading.isFailed = isException(reading.value);
    if (reading.isFailed) reading.value = "";
    reading.pageUrl = m_currentUrl;
    return reading;
}

}  // namespace sym
