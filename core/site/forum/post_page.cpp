#include <algorithm>

#include "core/site/forum/forum_pages.h"
#include "core/site/web/components.h"
#include "core/site/web/forms.h"
#include "core/site/words/markup.h"

namespace sym {
namespace {

constexpr int kDeepestIndent = 8;

/// The comments of one post as a tree of nested lists.
class CommentTree {
public:
    CommentTree(const ForumView& view, const ForumPost& post)
        : m_view(view),
          m_post(post),
          m_base("/f/" + post.forum + "/" + std::to_string(post.id) + "/-/comment")
    {
        for (const ForumComment* comment : view.data.commentsOf(post.id))
            m_answers[comment->parentId].push_back(comment);
        const std::string sort = view.request.query.get("sort", "best");
        for (auto& [parent, comments] : m_answers)
            std::stable_sort(comments.begin(), comments.end(),
                             [&](const ForumComment* a, const ForumComment* b) {
                                 return sort == "new" ? a->created > b->created
                                                      : a->votes.score() > b->votes.score();
                             });
    }

    std::string html(int parent = 0, int depth = 0) const
    {
        const auto found = m_answers.find(parent);
        if (found == m_answers.end()) return {};
        std::string out = depth < kDeepestIndent ? "<div class=\"comment__replies\">" : "<div>";
        for (const ForumComment* comment : found->second) {
            const std::string answers = html(comment->id, depth + 1);
            if (comment->deleted && answers.empty()) continue;
            out += comment->deleted
                       ? R"(<article class="comment"><p class="muted">Comment deleted</p>)"
                       : one(*comment);
            out += answers + "</article>";
        }
        return out + "</div>";
    }

private:
    std::string one(const ForumComment& comment) const
    {
        const std::string id = std::to_string(comment.id);
        const bool own = comment.author == m_view.user();
        std::string out = markup(R"(<article class="comment" id="comment_{}">)", comment.id);
        out += voteBox(m_view, comment.votes, "/cv/" + id, "comment__vote");
        out += markup(
            R"(<div class="comment__main"><h3 class="comment__heading"><a class="comment__user" href="/user/{}">{}</a> wrote <time datetime="{}" title="{}">{}</time>{}</h3><div class="comment__body">{!}</div>)",
            comment.author, comment.author, isoDate(comment.created), longDate(comment.created),
            relativeDate(comment.created), comment.edited ? " (edited)" : "",
            paragraphs(comment.body));
        if (m_view.isGuest()) return out + "</div>";
        out += markup(
            R"(<div class="comment__nav"><button type="button" class="btn-link" data-toggle="reply-{}" aria-expanded="false">Reply</button>)",
            id);
        if (own) {
            out += linkTo(m_base + "/" + id + "/edit", "Edit");
            out += postButton(m_base + "/" + id + "/delete", "Delete comment", "btn-link",
                              "Delete this comment?");
        }
        out +=
            markup(
                R"(</div><form id="reply-{}" class="reply-form" method="post" action="{}/{}" hidden>)",
                id, m_base, id)
            + textArea({.label = "Reply to " + comment.author, .name = "reply_" + id}, 3)
            + submitButton("Post reply") + "</form>";
        return out + "</div>";
    }

    const ForumView& m_view;
    const ForumPost& m_post;
    std::string m_base;
    std::map<int, std::vector<const ForumComment*>> m_answers;
};

std::string postHead(const ForumView& view, const ForumPost& post)
{
    std::string out =
        markup(R"(<article class="submission submission--full" id="submission_{}">)", post.id);
    out += voteBox(view, post.votes, "/sv/" + std::to_string(post.id), "submission__vote");
    out += R"(<div class="submission__inner"><h1 class="submission__title">)";
    out += post.url.empty()
               ? escapeHtml(post.title)
               : markup(R"(<a class="submission__link" href="{}" rel="nofollow">{}</a>)", post.url,
                        post.title);
    out += markup(
        R"(</h1><p class="submission__info">Submitted by <a class="submission__submitter" href="/user/{}">{}</a> <time datetime="{}" title="{}">{}</time> in <a class="submission__forum" href="/f/{}">{}</a>{}</p><p class="submission__date muted">{}, {} up and {} down</p><div class="submission__body">{!}</div>)",
        post.author, post.author, isoDate(post.created), longDate(post.created),
        relativeDate(post.created), post.forum, post.forum, post.edited ? " (edited)" : "",
        longDate(post.created), counted(post.votes.ups(), "vote", "votes"), post.votes.downs(),
        paragraphs(post.body));
    if (!view.isGuest()) {
        const std::string base = "/f/" + post.forum + "/" + std::to_string(post.id) + "/-";
        out += R"(<p class="submission__nav">)";
        if (post.author == view.user()) {
            out += linkTo(base + "/edit", "Edit");
            out += postButton(base + "/delete", "Delete", "btn-link", "Delete this submission?");
        }
        out += postButton(base + "/hide", "Hide", "btn-link") + "</p>";
    }
    return out + "</div></article>";
}

}  // namespace

SiteResponse forumPostPage(const ForumView& view, const ForumPost& post)
{
    const int comments = view.data.commentCount(post.id);
    const std::string base = "/f/" + post.forum + "/" + std::to_string(post.id) + "/-";
    PageContent page;
    page.title = post.title;
    page.crumbs = {{"Quayside", "/"}, {post.forum, "/f/" + post.forum}, {post.title, ""}};
    page.body = postHead(view, post);
    page.body +=
        markup(
            R"(<section id="comments" aria-label="Comments"><div class="spread"><h2>{}</h2><p>Sort comments: )",
            comments == 0 ? "No comments" : counted(comments, "comment", "comments"))
        + linkTo(postPath(post), "Best") + " " + linkTo(postPath(post) + "?sort=new", "Newest")
        + "</p></div>";
    if (!view.isGuest())
        page.body +=
            markup(R"(<form class="comment-form" method="post" action="{}/comment">)", base)
            + textArea({.label = "Comment", .name = "comment"}) + submitButton("Post") + "</form>";
    else
        page.body += R"(<p class="empty">Log in to write a comment.</p>)";
    page.body += CommentTree(view, post).html() + "</section>";
    const Forum* forum = view.data.forum(post.forum);
    const std::string side = markup(
        R"(<section class="sidebar card"><h2 class="forum-name">{}</h2><p>{}</p>{!}</section>)",
        forum->name, forum->description, linkTo("/f/" + forum->name, "All posts of this forum"));
    return forumDocument(view, std::move(page), side);
}

}  // namespace sym
