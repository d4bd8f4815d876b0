#include <algorithm>
#include <array>

#include "core/site/code/code_pages.h"
#include "core/site/web/components.h"
#include "core/site/web/forms.h"
#include "core/site/words/markup.h"

namespace sym {
namespace {

constexpr std::array kRoles{"Guest", "Reporter", "Developer", "Maintainer", "Owner"};

std::vector<Choice> roleChoices()
{
    std::vector<Choice> choices;
    for (const char* role : kRoles) choices.push_back({role, role});
    return choices;
}

std::string inviteDialog(const CodeView& view, const CodeProject& project)
{
    std::vector<Choice> people{{"", "Select a user"}};
    for (const auto& [name, user] : view.data.users)
        if (!project.member(name)) people.push_back({name, user.fullName + " (@" + name + ")"});
    return dialog(
        "invite-dialog", "Invite members",
        markup(R"(<form method="post" action="/{}/-/project_members">)", project.fullPath())
            + selectField({.label = "Username or name", .name = "user", .required = true}, people)
            + selectField({.label = "Select a role", .name = "role", .value = "Guest"},
                          roleChoices())
            + submitButton("Invite") + "</form>");
}

std::string roleMenu(const CodeProject& project, const CodeMember& member)
{
    const std::string id = "role-" + slug(member.user);
    std::string out = markup(
        R"( <div class="menu-wrap"><button type="button" class="icon-btn" data-menu="{}" aria-label="Change role of {}">{!}</button><div id="{}" class="menu" hidden>)",
        id, member.user, icon("edit"), id);
    for (const char* role : kRoles)
        out += markup(
            R"(<form method="post" action="/{}/-/project_members/{}/role"><input type="hidden" name="role" value="{}"><button>{}</button></form>)",
            project.fullPath(), member.user, role, role);
    return out + "</div></div>";
}

}  // namespace

SiteResponse codeMembersPage(const CodeView& view, const CodeProject& project)
{
    const bool manages = view.manages(project);
    std::string body = R"(<div class="spread"><h1>Project members</h1>)";
    if (manages)
        body +=
            R"(<button type="button" class="btn btn-primary" data-open-dialog="invite-dialog">Invite members</button>)";
    body +=
        "</div>"
        + markup(R"(<p class="muted">{} of {} can do things here that others cannot.</p>)",
                 counted(std::int64_t(project.members.size()), "member", "members"), project.path);
    body +=
        R"(<table class="data-table members"><thead><tr><th>Account</th><th>Source</th><th>Access granted</th><th>Max role</th><th></th></tr></thead><tbody>)";
    for (const CodeMember& member : project.members) {
        const CodeUser& user = view.data.users.at(member.user);
        body += markup(
            R"(<tr><td data-label="Account"><div class="account">{!}<div class="gl-avatar-labeled-labels"><span class="gl-avatar-labeled-label">{}</span> <span class="gl-avatar-labeled-sublabel">@{}</span></div></div></td><td data-label="Source">{}</td><td data-label="Access granted">{}</td><td data-label="Max role" class="col-max-role"><span>{}</span>)",
            codeAvatar(view.data, member.user), user.fullName, user.name,
            member.role == "Owner" ? "Inherited" : "Direct member", shortDate(member.since),
            member.role);
        const bool fixed = !manages || member.user == view.user();
        if (!fixed) body += roleMenu(project, member);
        body += "</td><td>";
        if (!fixed)
            body += markup(
                R"(<form method="post" action="/{}/-/project_members/{}/remove" data-confirm="Remove {} from the project?"><button class="icon-btn" aria-label="Remove {}">{!}</button></form>)",
                project.fullPath(), member.user, user.fullName, member.user, icon("trash"));
        body += "</td></tr>";
    }
    body += "</tbody></table>";
    if (manages) body += inviteDialog(view, project);
    return codeDocument(view, "Members", body, &project);
}

SiteResponse codeMilestonesPage(const CodeView& view, const CodeProject& project)
{
    const std::string base = "/" + project.fullPath() + "/-/milestones";
    std::string body = R"(<div class="spread"><h1>Milestones</h1>)";
    if (view.writes(project)) body += linkTo(base + "/new", "New milestone", "btn btn-primary");
    body += R"(</div><ul class="list-plain milestones">)";
    for (const CodeMilestone& milestone : project.milestones) {
        int open = 0;
        int all = 0;
        for (const CodeIssue& issue : project.issues)
            if (issue.milestone == milestone.title) {
                ++all;
                open += issue.open;
            }
        body += markup(
            R"(<li class="milestone card"><h2 class="milestone-title"><a href="/{}/-/issues?state=all&amp;milestone_title={!}">{}</a></h2><p>{}</p><p class="muted">{}{}, {} open</p></li>)",
            project.fullPath(), encodeUrl(milestone.title), milestone.title, milestone.description,
            milestone.due.empty() ? "" : "due " + longDate(milestone.due) + ", ",
            counted(all, "issue", "issues"), open);
    }
    return codeDocument(view, "Milestones", body + "</ul>", &project);
}

SiteResponse codeMilestoneFormPage(const CodeView& view, const CodeProject& project)
{
    const std::string body = "<h1>New milestone</h1><form class=\"card form\" method=\"post\">"
                             + textField({.label = "Title", .name = "title", .required = true})
                             + textArea({.label = "Description", .name = "description"})
                             + textField({.label = "Due date", .name = "due", .type = "date"})
                             + submitButton("Create milestone") + "</form>";
    return codeDocument(view, "New milestone", body, &project);
}

SiteResponse codeLabelsPage(const CodeView& view, const CodeProject& project)
{
    std::string body = "<h1>Labels</h1>";
    if (view.writes(project))
        body +=
            markup(R"(<form class="row" method="post" action="/{}/-/labels">)", project.fullPath())
            + textField({.label = "Label title", .name = "title", .required = true})
            + submitButton("Create label", "btn") + "</form>";
    body += R"(<ul class="list-plain labels">)";
    for (const std::string& label : project.labels) {
        const auto used = std::count_if(
            project.issues.begin(), project.issues.end(), [&](const CodeIssue& issue) {
                return issue.open
                       && std::find(issue.labels.begin(), issue.labels.end(), label)
                              != issue.labels.end();
            });
        body += markup(R"(<li class="spread">{!}<a href="/{}/-/issues?label_name={!}">{}</a></li>)",
                       codeLabel(label), project.fullPath(), encodeUrl(label),
                       counted(used, "open issue", "open issues"));
    }
    return codeDocument(view, "Labels", body + "</ul>", &project);
}

}  // namespace sym
