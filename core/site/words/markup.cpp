#include "core/site/words/markup.h"

#include <charconv>

#include "core/site/web/http.h"

namespace sym {

std::string fillMarkup(std::string_view pattern, std::initializer_list<MarkupValue> values)
{
    std::string out;
    out.reserve(pattern.size() + 64);
    const MarkupValue* value = values.begin();
    std::size_t i = 0;
    while (i < pattern.size()) {
        const std::size_t brace = pattern.find('{', i);
        if (brace == std::string_view::npos || value == values.end()) break;
        const bool safe = pattern.substr(brace, 2) == "{}";
        const bool raw = pattern.substr(brace, 3) == "{!}";
        if (!safe && !raw) {
            out.append(pattern.substr(i, brace + 1 - i));
            i = brace + 1;
            continue;
        }
        out.append(pattern.substr(i, brace - i));
        out += raw ? value->text() : escapeHtml(value->text());
        ++value;
        i = brace + (raw ? 3 : 2);
    }
    out.append(pattern.substr(i));
    return out;
}

std::string paragraphs(std::string_view text)
{
    std::string out;
    std::size_t start = 0;
    while (start < text.size()) {
        std::size_t end = text.find("\n\n", start);
        if (end == std::string_view::npos) end = text.size();
        std::string_view part = text.substr(start, end - start);
        while (!part.empty() && (part.back() == '\r' || part.back() == '\n')) part.remove_suffix(1);
        if (!part.empty()) out += markup("<p>{}</p>", part);
        start = end + 2;
    }
    return out;
}

std::string lowered(std::string_view text)
{
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = char(c - 'A' + 'a');
    return out;
}

int numberOf(std::string_view text, int other)
{
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? number : other;
}

}  // namespace sym
