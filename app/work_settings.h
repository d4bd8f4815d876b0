#pragma once

#include "core/store/project_store.h"
#include "ui/session/engine.h"

namespace sym {

/// Reads and writes what a project says about how its runs are made (settings "sites", "endpoint",
/// "browser", "allowed_hosts"). A new project has WebArena's accounts with empty addresses.
Result<WorkSettings> readWorkSettings(ProjectStore& store);

/// The environment variable that holds the key of the settings' large model.
std::string keyVariableOf(const WorkSettings& settings);

/// @return InvalidInput naming the field: an address or endpoint that is no http(s) URL
Status writeWorkSettings(ProjectStore& store, const WorkSettings& settings);

}  // namespace sym
