#include "core/task/target_reader.h"

#include "core/task/site_functions.h"

namespace sym {

namespace {

using nlohmann::json;

std::string textOf(const json& object, const char* key)
{
    const json value = object.is_object() ? object.value(key, json()) : json();
    return value.is_string() ? value.get<std::string>() : std::string();
}

/// The page's own addresses do not matter to what a recorded value is found by.
bool isSameTarget(const json& recorded, const std::string& url, const std::string& locator)
{
    if (!recorded.is_object() || textOf(recorded, "locator") != locator) return false;
    return textOf(recorded, "target_url") == url || textOf(recorded, "url") == url;
}

}  // namespace

LiveTargets::LiveTargets(const Task& task, std::string finalUrl, EvaluationPage* page)
    : m_task(task), m_currentUrl(std::move(finalUrl)), m_page(page)
{
    if (m_currentUrl.empty() && m_page != nullptr) m_currentUrl = m_page->currentUrl();
}

Result<json> LiveTargets::value(const json& target, TargetReading& reading, JobContext& job)
{
    switch (locatorKind(reading.locator)) {
    case LocatorKind::Page: {
        SYM_TRY(const std::string html, m_page->content(job));
        return json(html);
    }
    case LocatorKind::Script: break;
    case LocatorKind::Function: {
        SYM_TRY(const FunctionCall call, parseFunctionCall(reading.locator));
        SYM_TRY(const std::string text, callFunction(call, m_task, m_currentUrl, *m_page, job));
        return json(text);
    }
    case LocatorKind::Unknown:
        return Error(ErrorCode::InvalidInput, "unknown locator (ValueError): " + reading.locator);
    }
    if (const json actions = target.value("prep_actions", json()); actions.is_array()) {
        for (const json& action : actions)
            if (!action.is_string() || !m_page->evaluate(action.get<std::string>(), job)) break;
    }
    Result<json> found = m_page->evaluate(reading.locator, job);
    if (found) return found;
    if (found.error().code() != ErrorCode::Protocol) return found.error();
    reading.isFailed = true;
    return json("");
}

Result<TargetReading> LiveTargets::read(const json& target, JobContext& job)
{
    if (m_page == nullptr) return Error(ErrorCode::NotFound, "there is no page to look at");
    const std::string targetUrl = textOf(target, "url");
    TargetReading reading{.url = targetUrl, .locator = textOf(target, "locator")};
    if (targetUrl.starts_with("func")) {
        SYM_TRY(const FunctionCall call, parseFunctionCall(targetUrl));
        SYM_TRY(reading.url, callFunction(call, m_task, m_currentUrl, *m_page, job));
    }
    if (reading.url != "last") {
        SYM_CHECK(m_page->goTo(reading.url, job));
        m_currentUrl = m_page->currentUrl();
    }
    SYM_TRY(reading.value, value(target, reading, job));
    reading.pageUrl = m_currentUrl;
    m_evidence.push_back({{"url", reading.url},
                          {"value", reading.value},
                          {"locator", reading.locator},
                          {"target_url", targetUrl},
                          {"page_url", reading.pageUrl},
                          {"failed", reading.isFailed}});
    return reading;
}

RecordedTargets::RecordedTargets(const Evidence& evidence)
    : m_targets(evidence.is_object() ? evidence.value("targets", json()) : json()),
      m_currentUrl(textOf(evidence, "final_url"))
{
}

Result<TargetReading> RecordedTargets::read(const json& target, JobContext&)
{
    const std::string url = textOf(target, "url");
    const std::string locator = textOf(target, "locator");
    const json* found = nullptr;
    if (m_targets.is_array()) {
        for (std::size_t i = 0; i < m_targets.size() && found == nullptr; ++i)
            if (isSameTarget(m_targets[i], url, locator)) found = &m_targets[i];
        const bool isInPlace = m_position < m_targets.size() && m_targets[m_position].is_object()
                               && textOf(m_targets[m_position], "locator") == locator;
        if (found == nullptr && isInPlace) found = &m_targets[m_position];
    }
    ++m_position;
    if (found == nullptr)
        return Error(ErrorCode::NotFound, "nothing was kept of " + url
                                              + (locator.empty() ? "" : ", locator " + locator));
    TargetReading reading{.url = textOf(*found, "url"),
                          .locator = locator,
                          .value = found->value("value", json()),
                          .isFailed = found->value("failed", json(false)) == true,
                          .pageUrl = textOf(*found, "page_url")};
    if (!reading.pageUrl.empty()) m_currentUrl = reading.pageUrl;
    return reading;
}

}  // namespace sym
