#include "core/site/shop/admin/grid.h"

#include <algorithm>

#include "core/site/web/components.h"
#include "core/site/web/forms.h"
#include "core/site/words/markup.h"

namespace sym {

namespace {

constexpr int kRowsPerPage = 20;

bool passesColumn(const Fields& query, const GridColumn& column, const GridCell& cell)
{
    const std::string key = "f_" + column.key;
    if (column.kind == GridColumn::Kind::Number) {
        const std::string from = query.get(key + "_from");
        const std::string to = query.get(key + "_to");
        return (from.empty() || cell.number >= std::atof(from.c_str()))
               && (to.empty() || cell.number <= std::atof(to.c_str()));
    }
    const std::string wanted = query.get(key);
    if (wanted.empty()) return true;
    return column.kind == GridColumn::Kind::Choice ? cell.text == wanted
                                                   : containsFolded(cell.text, wanted);
}

bool passes(const Fields& query, const std::vector<GridColumn>& columns, const GridRow& row)
{
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (columns[i].kind != GridColumn::Kind::Plain
            && !passesColumn(query, columns[i], row.cells[i]))
            return false;
    const std::string keyword = query.get("search");
    return keyword.empty()
           || std::any_of(row.cells.begin(), row.cells.end(), [&keyword](const GridCell& cell) {
                  return containsFolded(cell.text, keyword);
              });
}

void sortRows(const Fields& query, const std::vector<GridColumn>& columns,
              std::vector<GridRow>& rows)
{
    const std::string key = query.get("sort");
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (key.empty() || columns[i].key != key || columns[i].kind == GridColumn::Kind::Plain)
            continue;
        const bool isNumber = columns[i].kind == GridColumn::Kind::Number;
        const bool isDescending = query.get("dir") == "desc";
        std::stable_sort(rows.begin(), rows.end(), [&](const GridRow& a, const GridRow& b) {
            const GridCell& left = (isDescending ? b : a).cells[i];
            const GridCell& right = (isDescending ? a : b).cells[i];
            return isNumber ? left.number < right.number : left.text < right.text;
        });
    }
}

std::string filterField(const Fields& query, const GridColumn& column)
{
    const std::string key = "f_" + column.key;
    switch (column.kind) {
    case GridColumn::Kind::Plain: return {};
    case GridColumn::Kind::Text:
        return textField({.label = column.label, .name = key, .value = query.get(key)});
    case GridColumn::Kind::Number:
        return textField({.label = column.label + " from",
                          .name = key + "_from",
                          .value = query.get(key + "_from")})
               + textField({.label = column.label + " to",
                            .name = key + "_to",
                            .value = query.get(key + "_to")});
    case GridColumn::Kind::Choice: {
        std::vector<Choice> choices = {{"", "Any"}};
        for (const std::string& choice : column.choices) choices.push_back({choice, choice});
        return selectField({.label = column.label, .name = key, .value = query.get(key)}, choices);
    }
    }
    return {};
}

std::string controls(const SiteRequest& request, const std::vector<GridColumn>& columns)
{
    std::string fields;
    std::string toggles;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        fields += filterField(request.query, columns[i]);
        if (!columns[i].label.empty())
            toggles += markup(
                "<label class=\"menu-check\"><input type=\"checkbox\" checked data-column=\"{}\"> "
                "{}</label>",
                i + 1, columns[i].label);
    }
    std::string kept;
    for (const char* name : {"sort", "dir", "limit"})
        if (request.query.has(name)) kept += hiddenField(name, request.query.get(name));
    const std::string plain = request.target.substr(0, request.target.find('?'));
    return markup(
        "<div class=\"toolbar\"><form class=\"row keyword\" action=\"{}\"><input type=\"search\" "
        "name=\"search\" "
        "aria-label=\"Search by keyword\" placeholder=\"Search by keyword\" value=\"{}\">"
        "<button class=\"icon-btn\" title=\"Go\">{!}</button></form><div class=\"row\">"
        "<button type=\"button\" class=\"btn\" data-toggle=\"grid-filters\" "
        "aria-expanded=\"false\">{!}Filters</button>"
        "<div class=\"menu-wrap\"><button type=\"button\" class=\"btn\" data-menu=\"grid-columns\" "
        "aria-expanded=\"false\">{!}Columns</button><div class=\"menu\" id=\"grid-columns\" "
        "hidden>{!}</div></div>"
        "</div></div><form id=\"grid-filters\" class=\"card\" action=\"{}\" hidden>{!}<div "
        "class=\"filter-grid\">{!}"
        "</div><div class=\"form-actions\">{!}<a class=\"btn\" href=\"{}\">Clear "
        "all</a></div></form>",
        plain, request.query.get("search"), icon("search"), icon("filter"), icon("gear"), toggles,
        plain, kept, fields, submitButton("Apply Filters"), plain);
}

std::string activeFilters(const SiteRequest& request)
{
    std::string html;
    for (const auto& [name, value] : request.query.list())
        if ((name.starts_with("f_") || name == "search") && !value.empty())
            html += markup("<span class=\"badge badge-blue\">{}: {}</span> ",
                           name == "search" ? "Keyword" : name.substr(2), value);
    if (html.empty()) return {};
    return "<p class=\"active-filters\">Active filters: " + html
           + linkTo(request.target.substr(0, request.target.find('?')), "Clear all") + "</p>";
}

std::string limitMenu(const SiteRequest& request, int limit)
{
    std::string options;
    for (const int count : {20, 30, 50, 100, 200})
        options += markup("<option value=\"{}\"{!}>{}</option>",
                          addressWith(request, {{"limit", std::to_string(count)}, {"p", ""}}),
                          count == limit ? " selected" : "", count);
    return "<span class=\"row small\"><select id=\"grid-limit\" data-goto aria-label=\"Records per "
           "page\">"
           + options + "</select> per page</span>";
}

}  // namespace

std::string gridHtml(const SiteRequest& request, const std::vector<GridColumn>& columns,
                     std::vector<GridRow> rows)
{
    std::erase_if(rows, [&](const GridRow& row) { return !passes(request.query, columns, row); });
    sortRows(request.query, columns, rows);
    const int limit = std::min(200, intField(request.query, "limit", kRowsPerPage));
    const PageWindow window = pageWindow(request, int(rows.size()), limit);
    std::vector<Column> headers;
    for (const GridColumn& column : columns)
        headers.push_back({column.kind == GridColumn::Kind::Plain ? "" : column.key, column.label,
                           column.kind == GridColumn::Kind::Number});
    std::vector<Row> shown;
    for (int i = window.first(); i < window.last(); ++i) {
        GridRow& row = rows[std::size_t(i)];
        Row out;
        out.href = row.href;
        for (GridCell& cell : row.cells)
            out.cells.push_back(cell.html.empty() ? escapeHtml(cell.text) : std::move(cell.html));
        shown.push_back(std::move(out));
    }
    return controls(request, columns) + activeFilters(request)
           + "<div class=\"spread\"><p class=\"records\">"
           + counted(window.total, "record found", "records found") + "</p>"
           + limitMenu(request, limit) + "</div>" + dataTable(request, headers, shown)
           + pager(request, window);
}

GridCell textCell(std::string text)
{
    return {std::move(text), 0, {}};
}

GridCell numberCell(double number, std::string text)
{
    return {std::move(text), number, {}};
}

GridCell htmlCell(std::string text, std::string html)
{
    return {std::move(text), 0, std::move(html)};
}

}  // namespace sym
