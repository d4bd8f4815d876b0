#include <algorithm>

#include "core/site/code/code_pages.h"
#include "core/site/web/components.h"
#include "core/site/web/forms.h"
#include "core/site/words/markup.h"
#include "core/site/words/word_book.h"

namespace sym {
namespace {

std::vector<Choice> memberChoices(const CodeView& view, const CodeProject& project,
                                  const std::string& none)
{
    std::vector<Choice> choices{{"", none}};
    for (const CodeMember& member : project.members)
        choices.push_back({member.user, view.data.users.at(member.user).fullName});
    if (!view.isGuest() && !project.member(view.user()))
        choices.push_back({view.user(), view.data.users.at(view.user()).fullName});
    return choices;
}

std::vector<Choice> milestoneChoices(const CodeProject& project, const std::string& none)
{
    std::vector<Choice> choices{{"", none}};
    for (const CodeMilestone& milestone : project.milestones)
        choices.push_back({milestone.title, milestone.title});
    return choices;
}

std::vector<Choice> labelChoices(const CodeProject& project, const std::string& none)
{
    std::vector<Choice> choices{{"", none}};
    for (const std::string& label : project.labels) choices.push_back({label, label});
    return choices;
}

bool has(const std::vector<std::string>& list, const std::string& value)
{
    return std::find(list.begin(), list.end(), value) != list.end();
}

/// The project's issues that the query asks for, newest first or as "sort" says.
std::vector<const CodeIssue*> filtered(const CodeProject& project, const Fields& query)
{
    const std::string state = query.get("state", "opened");
    std::vector<const CodeIssue*> issues;
    for (const CodeIssue& issue : project.issues) {
        if (state == "opened" && !issue.open) continue;
        if (state == "closed" && issue.open) continue;
        if (!query.get("label_name").empty() && !has(issue.labels, query.get("label_name")))
            continue;
        if (!query.get("author_username").empty() && issue.author != query.get("author_username"))
            continue;
        if (!query.get("assignee_username").empty()
            && issue.assignee != query.get("assignee_username"))
            continue;
        if (!query.get("milestone_title").empty()
            && issue.milestone != query.get("milestone_title"))
            continue;
        if (!matchesAllWords(query.get("search"), issue.title + " " + issue.description)) continue;
        issues.push_back(&issue);
    }
    const std::string sort = query.get("sort", "created_desc");
    std::stable_sort(issues.begin(), issues.end(), [&](const CodeIssue* a, const CodeIssue* b) {
        if (sort == "created_asc") return a->iid < b->iid;
        if (sort == "comments") return a->comments.size() > b->comments.size();
        if (sort == "title") return a->title < b->title;
        return a->iid > b->iid;
    });
    return issues;
}

std::string issueRow(const CodeView& view, const CodeProject& project, const CodeIssue& issue)
{
    const std::string address = "/" + project.fullPath() + "/-/issues/" + std::to_string(issue.iid);
    std::string out = markup(
        R"(<li class="issue" data-href="{}"><div class="issue-main"><a class="issue-title" href="{}">{}</a> )",
        address, address, issue.title);
    for (const std::string& label : issue.labels) out += codeLabel(label);
    out += markup(R"(<p class="muted">#{} &middot; created {} by {!}{}</p></div>)", issue.iid,
                  relativeDate(issue.created), codeUserLink(view.data, issue.author),
                  issue.milestone.empty() ? "" : ", milestone " + issue.milestone);
    if (!issue.open) out += badge("Closed", "red");
    if (!issue.assignee.empty())
        out += markup(R"(<span title="Assigned to {}">{!}</span>)",
                      view.data.users.at(issue.assignee).fullName,
                      codeAvatar(view.data, issue.assignee));
    return out
           + markup(R"(<span class="muted comments-count">{}</span></li>)",
                    counted(std::int64_t(issue.comments.size()), "comment", "comments"));
}

std::string stateTabs(const CodeView& view,
                      const std::vector<std::pair<std::string, std::string>>& tabs,
                      const std::string& current)
{
    std::string out = R"(<nav class="nav-tabs" aria-label="State">)";
    for (const auto& [value, label] : tabs)
        out += linkTo(addressWith(view.request, {{"state", value}, {"page", ""}}), label,
                      value == current ? "nav-tab active" : "nav-tab");
    return out + "</nav>";
}

std::string sideFact(const std::string& name, const std::string& html)
{
    return markup(R"(<div class="fact fact-{}"><h3>{}</h3><div class="fact-value">{!}</div></div>)",
                  slug(name), name, html);
}

}  // namespace

SiteResponse codeIssuesPage(const CodeView& view, const CodeProject& project)
{
    const Fields& query = view.request.query;
    const auto issues = filtered(project, query);
    const std::string base = "/" + project.fullPath() + "/-/issues";
    const int open = project.openIssues();
    std::string body = R"(<div class="spread"><h1>Issues</h1>)";
    if (!view.isGuest()) body += linkTo(base + "/new", "New issue", "btn btn-primary");
    body += "</div>"
            + stateTabs(view,
                        {{"opened", "Open " + std::to_string(open)},
                         {"closed", "Closed " + std::to_string(int(project.issues.size()) - open)},
                         {"all", "All " + std::to_string(project.issues.size())}},
                        query.get("state", "opened"));
    body +=
        R"(<form class="filters row">)" + hiddenField("state", query.get("state", "opened"))
        + textField(
            {.label = "Search", .name = "search", .value = query.get("search"), .type = "search"})
        + selectField({.label = "Label", .name = "label_name", .value = query.get("label_name")},
                      labelChoices(project, "Any"))
        + selectField({.label = "Assignee",
                       .name = "assignee_username",
                       .value = query.get("assignee_username")},
                      memberChoices(view, project, "Any"))
        + selectField({.label = "Milestone",
                       .name = "milestone_title",
                       .value = query.get("milestone_title")},
                      milestoneChoices(project, "Any"))
        + selectField(
            {.label = "Sort by", .name = "sort", .value = query.get("sort", "created_desc")},
            {{"created_desc", "Created date"},
             {"created_asc", "Oldest"},
             {"comments", "Most comments"},
             {"title", "Title"}})
        + submitButton("Apply", "btn") + "</form>";
    if (issues.empty())
        return codeDocument(view, "Issues",
                            body + R"(<p class="empty">There are no issues to show.</p>)",
                            &project);
    const PageWindow window = pageWindow(view.request, int(issues.size()), 10, "page");
    body += R"(<ul class="list-plain issues">)";
    for (int i = window.first(); i < window.last(); ++i)
        body += issueRow(view, project, *issues[std::size_t(i)]);
    return codeDocument(view, "Issues", body + "</ul>" + pager(view.request, window, "page"),
                        &project);
}

SiteResponse codeIssuePage(const CodeView& view, const CodeProject& project, const CodeIssue& issue)
{
    const std::string address = "/" + project.fullPath() + "/-/issues/" + std::to_string(issue.iid);
    const bool mayEdit = view.writes(project) || (!view.isGuest() && issue.author == view.user());
    std::string body =
        R"(<div class="detail"><div class="detail-main"><div class="spread"><p>)"
        + badge(issue.open ? "Open" : "Closed", issue.open ? "green" : "red")
        + markup(
            R"( <span class="muted">Issue created <time datetime="{}" title="{}">{}</time> by {!}</span></p><p class="row">)",
            isoDate(issue.created), longDate(issue.created), relativeDate(issue.created),
            codeUserLink(view.data, issue.author));
    if (mayEdit) body += linkTo(address + "/edit", "Edit", "btn");
    body += markup(R"(</p></div><h1 class="title">{}</h1><div class="description">{!}</div>)",
                   issue.title, paragraphs(issue.description));
    const std::string buttons = view.isGuest()
                                    ? ""
                                    : postButton(address + (issue.open ? "/close" : "/reopen"),
                                                 issue.open ? "Close issue" : "Reopen issue");
    body += codeDiscussion(view, issue.comments, address + "/notes", buttons)
            + "</div><aside class=\"detail-side\" aria-label=\"Details\">";
    std::string labels;
    for (const std::string& label : issue.labels) labels += codeLabel(label);
    body += sideFact("Assignee",
                     issue.assignee.empty() ? "None" : codeUserLink(view.data, issue.assignee))
            + sideFact("Labels", labels.empty() ? "None" : labels)
            + sideFact("Milestone", issue.milestone.empty() ? "None" : escapeHtml(issue.milestone))
            + sideFact("Due date", issue.dueDate.empty() ? "None" : longDate(issue.dueDate))
            + sideFact("Created", longDate(issue.created));
    if (!issue.open) body += sideFact("Closed on", longDate(issue.closed));
    return codeDocument(view, issue.title + " (#" + std::to_string(issue.iid) + ")",
                        body + "</aside></div>", &project);
}

SiteResponse codeIssueFormPage(const CodeView& view, const CodeProject& project,
                               const CodeIssue* issue)
{
    const CodeIssue empty;
    const CodeIssue& old = issue ? *issue : empty;
    const std::string heading = issue ? "Edit issue" : "New issue";
    std::string body =
        "<h1>" + heading + "</h1><form class=\"card form\" method=\"post\">"
        + textField({.label = "Title", .name = "title", .value = old.title, .required = true})
        + textArea({.label = "Description", .name = "description", .value = old.description}, 7)
        + selectField({.label = "Assignee", .name = "assignee", .value = old.assignee},
                      memberChoices(view, project, "Unassigned"))
        + selectField({.label = "Milestone", .name = "milestone", .value = old.milestone},
                      milestoneChoices(project, "No milestone"))
        + textField({.label = "Due date", .name = "due", .value = old.dueDate, .type = "date"})
        + "<fieldset class=\"field\"><legend>Labels</legend>";
    for (const std::string& label : project.labels)
        body += markup(
            R"(<div class="field-check"><input type="checkbox" id="label-{}" name="labels" value="{}"{!}><label for="label-{}">{}</label></div>)",
            slug(label), label, has(old.labels, label) ? " checked" : "", slug(label), label);
    return codeDocument(
        view, heading,
        body + "</fieldset>" + submitButton(issue ? "Save changes" : "Create issue") + "</form>",
        &project, view.request.method == "POST" ? 422 : 200);
}

SiteResponse codeMergeRequestsPage(const CodeView& view, const CodeProject& project)
{
    using State = MergeRequest::State;
    const std::string state = view.request.query.get("state", "opened");
    const std::string base = "/" + project.fullPath() + "/-/merge_requests";
    std::string body = R"(<div class="spread"><h1>Merge requests</h1>)";
    if (!view.isGuest()) body += linkTo(base + "/new", "New merge request", "btn btn-primary");
    body +=
        "</div>"
        + stateTabs(
            view, {{"opened", "Open"}, {"merged", "Merged"}, {"closed", "Closed"}, {"all", "All"}},
            state)
        + R"(<ul class="list-plain issues">)";
    int shown = 0;
    for (auto request = project.mergeRequests.rbegin(); request != project.mergeRequests.rend();
         ++request) {
        const std::string own = request->state == State::Open     ? "opened"
                                : request->state == State::Merged ? "merged"
                                                                  : "closed";
        if (state != "all" && state != own) continue;
        ++shown;
        body += markup(
            R"(<li class="issue"><div class="issue-main"><a class="issue-title" href="{}/{}">{}</a><p class="muted">!{} &middot; created {} by {!} &middot; {} into {}</p></div>{!}<span class="muted comments-count">{}</span></li>)",
            base, request->iid, request->title, request->iid, relativeDate(request->created),
            codeUserLink(view.data, request->author), request->sourceBranch, request->targetBranch,
            own == "opened" ? "" : badge(own, own == "merged" ? "blue" : "red"),
            counted(std::int64_t(request->comments.size()), "comment", "comments"));
    }
    if (shown == 0) body += R"(<li class="empty">There are no merge requests to show.</li>)";
    return codeDocument(view, "Merge requests", body + "</ul>", &project);
}

SiteResponse codeMergeRequestPage(const CodeView& view, const CodeProject& project,
                                  const MergeRequest& request)
{
    using State = MergeRequest::State;
    const std::string address =
        "/" + project.fullPath() + "/-/merge_requests/" + std::to_string(request.iid);
    const char* state = request.state == State::Open     ? "Open"
                        : request.state == State::Merged ? "Merged"
                                                         : "Closed";
    std::string body =
        R"(<div class="detail"><div class="detail-main"><p class="state">)"
        + badge(state, request.state == State::Open     ? "green"
                       : request.state == State::Merged ? "blue"
                                                        : "red")
        + markup(
            R"( <span class="muted">{!} requested to merge <span class="mono">{}</span> into <span class="mono">{}</span> {}</span></p><h1 class="title">{}</h1><div class="description">{!}</div>)",
            codeUserLink(view.data, request.author), request.sourceBranch, request.targetBranch,
            relativeDate(request.created), request.title, paragraphs(request.description));
    std::string buttons;
    if (request.state == State::Open && view.writes(project)) {
        body +=
            R"(<section class="card merge-box"><p>Ready to merge by members who can write to the target branch.</p>)"
            + postButton(address + "/merge", "Merge", "btn btn-primary") + "</section>";
        buttons = postButton(address + "/close", "Close merge request");
    }
    body += codeDiscussion(view, request.comments, address + "/notes", buttons)
            + R"(</div><aside class="detail-side" aria-label="Details">)";
    body +=
        sideFact("Assignee",
                 request.assignee.empty() ? "None" : codeUserLink(view.data, request.assignee))
        + sideFact("Reviewer",
                   request.reviewer.empty() ? "None" : codeUserLink(view.data, request.reviewer))
        + sideFact("Created", longDate(request.created));
    return codeDocument(view, request.title + " (!" + std::to_string(request.iid) + ")",
                        body + "</aside></div>", &project);
}

SiteResponse codeMergeRequestFormPage(const CodeView& view, const CodeProject& project)
{
    std::vector<Choice> branches;
    for (std::size_t i = 1; i < project.branches.size(); ++i)
        branches.push_back({project.branches[i], project.branches[i]});
    const std::string body = "<h1>New merge request</h1><form class=\"card form\" method=\"post\">"
                             + selectField({.label = "Source branch", .name = "source"}, branches)
                             + selectField({.label = "Target branch", .name = "target"},
                                           {{project.branches.front(), project.branches.front()}})
                             + textField({.label = "Title", .name = "title", .required = true})
                             + textArea({.label = "Description", .name = "description"})
                             + selectField({.label = "Assignee", .name = "assignee"},
                                           memberChoices(view, project, "Unassigned"))
                             + selectField({.label = "Reviewer", .name = "reviewer"},
                                           memberChoices(view, project, "Unassigned"))
                             + submitButton("Create merge request") + "</form>";
    return codeDocument(view, "New merge request", body, &project,
                        view.request.method == "POST" ? 422 : 200);
}

}  // namespace sym
