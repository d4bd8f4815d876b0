#pragma once

#include <string>

#include "core/site/site.h"
#include "core/site/web/session.h"
#include "core/site/wiki/wiki_data.h"

namespace sym {

/// The encyclopedia: articles under /A/Title, search with suggestions, categories, a random page.
/// Nobody logs in; the reader's bookmarks are all that can be changed.
class WikiSite final : public Site {
public:
    explicit WikiSite(WikiData data, std::uint64_t seed)
        : m_data(std::move(data)), m_random(seed), m_seed(seed)
    {
    }

    std::string name() const override { return "wikipedia"; }
    SiteResponse handle(const SiteRequest& request) override;
    bool reset() override;

    const WikiData& data() const { return m_data; }

private:
    SiteResponse get(const SiteRequest& request);
    SiteResponse page(const SiteRequest& request, const std::string& title, const std::string& body,
                      int status = 200);
    SiteResponse articlePage(const SiteRequest& request, const WikiArticle& article);
    SiteResponse landingPage(const SiteRequest& request);
    SiteResponse searchPage(const SiteRequest& request);
    SiteResponse categoryPage(const SiteRequest& request, const std::string& category);
    SiteResponse categoriesPage(const SiteRequest& request);
    SiteResponse titlesPage(const SiteRequest& request);
    SiteResponse bookmarksPage(const SiteRequest& request);
    SiteResponse suggest(const SiteRequest& request) const;

    /// Text of a section with its links.
    std::string linkedText(const std::string& text) const;

    WikiData m_data;
    Random m_random;
    std::uint64_t m_seed;
    LoginSessions m_sessions{std::string()};
};

}  // namespace sym
