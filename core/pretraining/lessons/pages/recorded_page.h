#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sym {

/// One element of a recorded page that can be acted on; disabled ones are none.
struct RecordedElement {
    std::string role;
    int id = 0;
    std::string name;
    std::string item;                  ///< what its list item or table row is about
    std::string value;                 ///< of a field
    std::vector<std::string> options;  ///< of a select
    bool isReadOnly = false;
    std::size_t line = 0;       ///< index in RecordedPage::lines
    std::size_t lineBytes = 0;  ///< of the line, up to the end of the element's states
};

/// Something a page says: "Phone" of "" is "555 1234"; "Total" of "000000127" is "$219.89";
/// "Reviews" of "Harbour lamp" is "12", "price" of it "$65.32".
struct RecordedFact {
    std::string subject;
    std::string label;
    std::string value;
    bool isInRow = false;  ///< of a table: the subject is its first cell, the label its column
};

/// A page in the `symbiont` observation format (docs/formats/observation.md), read back.
struct RecordedPage {
    std::string title;
    std::vector<std::string> lines;
    std::vector<RecordedElement> elements;
    std::vector<RecordedFact> facts;
    std::vector<std::string> notices;  ///< texts of status messages

    /// How many elements have this name, whatever their role.
    int namesakes(std::string_view name) const;
    /// Whether the words stand anywhere on the page, upper and lower case alike.
    bool says(std::string_view words) const;
    std::string text() const;
};

RecordedPage readRecordedPage(std::string_view observation);

}  // namespace sym
