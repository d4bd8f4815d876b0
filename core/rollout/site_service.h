#pragma once

#include <string>

#include "core/base/job_context.h"
#include "core/base/result.h"
#include "core/llm/http_exchange.h"
#include "core/rollout/site_settings.h"

namespace sym {

/// Asks a site for its front page. @return what it answered, in a sentence; Network, Timeout
Result<std::string> probeSite(const SiteSetting& site, HttpClient& http, JobContext& job);

/// Resets a site by its reset address (then polls the status address) or by its command, within its
/// deadline, reporting progress.
/// @return what was done; NotFound when the site has neither, Timeout naming the deadline, Network
/// or
///         Io with the command's output
Result<std::string> resetSite(const SiteSetting& site, HttpClient& http, JobContext& job);

}  // namespace sym
