#pragma once

#include <nlohmann/json.hpp>

#include <memory>
#include <string>

#include "core/base/job_context.h"
#include "core/base/result.h"

class QProcess;

namespace sym {

/// Playwright in a node process of its own (resources/bench/playwright_step.mjs): the peer of
/// "bench step". It is never installed by us: node must be there, playwright-core in the folder
/// named by SYMBIONT_NODE_MODULES, and a Chromium at /usr/bin/chromium or SYMBIONT_CHROMIUM.
/// All calls block; use it from the thread that made it.
class PlaywrightPeer {
public:
    /// @return NotFound when something is missing, saying what and how to get it
    static Result<std::unique_ptr<PlaywrightPeer>> start(JobContext& job);
    ~PlaywrightPeer();

    std::string playwrightVersion() const { return m_versions.value("playwright", std::string()); }
    std::string chromiumVersion() const { return m_versions.value("chromium", std::string()); }

    Status open(const std::string& url, JobContext& job);
    /// Accessibility tree and WebArena's text. @return milliseconds
    Result<double> observe(JobContext& job);
    /// Click, load state, observation. @return milliseconds
    Result<double> step(const std::string& selector, JobContext& job);

private:
    explicit PlaywrightPeer(std::unique_ptr<QProcess> process);
    Result<nlohmann::json> readLine(JobContext& job);
    Result<nlohmann::json> ask(const nlohmann::json& wish, JobContext& job);

    std::unique_ptr<QProcess> m_process;
    nlohmann::json m_versions;
};

}  // namespace sym
