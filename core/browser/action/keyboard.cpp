#include "core/browser/action/keyboard.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace sym {

namespace {

struct NamedKey {
    std::string_view name;  // lower case
    const char* key;
    const char* code;
    int virtualKey;
    const char* text = "";
    int modifier = 0;
};

constexpr NamedKey kNamedKeys[] = {
    {"enter", "Enter", "Enter", 13, "\r"},
    {"return", "Enter", "Enter", 13, "\r"},
    {"tab", "Tab", "Tab", 9},
    {"backspace", "Backspace", "Backspace", 8},
    {"delete", "Delete", "Delete", 46},
    {"del", "Delete", "Delete", 46},
    {"escape", "Escape", "Escape", 27},
    {"esc", "Escape", "Escape", 27},
    {"space", " ", "Space", 32, " "},
    {"arrowup", "ArrowUp", "ArrowUp", 38},
    {"up", "ArrowUp", "ArrowUp", 38},
    {"arrowdown", "ArrowDown", "ArrowDown", 40},
    {"down", "ArrowDown", "ArrowDown", 40},
    {"arrowleft", "ArrowLeft", "ArrowLeft", 37},
    {"left", "ArrowLeft", "ArrowLeft", 37},
    {"arrowright", "ArrowRight", "ArrowRight", 39},
    {"right", "ArrowRight", "ArrowRight", 39},
    {"home", "Home", "Home", 36},
    {"end", "End", "End", 35},
    {"pageup", "PageUp", "PageUp", 33},
    {"pagedown", "PageDown", "PageDown", 34},
    {"insert", "Insert", "Insert", 45},
    {"capslock", "CapsLock", "CapsLock", 20},
    {"contextmenu", "ContextMenu", "ContextMenu", 93},
    {"control", "Control", "ControlLeft", 17, "", kControlKey},
    {"ctrl", "Control", "ControlLeft", 17, "", kControlKey},
    {"controlormeta", "Control", "ControlLeft", 17, "", kControlKey},
    {"meta", "Control", "ControlLeft", 17, "", kControlKey},
    {"cmd", "Control", "ControlLeft", 17, "", kControlKey},
    {"command", "Control", "ControlLeft", 17, "", kControlKey},
    {"shift", "Shift", "ShiftLeft", 16, "", kShiftKey},
    {"alt", "Alt", "AltLeft", 18, "", kAltKey},
    {"option", "Alt", "AltLeft", 18, "", kAltKey},
};

struct SignKey {
    char plain;
    char shifted;
    const char* code;
    int virtualKey;
};

constexpr SignKey kSignKeys[] = {
    {'`', '~', "Backquote", 192},   {'-', '_', "Minus", 189},        {'=', '+', "Equal", 187},
    {'[', '{', "BracketLeft", 219}, {']', '}', "BracketRight", 221}, {'\\', '|', "Backslash", 220},
    {';', ':', "Semicolon", 186},   {'\'', '"', "Quote", 222},       {',', '<', "Comma", 188},
    {'.', '>', "Period", 190},      {'/', '?', "Slash", 191},
};
constexpr std::string_view kShiftedDigits = ")!@#$%^&*(";

/// Longer texts are not typed key by key: nobody waits for thousands of key events.
constexpr std::size_t kLongestTyped = 240;

KeyStroke stroke(char character, std::string code, int virtualKey)
{
    return {.key = std::string(1, character),
            .code = std::move(code),
            .virtualKey = virtualKey,
            .text = std::string(1, character)};
}

std::string lower(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](unsigned char c) { return char(std::tolower(c)); });
    return result;
}

/// The characters of a UTF-8 text, each as its bytes.
std::vector<std::string_view> characters(std::string_view text)
{
    std::vector<std::string_view> result;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t length = 1;
        while (at + length < text.size()
               && (static_cast<unsigned char>(text[at + length]) & 0xC0) == 0x80)
            ++length;
        result.push_back(text.substr(at, length));
        at += length;
    }
    return result;
}

/// An editing command makes the key do what it does on every desktop.
std::vector<std::string> commandsOf(const std::vector<KeyStroke>& keys)
{
    if (keys.size() != 2 || keys[0].modifier != kControlKey) return {};
    if (keys[1].key == "a") return {"selectAll"};
    if (keys[1].key == "c") return {"copy"};
    if (keys[1].key == "x") return {"cut"};
    if (keys[1].key == "v") return {"paste"};
    if (keys[1].key == "z") return {"undo"};
    return {};
}

}  // namespace

std::optional<CharacterStroke> strokeOfCharacter(char32_t character)
{
    if (character < 32 || character > 126) return std::nullopt;
    const char sign = char(character);
    if (std::islower(static_cast<unsigned char>(sign))) {
        const char upper = char(sign - 'a' + 'A');
        return CharacterStroke{stroke(sign, std::string("Key") + upper, upper), false};
    }
    if (std::isupper(static_cast<unsigned char>(sign)))
        return CharacterStroke{stroke(sign, std::string("Key") + sign, sign), true};
    if (std::isdigit(static_cast<unsigned char>(sign)))
        return CharacterStroke{stroke(sign, std::string("Digit") + sign, sign), false};
    if (sign == ' ') return CharacterStroke{stroke(' ', "Space", 32), false};
    if (const auto digit = kShiftedDigits.find(sign); digit != std::string_view::npos)
        return CharacterStroke{
            stroke(sign, std::string("Digit") + char('0' + digit), int('0' + digit)), true};
    for (const SignKey& key : kSignKeys) {
        if (key.plain == sign)
            return CharacterStroke{stroke(sign, key.code, key.virtualKey), false};
        if (key.shifted == sign)
            return CharacterStroke{stroke(sign, key.code, key.virtualKey), true};
    }
    return std::nullopt;
}

std::optional<KeyStroke> strokeOfName(std::string_view name)
{
    if (name.size() == 1) {
        const auto found = strokeOfCharacter(static_cast<unsigned char>(name[0]));
        return found ? std::optional(found->stroke) : std::nullopt;
    }
    const std::string wanted = lower(name);
    for (const NamedKey& key : kNamedKeys) {
        if (key.name != wanted) continue;
        return KeyStroke{.key = key.key,
                         .code = key.code,
                         .virtualKey = key.virtualKey,
                         .text = key.text,
                         .location = key.modifier != 0 ? 1 : 0,
                         .modifier = key.modifier};
    }
    if (wanted.size() <= 3 && wanted[0] == 'f') {
        const int number = std::atoi(wanted.c_str() + 1);
        if (number >= 1 && number <= 12)
            return KeyStroke{.key = "F" + std::to_string(number),
                             .code = "F" + std::to_string(number),
                             .virtualKey = 111 + number};
    }
    return std::nullopt;
}

Result<std::vector<KeyStroke>> parseKeyCombination(std::string_view text)
{
    std::vector<KeyStroke> keys;
    std::size_t start = 0;
    while (start < text.size()) {
        // a plus sign parts keys, but is one itself at the start of a part
        std::size_t end = text.find('+', start + 1);
        if (end == std::string_view::npos) end = text.size();
        std::string_view name = text.substr(start, end - start);
        while (name.size() > 1 && name.front() == ' ') name.remove_prefix(1);
        while (name.size() > 1 && name.back() == ' ') name.remove_suffix(1);
        const auto key = strokeOfName(name);
        if (!key)
            return Error(ErrorCode::InvalidInput, "there is no key '" + std::string(name) + "'");
        keys.push_back(*key);
        start = end + 1;
    }
    if (keys.empty()) return Error(ErrorCode::InvalidInput, "no key to press");
    return keys;
}

Status Keyboard::press(const std::vector<KeyStroke>& keys, JobContext& job) const
{
    int modifiers = 0;
    InputDomain::Call last{};
    const std::vector<std::string> commands = commandsOf(keys);
    for (KeyStroke key : keys) {
        modifiers |= key.modifier;
        if (key.modifier == 0) key.commands = commands;
        last = m_input.startKeyDown(key, modifiers);
    }
    for (auto key = keys.rbegin(); key != keys.rend(); ++key) {
        modifiers &= ~key->modifier;
        last = m_input.startKeyUp(*key, modifiers);
    }
    return m_input.finish(last, job);
}

Status Keyboard::selectAll(JobContext& job) const
{
    return press({*strokeOfName("control"), *strokeOfName("a")}, job);
}

Status Keyboard::type(std::string_view text, LineBreak lineBreak, JobContext& job) const
{
    const bool isLong = text.size() > kLongestTyped;
    std::string pending;  // what no key types
    std::optional<InputDomain::Call> last;
    const auto flush = [&] {
        if (pending.empty()) return;
        last = m_input.startInsertText(pending);
        pending.clear();
    };
    for (const std::string_view character : characters(text)) {
        if (character == "\n" && lineBreak == LineBreak::ShiftEnter) {
            flush();
            SYM_CHECK(press({*strokeOfName("shift"), *strokeOfName("enter")}, job));
            continue;
        }
        const auto key = character.size() == 1 && !isLong
                             ? strokeOfCharacter(static_cast<unsigned char>(character[0]))
                             : std::nullopt;
        if (!key) {
            pending += character;
            continue;
        }
        flush();
        const int modifiers = key->needsShift ? kShiftKey : 0;
        m_input.startKeyDown(key->stroke, modifiers);
        last = m_input.startKeyUp(key->stroke, modifiers);
    }
    flush();
    return last ? m_input.finish(*last, job) : Status();
}

}  // namespace sym
