#pragma once

#include <nlohmann/json.hpp>

#include "core/browser/devtools/devtools_connection.h"

namespace sym {

/// The protocol's Accessibility domain.
class AccessibilityDomain {
public:
    explicit AccessibilityDomain(DevToolsConnection& connection) : m_connection(connection) {}

    /// The whole tree of the main frame's document: the answer's `nodes`.
    /// Expensive: about 0.015 ms a node, and in Chromium 102 about 1.6 ms for each in-page anchor.
    Result<nlohmann::json> fullTree(JobContext& job, Deadline deadline) const
    {
        SYM_TRY(nlohmann::json answer,
                m_connection.call("Accessibility.getFullAXTree", nullptr, job, deadline));
        const auto nodes = answer.find("nodes");
        if (nodes == answer.end())
            return Error(ErrorCode::Protocol, "the accessibility tree has no nodes");
        return std::move(*nodes);
    }

private:
    DevToolsConnection& m_connection;
};

}  // namespace sym
