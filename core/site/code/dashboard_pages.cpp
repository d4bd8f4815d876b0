#include <algorithm>

#include "core/site/code/code_pages.h"
#include "core/site/web/components.h"
#include "core/site/web/forms.h"
#include "core/site/words/markup.h"
#include "core/site/words/word_book.h"

namespace sym {
namespace {

constexpr int kRows = 10;

std::string projectRow(const CodeView& view, const CodeProject& project)
{
    return markup(
        R"(<li class="project-row" data-href="/{}"><span class="project-avatar" aria-hidden="true">{}</span><div class="issue-main"><a class="project-link" href="/{}">{} / {}</a>{!}<p class="muted">{}</p></div><div class="project-facts"><span class="stars-count" title="Stars">&#9733; {}</span> <span title="Forks">&#8916; {}</span><p class="muted">Updated {}</p></div></li>)",
        project.fullPath(),
        std::string(1, char(std::toupper(static_cast<unsigned char>(project.path[0])))),
        project.fullPath(), project.space, project.path,
        project.member(view.user()) ? " " + badge(project.member(view.user())->role)
                                    : std::string(),
        project.description, project.starCount(), project.forks, relativeDate(project.updated()));
}

std::string projectList(const CodeView& view, const std::vector<const CodeProject*>& projects)
{
    if (projects.empty()) return R"(<p class="empty">There are no projects to show.</p>)";
    const PageWindow window = pageWindow(view.request, int(projects.size()), kRows, "page");
    std::string out = R"(<ul class="list-plain projects">)";
    for (int i = window.first(); i < window.last(); ++i)
        out += projectRow(view, *projects[std::size_t(i)]);
    return out + "</ul>" + pager(view.request, window, "page");
}

struct Found {
    const CodeProject* project;
    std::string title;
    std::string address;
    std::string mark;
    Minutes created;
};

std::string foundList(const std::vector<Found>& rows)
{
    std::string out = R"(<ul class="list-plain issues">)";
    for (const Found& row : rows)
        out += markup(
            R"(<li class="issue"><div class="issue-main"><a class="issue-title" href="{}">{}</a><p class="muted">{}{} &middot; created {}</p></div></li>)",
            row.address, row.title, row.project->fullPath(), row.mark, relativeDate(row.created));
    if (rows.empty()) out += R"(<li class="empty">Nothing here.</li>)";
    return out + "</ul>";
}

void newestFirst(std::vector<Found>& rows)
{
    std::stable_sort(rows.begin(), rows.end(),
                     [](const Found& a, const Found& b) { return a.created > b.created; });
}

}  // namespace

SiteResponse codeDashboardPage(const CodeView& view)
{
    const bool starred = view.request.query.get("tab") == "starred";
    std::vector<const CodeProject*> projects;
    if (starred) {
        for (const CodeProject* project : view.data.ordered(ProjectOrder::Updated))
            if (project->starredBy.contains(view.user())) projects.push_back(project);
    } else {
        projects = view.data.projectsOf(view.user());
    }
    std::string body =
        R"(<div class="spread"><h1>Projects</h1><p>)" + linkTo("/explore", "Explore projects") + " "
        + linkTo("/projects/new", "New project", "btn btn-primary")
        + R"(</p></div><nav class="nav-tabs" aria-label="Projects">)"
        + linkTo("/dashboard/projects", "Yours", starred ? "nav-tab" : "nav-tab active")
        + linkTo("/dashboard/projects?tab=starred", "Starred",
                 starred ? "nav-tab active" : "nav-tab")
        + "</nav>";
    return codeDocument(view, "Projects", body + projectList(view, projects));
}

SiteResponse codeExplorePage(const CodeView& view)
{
    const Fields& query = view.request.query;
    const std::string sort = query.get("sort", "latest_activity_desc");
    const ProjectOrder order = sort == "stars_desc"     ? ProjectOrder::Stars
                               : sort == "name_asc"     ? ProjectOrder::Name
                               : sort == "created_desc" ? ProjectOrder::Created
                                                        : ProjectOrder::Updated;
    std::vector<const CodeProject*> projects = view.data.ordered(order);
    WordList languages;
    for (const CodeProject* project : projects)
        if (std::find(languages.begin(), languages.end(), project->language) == languages.end())
            languages.push_back(project->language);
    std::sort(languages.begin(), languages.end());
    std::vector<Choice> choices{{"", "Any"}};
    for (const std::string& language : languages) choices.push_back({language, language});
    std::erase_if(projects, [&](const CodeProject* project) {
        const bool named =
            matchesAllWords(query.get("name"), project->path + " " + project->description);
        return !view.sees(*project) || !named
               || (!query.get("language").empty() && project->language != query.get("language"));
    });
    const std::string body =
        R"(<h1>Explore projects</h1><form class="filters row">)"
        + textField({.label = "Filter by name",
                     .name = "name",
                     .value = query.get("name"),
                     .type = "search"})
        + selectField({.label = "Language", .name = "language", .value = query.get("language")},
                      choices)
        + selectField({.label = "Sort by", .name = "sort", .value = sort},
                      {{"latest_activity_desc", "Updated date"},
                       {"stars_desc", "Stars"},
                       {"name_asc", "Name"},
                       {"created_desc", "Created date"}})
        + submitButton("Apply", "btn") + "</form>";
    return codeDocument(view, "Explore projects", body + projectList(view, projects));
}

SiteResponse codeSearchPage(const CodeView& view)
{
    const std::string query = view.request.query.get("search");
    const std::string scope = view.request.query.get("scope", "projects");
    std::string body = "<h1>Search</h1><nav class=\"nav-tabs\" aria-label=\"Scope\">";
    for (const auto& [value, label] : std::vector<std::pair<std::string, std::string>>{
             {"projects", "Projects"}, {"issues", "Issues"}, {"users", "Users"}})
        body += linkTo(addressWith(view.request, {{"scope", value}, {"page", ""}}), label,
                       value == scope ? "nav-tab active" : "nav-tab");
    body += "</nav>";
    if (scope == "users") {
        body += R"(<ul class="list-plain users">)";
        for (const auto& [name, user] : view.data.users)
            if (matchesAllWords(query, name + " " + user.fullName))
                body += markup(R"(<li class="row">{!}{!} @{}</li>)", codeAvatar(view.data, name),
                               codeUserLink(view.data, name), name);
        return codeDocument(view, "Search", body + "</ul>");
    }
    if (scope == "issues") {
        std::vector<Found> rows;
        for (const CodeProject& project : view.data.projects)
            for (const CodeIssue& issue : project.issues)
                if (view.sees(project) && matchesAllWords(query, issue.title))
                    rows.push_back(
                        {&project, issue.title,
                         "/" + project.fullPath() + "/-/issues/" + std::to_string(issue.iid),
                         "#" + std::to_string(issue.iid), issue.created});
        newestFirst(rows);
        if (rows.size() > 30) rows.resize(30);
        return codeDocument(view, "Search", body + foundList(rows));
    }
    std::vector<const CodeProject*> projects = view.data.ordered(ProjectOrder::Stars);
    std::erase_if(projects, [&](const CodeProject* project) {
        return !view.sees(*project)
               || !matchesAllWords(query, project->fullPath() + " " + project->description);
    });
    return codeDocument(view, "Search", body + projectList(view, projects));
}

SiteResponse codeMyIssuesPage(const CodeView& view)
{
    const Fields& query = view.request.query;
    const bool byAuthor = query.has("author_username");
    const std::string who =
        byAuthor ? query.get("author_username") : query.get("assignee_username", view.user());
    const std::string state = query.get("state", "opened");
    std::vector<Found> rows;
    for (const CodeProject& project : view.data.projects)
        for (const CodeIssue& issue : project.issues) {
            const bool mine = (byAuthor ? issue.author : issue.assignee) == who;
            const bool wanted = state == "all" || (state == "opened") == issue.open;
            if (mine && wanted && view.sees(project))
                rows.push_back({&project, issue.title,
                                "/" + project.fullPath() + "/-/issues/" + std::to_string(issue.iid),
                                "#" + std::to_string(issue.iid), issue.created});
        }
    newestFirst(rows);
    std::string body = "<h1>Issues</h1><nav class=\"nav-tabs\" aria-label=\"State\">";
    for (const auto& [value, label] : std::vector<std::pair<std::string, std::string>>{
             {"opened", "Open"}, {"closed", "Closed"}, {"all", "All"}})
        body += linkTo(addressWith(view.request, {{"state", value}}), label,
                       value == state ? "nav-tab active" : "nav-tab");
    body +=
        "</nav><p>" + linkTo("/dashboard/issues?assignee_username=" + view.user(), "Assigned to me")
        + " &middot; " + linkTo("/dashboard/issues?author_username=" + view.user(), "Created by me")
        + markup(R"(</p><p class="muted">{}</p>)",
                 counted(std::int64_t(rows.size()), "issue", "issues"));
    return codeDocument(view, "Issues", body + foundList(rows));
}

SiteResponse codeMyMergeRequestsPage(const CodeView& view)
{
    const Fields& query = view.request.query;
    const bool asReviewer = query.has("reviewer_username");
    std::vector<Found> rows;
    for (const CodeProject& project : view.data.projects)
        for (const MergeRequest& request : project.mergeRequests)
            if (request.state == MergeRequest::State::Open
                && (asReviewer ? request.reviewer : request.assignee) == view.user())
                rows.push_back(
                    {&project, request.title,
                     "/" + project.fullPath() + "/-/merge_requests/" + std::to_string(request.iid),
                     "!" + std::to_string(request.iid), request.created});
    newestFirst(rows);
    const std::string body =
        "<h1>Merge requests</h1><p>"
        + linkTo("/dashboard/merge_requests?assignee_username=" + view.user(), "Assigned to me")
        + " &middot; "
        + linkTo("/dashboard/merge_requests?reviewer_username=" + view.user(),
                 "Review requests for me")
        + markup(R"(</p><p class="muted">{}</p>)",
                 counted(std::int64_t(rows.size()), "merge request", "merge requests"));
    return codeDocument(view, "Merge requests", body + foundList(rows));
}

SiteResponse codeTodosPage(const CodeView& view)
{
    const bool done = view.request.query.get("state") == "done";
    std::string body =
        "<h1>To-Do List</h1><nav class=\"nav-tabs\" aria-label=\"State\">"
        + linkTo("/dashboard/todos", "To Do", done ? "nav-tab" : "nav-tab active")
        + linkTo("/dashboard/todos?state=done", "Done", done ? "nav-tab active" : "nav-tab")
        + "</nav><ul class=\"list-plain todos\">";
    int shown = 0;
    for (std::size_t i = 0; i < view.data.todos.size(); ++i) {
        const CodeTodo& todo = view.data.todos[i];
        if (todo.done != done || view.user() != kCodeUser) continue;
        ++shown;
        body += markup(
            R"(<li class="todo issue"><div class="issue-main"><a class="issue-title" href="{}">{}</a><p class="muted">{} in {}, {}</p></div>)",
            todo.address, todo.title, todo.text, todo.project, relativeDate(todo.created));
        if (!done)
            body += postButton("/dashboard/todos/" + std::to_string(i + 1) + "/done",
                               "Mark as done", "btn btn-small");
        body += "</li>";
    }
    if (shown == 0) body += R"(<li class="empty">Nothing is on your to-do list.</li>)";
    return codeDocument(view, "To-Do List", body + "</ul>");
}

SiteResponse codeGroupsPage(const CodeView& view)
{
    std::string body = "<div class=\"spread\"><h1>Groups</h1>"
                       + linkTo("/groups/new", "New group", "btn btn-primary")
                       + "</div><ul class=\"list-plain\">";
    for (const CodeGroup& group : view.data.groups)
        body += markup(
            R"(<li class="project-row" data-href="/{}"><div class="issue-main"><a class="project-link" href="/{}">{}</a><p class="muted">{}</p></div></li>)",
            group.path, group.path, group.name, group.description);
    return codeDocument(view, "Groups", body + "</ul>");
}

SiteResponse codeGroupPage(const CodeView& view, const CodeGroup& group)
{
    std::vector<const CodeProject*> projects = view.data.ordered(ProjectOrder::Updated);
    std::erase_if(projects, [&](const CodeProject* project) {
        return project->space != group.path || !view.sees(*project);
    });
    const std::string body = markup(
        R"(<h1 class="group-name">{}</h1><p class="group-description">{}</p><p class="muted">{} group, {}</p>)",
        group.name, group.description, group.visibility,
        counted(std::int64_t(projects.size()), "project", "projects"));
    return codeDocument(view, group.name, body + projectList(view, projects));
}

SiteResponse codeUserPage(const CodeView& view, const CodeUser& user)
{
    std::vector<const CodeProject*> projects = view.data.projectsOf(user.name);
    std::erase_if(projects, [&](const CodeProject* project) { return !view.sees(*project); });
    int followers = 0;
    for (const auto& [name, other] : view.data.users)
        followers += other.following.contains(user.name);
    std::string body = markup(
        R"(<div class="profile row">{!}<div><h1 class="full-name">{}</h1><p class="muted">@{} &middot; Member since {}</p><p class="user-status">{}</p><p class="user-bio">{}</p><p class="muted"><span class="user-location">{}</span> &middot; <span class="user-website">{}</span> &middot; <span class="user-email">{}</span> &middot; {}</p></div></div>)",
        codeAvatar(view.data, user.name), user.fullName, user.name, longDate(user.joined),
        user.status, user.bio, user.location, user.website, user.email,
        counted(followers, "follower", "followers"));
    if (!view.isGuest() && user.name != view.user())
        body += postButton(
            "/users/" + user.name + "/follow",
            view.data.users.at(view.user()).following.contains(user.name) ? "Unfollow" : "Follow");
    return codeDocument(view, user.fullName,
                        body + "<h2>Projects</h2>" + projectList(view, projects));
}

SiteResponse codeNewProjectPage(const CodeView& view)
{
    std::vector<Choice> spaces{{view.user(), view.user()}};
    for (const CodeGroup& group : view.data.groups) spaces.push_back({group.path, group.path});
    const Fields& form = view.request.form;
    const std::string body =
        "<h1>Create blank project</h1><form class=\"card form\" method=\"post\">"
        + textField(
            {.label = "Project name", .name = "name", .value = form.get("name"), .required = true})
        + selectField(
            {.label = "Project URL", .name = "space", .value = form.get("space", view.user())},
            spaces)
        + textField({.label = "Project description",
                     .name = "description",
                     .value = form.get("description")})
        + radioGroup({.label = "Visibility Level",
                      .name = "visibility",
                      .value = form.get("visibility", "Private")},
                     choicesOf({"Private", "Internal", "Public"}))
        + checkbox({.label = "Initialize repository with a README", .name = "readme", .value = "1"})
        + submitButton("Create project") + "</form>";
    return codeDocument(view, "New project", body, nullptr,
                        view.request.method == "POST" ? 422 : 200);
}

SiteResponse codeNewGroupPage(const CodeView& view)
{
    const std::string body =
        "<h1>Create group</h1><form class=\"card form\" method=\"post\">"
        + textField({.label = "Group name", .name = "name", .required = true})
        + textField({.label = "Group description", .name = "description"})
        + radioGroup({.label = "Visibility level", .name = "visibility", .value = "Private"},
                     choicesOf({"Private", "Internal", "Public"}))
        + submitButton("Create group") + "</form>";
    return codeDocument(view, "New group", body, nullptr,
                        view.request.method == "POST" ? 422 : 200);
}

SiteResponse codeProfilePage(const CodeView& view)
{
    const CodeUser& user = view.data.users.at(view.user());
    const std::string body =
        "<h1>Edit profile</h1><form class=\"card form\" method=\"post\">"
        + textField(
            {.label = "Full name", .name = "fullName", .value = user.fullName, .required = true})
        + textField({.label = "Status", .name = "status", .value = user.status})
        + textField({.label = "Website URL", .name = "website", .value = user.website})
        + textField({.label = "Location", .name = "location", .value = user.location})
        + textField({.label = "Email", .name = "email", .value = user.email, .type = "email"})
        + textArea({.label = "Bio", .name = "bio", .value = user.bio})
        + submitButton("Update profile settings") + "</form>";
    return codeDocument(view, "Edit profile", body);
}

SiteResponse codeSignInPage(const CodeView& view)
{
    const std::string body =
        "<h1>Sign in</h1><form class=\"card form\" method=\"post\" action=\"/users/sign_in\">"
        + textField({.label = "Username or email",
                     .name = "user[login]",
                     .value = view.request.form.get("user[login]"),
                     .required = true})
        + textField(
            {.label = "Password", .name = "user[password]", .type = "password", .required = true})
        + checkbox({.label = "Remember me", .name = "user[remember_me]"}) + submitButton("Sign in")
        + "</form>";
    return codeDocument(view, "Sign in", body, nullptr, view.request.method == "POST" ? 422 : 200);
}

}  // namespace sym
