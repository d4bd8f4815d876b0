#pragma once

#include <string>
#include <vector>

#include "core/site/code/code_data.h"
#include "core/site/web/http.h"
#include "core/site/web/layout.h"
#include "core/site/web/session.h"

namespace sym {

/// What a page of the hosting site is made from: read only, for one request.
struct CodeView {
    const CodeData& data;
    const SiteRequest& request;
    LoginSession& session;

    const std::string& user() const { return session.user; }
    bool isGuest() const { return session.user.empty(); }
    /// Private projects are seen by their members and their owner only.
    bool sees(const CodeProject& project) const;
    /// Developer or better.
    bool writes(const CodeProject& project) const;
    /// Maintainer or better: settings and members.
    bool manages(const CodeProject& project) const;
};

// Pages outside a project.
SiteResponse codeDashboardPage(const CodeView& view);
SiteResponse codeExplorePage(const CodeView& view);
SiteResponse codeSearchPage(const CodeView& view);
SiteResponse codeMyIssuesPage(const CodeView& view);
SiteResponse codeMyMergeRequestsPage(const CodeView& view);
SiteResponse codeTodosPage(const CodeView& view);
SiteResponse codeGroupsPage(const CodeView& view);
SiteResponse codeGroupPage(const CodeView& view, const CodeGroup& group);
SiteResponse codeUserPage(const CodeView& view, const CodeUser& user);
SiteResponse codeNewProjectPage(const CodeView& view);
SiteResponse codeNewGroupPage(const CodeView& view);
SiteResponse codeProfilePage(const CodeView& view);
SiteResponse codeSignInPage(const CodeView& view);
SiteResponse codeNotFound(const CodeView& view);

// Pages of a project.
SiteResponse codeProjectPage(const CodeView& view, const CodeProject& project,
                             const std::string& folder);
SiteResponse codeFilePage(const CodeView& view, const CodeProject& project, const CodeFile& file);
SiteResponse codeCommitsPage(const CodeView& view, const CodeProject& project);
SiteResponse codeCommitPage(const CodeView& view, const CodeProject& project,
                            const CodeCommit& commit);
SiteResponse codeBranchesPage(const CodeView& view, const CodeProject& project);
SiteResponse codeContributorsPage(const CodeView& view, const CodeProject& project);
SiteResponse codeIssuesPage(const CodeView& view, const CodeProject& project);
SiteResponse codeIssuePage(const CodeView& view, const CodeProject& project,
                           const CodeIssue& issue);
SiteResponse codeIssueFormPage(const CodeView& view, const CodeProject& project,
                               const CodeIssue* issue);
SiteResponse codeMergeRequestsPage(const CodeView& view, const CodeProject& project);
SiteResponse codeMergeRequestPage(const CodeView& view, const CodeProject& project,
                                  const MergeRequest& request);
SiteResponse codeMergeRequestFormPage(const CodeView& view, const CodeProject& project);
SiteResponse codeMembersPage(const CodeView& view, const CodeProject& project);
SiteResponse codeMilestonesPage(const CodeView& view, const CodeProject& project);
SiteResponse codeMilestoneFormPage(const CodeView& view, const CodeProject& project);
SiteResponse codeLabelsPage(const CodeView& view, const CodeProject& project);
SiteResponse codeForkPage(const CodeView& view, const CodeProject& project);
SiteResponse codeSettingsPage(const CodeView& view, const CodeProject& project);

/// The page around all of them; with a project, its menu on the left.
SiteResponse codeDocument(const CodeView& view, const std::string& title, const std::string& body,
                          const CodeProject* project = nullptr, int status = 200);

/// The comments of an issue or a merge request and the form for one more, which posts to `address`.
std::string codeDiscussion(const CodeView& view, const std::vector<CodeComment>& comments,
                           const std::string& address, const std::string& buttons);

std::string codeUserLink(const CodeData& data, const std::string& user);  ///< full name
std::string codeLabel(const std::string& label);                          ///< coloured
/// (user name, full name) of everybody, for selects; with "" as first choice.
std::string codeAvatar(const CodeData& data, const std::string& user);

}  // namespace sym
