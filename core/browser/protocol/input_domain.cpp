#include "core/browser/protocol/input_domain.h"

namespace sym {

InputDomain::Call InputDomain::startMouse(const char* type, double x, double y, const char* button,
                                          int buttons, int clickCount) const
{
    return m_connection.start("Input.dispatchMouseEvent", {{"type", type},
                                                           {"x", x},
                                                           {"y", y},
                                                           {"button", button},
                                                           {"buttons", buttons},
                                                           {"clickCount", clickCount},
                                                           {"pointerType", "mouse"}});
}

InputDomain::Call InputDomain::startMouseMove(double x, double y, int pressedButtons) const
{
    return startMouse("mouseMoved", x, y, pressedButtons == 0 ? "none" : "left", pressedButtons, 0);
}

InputDomain::Call InputDomain::startMousePress(double x, double y, int clickCount) const
{
    return startMouse("mousePressed", x, y, "left", 1, clickCount);
}

InputDomain::Call InputDomain::startMouseRelease(double x, double y, int clickCount) const
{
    return startMouse("mouseReleased", x, y, "left", 0, clickCount);
}

InputDomain::Call InputDomain::startWheel(double x, double y, double deltaX, double deltaY) const
{
    return m_connection.start("Input.dispatchMouseEvent", {{"type", "mouseWheel"},
                                                           {"x", x},
                                                           {"y", y},
                                                           {"deltaX", deltaX},
                                                           {"deltaY", deltaY},
                                                           {"pointerType", "mouse"}});
}

InputDomain::Call InputDomain::startKeyDown(const KeyStroke& stroke, int modifiers) const
{
    const bool types =
        !stroke.text.empty() && (modifiers & (kControlKey | kAltKey | kMetaKey)) == 0;
    nlohmann::json params{{"type", types ? "keyDown" : "rawKeyDown"},
                          {"modifiers", modifiers},
                          {"windowsVirtualKeyCode", stroke.virtualKey},
                          {"nativeVirtualKeyCode", stroke.virtualKey},
                          {"code", stroke.code},
                          {"key", stroke.key},
                          {"location", stroke.location},
                          {"isKeypad", stroke.location == 3}};
    if (types) params["text"] = params["unmodifiedText"] = stroke.text;
    if (!stroke.commands.empty()) params["commands"] = stroke.commands;
    return m_connection.start("Input.dispatchKeyEvent", params);
}

InputDomain::Call InputDomain::startKeyUp(const KeyStroke& stroke, int modifiers) const
{
    return m_connection.start("Input.dispatchKeyEvent",
                              {{"type", "keyUp"},
                               {"modifiers", modifiers},
                               {"windowsVirtualKeyCode", stroke.virtualKey},
                               {"nativeVirtualKeyCode", stroke.virtualKey},
                               {"code", stroke.code},
                               {"key", stroke.key},
                               {"location", stroke.location}});
}

InputDomain::Call InputDomain::startInsertText(const std::string& text) const
{
    return m_connection.start("Input.insertText", {{"text", text}});
}

Status InputDomain::finish(const Call& call, JobContext& job) const
{
    auto answer = m_connection.finish(call, job);
    if (answer || answer.error().code() == ErrorCode::Protocol) return {};
    return answer.error();
}

Status InputDomain::setInterceptDrags(bool enabled, JobContext& job) const
{
    auto answer = m_connection.call("Input.setInterceptDrags", {{"enabled", enabled}}, job);
    return answer ? Status() : Status(answer.error());
}

InputDomain::Call InputDomain::startDrag(const std::string& type, double x, double y,
                                         const nlohmann::json& data) const
{
    return m_connection.start("Input.dispatchDragEvent",
                              {{"type", type}, {"x", x}, {"y", y}, {"data", data}});
}

}  // namespace sym
