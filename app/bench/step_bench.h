#pragma once

#include <nlohmann/json.hpp>

#include <functional>
#include <string>

#include "core/base/job_context.h"
#include "core/base/result.h"
#include "core/browser/browser_host.h"
#include "core/browser/devtools_thread.h"

namespace sym {

struct StepBenchOptions {
    int rounds = 9;                                  ///< measurements of each kind and page
    std::function<void(const std::string&)> onLine;  ///< what is being done; may be empty
};

/// Measures observation and step times of both engines beside Playwright, alternating, on the same
/// pages served from 127.0.0.1: WebArena's text, text building included. A peer that is not
/// installed is reported as missing, with the reason, and its figures are null.
///
/// @return {pages: [{name, nodes, page_ms, cdp_ms, playwright_ms and the quartiles of each}],
///         ratio_page_to_playwright, the same of pages of at least 500 nodes as
///         ratio_page_to_playwright_500_nodes, ratio_page_to_cdp (medians over the pages), step_ms,
///         playwright_step_ms, ratio_step_to_playwright, rounds, browser, peer}
Result<nlohmann::json> benchStep(BrowserHost& host, DevToolsThread& devTools,
                                 const StepBenchOptions& options, JobContext& job);

/// The same as a table for people.
std::string stepBenchTable(const nlohmann::json& measured);

}  // namespace sym
