#include "core/site/code/plain_markdown.h"

#include "core/site/web/http.h"

namespace sym {
namespace {

enum class Block { None, Paragraph, List, Code };

const char* closing(Block block)
{
    switch (block) {
    case Block::Paragraph: return "</p>";
    case Block::List: return "</ul>";
    case Block::Code: return "</code></pre>";
    case Block::None: break;
    }
    return "";
}

std::string heading(std::string_view line)
{
    std::size_t level = line.find_first_not_of('#');
    if (level == std::string_view::npos || level > 4 || line[level] != ' ') return {};
    // the page has its own first heading
    const std::string tag = "h" + std::to_string(level + 1);
    return "<" + tag + ">" + escapeHtml(line.substr(level + 1)) + "</" + tag + ">";
}

}  // namespace

std::string markdownHtml(std::string_view text)
{
    std::string out;
    Block block = Block::None;
    const auto enter = [&](Block next, const char* open) {
        if (block == next) return;
        out += closing(block);
        out += open;
        block = next;
    };
    std::size_t start = 0;
    while (start < text.size()) {
        const std::size_t end = std::min(text.find('\n', start), text.size());
        const std::string_view line = text.substr(start, end - start);
        start = end + 1;
        if (line.starts_with("```")) {
            block == Block::Code ? enter(Block::None, "") : enter(Block::Code, "<pre><code>");
        } else if (block == Block::Code) {
            out += escapeHtml(line) + "\n";
        } else if (line.empty()) {
            enter(Block::None, "");
        } else if (line.starts_with("#") && !heading(line).empty()) {
            enter(Block::None, "");
            out += heading(line);
        } else if (line.starts_with("- ")) {
            enter(Block::List, "<ul>");
            out += "<li>" + escapeHtml(line.substr(2)) + "</li>";
        } else {
            enter(Block::Paragraph, "<p>");
            out += escapeHtml(line) + " ";
        }
    }
    return out + closing(block);
}

}  // namespace sym
