#include "core/site/web/layout.h"

namespace sym {

namespace {

std::string flashHtml(const Flash& flash)
{
    const char* kind = flash.kind == Flash::Kind::Success ? "success"
                       : flash.kind == Flash::Kind::Error ? "error"
                                                          : "notice";
    const char* role = flash.kind == Flash::Kind::Error ? "alert" : "status";
    return std::string("<div class=\"flash flash-") + kind + "\" role=\"" + role + "\">"
           + escapeHtml(flash.text)
           + "<button type=\"button\" class=\"flash-close\" aria-label=\"Dismiss\" "
             "data-dismiss>&times;</button></div>";
}

std::string crumbsHtml(const std::vector<Crumb>& crumbs)
{
    if (crumbs.empty()) return {};
    std::string html = "<nav class=\"crumbs\" aria-label=\"Breadcrumb\"><ol>";
    for (const Crumb& crumb : crumbs) {
        html += "<li>";
        html +=
            crumb.href.empty()
                ? "<span aria-current=\"page\">" + escapeHtml(crumb.label) + "</span>"
                : "<a href=\"" + escapeHtml(crumb.href) + "\">" + escapeHtml(crumb.label) + "</a>";
        html += "</li>";
    }
    return html + "</ol></nav>";
}

std::string part(const char* open, const std::string& content, const char* close)
{
    return content.empty() ? std::string() : open + content + close;
}

}  // namespace

std::string renderPage(const SiteFrame& frame, const PageContent& page)
{
    std::string html = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>";
    html += escapeHtml(page.title.empty() ? frame.brand : page.title + " - " + frame.brand);
    html +=
        "</title><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
        "<link rel=\"icon\" href=\"/static/favicon.svg\" type=\"image/svg+xml\">"
        "<link rel=\"stylesheet\" href=\"/static/site.css\">";
    if (!frame.stylesheet.empty())
        html += "<link rel=\"stylesheet\" href=\"/static/" + frame.stylesheet + "\">";
    html += "<script src=\"/static/site.js\" defer></script>";
    if (!frame.script.empty())
        html += "<script src=\"/static/" + frame.script + "\" defer></script>";
    html += "</head><body class=\"" + escapeHtml(frame.bodyClass) + "\">";
    html += part("<header class=\"site-header\">", frame.header, "</header>");
    html += part("<nav class=\"site-nav\" aria-label=\"Main\">", frame.navigation, "</nav>");
    html +=
        std::string("<div class=\"site-body") + (frame.sidebar.empty() ? "" : " with-side") + "\">";
    html += part("<aside class=\"site-side\">", frame.sidebar, "</aside>");
    html += "<main id=\"content\">" + crumbsHtml(page.crumbs) + "<div class=\"flashes\">";
    for (const Flash& flash : page.flashes) html += flashHtml(flash);
    html += "</div>";
    html += part("<h1 class=\"page-title\">", escapeHtml(page.heading), "</h1>");
    html += page.body + "</main></div>";
    html += part("<footer class=\"site-footer\">", frame.footer, "</footer>");
    return html + "</body></html>\n";
}

SiteResponse pageResponse(const SiteFrame& frame, const PageContent& page, int status)
{
    return SiteResponse::html(renderPage(frame, page), status);
}

SiteResponse notFoundPage(const SiteFrame& frame, std::string_view what)
{
    PageContent page;
    page.title = "404 Not Found";
    page.heading = "Page not found";
    page.body = "<div class=\"empty\"><p>" + escapeHtml(what)
                + "</p><p>The address may be mistyped, or what it showed was removed.</p>"
                  "<p><a class=\"btn\" href=\"/\">Back to the start page</a></p></div>";
    return pageResponse(frame, page, 404);
}

std::string plainErrorPage(int status, std::string_view title, std::string_view message)
{
    SiteFrame frame;
    frame.brand = std::to_string(status);
    frame.bodyClass = "plain-error";
    PageContent page;
    page.title = std::string(title);
    page.heading = std::string(title);
    page.body = "<div class=\"empty\"><p>" + escapeHtml(message)
                + "</p><p><a class=\"btn\" href=\"/\">Back to the start page</a></p></div>";
    return renderPage(frame, page);
}

}  // namespace sym
