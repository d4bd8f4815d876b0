#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/browser/protocol/input_domain.h"

namespace sym {

/// The stroke that types one printable ASCII character on a US keyboard, Shift included where it is
/// needed (in `needsShift`); nothing for every other character.
struct CharacterStroke {
    KeyStroke stroke;
    bool needsShift = false;
};
std::optional<CharacterStroke> strokeOfCharacter(char32_t character);

/// The stroke of a named key or single character: "Enter", "arrowdown", "PageUp", "F5", "a". Case
/// does not matter in names; Meta counts as Control, as upstream has it off the Mac.
std::optional<KeyStroke> strokeOfName(std::string_view name);

/// The keys of a combination such as "Control+Shift+a" or "ctrl++", the modifiers first.
/// @return InvalidInput naming the key that does not exist
Result<std::vector<KeyStroke>> parseKeyCombination(std::string_view text);

/// Types with real key events, as somebody at a keyboard would.
class Keyboard {
public:
    explicit Keyboard(DevToolsConnection& connection) : m_input(connection) {}

    /// Presses all keys of a combination in order and lets them go in reverse.
    Status press(const std::vector<KeyStroke>& keys, JobContext& job) const;

    /// How a line break in a text is typed.
    enum class LineBreak { Text, ShiftEnter };

    /// Types any Unicode text: key events for what a US keyboard has, input-method text for the
    /// rest and for long texts.
    Status type(std::string_view text, LineBreak lineBreak, JobContext& job) const;

    Status selectAll(JobContext& job) const;

private:
    InputDomain m_input;
};

}  // namespace sym
