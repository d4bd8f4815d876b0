#include "core/site/web/components.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstdio>
#include <map>

namespace sym {

namespace {

const std::map<std::string_view, const char*>& iconPaths()
{
    static const std::map<std::string_view, const char*> kPaths = {
        {"search", "M10 4a6 6 0 1 0 0 12 6 6 0 0 0 0-12zm4.5 10.5L20 20"},
        {"cart", "M3 4h2l2.4 11h10.2L20 7H6M9 20h.01M16 20h.01"},
        {"heart", "M12 20S4 15 4 9a4 4 0 0 1 8-1 4 4 0 0 1 8 1c0 6-8 11-8 11z"},
        {"user", "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4 21c0-5 4-7 8-7s8 2 8 7"},
        {"menu", "M4 6h16M4 12h16M4 18h16"},
        {"close", "M6 6l12 12M18 6L6 18"},
        {"star", "M12 4l2.4 5 5.6.7-4 3.9 1 5.4-5-2.7-5 2.7 1-5.4-4-3.9 5.6-.7z"},
        {"edit", "M4 20h4L19 9l-4-4L4 16zM13 7l4 4"},
        {"trash", "M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13"},
        {"filter", "M4 5h16l-6 8v6l-4-2v-4z"},
        {"compare", "M7 4v16M4 8h6M17 4v16M14 8h6M4 8l-1 6h8l-1-6M14 8l-1 6h8l-1-6"},
        {"bell", "M6 17V11a6 6 0 0 1 12 0v6l2 2H4zM10 21h4"},
        {"plus", "M12 5v14M5 12h14"},
        {"check", "M5 13l4 4L19 7"},
        {"arrow", "M5 12h14M13 6l6 6-6 6"},
        {"gear",
         "M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM12 3v3M12 18v3M3 12h3M18 12h3M6 6l2 2M16 16l2 2M18 "
         "6l-2 2M8 16l-2 2"},
        {"grid", "M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z"},
        {"list", "M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01"},
        {"home", "M4 11l8-7 8 7v9h-5v-6H9v6H4z"},
        {"tag", "M4 4h8l8 8-8 8-8-8zM8 8h.01"},
        {"box", "M4 8l8-4 8 4v9l-8 4-8-4zM4 8l8 4 8-4M12 12v9"},
        {"chart", "M4 20V4M4 20h16M8 16v-5M12 16V8M16 16v-8"},
        {"mail", "M4 6h16v12H4zM4 7l8 6 8-6"},
        {"pin", "M12 21s7-6 7-11a7 7 0 0 0-14 0c0 5 7 11 7 11zM12 8a2 2 0 1 0 0 4 2 2 0 0 0 0-4z"},
        {"book", "M5 4h10a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3zM5 17a3 3 0 0 1 3-3h10"},
        {"code", "M9 8l-5 4 5 4M15 8l5 4-5 4"},
    };
    return kPaths;
}

constexpr std::array<const char*, 12> kMonths = {"January",   "February", "March",    "April",
                                                 "May",       "June",     "July",     "August",
                                                 "September", "October",  "November", "December"};

struct Day {
    int year = 0;
    int month = 1;
    int day = 1;
};

bool readDay(std::string_view text, Day& day)
{
    return std::sscanf(std::string(text.substr(0, 10)).c_str(), "%d-%d-%d", &day.year, &day.month,
                       &day.day)
               == 3
           && day.month >= 1 && day.month <= 12;
}

std::string headerCell(const SiteRequest& request, const Column& column)
{
    const std::string cssClass = column.isNumeric ? " class=\"num\"" : "";
    if (column.key.empty())
        return "<th scope=\"col\"" + cssClass + ">" + escapeHtml(column.label) + "</th>";
    const bool isSorted = request.query.get("sort") == column.key;
    const bool isDescending = request.query.get("dir") == "desc";
    const std::string next = isSorted && !isDescending ? "desc" : "asc";
    const std::string href = addressWith(request, {{"sort", column.key}, {"dir", next}, {"p", ""}});
    std::string html = "<th scope=\"col\"" + cssClass;
    if (isSorted) html += isDescending ? " aria-sort=\"descending\"" : " aria-sort=\"ascending\"";
    return html + "><a class=\"sort" + (isSorted ? (isDescending ? " desc" : " asc") : "")
           + "\" href=\"" + escapeHtml(href) + "\">" + escapeHtml(column.label) + "</a></th>";
}

}  // namespace

std::string linkTo(std::string_view href, std::string_view label, std::string_view cssClass)
{
    return "<a href=\"" + escapeHtml(href) + "\""
           + (cssClass.empty() ? "" : " class=\"" + std::string(cssClass) + "\"") + ">"
           + escapeHtml(label) + "</a>";
}

PageWindow pageWindow(const SiteRequest& request, int total, int pageSize, std::string_view field)
{
    PageWindow window{1, std::max(1, pageSize), total};
    window.page = std::clamp(intField(request.query, field, 1), 1, window.pages());
    return window;
}

std::string pager(const SiteRequest& request, const PageWindow& window, std::string_view field)
{
    if (window.pages() <= 1) return {};
    const auto to = [&](int page) {
        return escapeHtml(
            addressWith(request, {{std::string(field), page == 1 ? "" : std::to_string(page)}}));
    };
    std::string html = "<nav class=\"pager\" aria-label=\"Pagination\"><span class=\"muted\">Items "
                       + std::to_string(window.first() + 1) + "-" + std::to_string(window.last())
                       + " of " + std::to_string(window.total) + "</span><ul>";
    if (window.page > 1)
        html += "<li><a rel=\"prev\" href=\"" + to(window.page - 1) + "\">Previous</a></li>";
    for (int page = 1; page <= window.pages(); ++page) {
        const bool isNear =
            std::abs(page - window.page) <= 2 || page == 1 || page == window.pages();
        if (!isNear) {
            if (std::abs(page - window.page) == 3) html += "<li class=\"gap\">&hellip;</li>";
            continue;
        }
        const std::string number = std::to_string(page);
        html += page == window.page
                    ? "<li><span class=\"current\" aria-current=\"page\">" + number + "</span></li>"
                    : "<li><a href=\"" + to(page) + "\">" + number + "</a></li>";
    }
    if (window.page < window.pages())
        html += "<li><a rel=\"next\" href=\"" + to(window.page + 1) + "\">Next</a></li>";
    return html + "</ul></nav>";
}

std::string dataTable(const SiteRequest& request, const std::vector<Column>& columns,
                      const std::vector<Row>& rows, std::string_view caption)
{
    std::string html = "<div class=\"table-wrap\"><table class=\"data-table\">";
    if (!caption.empty()) html += "<caption>" + escapeHtml(caption) + "</caption>";
    html += "<thead><tr>";
    for (const Column& column : columns) html += headerCell(request, column);
    html += "</tr></thead><tbody>";
    for (const Row& row : rows) {
        html += row.href.empty()
                    ? "<tr>"
                    : "<tr class=\"clickable\" data-href=\"" + escapeHtml(row.href) + "\">";
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            const bool isNumeric = i < columns.size() && columns[i].isNumeric;
            html += (isNumeric ? "<td class=\"num\">" : "<td>") + row.cells[i] + "</td>";
        }
        html += "</tr>";
    }
    if (rows.empty())
        html += "<tr><td class=\"empty\" colspan=\"" + std::to_string(columns.size())
                + "\">We couldn't find any records.</td></tr>";
    return html + "</tbody></table></div>";
}

std::string tabs(std::string_view id, const std::vector<TabPanel>& panels)
{
    const std::string base(id);
    std::string html = "<div class=\"tabs\" data-tabs><div class=\"tab-list\" role=\"tablist\">";
    for (std::size_t i = 0; i < panels.size(); ++i) {
        const std::string panel = base + "-" + std::to_string(i + 1);
        html += "<button type=\"button\" class=\"tab\" role=\"tab\" id=\"" + panel
                + "-tab\" aria-controls=\"" + panel + "\" aria-selected=\""
                + (i == 0 ? "true" : "false") + "\">" + escapeHtml(panels[i].label) + "</button>";
    }
    html += "</div>";
    for (std::size_t i = 0; i < panels.size(); ++i) {
        const std::string panel = base + "-" + std::to_string(i + 1);
        html += "<div class=\"tab-panel\" role=\"tabpanel\" id=\"" + panel + "\" aria-labelledby=\""
                + panel + "-tab\"" + (i == 0 ? "" : " hidden") + ">" + panels[i].html + "</div>";
    }
    return html + "</div>";
}

std::string dialog(std::string_view id, std::string_view title, std::string_view html)
{
    const std::string name(id);
    return "<dialog id=\"" + name + "\" class=\"dialog\" aria-labelledby=\"" + name
           + "-title\"><div class=\"dialog-head\"><h2 id=\"" + name + "-title\">" + escapeHtml(title)
           + "</h2><button type=\"button\" class=\"icon-btn\" aria-label=\"Close\" data-close-dialog>"
           + icon("close") + "</button></div><div class=\"dialog-body\">" + std::string(html)
           + "</div></dialog>";
}

std::string stars(double rating)
{
    char text[64];
    std::snprintf(text, sizeof text, "%.1f out of 5", rating);
    const int percent = int(std::lround(std::clamp(rating, 0.0, 5.0) * 20));
    return "<span class=\"stars\" role=\"img\" aria-label=\"" + std::string(text)
           + "\" style=\"--rating:" + std::to_string(percent) + "%\"></span>";
}

std::string badge(std::string_view label, std::string_view colour)
{
    return "<span class=\"badge badge-" + std::string(colour) + "\">" + escapeHtml(label)
           + "</span>";
}

std::string icon(std::string_view name)
{
    const auto path = iconPaths().find(name);
    if (path == iconPaths().end()) return {};
    return std::string("<svg class=\"icon\" viewBox=\"0 0 24 24\" aria-hidden=\"true\"><path d=\"")
           + path->second + "\"/></svg>";
}

std::string money(std::int64_t cents)
{
    const bool isNegative = cents < 0;
    const std::int64_t amount = isNegative ? -cents : cents;
    std::string whole = std::to_string(amount / 100);
    for (int at = int(whole.size()) - 3; at > 0; at -= 3) whole.insert(std::size_t(at), ",");
    char rest[8];
    std::snprintf(rest, sizeof rest, ".%02d", int(amount % 100));
    return (isNegative ? "-$" : "$") + whole + rest;
}

std::string longDate(std::string_view isoDate)
{
    Day day;
    if (!readDay(isoDate, day)) return std::string(isoDate);
    return std::string(kMonths[std::size_t(day.month - 1)]) + " " + std::to_string(day.day) + ", "
           + std::to_string(day.year);
}

std::string shortDate(std::string_view isoDate)
{
    Day day;
    if (!readDay(isoDate, day)) return std::string(isoDate);
    return std::string(kMonths[std::size_t(day.month - 1)]).substr(0, 3) + " "
           + std::to_string(day.day) + ", " + std::to_string(day.year);
}

std::string counted(std::int64_t count, std::string_view one, std::string_view many)
{
    return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

std::string slug(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        if (std::isalnum(static_cast<unsigned char>(c)))
            out += char(std::tolower(static_cast<unsigned char>(c)));
        else if (c != '\'' && !out.empty() && out.back() != '-')
            out += '-';
    }
    while (!out.empty() && out.back() == '-') out.pop_back();
    return out;
}

bool containsFolded(std::string_view text, std::string_view needle)
{
    const auto same = [](char a, char b) {
        return std::tolower(static_cast<unsigned char>(a))
               == std::tolower(static_cast<unsigned char>(b));
    };
    return needle.empty()
           || std::search(text.begin(), text.end(), needle.begin(), needle.end(), same)
                  != text.end();
}

}  // namespace sym
