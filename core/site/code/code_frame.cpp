#include <nlohmann/json.hpp>

#include "core/site/code/code_pages.h"
#include "core/site/web/components.h"
#include "core/site/web/forms.h"
#include "core/site/words/markup.h"

namespace sym {
namespace {

std::string createMenu()
{
    return R"(<div class="menu-wrap"><button type="button" class="icon-btn" data-menu="create-menu" aria-haspopup="true" aria-expanded="false" title="Create new...">)"
           + icon("plus") + R"(</button><div id="create-menu" class="menu" hidden>)"
           + linkTo("/projects/new", "New project") + linkTo("/groups/new", "New group")
           + "</div></div>";
}

std::string userMenu(const CodeView& view)
{
    if (view.isGuest()) return linkTo("/users/sign_in", "Sign in", "btn");
    const CodeUser& user = view.data.users.at(view.user());
    return markup(
               R"(<div class="menu-wrap"><button type="button" class="avatar-button" data-menu="user-menu" aria-expanded="false" aria-label="{}">{!}</button><div id="user-menu" class="menu" hidden><p class="menu-head"><strong>{}</strong><br>@{}</p>)",
               user.fullName, codeAvatar(view.data, user.name), user.fullName, user.name)
           + R"(<button type="button" data-open-dialog="status-dialog">Set status</button>)"
           + linkTo("/" + user.name, "Profile") + linkTo("/-/profile", "Edit profile")
           + postButton("/users/sign_out", "Sign out", "btn btn-link") + "</div></div>"
           + dialog(
               "status-dialog", "Set a status",
               R"(<form method="post" action="/-/profile/status">)"
                   + textField(
                       {.label = "What's your status?", .name = "status", .value = user.status})
                   + submitButton("Save status") + "</form>");
}

std::string projectMenu(const CodeProject& project)
{
    const std::string base = "/" + project.fullPath();
    std::string out = markup(
        R"(<a class="side-title" href="{}"><span class="project-avatar" aria-hidden="true">{}</span>{}</a><ul class="side-menu">)",
        base, std::string(1, char(std::toupper(static_cast<unsigned char>(project.path[0])))),
        project.path);
    const auto item = [&](const std::string& path, const std::string& label, int count) {
        out +=
            markup(R"(<li><a href="{}">{}</a>{!}</li>)", base + path, label,
                   count >= 0 ? markup(R"(<span class="count">{}</span>)", count) : std::string());
    };
    item("/activity", "Project information", -1);
    item("/-/project_members", "Members", -1);
    item("/-/labels", "Labels", -1);
    item("/-/tree/main", "Repository", -1);
    item("/-/commits/main", "Commits", -1);
    item("/-/branches", "Branches", -1);
    item("/-/graphs/main", "Contributors", -1);
    item("/-/issues", "Issues", project.openIssues());
    item("/-/milestones", "Milestones", -1);
    item("/-/merge_requests", "Merge requests", project.openMergeRequests());
    item("/edit", "Settings", -1);
    return out + "</ul>";
}

}  // namespace

bool CodeView::sees(const CodeProject& project) const
{
    return project.visibility == "Public" || (!isGuest() && project.visibility == "Internal")
           || project.space == user() || project.member(user()) != nullptr;
}

bool CodeView::writes(const CodeProject& project) const
{
    const CodeMember* member = project.member(user());
    return !isGuest()
           && (project.space == user()
               || (member && member->role != "Guest" && member->role != "Reporter"));
}

bool CodeView::manages(const CodeProject& project) const
{
    const CodeMember* member = project.member(user());
    return !isGuest()
           && (project.space == user()
               || (member && (member->role == "Owner" || member->role == "Maintainer")));
}

std::string codeAvatar(const CodeData& data, const std::string& user)
{
    const auto found = data.users.find(user);
    const std::string letter(1, found == data.users.end() ? '?' : found->second.fullName[0]);
    return markup(R"(<span class="avatar avatar-{}" aria-hidden="true">{}</span>)",
                  int(letter[0]) % 6, letter);
}

std::string codeUserLink(const CodeData& data, const std::string& user)
{
    const auto found = data.users.find(user);
    return linkTo("/" + user, found == data.users.end() ? user : found->second.fullName,
                  "user-link");
}

std::string codeLabel(const std::string& label)
{
    return markup(R"(<span class="label label-{}">{}</span>)", slug(label), label);
}

SiteResponse codeDocument(const CodeView& view, const std::string& title, const std::string& body,
                          const CodeProject* project, int status)
{
    SiteFrame frame;
    frame.brand = "Forgeyard";
    frame.stylesheet = "code.css";
    frame.bodyClass = "code";
    frame.header =
        R"(<a class="brand" href="/"><span class="brand-mark" aria-hidden="true"></span>Forgeyard</a>)"
        R"(<div class="menu-wrap"><button type="button" class="bar-button" data-menu="main-menu" aria-haspopup="true" aria-expanded="false">Menu</button><div id="main-menu" class="menu menu-left" hidden>)"
        + linkTo("/dashboard/projects", "Your projects") + linkTo("/explore", "Explore projects")
        + linkTo("/groups", "Groups") + "</div></div>"
        + markup(
            R"(<form class="search" action="/search" role="search"><input class="input" type="search" name="search" aria-label="Search Forgeyard" placeholder="Search Forgeyard" value="{}"></form>)",
            view.request.path == "/search" ? view.request.query.get("search") : "");
    if (!view.isGuest())
        frame.header +=
            createMenu()
            + markup(
                R"(<a class="icon-btn" href="/dashboard/issues" title="Issues">{!}</a><a class="icon-btn" href="/dashboard/merge_requests" title="Merge requests">{!}</a><a class="icon-btn" href="/dashboard/todos" title="To-Do List">{!}</a>)",
                icon("list"), icon("compare"), icon("check"));
    frame.header += userMenu(view);
    if (project) frame.sidebar = projectMenu(*project);
    frame.footer = "<p>Forgeyard, code hosting for the harbour and beyond.</p>";
    PageContent page;
    page.title = title;
    page.flashes = view.session.takeFlashes();
    if (project)
        page.crumbs = {{project->space, "/" + project->space},
                       {project->path, "/" + project->fullPath()},
                       {title, ""}};
    page.body = body;
    return pageResponse(frame, page, status);
}

SiteResponse codeNotFound(const CodeView& view)
{
    return codeDocument(
        view, "Not Found",
        R"(<div class="empty"><h1>404: Page not found</h1><p>Make sure the address is correct and that you may see it.</p></div>)",
        nullptr, 404);
}

std::string codeDiscussion(const CodeView& view, const std::vector<CodeComment>& comments,
                           const std::string& address, const std::string& buttons)
{
    std::string out =
        R"(<section class="discussion" aria-label="Comments"><ul class="notes-list list-plain">)";
    for (const CodeComment& comment : comments) {
        out += markup(
            R"(<li class="note" id="note_{}">{!}<div class="note-main"><p class="muted">{!} @{} commented {}</p><div class="note-text" id="note-text-{}">{!}</div>)",
            comment.id, codeAvatar(view.data, comment.author),
            codeUserLink(view.data, comment.author), comment.author, relativeDate(comment.created),
            comment.id, paragraphs(comment.body));
        if (comment.author == view.user())
            out +=
                markup(
                    R"(<p class="note-actions"><button type="button" class="icon-btn" title="Edit comment" data-toggle="edit-note-{}">{!}</button></p><form id="edit-note-{}" method="post" action="{}/{}/edit" hidden>)",
                    comment.id, icon("edit"), comment.id, address, comment.id)
                + textArea({.label = "Edit comment",
                            .name = "note_" + std::to_string(comment.id),
                            .value = comment.body})
                + submitButton("Save comment") + "</form>"
                + postButton(address + "/" + std::to_string(comment.id) + "/delete",
                             "Delete comment", "btn btn-small",
                             "Are you sure you want to delete this comment?");
        out += "</div></li>";
    }
    out += "</ul>";
    if (view.isGuest()) return out + "<p class=\"muted\">Sign in to comment.</p></section>";
    return out + markup(R"(<form class="comment-form" method="post" action="{}">)", address)
           + textArea({.label = "Write a comment", .name = "note"}) + "<div class=\"form-actions\">"
           + submitButton("Comment") + "</div></form><div class=\"form-actions\">" + buttons
           + "</div></section>";
}

}  // namespace sym
