#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Text functions that answer as CPython's `str` and `re` do, since the reference programs of
/// WebArena and AgentOccam are written in it (WEBARENA 11). UTF-8 in and out; a byte that is not
/// UTF-8 counts as U+FFFD. Functions of their arguments only: any thread.
namespace sym {

/// The code points of a UTF-8 text, and back. Lone surrogates (from JSON escapes) are kept when
/// they come as their three-byte form.
std::u32string toCodePoints(std::string_view utf8);
std::string toUtf8(std::u32string_view codePoints);
void appendUtf8(std::string& out, char32_t codePoint);
/// bytes.decode("utf-8", "replace"): one U+FFFD for each longest piece that is not UTF-8.
std::string decodeUtf8(std::string_view bytes);
/// Number of code points, as Python's len().
std::size_t pyLength(std::string_view utf8);

/// str.isspace() of one character: what strip() and split() take off (with U+001C to U+001F).
bool isPyWhitespace(char32_t c);
/// str.isprintable() of one character: false for what repr() escapes.
bool isPyPrintable(char32_t c);
/// `\w`, `\d` and `\s` of Python's re for str patterns: Unicode alphanumerics and underscore
/// (combining marks are not), decimal digits, white space.
bool isPyWordCharacter(char32_t c);
bool isPyDigit(char32_t c);
bool isPyReSpace(char32_t c);

/// repr(str): quotes chosen and characters escaped as Python does.
std::string pyRepr(std::string_view utf8);

/// str.strip(), lstrip(), rstrip() without argument, and of given ASCII characters.
std::string pyStrip(std::string_view utf8);
std::string pyLeftStrip(std::string_view utf8);
std::string pyRightStrip(std::string_view utf8);
std::string pyStrip(std::string_view utf8, std::string_view asciiCharacters);

/// str.lower() and str.upper(): full Unicode mapping, final sigma included.
std::string pyLower(std::string_view utf8);
std::string pyUpper(std::string_view utf8);
/// str.islower() and str.isupper() of one character.
bool isPyLower(char32_t c);
bool isPyUpper(char32_t c);

/// str.split() without argument: by runs of white space, no empty parts.
std::vector<std::string> pySplit(std::string_view utf8);
/// str.split(separator): by a non-empty text, empty parts kept.
std::vector<std::string> pySplit(std::string_view utf8, std::string_view separator);
/// str.splitlines(): by \n, \r, \r\n, \v, \f, \x1c to \x1e, \x85, U+2028 and U+2029.
std::vector<std::string> pySplitLines(std::string_view utf8);

/// str() and repr() of a value read by json.loads: True, False, None, 3, 3.0, lists and
/// dictionaries in Python's notation. A number keeps its kind: JSON 1.0 prints "1.0".
std::string pyStr(const nlohmann::json& value);
std::string pyReprValue(const nlohmann::json& value);

/// repr(float): the shortest digits that read back as the same value ("1.0", "1e-07", "inf").
std::string pyFloat(double value);

}  // namespace sym
