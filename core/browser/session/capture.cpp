#include "core/browser/session/capture.h"

#include "core/browser/page_engine.h"
#include "core/browser/protocol/accessibility_domain.h"
#include "core/browser/protocol/dom_domain.h"

namespace sym {

namespace {

/// The reference engine may take seconds on pages full of in-page anchors.
constexpr std::chrono::milliseconds kTreeLimit{60'000};

Status addRectangles(DevToolsPage& page, AxTree& tree, JobContext& job)
{
    std::vector<std::int64_t> ids;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
        if (!tree.nodes[i].backendNodeId || tree.nodes[i].ignored) continue;
        ids.push_back(*tree.nodes[i].backendNodeId);
        places.push_back(i);
    }
    SYM_TRY(const auto rectangles, DomDomain(page.connection()).rectangles(ids, job));
    for (std::size_t i = 0; i < places.size(); ++i) tree.nodes[places[i]].bounds = rectangles[i];
    return {};
}

Result<AxTree> captureOverDevTools(DevToolsPage& page, bool rectangles, JobContext& job)
{
    // keeps the ids of nodes the same from one observation to the next
    page.connection().post("Accessibility.enable", nullptr);
    if (rectangles) page.connection().post("DOM.enable", nullptr);
    SYM_TRY(const nlohmann::json nodes,
            AccessibilityDomain(page.connection()).fullTree(job, after(kTreeLimit)));
    SYM_TRY(AxTree tree, axTreeFromDevTools(nodes));
    normaliseRoles(tree);
    SYM_TRY(const nlohmann::json view,
            page.evaluateInWorld("({width: screen.width, height: screen.height, x: pageXOffset, "
                                 "y: pageYOffset, url: location.href, title: document.title})",
                                 job));
    tree.screenWidth = view.value("width", 0.0);
    tree.screenHeight = view.value("height", 0.0);
    tree.scrollX = view.value("x", 0.0);
    tree.scrollY = view.value("y", 0.0);
    tree.url = view.value("url", std::string());
    tree.title = view.value("title", std::string());
    if (rectangles) SYM_CHECK(addRectangles(page, tree, job));
    return tree;
}

}  // namespace

Result<AxTree> captureTree(DevToolsPage& page, const CaptureOptions& options, JobContext& job)
{
    if (options.engine == ObservationEngine::Cdp)
        return captureOverDevTools(page, options.rectangles, job);
    return capturePageTree(page,
                           {.rectangles = options.rectangles,
                            .textRectangles = options.textRectangles,
                            .extras = options.extras},
                           job);
}

}  // namespace sym
