#pragma once

#include <string>
#include <string_view>

namespace sym {

/// HTML of the Markdown that README files here use: headings, "- " lists, fenced code, paragraphs.
/// Everything else is text.
std::string markdownHtml(std::string_view text);

}  // namespace sym
