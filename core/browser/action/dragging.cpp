#include "core/browser/action/dragging.h"

#include <mutex>

#include "core/browser/protocol/input_domain.h"

namespace sym {

namespace {

constexpr int kSteps = 8;
constexpr double kFirstStep = 6;  ///< pixels; more than any library's threshold to begin a drag

/// Takes the data of an intercepted drag.
class DragWatch final : public DevToolsListener {
public:
    void onEvent(const std::string& method, const nlohmann::json& params) override
    {
        if (method != "Input.dragIntercepted") return;
        const std::lock_guard lock(m_mutex);
        m_data = params.value("data", nlohmann::json::object());
    }

    nlohmann::json data()
    {
        const std::lock_guard lock(m_mutex);
        return m_data;
    }

private:
    std::mutex m_mutex;
    nlohmann::json m_data;
};

struct Point {
    double x = 0;
    double y = 0;
};

/// One mouse drag, from the press to the release.
class MouseDrag {
public:
    MouseDrag(DevToolsPage& page, DragWatch& watch, JobContext& job)
        : m_page(page), m_input(page.connection()), m_watch(watch), m_job(job)
    {
    }

    Status run(Point from, Point to)
    {
        m_input.startMouseMove(from.x, from.y);
        SYM_CHECK(m_input.finish(m_input.startMousePress(from.x, from.y), m_job));
        SYM_CHECK(step({from.x + kFirstStep, from.y + kFirstStep}));
        for (int i = 1; i <= kSteps; ++i) {
            const double part = double(i) / kSteps;
            SYM_CHECK(step({from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part}));
        }
        SYM_CHECK(step(to));  // lists that follow the pointer settle on the second look
        if (m_entered)
            SYM_CHECK(m_input.finish(m_input.startDrag("drop", to.x, to.y, m_data), m_job));
        return m_input.finish(m_input.startMouseRelease(to.x, to.y), m_job);
    }

private:
    Status step(Point at)
    {
        if (m_entered)
            return m_input.finish(m_input.startDrag("dragOver", at.x, at.y, m_data), m_job);
        SYM_CHECK(m_input.finish(m_input.startMouseMove(at.x, at.y, 1), m_job));
        // the page moves things in its frames; the drag, if it is one, begins meanwhile
        SYM_TRY(const nlohmann::json frame,
                m_page.evaluateInWorld("__symbiont.act.nextFrame()", m_job));
        m_data = m_watch.data();
        if (m_data.is_null()) return {};
        m_entered = true;
        return m_input.finish(m_input.startDrag("dragEnter", at.x, at.y, m_data), m_job);
    }

    DevToolsPage& m_page;
    InputDomain m_input;
    DragWatch& m_watch;
    JobContext& m_job;
    nlohmann::json m_data;
    bool m_entered = false;
};

std::string call(const std::string& function, const ElementPlace& place)
{
    return "__symbiont." + function + "(" + place.expression + ")";
}

/// The middle of the target's visible part, when it can be seen without scrolling.
Result<std::optional<Point>> middleInView(DevToolsPage& page, const ElementPlace& place,
                                          JobContext& job)
{
    SYM_TRY(const nlohmann::json found,
            page.evaluateInWorld(place.frameId, call("act.middle", place), job));
    if (!found.is_object()) return std::optional<Point>();
    return std::optional(
        Point{found.value("x", 0.0) + place.offsetX, found.value("y", 0.0) + place.offsetY});
}

}  // namespace

Result<DragOutcome> dragElement(DevToolsPage& page, const Reach& from, const ElementPlace& target,
                                JobContext& job)
{
    Point start{from.x, from.y};
    SYM_TRY(std::optional<Point> end, middleInView(page, target, job));
    if (!end) {
        // bring the target into view and hope that the source stays
        SYM_TRY(const Reach to, reachPlace(page, target, {.arming = false, .forHover = true}, job));
        SYM_TRY(const std::optional<Point> moved, middleInView(page, from.place, job));
        if (to.kind == Reach::Kind::Point && moved) {
            start = *moved;
            end = Point{to.x, to.y};
        }
    }
    if (!end) {
        SYM_TRY(const nlohmann::json dragged,
                page.evaluateInWorld(from.place.frameId,
                                     "__symbiont.edit.dragByScript(" + from.place.expression + ","
                                         + target.expression + ")",
                                     job));
        if (dragged.value("dragged", false)) return DragOutcome{.performed = true, .message = {}};
        return DragOutcome{.performed = false,
                           .message = "the two elements cannot be seen at once"};
    }

    const auto watch = std::make_shared<DragWatch>();
    DevToolsConnection& connection = page.connection();
    connection.addListener(watch);
    const InputDomain input(connection);
    SYM_CHECK(input.setInterceptDrags(true, job));
    const Status done = MouseDrag(page, *watch, job).run(start, *end);
    connection.post("Input.setInterceptDrags", {{"enabled", false}});
    connection.removeListener(watch);
    if (!done) return done.error();
    return DragOutcome{.performed = true, .message = {}};
}

}  // namespace sym
