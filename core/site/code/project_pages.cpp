#include <algorithm>

#include "core/site/code/code_pages.h"
#include "core/site/code/plain_markdown.h"
#include "core/site/web/components.h"
#include "core/site/web/forms.h"
#include "core/site/words/markup.h"

namespace sym {
namespace {

std::string projectHead(const CodeView& view, const CodeProject& project)
{
    const std::string base = "/" + project.fullPath();
    const bool starred = project.starredBy.contains(view.user());
    std::string out = markup(
        R"(<div class="project-head spread"><div class="row"><span class="project-avatar big" aria-hidden="true">{}</span><div><h1 class="project-name">{} <span class="badge badge-grey">{}</span></h1><p class="muted">{} commits, {}, {}</p></div></div><div class="row project-actions">)",
        std::string(1, char(std::toupper(static_cast<unsigned char>(project.path[0])))),
        project.path, project.visibility, std::int64_t(project.commits.size()),
        counted(std::int64_t(project.branches.size()), "branch", "branches"), project.license);
    if (!view.isGuest())
        out += postButton(base + "/-/star", starred ? "Unstar" : "Star", "btn star-btn");
    out += markup(R"(<span class="count-link star-count" title="Stars">{}</span>)",
                  project.starCount());
    if (!view.isGuest()) out += linkTo(base + "/-/forks/new", "Fork", "btn");
    out += markup(R"(<span class="count-link fork-count" title="Forks">{}</span>)", project.forks);
    out +=
        R"(<div class="menu-wrap"><button type="button" class="btn btn-primary" data-menu="clone-menu" aria-expanded="false">Clone</button><div id="clone-menu" class="menu clone-menu" hidden>)"
        + markup(
            R"(<label for="clone-ssh">Clone with SSH</label><input type="text" id="clone-ssh" readonly value="git@forgeyard.example:{}.git"><label for="clone-http">Clone with HTTP</label><input type="text" id="clone-http" readonly value="https://forgeyard.example/{}.git">)",
            project.fullPath(), project.fullPath())
        + "</div></div></div></div>";
    out +=
        markup(R"(<p class="project-description">{}</p><p class="topics">)", project.description);
    for (const std::string& topic : project.topics)
        out += markup(R"(<span class="badge badge-blue">{}</span> )", topic);
    if (!project.forkedFrom.empty())
        out += "</p><p class=\"muted forked-from\">Forked from "
               + linkTo("/" + project.forkedFrom, project.forkedFrom);
    return out + "</p>";
}

/// Names of the folders and files directly inside `folder` ("" or "src/").
std::string fileTable(const CodeProject& project, const std::string& folder)
{
    const std::string base = "/" + project.fullPath() + "/-/";
    std::vector<std::string> folders;
    std::string files;
    std::size_t index = 0;
    for (const CodeFile& file : project.files) {
        if (!file.path.starts_with(folder)) continue;
        const std::string rest = file.path.substr(folder.size());
        const std::size_t slash = rest.find('/');
        const CodeCommit& commit =
            project.commits[index++ % std::max<std::size_t>(1, project.commits.size())];
        const std::string name = rest.substr(0, slash);
        if (slash == std::string::npos)
            files += markup(
                R"(<tr><td><a href="{}blob/main/{}">{}</a></td><td class="muted">{}</td><td class="muted">{}</td></tr>)",
                base, file.path, name, commit.title, relativeDate(commit.created));
        else if (std::find(folders.begin(), folders.end(), name) == folders.end())
            folders.push_back(name);
    }
    std::string rows;
    for (const std::string& name : folders)
        rows += markup(
            R"(<tr class="clickable" data-href="{}tree/main/{}"><td><a href="{}tree/main/{}">{}</a></td><td class="muted">folder</td><td></td></tr>)",
            base, folder + name, base, folder + name, name);
    return R"(<table class="data-table files"><thead><tr><th>Name</th><th>Last commit</th><th>Last update</th></tr></thead><tbody>)"
           + rows + files + "</tbody></table>";
}

std::string commitRow(const CodeView& view, const CodeProject& project, const CodeCommit& commit)
{
    return markup(
        R"(<li class="commit">{!}<div class="commit-main"><a class="commit-title" href="/{}/-/commit/{}">{}</a><p class="muted">{!} authored <time datetime="{}" title="{}">{}</time></p></div><span class="mono muted">{}</span></li>)",
        codeAvatar(view.data, commit.author), project.fullPath(), commit.sha, commit.title,
        codeUserLink(view.data, commit.author), isoDate(commit.created), longDate(commit.created),
        relativeDate(commit.created), commit.sha);
}

}  // namespace

SiteResponse codeProjectPage(const CodeView& view, const CodeProject& project,
                             const std::string& folder)
{
    const std::string prefix = folder.empty() ? "" : folder + "/";
    std::string body;
    if (folder.empty()) {
        body = projectHead(view, project);
        if (!project.commits.empty())
            body += R"(<ul class="list-plain card last-commit">)"
                    + commitRow(view, project, project.commits.front()) + "</ul>";
    } else {
        body = "<h1>" + escapeHtml(project.path + "/" + folder) + "</h1>";
    }
    if (project.files.empty())
        body += R"(<p class="empty">The repository for this project is empty.</p>)";
    else
        body += fileTable(project, prefix);
    const CodeFile* readme = folder.empty() ? project.file("README.md") : nullptr;
    if (readme)
        body += R"(<article class="card readme"><h2 class="file-title">README.md</h2>)"
                + markdownHtml(readme->content) + "</article>";
    return codeDocument(view, folder.empty() ? project.path : folder, body, &project);
}

SiteResponse codeFilePage(const CodeView& view, const CodeProject& project, const CodeFile& file)
{
    std::string body = "<h1>" + escapeHtml(file.path) + "</h1>";
    if (file.path.ends_with(".md")) {
        body += R"(<article class="card readme">)" + markdownHtml(file.content) + "</article>";
        return codeDocument(view, file.path, body, &project);
    }
    return codeDocument(
        view, file.path,
        body + "<pre class=\"blob\"><code>" + escapeHtml(file.content) + "</code></pre>", &project);
}

SiteResponse codeCommitsPage(const CodeView& view, const CodeProject& project)
{
    const std::string author = view.request.query.get("author");
    std::vector<const CodeCommit*> commits;
    for (const CodeCommit& commit : project.commits)
        if (author.empty() || commit.author == author) commits.push_back(&commit);
    std::vector<Choice> authors{{"", "Any author"}};
    for (const auto& [name, count] : project.contributors())
        authors.push_back({name, view.data.users.at(name).fullName});
    std::string body =
        R"(<h1>Commits</h1><form class="row">)"
        + selectField({.label = "Author", .name = "author", .value = author}, authors)
        + submitButton("Filter", "btn") + "</form>";
    const PageWindow window = pageWindow(view.request, int(commits.size()), 20, "page");
    std::string day;
    for (int i = window.first(); i < window.last(); ++i) {
        const CodeCommit& commit = *commits[std::size_t(i)];
        if (longDate(commit.created) != day) {
            if (!day.empty()) body += "</ul>";
            day = longDate(commit.created);
            body += markup(R"(<h2 class="commit-day">{}</h2><ul class="list-plain">)", day);
        }
        body += commitRow(view, project, commit);
    }
    if (!day.empty()) body += "</ul>";
    return codeDocument(view, "Commits", body + pager(view.request, window, "page"), &project);
}

SiteResponse codeCommitPage(const CodeView& view, const CodeProject& project,
                            const CodeCommit& commit)
{
    const CodeFile& file = project.files[std::size_t(commit.created) % project.files.size()];
    const std::string body = markup(
        R"(<h1 class="commit-title">{}</h1><p>Commit <span class="mono">{}</span> authored {} by {!}</p><p class="muted">Showing 1 changed file</p><h2>{}</h2><pre class="blob"><code>{}</code></pre>)",
        commit.title, commit.sha, longDate(commit.created), codeUserLink(view.data, commit.author),
        file.path, file.content);
    return codeDocument(view, commit.title, body, &project);
}

SiteResponse codeBranchesPage(const CodeView& view, const CodeProject& project)
{
    const std::string base = "/" + project.fullPath() + "/-/branches";
    std::string body = "<div class=\"spread\"><h1>Branches</h1></div>";
    if (view.writes(project))
        body += markup(R"(<form class="row" method="post" action="{}">)", base)
                + textField({.label = "Branch name", .name = "branch"})
                + submitButton("Create branch") + "</form>";
    body += R"(<ul class="list-plain branches">)";
    for (std::size_t i = 0; i < project.branches.size(); ++i) {
        const std::string& branch = project.branches[i];
        body +=
            markup(R"(<li class="branch spread"><span class="mono branch-name">{}</span>)", branch);
        if (i == 0)
            body += badge("default", "green");
        else if (view.writes(project))
            body +=
                markup(
                    R"(<form method="post" action="{}/delete" data-confirm="Delete branch {}?">)",
                    base, branch)
                + hiddenField("branch", branch)
                + markup(R"(<button class="icon-btn" title="Delete branch {}">{!}</button></form>)",
                         branch, icon("trash"));
        body += "</li>";
    }
    return codeDocument(view, "Branches", body + "</ul>", &project);
}

SiteResponse codeContributorsPage(const CodeView& view, const CodeProject& project)
{
    std::string body = "<h1>Contributors</h1><ul class=\"list-plain contributors\">";
    const auto people = project.contributors();
    const int most = people.empty() ? 1 : people.front().second;
    for (const auto& [name, count] : people) {
        const CodeUser& user = view.data.users.at(name);
        body += markup(
            R"(<li class="contributor card">{!}<div><h3>{}</h3><p class="muted">{} ({})</p><div class="meter" aria-hidden="true"><span style="width:{}%"></span></div></div></li>)",
            codeAvatar(view.data, name), user.fullName, counted(count, "commit", "commits"),
            user.email, count * 100 / most);
    }
    return codeDocument(view, "Contributors", body + "</ul>", &project);
}

SiteResponse codeForkPage(const CodeView& view, const CodeProject& project)
{
    std::vector<Choice> spaces{{view.user(), view.user()}};
    for (const CodeGroup& group : view.data.groups) spaces.push_back({group.path, group.path});
    const std::string body =
        "<h1>Fork project</h1><form class=\"card form\" method=\"post\">"
        + textField({.label = "Project name", .name = "name", .value = project.path})
        + selectField({.label = "Namespace", .name = "space", .value = view.user()}, spaces)
        + radioGroup(
            {.label = "Visibility level", .name = "visibility", .value = project.visibility},
            choicesOf({"Private", "Internal", "Public"}))
        + submitButton("Fork project") + "</form>";
    return codeDocument(view, "Fork project", body, &project);
}

SiteResponse codeSettingsPage(const CodeView& view, const CodeProject& project)
{
    if (!view.manages(project)) return codeNotFound(view);
    const std::string body =
        "<h1>General settings</h1><form class=\"card form\" method=\"post\">"
        + textArea(
            {.label = "Project description", .name = "description", .value = project.description})
        + textField({.label = "Topics",
                     .name = "topics",
                     .value =
                         [&] {
                             std::string all;
                             for (const auto& topic : project.topics)
                                 all += (all.empty() ? "" : ", ") + topic;
                             return all;
                         }()})
        + selectField(
            {.label = "Project visibility", .name = "visibility", .value = project.visibility},
            choicesOf({"Private", "Internal", "Public"}))
        + submitButton("Save changes") + "</form>";
    return codeDocument(view, "General settings", body, &project);
}

}  // namespace sym
