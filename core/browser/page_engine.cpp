#include "core/browser/page_engine.h"

#include <algorithm>
#include <functional>
#include <string_view>
#include <utility>
#include <vector>

#include "core/browser/devtools_page.h"
#include "core/browser/page_snapshot.h"
#include "core/browser/protocol/dom_domain.h"
#include "core/browser/protocol/runtime_domain.h"

namespace sym {

namespace {

/// Ids of one frame's world lie between two multiples of this.
constexpr std::int64_t kIdsPerFrame = 100'000;

/// A page whose document is replaced while we look is looked at again this often.
constexpr int kDocumentRetries = 5;

/// Frames inside frames deeper than this are left empty.
constexpr int kDeepestFrame = 6;

/// Looks for the listeners of every element with the browser's own command-line function, which
/// only the page's world has, and tells the isolated world by mouse events nobody else knows the
/// name of: their relatedTarget is the element, their detail the kinds of listeners.
constexpr std::string_view kAnnounceListeners = R"js((listenersOf => {
    const kinds = {click: 1, mousedown: 1, mouseup: 1, DOMActivate: 1, pointerdown: 2, pointerup: 2,
        touchstart: 2, touchend: 2, keydown: 2, dblclick: 2, dragstart: 2, drop: 2, mouseover: 2,
        mouseenter: 2, contextmenu: 2};
    const visit = root => {
        for (const el of root.querySelectorAll('*')) {
            let detail = 0;
            for (const name in listenersOf(el)) detail |= kinds[name] ?? 0;
            if (detail) dispatchEvent(new MouseEvent('$NAME', {relatedTarget: el, detail}));
            if (el.shadowRoot) visit(el.shadowRoot);
        }
    };
    visit(document);
})(getEventListeners))js";

/// A name for those events that no page can guess, the same for the life of the page target.
std::string listenerEventName(const DevToolsPage& page)
{
    return "x" + std::to_string(std::hash<std::string>()(page.target().webSocketUrl));
}

std::string announcement(const std::string& eventName)
{
    std::string script(kAnnounceListeners);
    constexpr std::string_view mark = "$NAME";
    return script.replace(script.find(mark), mark.size(), eventName);
}

std::string snapshotScript(const PageTreeOptions& options, std::int64_t base)
{
    const auto word = [](bool value) { return value ? "true" : "false"; };
    return std::string("__symbiont.snapshot({rectangles: ") + word(options.rectangles)
           + ", texts: " + word(options.textRectangles) + ", extras: " + word(options.extras)
           + ", base: " + std::to_string(base) + "})";
}

bool isRepeatable(const Error& error)
{
    return isMissingContext(error)
           || (error.code() == ErrorCode::InvalidInput
               && error.message().find("__symbiont") != std::string::npos);
}

Result<PageSnapshot> readSnapshot(const Result<nlohmann::json>& value)
{
    if (!value) return value.error();
    const auto* text = value->get_ptr<const std::string*>();
    if (!text) return Error(ErrorCode::Protocol, "the page engine gave no text");
    return parsePageSnapshot(*text);
}

/// One wait for three evaluations: hear, announce, compute. What the page's own world throws in
/// the second costs only the knowledge of listeners.
Result<PageSnapshot> captureMainFrame(DevToolsPage& page, const PageTreeOptions& options,
                                      JobContext& job)
{
    DevToolsConnection& connection = page.connection();
    const RuntimeDomain runtime(connection);
    const std::string eventName = listenerEventName(page);
    for (int attempt = 0;; ++attempt) {
        SYM_TRY(const int context, page.worldContext({}, job));
        const auto hear = runtime.startEvaluation(context, "__symbiont.hear('" + eventName + "')");
        const auto announce =
            connection.start("Runtime.evaluate", {{"expression", announcement(eventName)},
                                                  {"includeCommandLineAPI", true},
                                                  {"silent", true}});
        const auto compute = runtime.startEvaluation(context, snapshotScript(options, 0));
        const Deadline deadline = after(connection.callTimeout());
        const auto value = runtime.finishEvaluation(compute, job, deadline);
        static_cast<void>(runtime.finishEvaluation(hear, job, deadline));
        static_cast<void>(connection.finish(announce, job, deadline));
        if (value) return readSnapshot(value);
        if (attempt >= kDocumentRetries || !isRepeatable(value.error())) return value.error();
        // lets the page find or furnish the new document's world
        SYM_TRY(const nlohmann::json ready, page.evaluateInWorld("__symbiont.base(0)", job));
        static_cast<void>(ready);
    }
}

/// A frame element's place in its document and the frame behind it.
struct FrameElement {
    std::string frameId;
    double x = 0;  ///< of the frame's viewport in the outer frame's
    double y = 0;
};

Result<FrameElement> frameBehind(DevToolsPage& page, int context, const std::string& nodeId,
                                 JobContext& job)
{
    const RuntimeDomain runtime(page.connection());
    SYM_TRY(const std::string object,
            runtime.evaluateToObject(context, "__symbiont.node(" + nodeId + ")", job));
    if (object.empty()) return Error(ErrorCode::NotFound, "a frame's element is gone");
    SYM_TRY(const nlohmann::json node, page.call("DOM.describeNode", {{"objectId", object}}, job));
    SYM_TRY(const nlohmann::json place,
            runtime.callOn(object,
                           "function() { const box = this.getBoundingClientRect();"
                           "return [box.x + this.clientLeft, box.y + this.clientTop]; }",
                           {}, job));
    FrameElement element;
    element.frameId = node.value("/node/frameId"_json_pointer, std::string());
    if (element.frameId.empty() || !place.is_array() || place.size() != 2)
        return Error(ErrorCode::NotFound, "no frame stands behind a frame element");
    element.x = place[0].get<double>();
    element.y = place[1].get<double>();
    return element;
}

/// A base for the ids of a frame's world that no other world of the page uses.
Result<std::int64_t> baseFor(DevToolsPage& page, const std::string& frameId, JobContext& job)
{
    SYM_TRY(const nlohmann::json own, page.evaluateInWorld(frameId, "__symbiont.base(0)", job));
    if (own.is_number() && own.get<std::int64_t>() != 0) return own.get<std::int64_t>();
    std::int64_t highest = 0;
    for (const FrameRecord& frame : page.frames()) {
        if (frame.parentId.empty() || frame.id == frameId) continue;
        const auto other = page.evaluateInWorld(frame.id, "__symbiont.base(0)", job);
        if (other && other->is_number()) highest = std::max(highest, other->get<std::int64_t>());
    }
    return highest + kIdsPerFrame;
}

/// Fills the frames that their outer document's world cannot see into. What fails stays empty: a
/// frame that goes away meanwhile is no reason to give up the page.
void fillForeignFrames(DevToolsPage& page, const std::string& frameId, PageSnapshot& snapshot,
                       const PageTreeOptions& options, int depth, JobContext& job)
{
    if (depth > kDeepestFrame) return;
    // from the last to the first, since filling one moves all nodes after it
    for (auto at = snapshot.foreignFrames.rbegin(); at != snapshot.foreignFrames.rend(); ++at) {
        if (job.isCancelled()) return;
        const auto context = page.worldContext(frameId, job);
        if (!context) return;
        const auto element = frameBehind(page, *context, snapshot.tree.nodes[*at].nodeId, job);
        if (!element) continue;
        const auto base = baseFor(page, element->frameId, job);
        if (!base) continue;
        auto inner = readSnapshot(
            page.evaluateInWorld(element->frameId, snapshotScript(options, *base), job));
        if (!inner) continue;
        fillForeignFrames(page, element->frameId, *inner, options, depth + 1, job);
        spliceFrame(snapshot.tree, *at, inner->tree, element->x, element->y);
    }
}

}  // namespace

Result<AxTree> capturePageTree(DevToolsPage& page, const PageTreeOptions& options, JobContext& job)
{
    SYM_TRY(PageSnapshot snapshot, captureMainFrame(page, options, job));
    if (options.extras) fillForeignFrames(page, {}, snapshot, options, 0, job);
    return std::move(snapshot.tree);
}

Result<std::optional<NodePlace>> placeOfNode(DevToolsPage& page, std::int64_t nodeId,
                                             JobContext& job)
{
    const std::string holds = "__symbiont.node(" + std::to_string(nodeId) + ") !== null";
    for (const FrameRecord& frame : page.frames()) {
        const auto here = page.evaluateInWorld(frame.id, holds, job);
        if (!here) {
            if (frame.parentId.empty() || here.error().code() == ErrorCode::Cancelled)
                return here.error();
            continue;  // the frame went away
        }
        if (*here != true) continue;
        NodePlace place;
        place.frameId = frame.id;
        SYM_TRY(const nlohmann::json offset,
                page.evaluateInWorld(frame.id, "__symbiont.offset(" + std::to_string(nodeId) + ")",
                                     job));
        if (offset.is_array() && offset.size() == 2) {
            place.offsetX = offset[0].get<double>();
            place.offsetY = offset[1].get<double>();
        }
        if (!frame.parentId.empty()) {
            const DomDomain dom(page.connection());
            SYM_TRY(const std::int64_t owner, dom.frameOwner(frame.id, job));
            SYM_TRY(const Rectangle box, dom.contentBox(owner, job));
            place.offsetX += box.x;
            place.offsetY += box.y;
        }
        return std::optional<NodePlace>(place);
    }
    return std::optional<NodePlace>();
}

}  // namespace sym
