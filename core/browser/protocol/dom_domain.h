#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/browser/devtools/devtools_connection.h"
#include "core/trajectory/page_record.h"

namespace sym {

/// The protocol's DOM domain, as far as nodes named by the accessibility tree need it.
class DomDomain {
public:
    explicit DomDomain(DevToolsConnection& connection) : m_connection(connection) {}

    /// The node as an object of an execution context (0: the page's own).
    /// @return its object id; NotFound when the node is gone
    Result<std::string> resolve(std::int64_t backendNodeId, int contextId, JobContext& job) const;

    /// Rectangles (border boxes, main-frame viewport) of many nodes at once, asked for without
    /// waiting in between; nothing for nodes that are not rendered.
    Result<std::vector<std::optional<Rectangle>>> rectangles(
        const std::vector<std::int64_t>& backendNodeIds, JobContext& job) const;

    /// The frame element that shows `frameId`. @return its backend node id
    Result<std::int64_t> frameOwner(const std::string& frameId, JobContext& job) const;

    /// The content box of a frame's element, in the main frame's viewport.
    Result<Rectangle> contentBox(std::int64_t backendNodeId, JobContext& job) const;

private:
    DevToolsConnection& m_connection;
};

}  // namespace sym
