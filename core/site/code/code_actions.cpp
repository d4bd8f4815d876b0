#include <algorithm>

#include "core/site/code/code_site.h"
#include "core/site/web/components.h"
#include "core/site/words/markup.h"
#include "core/site/words/word_book.h"

namespace sym {
namespace {

std::string part(const WordList& parts, std::size_t index)
{
    return index < parts.size() ? parts[index] : std::string();
}

bool isBlank(const std::string& text)
{
    return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c <= ' '; });
}

WordList topicsOf(const std::string& text)
{
    WordList topics;
    std::string topic;
    for (const char c : text + ",") {
        if (c != ',') {
            if (c != ' ' || !topic.empty()) topic += c;
        } else if (!topic.empty()) {
            topics.push_back(std::exchange(topic, {}));
        }
    }
    return topics;
}

}  // namespace

SiteResponse CodeSite::post(const CodeView& view, const WordList& parts)
{
    const std::string& path = view.request.path;
    if (path == "/users/sign_in") return signIn(view);
    if (path == "/users/sign_out") {
        view.session.user.clear();
        return SiteResponse::redirect("/users/sign_in");
    }
    if (path == "/projects/new") return createProject(view);
    if (path == "/groups/new") return createGroup(view);
    if (path == "/-/profile" || path == "/-/profile/status") return saveProfile(view, path);
    if (path.starts_with("/dashboard/todos/")) {
        const std::size_t index = std::size_t(numberOf(part(parts, 2), 0)) - 1;
        if (index < m_data.todos.size()) m_data.todos[index].done = true;
        return SiteResponse::redirect("/dashboard/todos");
    }
    if (part(parts, 0) == "users" && part(parts, 2) == "follow"
        && m_data.users.contains(part(parts, 1))) {
        auto& following = m_data.users[view.user()].following;
        if (following.erase(part(parts, 1)) == 0) following.insert(part(parts, 1));
        return SiteResponse::redirect("/" + part(parts, 1));
    }
    CodeProject* project = m_data.project(part(parts, 0) + "/" + part(parts, 1));
    if (!project || !view.sees(*project)) return codeNotFound(view);
    return postProject(view, *project, parts);
}

SiteResponse CodeSite::postProject(const CodeView& view, CodeProject& project,
                                   const WordList& parts)
{
    const Fields& form = view.request.form;
    const std::string home = "/" + project.fullPath();
    if (part(parts, 2) == "edit" && view.manages(project)) {
        project.description = form.get("description");
        project.topics = topicsOf(form.get("topics"));
        project.visibility = form.get("visibility", project.visibility);
        view.session.flash(Flash::Kind::Success,
                           "Project '" + project.path + "' was successfully updated.");
        return SiteResponse::redirect(home + "/edit");
    }
    const std::string what = part(parts, 3);
    if (what == "star") {
        if (project.starredBy.erase(view.user()) == 0) project.starredBy.insert(view.user());
        return SiteResponse::redirect(home);
    }
    if (what == "forks") return fork(view, project);
    if (what == "issues") return postIssue(view, project, parts);
    if (what == "merge_requests") return postMergeRequest(view, project, parts);
    if (what == "project_members" && view.manages(project)) return postMember(view, project, parts);
    if (what == "branches" && view.writes(project)) return postBranch(view, project, parts);
    if (what == "labels" && view.writes(project) && !isBlank(form.get("title"))) {
        project.labels.push_back(form.get("title"));
        return SiteResponse::redirect(home + "/-/labels");
    }
    if (what == "milestones" && view.writes(project) && !isBlank(form.get("title"))) {
        project.milestones.push_back(
            {form.get("title"), form.get("description"), form.get("due"), true});
        return SiteResponse::redirect(home + "/-/milestones");
    }
    return codeNotFound(view);
}

SiteResponse CodeSite::saveIssue(const CodeView& view, CodeProject& project, CodeIssue* issue)
{
    const Fields& form = view.request.form;
    if (isBlank(form.get("title"))) {
        view.session.flash(Flash::Kind::Error, "Title can't be blank.");
        return codeIssueFormPage(view, project, issue);
    }
    if (!issue) {
        CodeIssue fresh;
        fresh.iid = project.issues.empty() ? 1 : project.issues.back().iid + 1;
        fresh.author = view.user();
        fresh.created = now();
        project.issues.push_back(fresh);
        issue = &project.issues.back();
    }
    issue->title = form.get("title");
    issue->description = form.get("description");
    issue->assignee = form.get("assignee");
    issue->milestone = form.get("milestone");
    issue->dueDate = form.get("due");
    issue->labels = form.all("labels");
    return SiteResponse::redirect("/" + project.fullPath() + "/-/issues/"
                                  + std::to_string(issue->iid));
}

SiteResponse CodeSite::postIssue(const CodeView& view, CodeProject& project, const WordList& parts)
{
    if (part(parts, 4) == "new") return saveIssue(view, project, nullptr);
    CodeIssue* issue = project.issue(numberOf(part(parts, 4), 0));
    if (!issue) return codeNotFound(view);
    const std::string back = "/" + project.fullPath() + "/-/issues/" + std::to_string(issue->iid);
    const std::string how = part(parts, 5);
    const bool mayEdit = view.writes(project) || issue->author == view.user();
    if (how == "edit" && mayEdit) return saveIssue(view, project, issue);
    if (how == "notes") return changeComments(view, issue->comments, back, parts);
    if (how == "close" || how == "reopen") {
        issue->open = how == "reopen";
        issue->closed = issue->open ? 0 : now();
        return SiteResponse::redirect(back);
    }
    return codeNotFound(view);
}

SiteResponse CodeSite::postMergeRequest(const CodeView& view, CodeProject& project,
                                        const WordList& parts)
{
    const Fields& form = view.request.form;
    const std::string base = "/" + project.fullPath() + "/-/merge_requests/";
    if (part(parts, 4) == "new") {
        MergeRequest request;
        request.iid = project.mergeRequests.empty() ? 1 : project.mergeRequests.back().iid + 1;
        request.title = form.get("title");
        request.description = form.get("description");
        request.author = view.user();
        request.assignee = form.get("assignee");
        request.reviewer = form.get("reviewer");
        request.sourceBranch = form.get("source");
        request.targetBranch = form.get("target", "main");
        request.created = now();
        if (isBlank(request.title)) {
            view.session.flash(Flash::Kind::Error, "Title can't be blank.");
            return codeMergeRequestFormPage(view, project);
        }
        project.mergeRequests.push_back(request);
        return SiteResponse::redirect(base + std::to_string(request.iid));
    }
    MergeRequest* request = project.mergeRequest(numberOf(part(parts, 4), 0));
    if (!request) return codeNotFound(view);
    const std::string how = part(parts, 5);
    const std::string back = base + std::to_string(request->iid);
    if (how == "notes") return changeComments(view, request->comments, back, parts);
    if (!view.writes(project)) return codeNotFound(view);
    if (how == "merge") request->state = MergeRequest::State::Merged;
    if (how == "close") request->state = MergeRequest::State::Closed;
    return SiteResponse::redirect(back);
}

SiteResponse CodeSite::changeComments(const CodeView& view, std::vector<CodeComment>& comments,
                                      const std::string& back, const WordList& parts)
{
    const Fields& form = view.request.form;
    const int id = numberOf(part(parts, 6), 0);
    const auto comment = std::find_if(
        comments.begin(), comments.end(),
        [&](const CodeComment& other) { return other.id == id && other.author == view.user(); });
    if (part(parts, 7) == "edit" && comment != comments.end()) {
        comment->body = form.get("note_" + std::to_string(id));
    } else if (part(parts, 7) == "delete" && comment != comments.end()) {
        comments.erase(comment);
    } else if (part(parts, 6).empty() && !isBlank(form.get("note"))) {
        const int last = comments.empty() ? 0 : comments.back().id;
        comments.push_back({last + 1, view.user(), form.get("note"), now()});
    } else {
        view.session.flash(Flash::Kind::Error, "The comment could not be saved.");
    }
    return SiteResponse::redirect(back);
}

SiteResponse CodeSite::postMember(const CodeView& view, CodeProject& project, const WordList& parts)
{
    const Fields& form = view.request.form;
    const std::string back = "/" + project.fullPath() + "/-/project_members";
    const std::string user = part(parts, 4);
    if (user.empty()) {
        if (!m_data.users.contains(form.get("user"))) {
            view.session.flash(Flash::Kind::Error, "Select a user.");
        } else if (!project.member(form.get("user"))) {
            project.members.push_back({form.get("user"), form.get("role", "Guest"), worldNow()});
            view.session.flash(Flash::Kind::Success, "Members were successfully added.");
        }
        return SiteResponse::redirect(back);
    }
    for (CodeMember& member : project.members)
        if (member.user == user && part(parts, 5) == "role")
            member.role = form.get("role", member.role);
    if (part(parts, 5) == "remove")
        std::erase_if(project.members,
                      [&](const CodeMember& member) { return member.user == user; });
    return SiteResponse::redirect(back);
}

SiteResponse CodeSite::postBranch(const CodeView& view, CodeProject& project, const WordList& parts)
{
    const std::string name = view.request.form.get("branch");
    auto& branches = project.branches;
    const bool known = std::find(branches.begin(), branches.end(), name) != branches.end();
    if (part(parts, 4) == "delete" && known && name != branches.front())
        std::erase(branches, name);
    else if (part(parts, 4).empty() && !known && !isBlank(name))
        branches.push_back(name);
    else
        view.session.flash(Flash::Kind::Error, "The branch could not be changed.");
    return SiteResponse::redirect("/" + project.fullPath() + "/-/branches");
}

SiteResponse CodeSite::createProject(const CodeView& view)
{
    const Fields& form = view.request.form;
    CodeProject project;
    project.path = slug(form.get("name"));
    project.space = form.get("space", view.user());
    if (project.path.empty() || m_data.project(project.fullPath())) {
        view.session.flash(Flash::Kind::Error, project.path.empty()
                                                   ? "Project name can't be blank."
                                                   : "Project name has already been taken.");
        return codeNewProjectPage(view);
    }
    project.description = form.get("description");
    project.visibility = form.get("visibility", "Private");
    project.license = "No license";
    project.branches = {"main"};
    project.created = now();
    project.members.push_back({view.user(), "Owner", project.created});
    const WordBook book = WordBook::load("code.json");
    for (const auto& label : book.json().at("labels"))
        project.labels.push_back(label.at(0).get<std::string>());
    if (form.has("readme")) {
        project.files.push_back({"README.md", "# " + form.get("name") + "\n"});
        project.commits.push_back({"00000001", view.user(), "Initial commit", project.created});
    }
    m_data.projects.push_back(project);
    view.session.flash(Flash::Kind::Success,
                       "Project '" + form.get("name") + "' was successfully created.");
    return SiteResponse::redirect("/" + project.fullPath());
}

SiteResponse CodeSite::createGroup(const CodeView& view)
{
    const Fields& form = view.request.form;
    const std::string path = slug(form.get("name"));
    if (path.empty() || m_data.group(path) || m_data.users.contains(path)) {
        view.session.flash(Flash::Kind::Error, "Group name can't be blank or taken.");
        return codeNewGroupPage(view);
    }
    m_data.groups.push_back(
        {path, form.get("name"), form.get("description"), form.get("visibility", "Private")});
    view.session.flash(Flash::Kind::Success,
                       "Group '" + form.get("name") + "' was successfully created.");
    return SiteResponse::redirect("/" + path);
}

SiteResponse CodeSite::fork(const CodeView& view, const CodeProject& project)
{
    const Fields& form = view.request.form;
    CodeProject copy = project;
    copy.path = slug(form.get("name", project.path));
    copy.space = form.get("space", view.user());
    if (m_data.project(copy.fullPath())) {
        view.session.flash(Flash::Kind::Error, "Path has already been taken.");
        return codeForkPage(view, project);
    }
    copy.visibility = form.get("visibility", project.visibility);
    copy.forkedFrom = project.fullPath();
    copy.issues.clear();
    copy.mergeRequests.clear();
    copy.members = {{view.user(), "Owner", worldNow()}};
    copy.stars = 0;
    copy.starredBy.clear();
    copy.forks = 0;
    copy.created = now();
    ++m_data.project(project.fullPath())->forks;
    const std::string home = "/" + copy.fullPath();
    m_data.projects.push_back(std::move(copy));
    view.session.flash(Flash::Kind::Success, "The project was successfully forked.");
    return SiteResponse::redirect(home);
}

SiteResponse CodeSite::signIn(const CodeView& view)
{
    const std::string login = view.request.form.get("user[login]");
    for (const auto& [name, user] : m_data.users) {
        if (name != login && user.email != login) continue;
        if (user.password != view.request.form.get("user[password]")) break;
        view.session.user = name;
        return SiteResponse::redirect("/");
    }
    view.session.flash(Flash::Kind::Error, "Invalid login or password.");
    return codeSignInPage(view);
}

SiteResponse CodeSite::saveProfile(const CodeView& view, const std::string& what)
{
    const Fields& form = view.request.form;
    CodeUser& user = m_data.users[view.user()];
    user.status = form.get("status", user.status);
    if (what == "/-/profile/status") return SiteResponse::redirect("/" + user.name);
    if (!isBlank(form.get("fullName"))) user.fullName = form.get("fullName");
    user.website = form.get("website", user.website);
    user.location = form.get("location", user.location);
    user.email = form.get("email", user.email);
    user.bio = form.get("bio", user.bio);
    view.session.flash(Flash::Kind::Success, "Profile was successfully updated.");
    return SiteResponse::redirect("/-/profile");
}

}  // namespace sym
