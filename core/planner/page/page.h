#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/planner/page/page_tree.h"

/// What a page offers, as a person sees it: controls to click, fields to fill, records in tables
/// and lists, and facts ("Status: Pending"). Found from the tree alone, on any site.
namespace sym {

enum class FieldKind { Text, LongText, Choice, Check, Radio, Number };

/// Something that takes a value.
struct Field {
    int node = 0;
    std::string id;
    std::string label;
    FieldKind kind = FieldKind::Text;
    std::string value;                 ///< now; of Check and Radio "true" or "false"
    std::vector<std::string> options;  ///< of Choice: the labels
    bool isSearch = false;
    bool isRequired = false;
    int form = 0;  ///< fields and buttons that stand together have the same number
};

/// Something to click.
struct Control {
    int node = 0;
    std::string id;
    std::string name;  ///< own, or the text inside or beside
    std::string role;
    std::string context;  ///< text of the row, list item or section around it
    int form = 0;
    int record = -1;  ///< index into Page::records, -1: in none
    bool isLink = false;
    bool isButton = false;
    bool isDisabled = false;
    bool isCurrent = false;  ///< selected or pressed already
    bool opensMenu = false;  ///< has a popup or is collapsed
    bool behindModal = false;
};

/// One of several things of the same kind: a table row, a card, a list item.
struct Record {
    int begin = 0;  ///< nodes
    int end = 0;
    int group = 0;                     ///< records of the same table or list
    std::vector<std::string> cells;    ///< of a table row, else the texts in order
    std::vector<std::string> headers;  ///< of a table: same length as cells; else empty
    std::string text;                  ///< everything
    std::string title;                 ///< of a card or item: its first link or heading
};

/// "label: value".
struct Fact {
    std::string label;
    std::string value;
    int node = 0;
    double confidence = 1;  ///< how surely the two belong together
};

struct Page {
    PageTree tree;
    std::string title;
    std::vector<std::string> headings;
    std::vector<std::string> alerts;  ///< messages, errors, validation texts
    std::vector<Field> fields;
    std::vector<Control> controls;
    std::vector<Record> records;
    std::vector<Fact> facts;
    std::string text;  ///< everything, folded
    bool hasModal = false;

    /// The box to search with: of the page's content if it has one, else of its header.
    const Field* searchField() const;
    const Control* controlById(std::string_view id) const;
    const Field* fieldById(std::string_view id) const;
};

Page readPage(std::string_view observation);

/// @name Parts of readPage()
/// @{
std::vector<Record> findRecords(const PageTree& tree);
std::vector<Fact> findFacts(const PageTree& tree, const std::vector<Record>& records);
/// @}

}  // namespace sym
