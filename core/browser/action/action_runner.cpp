#include "core/browser/action/action_runner.h"

#include "core/browser/action/dragging.h"
#include "core/browser/action/keyboard.h"
#include "core/browser/protocol/input_domain.h"

namespace sym {

namespace {

/// A press that something slid under is done again this often.
constexpr int kPressAttempts = 3;

// What opens only after a pause: lists of suggestions after the last key, menus under the mouse.
constexpr std::chrono::milliseconds kSuggestionPause{320};
constexpr std::chrono::milliseconds kHoverPause{150};

double millisecondsSince(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
        .count();
}

/// Whether a script's answer says that it did nothing; its message goes into the outcome.
bool isProblem(const nlohmann::json& answer, ActionOutcome& outcome)
{
    if (!answer.is_object() || !answer.contains("problem")) return false;
    outcome.performed = false;
    outcome.message = answer.value("message", std::string("it did not work"));
    return true;
}

}  // namespace

ActionRunner::ActionRunner(DevToolsPage& page, const ElementIndex& index, Settler& settler)
    : m_page(page), m_index(index), m_settler(settler)
{
}

Result<ActionOutcome> ActionRunner::run(const Action& action, JobContext& job)
{
    const auto start = std::chrono::steady_clock::now();
    ActionOutcome outcome;
    m_before = m_page.monitor().snapshot();
    if (!action.elementId.empty()) outcome.targetDescription = m_index.describe(action.elementId);

    Status done;
    switch (action.kind) {
    case ActionKind::Click: done = click(action.elementId, outcome, job); break;
    case ActionKind::Type: done = type(action, outcome, job); break;
    case ActionKind::Hover: done = hover(action.elementId, outcome, job); break;
    case ActionKind::Press: done = press(action.text, outcome, job); break;
    case ActionKind::Scroll: done = scroll(action.text, outcome, job); break;
    case ActionKind::Select: done = select(action, outcome, job); break;
    case ActionKind::Drag: done = drag(action, outcome, job); break;
    default:
        return Error(ErrorCode::InvalidInput,
                     "no action on a page: " + std::string(actionVerb(action.kind)));
    }
    if (!done && done.error().code() == ErrorCode::NotFound) {
        outcome.performed = false;
        outcome.message = done.error().message();
    } else if (!done) {
        return done.error();
    }
    outcome.actMilliseconds = millisecondsSince(start) - outcome.settleMilliseconds;
    return outcome;
}

Status ActionRunner::settle(ActionOutcome& outcome, JobContext& job,
                            std::chrono::milliseconds quiet)
{
    const auto start = std::chrono::steady_clock::now();
    SYM_TRY(m_settled, m_settler.settle(m_page, m_before, job, quiet));
    outcome.settleMilliseconds += millisecondsSince(start);
    return {};
}

Result<nlohmann::json> ActionRunner::ask(const ElementPlace& place, const std::string& function,
                                         const std::vector<nlohmann::json>& arguments,
                                         JobContext& job)
{
    std::string call = "__symbiont.edit." + function + "(" + place.expression;
    for (const nlohmann::json& argument : arguments)
        call += "," + argument.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
    return m_page.evaluateInWorld(place.frameId, call + ")", job);
}

Result<ElementPlace> ActionRunner::placeOf(const std::string& id, JobContext& job)
{
    SYM_TRY(const ElementPlace place, m_index.find(m_page, id, job));
    SYM_TRY(const nlohmann::json there, m_page.evaluateInWorld("!!" + place.expression, job));
    if (there == true) return place;
    return m_index.findInFrames(m_page, id, job);
}

Status ActionRunner::click(const std::string& id, ActionOutcome& outcome, JobContext& job)
{
    SYM_TRY(const Reach reach, reachElement(m_page, m_index, id, {}, job));
    return clickReached(reach, outcome, job);
}

Status ActionRunner::clickPlace(const ElementPlace& place, ActionOutcome& outcome, JobContext& job)
{
    SYM_TRY(const Reach reach, reachPlace(m_page, place, {}, job));
    return clickReached(reach, outcome, job);
}

Status ActionRunner::clickReached(Reach reach, ActionOutcome& outcome, JobContext& job)
{
    const InputDomain input(m_page.connection());
    for (int attempt = 0; attempt < kPressAttempts; ++attempt) {
        outcome.target = reach.rectangle;
        if (reach.kind == Reach::Kind::Option) return chooseOption(reach.place, outcome, job);
        if (reach.kind == Reach::Kind::Problem) {
            outcome.performed = false;
            outcome.message = reach.message;
            return {};
        }
        input.startMouseMove(reach.x, reach.y);
        input.startMousePress(reach.x, reach.y);
        const auto released = input.startMouseRelease(reach.x, reach.y);
        auto done = input.finish(released, job);
        // a handler that never returns is the page's matter: settling reports what it can
        if (!done && done.error().code() != ErrorCode::Timeout) return done;
        SYM_CHECK(settle(outcome, job));
        if (!m_settled.pressMissed) {
            outcome.performed = true;
            return {};
        }
        SYM_TRY(reach, reachPlace(m_page, reach.place, {}, job));
    }
    outcome.performed = false;
    outcome.message = "the element is covered by " + m_settled.pressHit;
    return {};
}

Status ActionRunner::chooseOption(const ElementPlace& place, ActionOutcome& outcome,
                                  JobContext& job)
{
    SYM_TRY(const nlohmann::json answer, ask(place, "chooseOption", {}, job));
    if (isProblem(answer, outcome)) return {};
    outcome.performed = true;
    return settle(outcome, job);
}

Status ActionRunner::type(const Action& action, ActionOutcome& outcome, JobContext& job)
{
    SYM_TRY(const ElementPlace place, placeOf(action.elementId, job));
    SYM_TRY(const nlohmann::json field, ask(place, "field", {}, job));
    if (isProblem(field, outcome)) return {};
    const std::string kind = field.value("kind", "");
    if (kind == "select") return selectByLabel(action.text, place, outcome, job);
    if (kind == "picker") return setPicker(action, place, outcome, job);
    return typeInto(action, place, outcome, job);
}

Status ActionRunner::setPicker(const Action& action, const ElementPlace& place,
                               ActionOutcome& outcome, JobContext& job)
{
    SYM_TRY(const nlohmann::json answer, ask(place, "setPicker", {action.text}, job));
    if (isProblem(answer, outcome)) return {};
    outcome.performed = true;
    outcome.target = rectangleOf(answer.value("rect", nlohmann::json()));
    if (action.pressEnter)
        SYM_CHECK(Keyboard(m_page.connection()).press({*strokeOfName("enter")}, job));
    return settle(outcome, job);
}

Status ActionRunner::typeInto(const Action& action, const ElementPlace& place,
                              ActionOutcome& outcome, JobContext& job)
{
    SYM_CHECK(clickPlace(place, outcome, job));
    if (!outcome.performed) return {};
    if (m_settled.navigated) {
        outcome.performed = false;
        outcome.message = "the click before typing led to another page";
        return {};
    }
    SYM_TRY(const nlohmann::json focus, ask(place, "focusField", {}, job));
    if (isProblem(focus, outcome)) return {};

    const Keyboard keyboard(m_page.connection());
    const bool isRich = focus.value("rich", false);
    // an empty field is left alone: Backspace in it may take the tag before it away
    if (!focus.value("text", std::string()).empty()) {
        SYM_CHECK(keyboard.selectAll(job));
        SYM_CHECK(keyboard.press({*strokeOfName("backspace")}, job));
    }
    SYM_TRY(const nlohmann::json began,
            m_page.evaluateInWorld(place.frameId, "__symbiont.act.beginKeys()", job));
    const auto breaks = isRich ? Keyboard::LineBreak::ShiftEnter : Keyboard::LineBreak::Text;
    SYM_CHECK(keyboard.type(action.text, breaks, job));
    if (!isRich) SYM_CHECK(checkTyped(action, place, outcome, job));
    if (action.pressEnter) SYM_CHECK(keyboard.press({*strokeOfName("enter")}, job));
    const bool mayOpen = !action.pressEnter && focus.value("suggests", false);
    return settle(outcome, job, mayOpen ? kSuggestionPause : std::chrono::milliseconds(0));
}

/// A field that took none of its keys gets the text in one piece.
Status ActionRunner::checkTyped(const Action& action, const ElementPlace& place,
                                ActionOutcome& outcome, JobContext& job)
{
    auto text = ask(place, "fieldText", {}, job);
    if (!text && text.error().code() == ErrorCode::NotFound) return {};  // the page went on
    if (!text) return text.error();
    if (!text->is_string() || *text != "" || action.text.empty()) return {};
    SYM_TRY(const nlohmann::json taken, ask(place, "setText", {action.text}, job));
    if (taken != true) outcome.message = "the field did not take the text";
    return {};
}

Status ActionRunner::select(const Action& action, ActionOutcome& outcome, JobContext& job)
{
    SYM_TRY(const ElementPlace place, placeOf(action.elementId, job));
    return selectByLabel(action.text, place, outcome, job);
}

Status ActionRunner::selectByLabel(const std::string& label, const ElementPlace& place,
                                   ActionOutcome& outcome, JobContext& job)
{
    SYM_TRY(const nlohmann::json answer, ask(place, "chooseByLabel", {label}, job));
    outcome.target = rectangleOf(answer.value("rect", nlohmann::json()));
    if (isProblem(answer, outcome)) return {};
    if (answer.value("kind", "") == "custom") return selectCustom(label, place, outcome, job);
    outcome.performed = true;
    return settle(outcome, job);
}

/// A list made by scripts: opened like a user would, then the entry is pressed.
Status ActionRunner::selectCustom(const std::string& label, const ElementPlace& place,
                                  ActionOutcome& outcome, JobContext& job)
{
    SYM_CHECK(clickPlace(place, outcome, job));
    if (!outcome.performed) return {};
    const std::string wanted = nlohmann::json(label).dump();
    SYM_TRY(
        const nlohmann::json found,
        m_page.evaluateInWorld(
            place.frameId,
            "__symbiont.act.hold('option', __symbiont.edit.customOption(" + wanted + "))", job));
    if (found != true) {
        outcome.performed = false;
        outcome.message = "no entry '" + label + "' appeared; the element was clicked";
        return {};
    }
    ElementPlace option = place;
    option.expression = "__symbiont.act.held('option')";
    m_before = m_page.monitor().snapshot();
    return clickPlace(option, outcome, job);
}

Status ActionRunner::hover(const std::string& id, ActionOutcome& outcome, JobContext& job)
{
    SYM_TRY(const Reach reach,
            reachElement(m_page, m_index, id, {.arming = false, .forHover = true}, job));
    outcome.target = reach.rectangle;
    if (reach.kind != Reach::Kind::Point) {
        outcome.message = reach.message;
        return {};
    }
    const InputDomain input(m_page.connection());
    SYM_CHECK(input.finish(input.startMouseMove(reach.x, reach.y), job));
    outcome.performed = true;
    return settle(outcome, job, kHoverPause);
}

Status ActionRunner::press(const std::string& keys, ActionOutcome& outcome, JobContext& job)
{
    const auto strokes = parseKeyCombination(keys);
    if (!strokes) {
        outcome.message = strokes.error().message();
        return {};
    }
    SYM_TRY(const nlohmann::json began, m_page.evaluateInWorld("__symbiont.act.beginKeys()", job));
    SYM_CHECK(Keyboard(m_page.connection()).press(*strokes, job));
    outcome.performed = true;
    return settle(outcome, job);
}

Status ActionRunner::scroll(const std::string& direction, ActionOutcome& outcome, JobContext& job)
{
    const bool isDown = direction.find("up") == std::string::npos;
    SYM_TRY(const nlohmann::json answer,
            m_page.evaluateInWorld(
                isDown ? "__symbiont.edit.scrollPage(true)" : "__symbiont.edit.scrollPage(false)",
                job));
    outcome.performed = true;
    if (!answer.value("moved", false))
        outcome.message = isDown ? "the page is at its end" : "the page is at its top";
    return settle(outcome, job);
}

Status ActionRunner::drag(const Action& action, ActionOutcome& outcome, JobContext& job)
{
    SYM_TRY(const Reach from,
            reachElement(m_page, m_index, action.elementId, {.arming = false}, job));
    outcome.target = from.rectangle;
    if (from.kind != Reach::Kind::Point) {
        outcome.message = from.message.empty() ? "an option cannot be dragged" : from.message;
        return {};
    }
    SYM_TRY(const ElementPlace target, placeOf(action.targetId, job));
    SYM_TRY(const DragOutcome dragged, dragElement(m_page, from, target, job));
    outcome.performed = dragged.performed;
    outcome.message = dragged.message;
    return settle(outcome, job);
}

}  // namespace sym
