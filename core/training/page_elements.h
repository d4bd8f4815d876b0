#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sym {

/// An element as a line of an observation (docs/formats/observation.md) shows it. Views into the
/// line.
struct PageElement {
    std::string_view role;
    std::string_view mark;    ///< "[12]"
    std::string_view states;  ///< what follows the mark, up to the next element of the line
    std::string name;         ///< of a table's row without one: its cells, equal neighbours once
};

/// The elements of one line, in order; marks within names are none.
std::vector<PageElement> elementsOfLine(std::string_view line);

/// The options of a select, as its states list them; empty where they list none.
std::vector<std::string> optionsOf(const PageElement& element);

/// A field's value or the option chosen, as its states say; empty where they say none.
std::string valueOf(const PageElement& element);

/// An action in words, as the reason of a step begins with them: `click link "Orders"`,
/// `type field "Search"`, `select choice "Sort By"`; double quotes in names become single ones, the
/// rest of names over 80 bytes is left out.
std::string saidAction(std::string_view verb, const PageElement& element);

/// The same for a whole action in the eight-command grammar: `stop`, `go_back`, ... for those
/// without an element.
/// @return empty when the element it names is not on the page
std::string saidAction(std::string_view action, std::string_view observation);

/// A reason that begins with its action in words; one that does already is left as it is.
/// Unchanged when it is empty or the action's element is not on the page.
std::string reasonThatSays(std::string_view action, std::string_view observation,
                           std::string_view reason);

}  // namespace sym
