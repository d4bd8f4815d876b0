#pragma once

#include <nlohmann/json.hpp>

#include <optional>
#include <string>

namespace sym {

/// An embedded file of resources/sites ("site.css"); nothing if there is none. Any thread.
std::optional<std::string> embeddedSiteFile(const std::string& name);

/// An embedded JSON file. Broken JSON in a resource is a bug: asserted, and null in release builds.
nlohmann::json siteJson(const std::string& name);

/// MIME type by a file name's ending.
std::string mimeType(const std::string& name);

}  // namespace sym
