#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>

namespace sym {

/// A value on its way into a pattern: text or a number.
class MarkupValue {
public:
    MarkupValue(const std::string& text) : m_text(text) {}
    MarkupValue(std::string_view text) : m_text(text) {}
    MarkupValue(const char* text) : m_text(text) {}
    template <typename T>
    requires std::is_integral_v<T> MarkupValue(T number) : m_text(std::to_string(number)) {}
    const std::string& text() const { return m_text; }

private:
    std::string m_text;
};

/// Fills a pattern in order: `{}` takes a value made safe for HTML, `{!}` takes it as it is.
/// markup("<a href=\"{}\">{}</a>", url, title)
std::string fillMarkup(std::string_view pattern, std::initializer_list<MarkupValue> values);

template <typename... Values>
std::string markup(std::string_view pattern, const Values&... values)
{
    return fillMarkup(pattern, {MarkupValue(values)...});
}

/// Paragraphs of plain text: blank lines part them, and nothing in it is HTML.
std::string paragraphs(std::string_view text);

/// ASCII lower case.
std::string lowered(std::string_view text);

/// A number typed by a user or in an address, or `other`.
int numberOf(std::string_view text, int other);

}  // namespace sym
