#pragma once

#include <nlohmann/json.hpp>

#include <set>
#include <string>

#include "core/browser/devtools_page.h"

namespace sym {

/// Cookies and local storage in the form of Playwright's storage_state: {cookies: [{name, value,
/// domain, path, expires, httpOnly, secure, sameSite}], origins: [{origin, localStorage: [{name,
/// value}]}]}.

/// Reads the cookies of the profile, and the local storage of every frame that `page` shows.
Result<nlohmann::json> readStorageState(DevToolsPage& page, JobContext& job);

/// Adds the local storage of the frames of another tab to a state that was read.
Status addLocalStorage(DevToolsPage& page, nlohmann::json& state, JobContext& job);

/// Sets cookies, and local storage by visiting each origin with an empty page of our own (nothing
/// is asked of the server). Leaves the page on about:blank when there was local storage to set.
/// @return InvalidInput naming what is not a storage state
Status writeStorageState(DevToolsPage& page, const nlohmann::json& state, JobContext& job);

}  // namespace sym
