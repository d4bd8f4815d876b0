#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/site/web/http.h"
#include "core/site/web/session.h"

namespace sym {

struct Crumb {
    std::string label;
    std::string href;  ///< empty: the page itself
};

/// What all pages of a site share. HTML parts are the site's own and inserted as they are.
struct SiteFrame {
    std::string brand;       ///< after the page's title in the window's title
    std::string stylesheet;  ///< of the site, e.g. "shop.css", loaded after "site.css"
    std::string script;      ///< of the site, e.g. "map.js", loaded after "site.js"; may be empty
    std::string header;      ///< inside <header class="site-header">
    std::string navigation;  ///< after the header, inside <nav class="site-nav">; may be empty
    std::string sidebar;     ///< beside the content, inside <aside class="site-side">; may be empty
    std::string footer;      ///< inside <footer class="site-footer">
    std::string bodyClass;
};

struct PageContent {
    std::string title;           ///< plain text
    std::vector<Crumb> crumbs;   ///< shown when there are any
    std::vector<Flash> flashes;  ///< messages on top
    std::string body;            ///< HTML inside <main id="content">
    std::string heading =
        {};  ///< plain text of an <h1> above the body; empty: the body has its own
};

/// A whole HTML document.
///
/// Class conventions of site.css: .btn, .btn-primary, .btn-danger, .btn-link, .icon-btn; .card;
/// .field (label and control), .form-grid, .form-row; .data-table, .num (right-aligned);
/// .badge .badge-green .badge-amber .badge-red .badge-blue .badge-grey; .muted; .stack, .row,
/// .spread, .columns; .toolbar; .list-plain; .avatar; .empty.
/// Behaviour of site.js: data-menu="id" toggles a menu; data-open-dialog="id" opens a <dialog>,
/// data-close-dialog closes it; [data-tabs] with .tab and .tab-panel; data-confirm="text" asks
/// before a submit or a link; data-suggest="/url?q=" completes a search input from JSON
/// [{"label","href"}]; data-submit-on-change on a select; data-href="/x" makes a row clickable;
/// data-toggle="id" shows and hides; data-toast="text" shows a short message.
std::string renderPage(const SiteFrame& frame, const PageContent& page);

/// The same as a response.
SiteResponse pageResponse(const SiteFrame& frame, const PageContent& page, int status = 200);

/// A 404 in the site's own look.
SiteResponse notFoundPage(const SiteFrame& frame, std::string_view what);

/// An error page without a site (the server's own: 404 of assets, 500).
std::string plainErrorPage(int status, std::string_view title, std::string_view message);

}  // namespace sym
