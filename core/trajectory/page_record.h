#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sym {

/// Rectangle in CSS pixels; x and y from the top left of the viewport at the time of observation.
struct Rectangle {
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;

    bool operator==(const Rectangle&) const = default;
};

/// One element an agent can name.
struct Element {
    std::string id;    ///< as printed in the observation text
    std::string role;  ///< ARIA role, Chromium 102's spelling
    std::string name;  ///< accessible name
    std::vector<std::pair<std::string, std::string>>
        states;                          ///< "checked" -> "true", "value" -> "x", ...
    std::optional<Rectangle> rectangle;  ///< nothing when it is not rendered or was not asked for

    bool operator==(const Element&) const = default;
};

/// A content-addressed blob in the store (lower-case hex of its XXH3-128); empty: none.
using BlobId = std::string;

/// One browser tab as listed before the observation.
struct TabRecord {
    std::string url;
    std::string title;
    bool current = false;

    bool operator==(const TabRecord&) const = default;
};

/// A page as the agent saw it before it acted.
struct PageRecord {
    std::string url;
    std::string title;
    std::string observation;  ///< exactly the text in the prompt
    std::vector<Element> elements;
    std::vector<TabRecord> tabs;
    std::string engine;  ///< "page" or "cdp"
    std::string format;  ///< "webarena", "agentoccam" or "symbiont"
    int formatVersion = 1;
    std::string browser;    ///< product and version, e.g. "QtWebEngine/6.4.2 Chrome/102.0.5005.177"
    int viewportWidth = 0;  ///< CSS pixels
    int viewportHeight = 0;
    std::string dialogMessage;  ///< JavaScript dialog shown since the last step, empty: none
    int httpStatus = 0;         ///< of the document, 0: unknown

    bool operator==(const PageRecord&) const = default;
};

}  // namespace sym
