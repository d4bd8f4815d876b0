#include "core/site/code/code_site.h"

#include <algorithm>

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

/// "src/main.py" of /space/project/-/blob/main/src/main.py.
std::string pathBelowBranch(const WordList& parts)
{
    return parts.size() <= 5 ? std::string()
                             : joined(WordList(parts.begin() + 5, parts.end()), "/");
}

}  // namespace

SiteResponse CodeSite::handle(const SiteRequest& request)
{
    const CodeView view{m_data, request, m_sessions.of(request)};
    const WordList parts = pathParts(request.path);
    if (request.method == "POST") {
        if (view.isGuest() && request.path != "/users/sign_in")
            return SiteResponse::redirect("/users/sign_in");
        return post(view, parts);
    }
    return get(view, parts);
}

SiteResponse CodeSite::get(const CodeView& view, const WordList& parts) const
{
    const std::string& path = view.request.path;
    if (path == "/users/sign_in") return codeSignInPage(view);
    if (path == "/explore" || path == "/explore/projects") return codeExplorePage(view);
    if (path == "/search") return codeSearchPage(view);
    if (path == "/groups" || path == "/dashboard/groups") return codeGroupsPage(view);

    static const WordList kOwnPages{"", "dashboard", "-", "projects"};
    const std::string first = part(parts, 0);
    const bool own = std::find(kOwnPages.begin(), kOwnPages.end(), first) != kOwnPages.end()
                     || path == "/groups/new";
    if (own && view.isGuest()) return SiteResponse::redirect("/users/sign_in");
    if (path == "/" || path == "/dashboard/projects") return codeDashboardPage(view);
    if (path == "/dashboard/issues") return codeMyIssuesPage(view);
    if (path == "/dashboard/merge_requests") return codeMyMergeRequestsPage(view);
    if (path == "/dashboard/todos") return codeTodosPage(view);
    if (path == "/projects/new") return codeNewProjectPage(view);
    if (path == "/groups/new") return codeNewGroupPage(view);
    if (path == "/-/profile") return codeProfilePage(view);

    if (parts.size() == 1) {
        if (const CodeGroup* group = m_data.group(first)) return codeGroupPage(view, *group);
        const auto user = m_data.users.find(first);
        if (user != m_data.users.end()) return codeUserPage(view, user->second);
    }
    const CodeProject* project = m_data.project(first + "/" + part(parts, 1));
    if (!project || !view.sees(*project)) return codeNotFound(view);
    return getProject(view, *project, parts);
}

SiteResponse CodeSite::getProject(const CodeView& view, const CodeProject& project,
                                  const WordList& parts) const
{
    if (parts.size() == 2 || part(parts, 2) == "activity")
        return codeProjectPage(view, project, {});
    if (part(parts, 2) == "edit") return codeSettingsPage(view, project);
    if (part(parts, 2) != "-") return codeNotFound(view);
    const std::string what = part(parts, 3);
    const std::string which = part(parts, 4);
    if (what == "tree") return codeProjectPage(view, project, pathBelowBranch(parts));
    if (what == "blob") {
        const CodeFile* file = project.file(pathBelowBranch(parts));
        return file ? codeFilePage(view, project, *file) : codeNotFound(view);
    }
    if (what == "commits") return codeCommitsPage(view, project);
    if (what == "commit") {
        for (const CodeCommit& commit : project.commits)
            if (commit.sha == which && !project.files.empty())
                return codeCommitPage(view, project, commit);
        return codeNotFound(view);
    }
    if (what == "branches") return codeBranchesPage(view, project);
    if (what == "graphs") return codeContributorsPage(view, project);
    if (what == "project_members") return codeMembersPage(view, project);
    if (what == "labels") return codeLabelsPage(view, project);
    if (what == "milestones")
        return which == "new" ? codeMilestoneFormPage(view, project)
                              : codeMilestonesPage(view, project);
    if (what == "forks" && !view.isGuest()) return codeForkPage(view, project);
    return getTracker(view, project, what, which, part(parts, 5));
}

SiteResponse CodeSite::getTracker(const CodeView& view, const CodeProject& project,
                                  const std::string& what, const std::string& which,
                                  const std::string& how) const
{
    const bool writes = which == "new" || how == "edit";
    if (writes && view.isGuest()) return SiteResponse::redirect("/users/sign_in");
    if (what == "issues") {
        if (which.empty()) return codeIssuesPage(view, project);
        if (which == "new") return codeIssueFormPage(view, project, nullptr);
        const CodeIssue* issue = project.issue(numberOf(which, 0));
        if (!issue) return codeNotFound(view);
        return how == "edit" ? codeIssueFormPage(view, project, issue)
                             : codeIssuePage(view, project, *issue);
    }
    if (what != "merge_requests") return codeNotFound(view);
    if (which.empty()) return codeMergeRequestsPage(view, project);
    if (which == "new") return codeMergeRequestFormPage(view, project);
    const MergeRequest* request = project.mergeRequest(numberOf(which, 0));
    return request ? codeMergeRequestPage(view, project, *request) : codeNotFound(view);
}

bool CodeSite::reset()
{
    m_data = *m_seeded;
    m_sessions.clear();
    m_written = 0;
    return true;
}

std::unique_ptr<Site> makeCodeSite(const WorldContext& context)
{
    return std::make_unique<CodeSite>(makeCodeData(context.seed));
}

}  // namespace sym
