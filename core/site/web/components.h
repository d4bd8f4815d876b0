#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/site/web/http.h"

namespace sym {

/// `<a>` with escaped address and label.
std::string linkTo(std::string_view href, std::string_view label, std::string_view cssClass = {});

/// Which part of a long list a page shows.
struct PageWindow {
    int page = 1;  ///< from 1
    int pageSize = 20;
    int total = 0;

    int pages() const { return total <= 0 ? 1 : (total + pageSize - 1) / pageSize; }
    int first() const { return (page - 1) * pageSize; }  ///< index of the first item
    int last() const
    {
        return first() + pageSize < total ? first() + pageSize : total;
    }  ///< one past
};

/// From the request's query field ("p"), moved into the range there is.
PageWindow pageWindow(const SiteRequest& request, int total, int pageSize,
                      std::string_view field = "p");

/// "Items 1-12 of 40" and numbered links with Previous and Next; empty when one page is enough.
std::string pager(const SiteRequest& request, const PageWindow& window,
                  std::string_view field = "p");

struct Column {
    std::string key;  ///< value of the query field "sort"; empty: not sortable
    std::string label;
    bool isNumeric = false;
};

struct Row {
    std::vector<std::string> cells;  ///< HTML
    std::string href = {};  ///< where a click on the row leads, by script only; may be empty
};

/// A table whose sortable headers are links that set "sort" and "dir" ("asc", "desc").
std::string dataTable(const SiteRequest& request, const std::vector<Column>& columns,
                      const std::vector<Row>& rows, std::string_view caption = {});

struct TabPanel {
    std::string label;
    std::string html;
};

/// Panels switched by script; the first is shown. `id` is unique on the page.
std::string tabs(std::string_view id, const std::vector<TabPanel>& panels);

/// A <dialog> opened by an element with data-open-dialog="id".
std::string dialog(std::string_view id, std::string_view title, std::string_view html);

/// Five stars with the value as accessible text ("4.5 out of 5"); rating 0...5.
std::string stars(double rating);

std::string badge(std::string_view label, std::string_view colour = "grey");

/// Inline SVG of a named icon: search, cart, heart, user, menu, close, star, edit, trash, filter,
/// compare, bell, plus, check, arrow, gear, grid, list, home, tag, box, chart, mail, pin, book,
/// code. Hidden from accessibility: icon-only buttons need a label of their own.
std::string icon(std::string_view name);

/// "$1,234.50" of cents.
std::string money(std::int64_t cents);

/// "June 5, 2025" of "2025-06-05" (anything after the date is ignored).
std::string longDate(std::string_view isoDate);
/// "Jun 5, 2025".
std::string shortDate(std::string_view isoDate);

/// "1 item", "3 items".
std::string counted(std::int64_t count, std::string_view one, std::string_view many);

/// Lower-case words joined by "-": "Men's Shoes" -> "mens-shoes".
std::string slug(std::string_view text);

/// `needle` occurs in `text`, letters of ASCII compared without case.
bool containsFolded(std::string_view text, std::string_view needle);

}  // namespace sym
