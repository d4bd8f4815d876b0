#pragma once

#include <string>

#include "core/browser/action/element_index.h"
#include "core/browser/browser_session.h"
#include "core/browser/session/settle.h"
#include "core/browser/session/tab_strip.h"

namespace sym {

/// The session behind BrowserSession::open().
class Session final : public BrowserSession {
public:
    Session(BrowserHost& host, DevToolsThread& devTools, SessionOptions options);

    Status start(JobContext& job);

    Status navigate(const std::string& url, JobContext& job) override;
    Result<PageRecord> observe(const ObserveOptions& options, JobContext& job) override;
    Result<AxTree> captureTree(ObservationEngine engine, bool rectangles, JobContext& job) override;
    Result<ActionOutcome> act(const Action& action, JobContext& job) override;
    Result<std::optional<Rectangle>> locate(const std::string& elementId, JobContext& job) override;
    Result<std::string> screenshotPng(JobContext& job) override;
    std::string currentUrl() const override;
    std::string targetId() const override { return m_tabs.firstTargetId(); }
    std::vector<TabRecord> tabs() const override { return m_tabs.records(); }
    Result<std::string> content(JobContext& job) override;
    Result<nlohmann::json> evaluate(const std::string& expression, JobContext& job) override;
    Result<nlohmann::json> storageState(JobContext& job) override;
    Status setStorageState(const nlohmann::json& state, JobContext& job) override;
    Status setGeolocation(double latitude, double longitude, JobContext& job) override;
    SessionEvents takeEvents() override { return m_records.journal.take(); }
    nlohmann::json har() const override { return m_records.har.har(m_product); }
    std::string product() const override { return m_product; }

private:
    Result<ActionOutcome> perform(const Action& action, JobContext& job);
    Result<ActionOutcome> actOnPage(const Action& action, JobContext& job);
    Result<ActionOutcome> actOnTabs(const Action& action, JobContext& job);
    Result<ActionOutcome> visit(const std::string& url, JobContext& job);
    Result<ActionOutcome> moveInHistory(int step, JobContext& job);
    Status settleAfter(const PageState& before, JobContext& job);
    Status followNewTabs(int windowsBefore, JobContext& job);
    Result<AxTree> captureSettled(const ObserveOptions& options, JobContext& job);

    const SessionOptions m_options;
    SessionRecords m_records;
    TabStrip m_tabs;
    ElementIndex m_index;
    Settler m_settler;
    std::string m_product;
};

}  // namespace sym
