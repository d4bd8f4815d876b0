#include "core/site/forum/forum_pages.h"

#include <algorithm>
#include <array>

#include "core/site/web/components.h"
#include "core/site/web/forms.h"
#include "core/site/words/markup.h"

namespace sym {
namespace {

struct OrderName {
    ForumOrder order;
    const char* name;
    const char* label;
};
constexpr std::array kOrders{
    OrderName{ForumOrder::Hot, "hot", "Hot"}, OrderName{ForumOrder::New, "new", "New"},
    OrderName{ForumOrder::Top, "top", "Top"},
    OrderName{ForumOrder::MostCommented, "most_commented", "Most commented"}};

std::string userMenu(const ForumView& view)
{
    if (view.isGuest())
        return linkTo("/login", "Log in", "site-header__link")
               + linkTo("/registration", "Sign up", "btn");
    const std::string home = "/user/" + view.user();
    return markup(
               R"(<div class="menu-wrap"><button type="button" class="user-button" data-menu="user-menu" aria-expanded="false">{}</button><div id="user-menu" class="menu" hidden>)",
               view.user())
           + linkTo(home, "Profile") + linkTo(home + "/submissions", "My submissions")
           + linkTo(home + "/comments", "My comments") + linkTo(home + "/account", "User settings")
           + postButton("/logout", "Log out", "btn btn-link") + "</div></div>";
}

SiteFrame frameOf(const ForumView& view, const std::string& sidebar)
{
    SiteFrame frame;
    frame.brand = "Quayside";
    frame.stylesheet = "forum.css";
    frame.bodyClass = "forum";
    frame.header =
        R"(<a class="brand" href="/"><span class="brand-mark" aria-hidden="true"></span>Quayside</a>)"
        + linkTo("/forums", "Forums", "site-header__link")
        + markup(
            R"(<form class="search" action="/search" role="search"><input class="input" type="search" name="q" aria-label="Search query" placeholder="Search posts" value="{}"><button class="icon-btn" title="Search">{!}</button></form>)",
            view.request.path == "/search" ? view.request.query.get("q") : "", icon("search"))
        + linkTo("/submit", "Submit", "btn btn-primary submit-link") + userMenu(view);
    frame.sidebar = sidebar;
    frame.footer =
        "<p>Quayside, a forum for the harbour towns and everywhere else.</p>"
        "<p>"
        + linkTo("/forums", "List of forums") + " " + linkTo("/create_forum", "Create new forum")
        + "</p>";
    return frame;
}

std::string orderTabs(const std::string& base, ForumOrder current)
{
    std::string out = R"(<nav class="nav-tabs" aria-label="Sort posts">)";
    for (const OrderName& order : kOrders)
        out += markup(R"(<a class="nav-tab{}" href="{}/{}"{!}>{}</a>)",
                      order.order == current ? " active" : "", base, order.name,
                      order.order == current ? " aria-current=\"page\"" : "", order.label);
    return out + "</nav>";
}

std::string subscribeButton(const ForumView& view, const Forum& forum)
{
    if (view.isGuest()) return {};
    const bool subscribed = view.data.users.at(view.user()).subscriptions.contains(forum.name);
    return postButton("/f/" + forum.name + (subscribed ? "/unsubscribe" : "/subscribe"),
                      subscribed ? "Unsubscribe" : "Subscribe",
                      subscribed ? "btn subscribe-button" : "btn btn-primary subscribe-button");
}

int subscriberCount(const ForumView& view, const Forum& forum)
{
    int count = forum.subscribers;
    for (const auto& [name, user] : view.data.users)
        count += user.subscriptions.contains(forum.name);
    return count;
}

std::string forumSidebar(const ForumView& view, const Forum& forum)
{
    const bool moderates =
        std::count(forum.moderators.begin(), forum.moderators.end(), view.user()) > 0;
    std::string out = markup(
        R"(<section class="sidebar card"><h2 class="forum-name">{}</h2><p class="forum-description">{}</p><div class="forum-sidebar">{!}</div>{!}<p class="muted subscriber-count">{}</p>)",
        forum.name, forum.description, paragraphs(forum.sidebar), subscribeButton(view, forum),
        counted(subscriberCount(view, forum), "subscriber", "subscribers"));
    out += "<h3>Toolbox</h3><ul class=\"list-plain\"><li>"
           + linkTo("/f/" + forum.name + "/wiki", "Forum wiki") + "</li><li>"
           + linkTo("/submit/" + forum.name, "Submit to this forum") + "</li>";
    if (moderates) out += "<li>" + linkTo("/f/" + forum.name + "/edit", "Edit forum") + "</li>";
    out += "</ul><h3>Moderators</h3><ul class=\"list-plain moderators\">";
    for (const std::string& name : forum.moderators)
        out += "<li>" + linkTo("/user/" + name, name) + "</li>";
    return out
           + markup("</ul><p class=\"muted\">Created {}</p></section>", longDate(forum.created));
}

std::string frontSidebar(const ForumView& view)
{
    std::string out = R"(<section class="card"><h2>Featured forums</h2><ul class="list-plain">)";
    for (const Forum& forum : view.data.forums)
        out += "<li>" + linkTo("/f/" + forum.name, forum.name) + "</li>";
    out += "</ul></section>";
    if (view.isGuest()) return out;
    out += R"(<section class="card"><h2>Subscriptions</h2><ul class="list-plain subscriptions">)";
    for (const std::string& name : view.data.users.at(view.user()).subscriptions)
        out += markup(R"(<li class="clickable" data-href="/f/{}">{}</li>)", name, name);
    return out + "</ul></section>";
}

std::string postRows(const ForumView& view, const std::vector<const ForumPost*>& posts)
{
    std::vector<const ForumPost*> shown = posts;
    if (!view.isGuest()) {
        const auto& hidden = view.data.users.at(view.user()).hidden;
        std::erase_if(shown, [&](const ForumPost* post) { return hidden.contains(post->id); });
    }
    if (shown.empty()) return R"(<p class="empty">There's nothing here.</p>)";
    const PageWindow window = pageWindow(view.request, int(shown.size()), kForumRows);
    std::string out = R"(<div class="submissions">)";
    for (int i = window.first(); i < window.last(); ++i)
        out += postTeaser(view, *shown[std::size_t(i)]);
    return out + "</div>" + pager(view.request, window);
}

std::string commentRow(const ForumView& view, const ForumComment& comment)
{
    const ForumPost* post = view.data.post(comment.postId);
    return markup(
        R"(<article class="comment" id="comment_{}"><p class="muted"><a class="comment__user" href="/user/{}">{}</a> wrote {} on <a href="{}">{}</a></p><div class="comment__body">{!}</div><p class="muted">{} points</p></article>)",
        comment.id, comment.author, comment.author, relativeDate(comment.created), postPath(*post),
        post->title, paragraphs(comment.body), comment.votes.score());
}

}  // namespace

std::optional<ForumOrder> forumOrderNamed(const std::string& name)
{
    for (const OrderName& order : kOrders)
        if (name == order.name) return order.order;
    return std::nullopt;
}

std::string voteBox(const ForumView& view, const ForumVotes& votes, const std::string& address,
                    const std::string& cssClass)
{
    const auto own = votes.own.find(view.user());
    const int vote = own == votes.own.end() ? 0 : own->second;
    const auto button = [&](int choice, const char* name, const char* undo, const char* sign) {
        const bool set = vote == choice;
        return markup(
            R"(<button class="vote__button{}" name="choice" value="{}" title="{}" aria-label="{}">{!}</button>)",
            set ? " vote__button--set" : "", set ? 0 : choice, set ? undo : name, set ? undo : name,
            sign);
    };
    const char* state = vote > 0 ? " vote--user-upvoted" : vote < 0 ? " vote--user-downvoted" : "";
    return markup(
               R"(<div class="{} vote{}"><form method="post" action="{}"><input type="hidden" name="back" value="{}">)",
               cssClass, state, address, view.request.target)
           + button(1, "Upvote", "Retract upvote", "&#9650;")
           + markup(R"(<span class="vote__net-score">{}</span>)", votes.score())
           + button(-1, "Downvote", "Retract downvote", "&#9660;") + "</form></div>";
}

std::string postTeaser(const ForumView& view, const ForumPost& post)
{
    const int comments = view.data.commentCount(post.id);
    const std::string path = postPath(post);
    std::string out = markup(R"(<article class="submission" id="submission_{}">)", post.id);
    out += voteBox(view, post.votes, "/sv/" + std::to_string(post.id), "submission__vote");
    out += markup(
        R"(<div class="submission__inner"><h2 class="submission__title"><a class="submission__link" href="{}">{}</a>)",
        path, post.title);
    if (!post.url.empty())
        out += markup(R"( <span class="submission__host">{}</span>)",
                      post.url.substr(8, post.url.find('/', 8) - 8));
    out += markup(
        R"(</h2><p class="submission__info">Submitted by <a class="submission__submitter" href="/user/{}">{}</a> <time datetime="{}" title="{}">{}</time> in <a class="submission__forum" href="/f/{}">{}</a></p><p class="submission__nav"><a href="{}#comments">{}</a></p></div></article>)",
        post.author, post.author, isoDate(post.created), longDate(post.created),
        relativeDate(post.created), post.forum, post.forum, path,
        comments == 0 ? "No comments" : counted(comments, "comment", "comments"));
    return out;
}

SiteResponse forumDocument(const ForumView& view, PageContent page, const std::string& sidebar,
                           int status)
{
    page.flashes = view.session.takeFlashes();
    return pageResponse(frameOf(view, sidebar), page, status);
}

SiteResponse forumNotFound(const ForumView& view, const std::string& what)
{
    return notFoundPage(frameOf(view, {}), what);
}

SiteResponse forumFrontPage(const ForumView& view, ForumOrder order)
{
    PageContent page;
    page.title = "All posts";
    page.body = orderTabs("", order) + postRows(view, view.data.listing({}, order));
    return forumDocument(view, std::move(page), frontSidebar(view));
}

SiteResponse forumPage(const ForumView& view, const Forum& forum, ForumOrder order)
{
    const std::string age = view.request.query.get("t");
    const std::map<std::string, Minutes> ages{
        {"day", 24 * 60}, {"week", 7 * 24 * 60}, {"month", 30 * 24 * 60}};
    PageContent page;
    page.title = forum.title;
    page.heading = forum.title;
    page.body = orderTabs("/f/" + forum.name, order);
    if (order == ForumOrder::Top) {
        page.body += R"(<form class="row" method="get">)"
                     + selectField({.label = "From time", .name = "t", .value = age},
                                   {{"", "All time"},
                                    {"day", "Past 24 hours"},
                                    {"week", "Past week"},
                                    {"month", "Past month"}})
                     + submitButton("Apply", "btn") + "</form>";
    }
    const bool limited = order == ForumOrder::Top && ages.contains(age);
    page.body += postRows(view, limited ? view.data.best(forum.name, ages.at(age))
                                        : view.data.listing(forum.name, order));
    return forumDocument(view, std::move(page), forumSidebar(view, forum));
}

SiteResponse forumListPage(const ForumView& view)
{
    struct Line {
        const Forum* forum;
        int subscribers;
        int posts;
    };
    std::vector<Line> lines;
    for (const Forum& forum : view.data.forums)
        lines.push_back({&forum, subscriberCount(view, forum),
                         int(std::count_if(view.data.posts.begin(), view.data.posts.end(),
                                           [&](const ForumPost& post) {
                                               return post.forum == forum.name && !post.deleted;
                                           }))});
    const std::string sort = view.request.query.get("sort", "name");
    const bool descending = view.request.query.get("dir") == "desc";
    std::stable_sort(lines.begin(), lines.end(), [&](const Line& a, const Line& b) {
        const Line& x = descending ? b : a;
        const Line& y = descending ? a : b;
        if (sort == "subscribers") return x.subscribers < y.subscribers;
        if (sort == "posts") return x.posts < y.posts;
        return lowered(x.forum->name) < lowered(y.forum->name);
    });
    std::vector<Row> rows;
    for (const Line& line : lines)
        rows.push_back({{linkTo("/f/" + line.forum->name, line.forum->name),
                         escapeHtml(line.forum->description), std::to_string(line.subscribers),
                         std::to_string(line.posts)},
                        "/f/" + line.forum->name});
    PageContent page;
    page.title = "List of forums";
    page.heading = "List of forums";
    page.body = dataTable(view.request,
                          {{"name", "Forum"},
                           {"", "Description"},
                           {"subscribers", "Subscribers", true},
                           {"posts", "Submissions", true}},
                          rows)
                + "<p>" + linkTo("/create_forum", "Create new forum", "btn") + "</p>";
    return forumDocument(view, std::move(page), {});
}

SiteResponse forumWikiPage(const ForumView& view, const Forum& forum)
{
    PageContent page;
    page.title = "Wiki of " + forum.title;
    page.heading = page.title;
    page.body = R"(<div class="wiki card">)" + paragraphs(forum.wiki) + "</div><p>"
                + linkTo("/f/" + forum.name, "Back to the forum") + "</p>";
    return forumDocument(view, std::move(page), forumSidebar(view, forum));
}

SiteResponse forumSearchPage(const ForumView& view)
{
    const std::string query = view.request.query.get("q");
    const std::vector<const ForumPost*> found = view.data.search(query);
    PageContent page;
    page.title = "Search";
    page.heading = "Search";
    page.body = query.empty()
                    ? R"(<p class="empty">Type a word into the search box above.</p>)"
                    : markup(R"(<p class="search-count">{} for <em>{}</em></p>)",
                             counted(std::int64_t(found.size()), "result", "results"), query);
    if (!query.empty()) page.body += postRows(view, found);
    return forumDocument(view, std::move(page), {});
}

SiteResponse forumUserPage(const ForumView& view, const ForumUser& user, const std::string& tab)
{
    const std::string home = "/user/" + user.name;
    const auto posts = view.data.postsBy(user.name);
    const auto comments = view.data.commentsBy(user.name);
    PageContent page;
    page.title = user.name;
    page.heading = user.name;
    page.body = R"(<nav class="nav-tabs" aria-label="Profile">)";
    for (const auto& [path, label] : std::vector<std::pair<std::string, std::string>>{
             {"", "Overview"}, {"/submissions", "Submissions"}, {"/comments", "Comments"}})
        page.body += linkTo(home + path, label, path == tab ? "nav-tab active" : "nav-tab");
    page.body += "</nav>";
    if (tab == "/comments" || tab.empty()) {
        const std::size_t limit = tab.empty() ? 5 : comments.size();
        if (tab.empty()) page.body += "<h2>Latest submissions</h2>";
        if (tab.empty())
            for (std::size_t i = 0; i < std::min<std::size_t>(5, posts.size()); ++i)
                page.body += postTeaser(view, *posts[i]);
        if (tab.empty()) page.body += "<h2>Latest comments</h2>";
        const PageWindow window =
            pageWindow(view.request, int(std::min(limit, comments.size())), 25);
        for (int i = window.first(); i < window.last(); ++i)
            page.body += commentRow(view, *comments[std::size_t(i)]);
        page.body += pager(view.request, window);
    } else {
        page.body += postRows(view, posts);
    }
    std::string side = markup(
        R"(<section class="card user-bio"><h2>{}</h2><p class="user-bio__since">Registered on {}</p><div class="user-bio__biography">{!}</div><ul class="list-plain"><li>{}</li><li>{}</li></ul>)",
        user.name, longDate(user.joined), paragraphs(user.bio),
        counted(std::int64_t(posts.size()), "submission", "submissions"),
        counted(std::int64_t(comments.size()), "comment", "comments"));
    if (user.name == view.user()) side += linkTo(home + "/edit_biography", "Edit biography");
    return forumDocument(view, std::move(page), side + "</section>");
}

}  // namespace sym
