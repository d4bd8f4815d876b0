#pragma once

#include <string>
#include <vector>

#include "core/site/web/http.h"

namespace sym {

struct GridColumn {
    enum class Kind { Text, Number, Choice, Plain };  ///< Plain: neither sorted nor filtered
    std::string key;
    std::string label;
    Kind kind = Kind::Text;
    std::vector<std::string> choices = {};  ///< of a Choice
};

struct GridCell {
    std::string text;       ///< sorted and searched by; shown unless there is HTML
    double number = 0;      ///< of a Number column
    std::string html = {};  ///< shown instead of the text
};

struct GridRow {
    std::vector<GridCell> cells;
    std::string href = {};  ///< where a click on the row leads
};

/// A table of the administration with keyword search ("search"), filters by column ("f_KEY",
/// "f_KEY_from", "f_KEY_to"), sorting ("sort", "dir"), pages ("p", "limit") and a menu that hides
/// columns; all state is in the query.
std::string gridHtml(const SiteRequest& request, const std::vector<GridColumn>& columns,
                     std::vector<GridRow> rows);

GridCell textCell(std::string text);
GridCell numberCell(double number, std::string text);
GridCell htmlCell(std::string text, std::string html);

}  // namespace sym
