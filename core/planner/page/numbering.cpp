#include "core/planner/page/numbering.h"

#include <set>

namespace sym {

namespace {

bool isElementRole(std::string_view word)
{
    static const std::set<std::string_view> roles{"link",     "button",    "textbox", "searchbox",
                                                  "combobox", "checkbox",  "radio",   "tab",
                                                  "menuitem", "clickable", "switch",  "spinbutton",
                                                  "treeitem", "slider",    "listbox", "option"};
    return roles.contains(word);
}

bool opensQuote(std::string_view text, std::size_t at)
{
    const bool isQuote = at < text.size() && (text[at] == '\'' || text[at] == '"');
    return isQuote
           && (at == 0 || text[at - 1] == ' ' || text[at - 1] == '\t' || text[at - 1] == '\n');
}

}  // namespace

std::string withIds(std::string_view observation)
{
    std::string text;
    int number = 0;
    for (std::size_t at = 0; at < observation.size();) {
        if (opensQuote(observation, at)) {
            const char quote = observation[at];
            text += observation[at++];
            while (at < observation.size() && observation[at] != quote && observation[at] != '\n') {
                if (observation[at] == '\\' && at + 1 < observation.size())
                    text += observation[at++];
                text += observation[at++];
            }
            continue;
        }
        std::size_t end = at;
        while (end < observation.size() && observation[end] >= 'a' && observation[end] <= 'z')
            ++end;
        if (end == at) {
            text += observation[at++];
            continue;
        }
        const bool begins = at == 0 || observation[at - 1] == ' ' || observation[at - 1] == '\t'
                            || observation[at - 1] == '\n';
        const std::string_view word = observation.substr(at, end - at);
        text += word;
        if (begins && isElementRole(word) && end < observation.size() && observation[end] == ' '
            && opensQuote(observation, end + 1))
            text += " [" + std::to_string(++number) + "]";
        at = end;
    }
    return text;
}

}  // namespace sym
