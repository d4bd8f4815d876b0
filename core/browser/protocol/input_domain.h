#pragma once

#include <nlohmann/json.hpp>

#include <string>

#include "core/browser/devtools/devtools_connection.h"

namespace sym {

/// Bits of the protocol's `modifiers`.
enum KeyModifier : int { kAltKey = 1, kControlKey = 2, kMetaKey = 4, kShiftKey = 8 };

/// What the browser must be told to press one key.
struct KeyStroke {
    std::string key;                    ///< DOM `key`: "a", "Enter", "ArrowDown"
    std::string code;                   ///< DOM `code`: "KeyA"; may be empty
    int virtualKey = 0;                 ///< Windows virtual key code
    std::string text;                   ///< what it types, empty for none
    int location = 0;                   ///< 1 left, 2 right, 3 numeric pad
    int modifier = 0;                   ///< the KeyModifier bit this key is itself
    std::vector<std::string> commands;  ///< editing commands, e.g. "selectAll"
};

/// The protocol's Input domain: events as a mouse and a keyboard make them. start...() do not wait;
/// events are carried out in the order they were sent. Coordinates are CSS pixels of the viewport.
class InputDomain {
public:
    using Call = DevToolsConnection::Call;
    explicit InputDomain(DevToolsConnection& connection) : m_connection(connection) {}

    Call startMouseMove(double x, double y, int pressedButtons = 0) const;
    Call startMousePress(double x, double y, int clickCount = 1) const;
    Call startMouseRelease(double x, double y, int clickCount = 1) const;
    Call startWheel(double x, double y, double deltaX, double deltaY) const;

    Call startKeyDown(const KeyStroke& stroke, int modifiers) const;
    Call startKeyUp(const KeyStroke& stroke, int modifiers) const;
    /// Text as an input method gives it: any Unicode, input events without key events.
    Call startInsertText(const std::string& text) const;

    /// Waits until an event was carried out. One that a new document swallowed was so too.
    Status finish(const Call& call, JobContext& job) const;

    /// Drags of the page come as events instead of starting a drag of the desktop.
    Status setInterceptDrags(bool enabled, JobContext& job) const;
    /// @param type "dragEnter", "dragOver", "drop" or "dragCancel"   @param data as intercepted
    Call startDrag(const std::string& type, double x, double y, const nlohmann::json& data) const;

private:
    Call startMouse(const char* type, double x, double y, const char* button, int buttons,
                    int clickCount) const;
    DevToolsConnection& m_connection;
};

}  // namespace sym
