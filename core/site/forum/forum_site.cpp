#include "core/site/forum/forum_site.h"

#include <algorithm>

#include "core/site/web/components.h"
#include "core/site/words/markup.h"
#include "core/site/words/word_book.h"

namespace sym {
namespace {

WordList pathParts(const std::string& path)
{
    WordList parts;
    std::size_t start = 1;
    while (start < path.size()) {
        const std::size_t end = std::min(path.find('/', start), path.size());
        if (end > start) parts.push_back(path.substr(start, end - start));
        start = end + 1;
    }
    return parts;
}

std::string part(const WordList& parts, std::size_t index)
{
    return index < parts.size() ? parts[index] : std::string();
}

bool isBlank(const std::string& text)
{
    return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c <= ' '; });
}

bool isForumName(const std::string& name)
{
    return name.size() >= 3 && name.size() <= 25
           && std::all_of(name.begin(), name.end(),
                          [](unsigned char c) { return std::isalnum(c) || c == '_'; });
}

}  // namespace

SiteResponse ForumSite::handle(const SiteRequest& request)
{
    const ForumView view{m_data, request, m_sessions.of(request)};
    const WordList parts = pathParts(request.path);
    if (request.method == "POST") {
        const bool open = part(parts, 0) == "login" || part(parts, 0) == "registration";
        if (view.isGuest() && !open) return SiteResponse::redirect("/login");
        return post(view, parts);
    }
    return get(view, parts);
}

SiteResponse ForumSite::get(const ForumView& view, const WordList& parts) const
{
    const std::string first = part(parts, 0);
    if (parts.empty()) return forumFrontPage(view, ForumOrder::Hot);
    if (const auto order = forumOrderNamed(first); order && parts.size() == 1)
        return forumFrontPage(view, *order);
    if (first == "f") return getForum(view, parts);
    if (first == "forums") return forumListPage(view);
    if (first == "search") return forumSearchPage(view);
    if (first == "user") return getUser(view, parts);
    if (first == "login") return forumLoginPage(view);
    if (first == "registration") return forumRegistrationPage(view);
    const bool writes = first == "submit" || first == "create_forum";
    if (writes && view.isGuest()) return SiteResponse::redirect("/login");
    if (first == "submit") return forumSubmitPage(view, part(parts, 1));
    if (first == "create_forum") return forumCreatePage(view);
    return forumNotFound(view, "There is no page at " + view.request.path + ".");
}

SiteResponse ForumSite::getForum(const ForumView& view, const WordList& parts) const
{
    const Forum* forum = m_data.forum(part(parts, 1));
    if (!forum) return forumNotFound(view, "There is no forum of that name.");
    const std::string second = part(parts, 2);
    if (second.empty()) return forumPage(view, *forum, ForumOrder::Hot);
    if (const auto order = forumOrderNamed(second)) return forumPage(view, *forum, *order);
    if (second == "wiki") return forumWikiPage(view, *forum);
    if (second == "edit" && moderates(view, *forum)) return forumEditPage(view, *forum);

    const ForumPost* post = m_data.post(numberOf(second, 0));
    if (!post || post->forum != forum->name)
        return forumNotFound(view, "There is no such page in this forum.");
    if (post->deleted) return forumNotFound(view, "This submission was deleted.");
    if (part(parts, 3) == "-" && part(parts, 4) == "edit" && post->author == view.user())
        return forumEditPostPage(view, *post);
    if (part(parts, 3) == "-" && part(parts, 4) == "comment") {
        const ForumComment* comment = m_data.comment(numberOf(part(parts, 5), 0));
        if (comment && comment->author == view.user() && part(parts, 6) == "edit")
            return forumEditCommentPage(view, *comment);
    }
    return forumPostPage(view, *post);
}

SiteResponse ForumSite::getUser(const ForumView& view, const WordList& parts) const
{
    const auto user = m_data.users.find(part(parts, 1));
    if (user == m_data.users.end()) return forumNotFound(view, "There is no user of that name.");
    const std::string tab = part(parts, 2);
    const bool own = user->first == view.user();
    if (tab == "edit_biography" && own) return forumBiographyPage(view);
    if (tab == "account" && own) return forumAccountPage(view);
    const bool known = tab.empty() || tab == "submissions" || tab == "comments";
    if (!known) return forumNotFound(view, "There is no such page.");
    return forumUserPage(view, user->second, tab.empty() ? "" : "/" + tab);
}

SiteResponse ForumSite::post(const ForumView& view, const WordList& parts)
{
    const std::string first = part(parts, 0);
    if (first == "sv" || first == "cv") return vote(view, first, numberOf(part(parts, 1), 0));
    if (first == "submit") return submit(view);
    if (first == "create_forum") return createForum(view);
    if (first == "login") return logIn(view);
    if (first == "registration") return registerUser(view);
    if (first == "logout") {
        view.session.user.clear();
        return SiteResponse::redirect("/");
    }
    if (first == "user" && part(parts, 1) == view.user()) return saveSettings(view, part(parts, 2));
    if (first != "f") return forumNotFound(view, "Nothing takes this form.");

    Forum* forum = m_data.forum(part(parts, 1));
    if (!forum) return forumNotFound(view, "There is no forum of that name.");
    const std::string second = part(parts, 2);
    if (second == "subscribe" || second == "unsubscribe") {
        auto& subscriptions = m_data.users[view.user()].subscriptions;
        second == "subscribe" ? void(subscriptions.insert(forum->name))
                              : void(subscriptions.erase(forum->name));
        return SiteResponse::redirect("/f/" + forum->name);
    }
    if (second == "edit") return editForum(view, *forum);
    ForumPost* post = m_data.post(numberOf(second, 0));
    if (!post || post->deleted) return forumNotFound(view, "There is no such submission.");
    return changePost(view, *post, parts);
}

bool ForumSite::moderates(const ForumView& view, const Forum& forum) const
{
    return std::count(forum.moderators.begin(), forum.moderators.end(), view.user()) > 0;
}

SiteResponse ForumSite::vote(const ForumView& view, const std::string& kind, int id)
{
    ForumPost* post = kind == "sv" ? m_data.post(id) : nullptr;
    ForumComment* comment = kind == "cv" ? m_data.comment(id) : nullptr;
    if (!post && !comment) return forumNotFound(view, "There is nothing to vote for.");
    ForumVotes& votes = post ? post->votes : comment->votes;
    const int choice = std::clamp(numberOf(view.request.form.get("choice"), 0), -1, 1);
    if (choice == 0)
        votes.own.erase(view.user());
    else
        votes.own[view.user()] = choice;
    const std::string back = view.request.form.get("back");
    return SiteResponse::redirect(back.starts_with('/') ? back : "/");
}

SiteResponse ForumSite::submit(const ForumView& view)
{
    const Fields& form = view.request.form;
    const Forum* forum = m_data.forum(form.get("forum"));
    if (isBlank(form.get("title")) || !forum) {
        view.session.flash(Flash::Kind::Error,
                           forum ? "The title must not be empty." : "Choose a forum.");
        return forumSubmitPage(view, form.get("forum"));
    }
    ForumPost post;
    post.id = int(m_data.posts.size()) + 1;
    post.forum = forum->name;
    post.author = view.user();
    post.title = form.get("title");
    post.url = form.get("url");
    post.body = form.get("body");
    post.created = now();
    post.votes.own[view.user()] = 1;
    m_data.posts.push_back(post);
    return SiteResponse::redirect(postPath(post));
}

SiteResponse ForumSite::changePost(const ForumView& view, ForumPost& post, const WordList& parts)
{
    const Fields& form = view.request.form;
    const std::string what = part(parts, 4);
    const bool own = post.author == view.user();
    if (what == "hide") {
        m_data.users[view.user()].hidden.insert(post.id);
        view.session.flash(Flash::Kind::Success, "The submission is hidden from your lists.");
        return SiteResponse::redirect("/f/" + post.forum);
    }
    if (what == "edit" && own) {
        if (isBlank(form.get("title"))) {
            view.session.flash(Flash::Kind::Error, "The title must not be empty.");
            return forumEditPostPage(view, post);
        }
        post.title = form.get("title");
        post.body = form.get("body");
        post.edited = true;
        return SiteResponse::redirect(postPath(post));
    }
    if (what == "delete" && own) {
        post.deleted = true;
        view.session.flash(Flash::Kind::Success, "The submission was deleted.");
        return SiteResponse::redirect("/f/" + post.forum);
    }
    if (what == "comment") return changeComment(view, post, parts);
    return forumNotFound(view, "Nothing takes this form.");
}

SiteResponse ForumSite::changeComment(const ForumView& view, const ForumPost& post,
                                      const WordList& parts)
{
    const Fields& form = view.request.form;
    ForumComment* other = m_data.comment(numberOf(part(parts, 5), 0));
    const std::string what = part(parts, 6);
    const bool own = other && other->author == view.user();
    if (own && what == "delete") {
        other->deleted = true;
        view.session.flash(Flash::Kind::Success, "The comment was deleted.");
        return SiteResponse::redirect(postPath(post));
    }
    if (own && what == "edit") {
        other->body = form.get("comment");
        other->edited = true;
        return SiteResponse::redirect(postPath(post) + "#comment_" + std::to_string(other->id));
    }
    if (!what.empty()) return forumNotFound(view, "Nothing takes this form.");

    ForumComment comment;
    comment.id = int(m_data.comments.size()) + 1;
    comment.postId = post.id;
    comment.parentId = other ? other->id : 0;
    comment.author = view.user();
    comment.body = other ? form.get("reply_" + std::to_string(other->id)) : form.get("comment");
    comment.created = now();
    comment.votes.own[view.user()] = 1;
    if (isBlank(comment.body)) {
        view.session.flash(Flash::Kind::Error, "The comment must not be empty.");
        return SiteResponse::redirect(postPath(post));
    }
    m_data.comments.push_back(comment);
    return SiteResponse::redirect(postPath(post) + "#comment_" + std::to_string(comment.id));
}

SiteResponse ForumSite::createForum(const ForumView& view)
{
    const Fields& form = view.request.form;
    const std::string name = form.get("name");
    const bool taken = m_data.forum(name) != nullptr;
    if (!isForumName(name) || taken || isBlank(form.get("title"))) {
        view.session.flash(
            Flash::Kind::Error,
            taken ? "That forum already exists."
                  : "Give a name of 3 to 25 letters, digits or underscores, and a title.");
        return forumCreatePage(view);
    }
    Forum forum;
    forum.name = name;
    forum.title = form.get("title");
    forum.description = form.get("description");
    forum.sidebar = form.get("sidebar");
    forum.moderators = {view.user()};
    forum.created = worldNow();
    m_data.forums.push_back(forum);
    m_data.users[view.user()].subscriptions.insert(name);
    return SiteResponse::redirect("/f/" + name);
}

SiteResponse ForumSite::editForum(const ForumView& view, Forum& forum)
{
    if (!moderates(view, forum)) return forumNotFound(view, "Only moderators may do this.");
    const Fields& form = view.request.form;
    forum.title = form.get("title", forum.title);
    forum.description = form.get("description", forum.description);
    forum.sidebar = form.get("sidebar", forum.sidebar);
    forum.wiki = form.get("wiki", forum.wiki);
    view.session.flash(Flash::Kind::Success, "The forum was changed.");
    return SiteResponse::redirect("/f/" + forum.name);
}

SiteResponse ForumSite::logIn(const ForumView& view)
{
    const auto user = m_data.users.find(view.request.form.get("_username"));
    if (user == m_data.users.end() || user->second.password != view.request.form.get("_password")) {
        view.session.flash(Flash::Kind::Error, "Invalid credentials.");
        return forumLoginPage(view);
    }
    view.session.user = user->first;
    return SiteResponse::redirect("/");
}

SiteResponse ForumSite::registerUser(const ForumView& view)
{
    const std::string name = view.request.form.get("_username");
    if (!isForumName(name) || m_data.users.contains(name)) {
        view.session.flash(Flash::Kind::Error, "Choose another name.");
        return forumRegistrationPage(view);
    }
    ForumUser& user = m_data.users[name];
    user.name = name;
    user.password = view.request.form.get("_password");
    user.joined = worldNow();
    view.session.user = name;
    return SiteResponse::redirect("/");
}

SiteResponse ForumSite::saveSettings(const ForumView& view, const std::string& what)
{
    const Fields& form = view.request.form;
    ForumUser& user = m_data.users[view.user()];
    if (what == "edit_biography") {
        user.bio = form.get("biography");
        view.session.flash(Flash::Kind::Success, "Your biography was saved.");
        return SiteResponse::redirect("/user/" + user.name);
    }
    if (what != "account") return forumNotFound(view, "Nothing takes this form.");
    user.email = form.get("email", user.email);
    if (!form.get("password").empty()) user.password = form.get("password");
    view.session.flash(Flash::Kind::Success, "Your settings were saved.");
    return SiteResponse::redirect("/user/" + user.name + "/account");
}

bool ForumSite::reset()
{
    m_data = *m_seeded;
    m_sessions.clear();
    m_written = 0;
    return true;
}

std::unique_ptr<Site> makeForumSite(const WorldContext& context)
{
    return std::make_unique<ForumSite>(makeForumData(context.seed));
}

}  // namespace sym
