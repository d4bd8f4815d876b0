#pragma once

#include <string>

#include "core/site/forum/forum_data.h"
#include "core/site/web/http.h"
#include "core/site/web/layout.h"
#include "core/site/web/session.h"

namespace sym {

/// What a page of the forum is made from: read only, for one request.
struct ForumView {
    const ForumData& data;
    const SiteRequest& request;
    LoginSession& session;

    const std::string& user() const { return session.user; }
    bool isGuest() const { return session.user.empty(); }
};

/// Rows of posts on a page of a listing.
inline constexpr int kForumRows = 20;

// One function a page; each returns a whole document.
SiteResponse forumFrontPage(const ForumView& view, ForumOrder order);
SiteResponse forumPage(const ForumView& view, const Forum& forum, ForumOrder order);
SiteResponse forumListPage(const ForumView& view);
SiteResponse forumWikiPage(const ForumView& view, const Forum& forum);
SiteResponse forumPostPage(const ForumView& view, const ForumPost& post);
SiteResponse forumSearchPage(const ForumView& view);
SiteResponse forumUserPage(const ForumView& view, const ForumUser& user, const std::string& tab);
SiteResponse forumNotFound(const ForumView& view, const std::string& what);

// Forms, shown again with what was typed and the session's messages when it was refused.
SiteResponse forumSubmitPage(const ForumView& view, const std::string& forum);
SiteResponse forumEditPostPage(const ForumView& view, const ForumPost& post);
SiteResponse forumEditCommentPage(const ForumView& view, const ForumComment& comment);
SiteResponse forumCreatePage(const ForumView& view);
SiteResponse forumEditPage(const ForumView& view, const Forum& forum);
SiteResponse forumBiographyPage(const ForumView& view);
SiteResponse forumAccountPage(const ForumView& view);
SiteResponse forumLoginPage(const ForumView& view);
SiteResponse forumRegistrationPage(const ForumView& view);

/// The page around all of them.
SiteResponse forumDocument(const ForumView& view, PageContent page, const std::string& sidebar,
                           int status = 200);

/// One post of a listing, with its votes.
std::string postTeaser(const ForumView& view, const ForumPost& post);

/// Up and down buttons around the score; `address` takes the post request.
std::string voteBox(const ForumView& view, const ForumVotes& votes, const std::string& address,
                    const std::string& cssClass);

/// "hot", "new", "top", "most_commented", or nothing.
std::optional<ForumOrder> forumOrderNamed(const std::string& name);

}  // namespace sym
