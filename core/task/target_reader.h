#pragma once

#include <nlohmann/json.hpp>

#include <string>

#include "core/base/job_context.h"
#include "core/base/result.h"
#include "core/task/evaluator.h"
#include "core/task/task.h"

namespace sym {

/// What a program_html target showed.
struct TargetReading {
    std::string url;  ///< resolved address, or "last"
    std::string locator;
    nlohmann::json value;   ///< HTML, the script's value, or the function's text
    bool isFailed = false;  ///< the script threw: counts as empty
    std::string pageUrl;    ///< of the page afterwards
};

/// Where the evaluators get a page's values: from the page, or from what was kept of it.
class TargetReader {
public:
    virtual ~TargetReader() = default;

    /// Address of the page as it is now: reading a target may have moved it.
    virtual std::string currentUrl() const = 0;

    /// @return NotFound when the value is not to be had here; InvalidInput for a target upstream
    ///         raises on; Network, Timeout or Protocol when a page or a site does not answer
    virtual Result<TargetReading> read(const nlohmann::json& target, JobContext& job) = 0;
};

/// Reads a live page and keeps what it saw as evidence.
class LiveTargets final : public TargetReader {
public:
    /// @param page may be null: every target is then NotFound
    LiveTargets(const Task& task, std::string finalUrl, EvaluationPage* page);

    std::string currentUrl() const override { return m_currentUrl; }
    Result<TargetReading> read(const nlohmann::json& target, JobContext& job) override;

    /// [{"url","value","locator","target_url","page_url","failed"}], in the order they were read.
    const nlohmann::json& evidence() const { return m_evidence; }

private:
    Result<nlohmann::json> value(const nlohmann::json& target, TargetReading& reading,
                                 JobContext& job);

    const Task& m_task;
    std::string m_currentUrl;
    EvaluationPage* m_page;
    nlohmann::json m_evidence = nlohmann::json::array();
};

/// Reads evidence. A target is found by its address and locator as the task has them, else by its
/// locator and its place in the list; so the same task may come from a file with other addresses.
class RecordedTargets final : public TargetReader {
public:
    explicit RecordedTargets(const Evidence& evidence);

    std::string currentUrl() const override { return m_currentUrl; }
    Result<TargetReading> read(const nlohmann::json& target, JobContext& job) override;

private:
    nlohmann::json m_targets;
    std::string m_currentUrl;
    std::size_t m_position = 0;
};

}  // namespace sym
