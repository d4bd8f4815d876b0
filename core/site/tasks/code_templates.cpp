#include <algorithm>
#include <set>

#include "core/site/code/code_data.h"
#include "core/site/tasks/draft_list.h"
#include "core/site/web/components.h"
#include "core/site/words/word_book.h"

namespace sym {
namespace {

using Draft = std::optional<DraftParts>;

const std::string kStart = "__GITLAB__";

TaskTemplate onCode(int id, const std::string& text,
                    std::function<Draft(const CodeData&, Random&)> propose)
{
    return templateOn<CodeData>(id, text, {"gitlab"}, kStart, makeCodeData, std::move(propose));
}

std::string linkName(const CodeProject& project)
{
    return project.space + " / " + project.path;
}

Actions openProject(const CodeProject& project)
{
    return fill("Search Forgeyard", project.path) + press("Enter") + clickLink(linkName(project));
}

std::string home(const CodeProject& project)
{
    return kStart + "/" + project.fullPath();
}

const std::string& fullName(const CodeData& data, const std::string& user)
{
    return data.users.at(user).fullName;
}

const CodeProject& otherProject(const CodeData& data, const CodeProject& than, Random& random)
{
    for (;;) {
        const CodeProject& project = random.pick(data.projects);
        if (&project != &than) return project;
    }
}

/// Projects where the default account may change things.
const CodeProject* managed(const CodeData& data, Random& random)
{
    const CodeProject& project = random.pick(data.projects);
    const CodeMember* member = project.member(kCodeUser);
    const bool may = project.space == kCodeUser
                     || (member && (member->role == "Owner" || member->role == "Maintainer"));
    return may ? &project : nullptr;
}

/// An open issue whose title is unique in its project.
const CodeIssue* openIssue(const CodeProject& project, Random& random)
{
    const CodeIssue& issue = random.pick(project.issues);
    return issue.open ? &issue : nullptr;
}

TaskTemplate stars()
{
    return onCode(
        3001, "How many stars does the project {{project}} have? Answer with the number only.",
        [](const CodeData& data, Random& random) -> Draft {
            const CodeProject& project = random.pick(data.projects);
            const std::string count = std::to_string(project.starCount());
            const Actions way = openProject(project);
            return DraftParts{
                {{"project", project.fullPath()}},
                answerIs(count),
                way + stopWith(count),
                wrongAnswers("7777", way,
                             std::to_string(project.forks == project.starCount() ? project.forks + 1
                                                                                 : project.forks))};
        });
}

TaskTemplate topContributor()
{
    return onCode(
        3002, "Who has made the most commits to the project {{project}}? Give the full name.",
        [](const CodeData& data, Random& random) -> Draft {
            const CodeProject& project = random.pick(data.projects);
            const auto people = project.contributors();
            if (people.size() < 2 || people[0].second == people[1].second) return std::nullopt;
            const Actions way = openProject(project) + clickLink("Contributors");
            return DraftParts{{{"project", project.fullPath()}},
                              answerIncludes({fullName(data, people[0].first)}),
                              way + stopWith(fullName(data, people[0].first)),
                              wrongAnswers("Nobody", way, fullName(data, people[1].first))};
        });
}

TaskTemplate commitsOnDay()
{
    return onCode(3003,
                  "How many commits did {{name}} make to {{project}} on {{date}}? Answer with the "
                  "number only.",
                  [](const CodeData& data, Random& random) -> Draft {
                      const CodeProject& project = random.pick(data.projects);
                      const CodeCommit& commit = random.pick(project.commits);
                      int count = 0;
                      int place = 0;
                      for (const CodeCommit& other : project.commits) {
                          if (other.author != commit.author) continue;
                          if (isoDate(other.created) == isoDate(commit.created))
                              ++count;
                          else if (count == 0)
                              ++place;
                      }
                      if (place + count > 20) return std::nullopt;  // keep it on the first page
                      const Actions way = openProject(project) + clickLink("Commits")
                                          + choose("Author", fullName(data, commit.author))
                                          + clickButton("Filter");
                      return DraftParts{{{"name", fullName(data, commit.author)},
                                         {"project", project.fullPath()},
                                         {"date", longDate(commit.created)}},
                                        answerIs(std::to_string(count)),
                                        way + stopWith(std::to_string(count)),
                                        wrongAnswers("25", way, std::to_string(count + 1))};
                  });
}

TaskTemplate labelledIssues()
{
    return onCode(
        3004, "Show me the {{state}} issues of {{project}} that are labelled \"{{label}}\".",
        [](const CodeData& data, Random& random) -> Draft {
            const CodeProject& project = random.pick(data.projects);
            const std::string& label = random.pick(project.labels);
            const std::string& other =
                label == project.labels[0] ? project.labels[1] : project.labels[0];
            const bool open = random.chance(0.5);
            const Actions list = openProject(project) + clickNth("link", "Issues", 1);
            const Actions way = open ? list
                                     : list
                                           + clickLink("Closed "
                                                       + std::to_string(int(project.issues.size())
                                                                        - project.openIssues()));
            const std::string url = home(project)
                                    + "/-/issues?state=" + (open ? "opened" : "closed")
                                    + "&label_name=" + encodeUrl(label);
            return DraftParts{{{"project", project.fullPath()},
                               {"label", label},
                               {"state", open ? "open" : "closed"}},
                              urlIs(url),
                              way + choose("Label", label) + clickButton("Apply") + stopSilently(),
                              wrongDeeds(way + choose("Label", other) + clickButton("Apply"))};
        });
}

TaskTemplate newIssue()
{
    return onCode(
        3005,
        "Create an issue in {{project}} with the title \"{{title}}\", assigned to {{name}} and "
        "labelled \"{{label}}\".",
        [](const CodeData& data, Random& random) -> Draft {
            static const WordList kTitles{
                "Update the screenshots",          "Drop support for old compilers",
                "Publish a container image",       "Explain the release process",
                "Check the spelling of the guide", "Add a code of conduct"};
            const CodeProject& project = random.pick(data.projects);
            const std::string& title = random.pick(kTitles);
            const std::string& label = random.pick(project.labels);
            const std::string name = fullName(data, random.pick(project.members).user);
            const Actions way = openProject(project) + clickNth("link", "Issues", 1)
                                + clickLink("New issue") + fill("Title", title) + tick(label);
            const auto evaluation =
                pagesShow({{"last", textOf("h1.title"), exactly(title)},
                           {"last", textOf(".fact-labels .fact-value"), exactly(label)},
                           {"last", textOf(".fact-assignee .fact-value"), exactly(name)}});
            return DraftParts{
                {{"project", project.fullPath()},
                 {"title", title},
                 {"name", name},
                 {"label", label}},
                both(urlIs(home(project) + "/-/issues/"), evaluation),
                way + choose("Assignee", name) + clickButton("Create issue") + stopSilently(),
                wrongDeeds(way + clickButton("Create issue"))};
        });
}

TaskTemplate invite()
{
    return onCode(
        3006, "Invite {{name}} (@{{user}}) to my project {{project}} as {{role}}.",
        [](const CodeData& data, Random& random) -> Draft {
            const CodeProject* project = managed(data, random);
            const auto user = std::next(data.users.begin(),
                                        random.between(0, std::int64_t(data.users.size()) - 1));
            if (!project || project->member(user->first) || user->first == kCodeUser)
                return std::nullopt;
            static const WordList kRoles{"Reporter", "Developer", "Maintainer"};
            const std::string& role = random.pick(kRoles);
            const Actions way =
                openProject(*project) + clickLink("Members") + clickButton("Invite members")
                + choose("Username or name", user->second.fullName + " (@" + user->first + ")");
            const PageCheck check{
                home(*project) + "/-/project_members",
                "func:gitlab_get_project_memeber_role(__page__, '" + user->first + "')",
                exactly(role)};
            return DraftParts{
                {{"name", user->second.fullName},
                 {"user", user->first},
                 {"project", project->fullPath()},
                 {"role", role}},
                pagesShow({check}),
                way + choose("Select a role", role) + clickButton("Invite") + stopSilently(),
                wrongDeeds(way + choose("Select a role", "Guest") + clickButton("Invite"))};
        });
}

TaskTemplate setStatus()
{
    return onCode(
        3007, "Set my status to \"{{status}}\".", [](const CodeData&, Random& random) -> Draft {
            static const WordList kFirst{"Reviewing patches", "Writing documentation", "On a train",
                                         "At a conference", "Learning to cook"};
            static const WordList kSecond{"until Friday", "this week", "with little signal",
                                          "please be patient"};
            const std::string status = random.pick(kFirst) + ", " + random.pick(kSecond);
            const Actions way = clickButton("Byte Blaze") + clickButton("Set status");
            return DraftParts{
                {{"status", status}},
                pagesShow({{kStart + "/" + kCodeUser, textOf(".user-status"), exactly(status)}}),
                way + fill("What's your status?", status) + clickButton("Save status")
                    + stopSilently(),
                wrongDeeds(way + fill("What's your status?", status))};
        });
}

TaskTemplate starProject()
{
    return onCode(
        3008, "Star the project {{project}}.", [](const CodeData& data, Random& random) -> Draft {
            const CodeProject& project = random.pick(data.projects);
            const CodeProject& other = otherProject(data, project, random);
            if (project.starredBy.contains(kCodeUser)) return std::nullopt;
            return DraftParts{{{"project", project.fullPath()}},
                              pagesShow({{home(project), textOf(".star-btn"), exactly("Unstar")}}),
                              openProject(project) + clickButton("Star") + stopSilently(),
                              wrongDeeds(openProject(other))};
        });
}

TaskTemplate forkProject()
{
    return onCode(
        3009, "Fork the project {{project}} into my own namespace.",
        [](const CodeData& data, Random& random) -> Draft {
            const CodeProject& project = random.pick(data.projects);
            if (project.space == kCodeUser) return std::nullopt;
            const CodeGroup& group = data.groups[project.space == data.groups[0].path ? 1 : 0];
            const Actions way = openProject(project) + clickLink("Fork");
            return DraftParts{
                {{"project", project.fullPath()}},
                pagesShow({{kStart + "/" + kCodeUser + "/" + project.path, textOf(".forked-from"),
                            mustInclude({project.fullPath()})}}),
                way + clickButton("Fork project") + stopSilently(),
                wrongDeeds(way + choose("Namespace", group.path) + clickButton("Fork project"))};
        });
}

TaskTemplate newProject()
{
    return onCode(
        3010, "Create a new {{visibility}} project named \"{{name}}\" with a README.",
        [](const CodeData&, Random& random) -> Draft {
            static const WordList kFirst{"harbour", "winter", "copper", "paper", "granite"};
            static const WordList kSecond{"notes", "compiler", "bot", "atlas", "ledger"};
            const std::string name = random.pick(kFirst) + "-" + random.pick(kSecond);
            const bool open = random.chance(0.5);
            const std::string page = kStart + "/" + kCodeUser + "/" + name;
            const Actions way = clickLink("New project") + fill("Project name", name);
            const Actions visible =
                open ? clickRole("radio", "Public") : clickRole("radio", "Internal");
            const auto evaluation =
                pagesShow({{page, textOf("h1.project-name"),
                            mustInclude({name, open ? "Public" : "Internal"})},
                           {page, textOf("table.files"), mustInclude({"README.md"})}});
            return DraftParts{{{"name", name}, {"visibility", open ? "public" : "internal"}},
                              evaluation,
                              way + visible + clickButton("Create project") + stopSilently(),
                              wrongDeeds(way + clickButton("Create project"))};
        });
}

TaskTemplate countLabel()
{
    return onCode(3011,
                  "How many open issues of {{project}} have the label \"{{label}}\"? Answer with "
                  "the number only.",
                  [](const CodeData& data, Random& random) -> Draft {
                      const CodeProject& project = random.pick(data.projects);
                      const std::string& label = random.pick(project.labels);
                      const auto count = std::count_if(
                          project.issues.begin(), project.issues.end(),
                          [&](const CodeIssue& issue) {
                              return issue.open
                                     && std::find(issue.labels.begin(), issue.labels.end(), label)
                                            != issue.labels.end();
                          });
                      const Actions way = openProject(project) + clickLink("Labels");
                      return DraftParts{{{"project", project.fullPath()}, {"label", label}},
                                        answerIs(std::to_string(count)),
                                        way + stopWith(std::to_string(count)),
                                        wrongAnswers("31", way, std::to_string(count + 1))};
                  });
}

TaskTemplate mostDiscussed()
{
    return onCode(
        3012, "What is the title of the open issue with the most comments in {{project}}?",
        [](const CodeData& data, Random& random) -> Draft {
            const CodeProject& project = random.pick(data.projects);
            std::vector<const CodeIssue*> open;
            for (const CodeIssue& issue : project.issues)
                if (issue.open) open.push_back(&issue);
            std::stable_sort(open.begin(), open.end(), [](auto* a, auto* b) {
                return a->comments.size() > b->comments.size();
            });
            if (open.size() < 2 || open[0]->comments.size() == open[1]->comments.size())
                return std::nullopt;
            if (open[1]->title.find(open[0]->title) != std::string::npos) return std::nullopt;
            const Actions way = openProject(project) + clickNth("link", "Issues", 1)
                                + choose("Sort by", "Most comments") + clickButton("Apply");
            return DraftParts{{{"project", project.fullPath()}},
                              answerIncludes({open[0]->title}),
                              way + stopWith(open[0]->title),
                              wrongAnswers("There is none", way, open[1]->title)};
        });
}

TaskTemplate closeIssue()
{
    return onCode(
        3013, "Close the issue \"{{title}}\" of {{project}}.",
        [](const CodeData& data, Random& random) -> Draft {
            const CodeProject& project = random.pick(data.projects);
            const CodeIssue* issue = openIssue(project, random);
            if (!issue) return std::nullopt;
            const Actions way = openProject(project) + clickNth("link", "Issues", 1)
                                + fill("Search", issue->title) + clickButton("Apply")
                                + clickLink(issue->title);
            const PageCheck check{home(project) + "/-/issues/" + std::to_string(issue->iid),
                                  textOf(".detail-main .badge"), exactly("Closed")};
            return DraftParts{
                {{"title", issue->title}, {"project", project.fullPath()}},
                pagesShow({check}),
                way + clickButton("Close issue") + stopSilently(),
                wrongDeeds(way + fill("Write a comment", "Closed.") + clickButton("Comment"))};
        });
}

TaskTemplate downloads()
{
    return onCode(3014,
                  "How many times was the project {{project}} downloaded last month? If the site "
                  "does not tell, answer \"N/A\".",
                  [](const CodeData& data, Random& random) -> Draft {
                      const CodeProject& project = random.pick(data.projects);
                      const Actions way = openProject(project);
                      return DraftParts{
                          {{"project", project.fullPath()}},
                          answerIsNothing("Downloads are not counted."),
                          way + stopWith("N/A"),
                          wrongAnswers("1000", way, std::to_string(project.starCount()))};
                  });
}

TaskTemplate installCommand()
{
    return onCode(
        3015, "Which command installs {{project}} according to its README?",
        [](const CodeData& data, Random& random) -> Draft {
            const CodeProject& project = random.pick(data.projects);
            const std::string readme = project.file("README.md")->content;
            const std::size_t start = readme.find("```\n") + 4;
            const std::string command = readme.substr(start, readme.find('\n', start) - start);
            const Actions way = openProject(project);
            return DraftParts{{{"project", project.fullPath()}},
                              answerIncludes({command}),
                              way + stopWith(command),
                              wrongAnswers("make install", way, "git clone the repository")};
        });
}

TaskTemplate commentMergeRequest()
{
    return onCode(
        3016, "Write \"{{text}}\" in the {{state}} merge request \"{{title}}\" of {{project}}.",
        [](const CodeData& data, Random& random) -> Draft {
            static const WordList kTexts{"Looks good to me.", "Please rebase this.",
                                         "Can you add a test?", "I will review it tomorrow."};
            const CodeProject& project = random.pick(data.projects);
            const MergeRequest& request = random.pick(project.mergeRequests);
            const auto same =
                std::count_if(project.mergeRequests.begin(), project.mergeRequests.end(),
                              [&](auto& other) { return other.title == request.title; });
            if (same > 1 || request.state == MergeRequest::State::Closed) return std::nullopt;
            const bool open = request.state == MergeRequest::State::Open;
            const std::string& text = random.pick(kTexts);
            const Actions list = openProject(project) + clickNth("link", "Merge requests", 1);
            const Actions way = (open ? list : list + clickLink("Merged"))
                                + clickLink(request.title) + fill("Write a comment", text);
            const PageCheck check{
                home(project) + "/-/merge_requests/" + std::to_string(request.iid),
                textOf(".notes-list"), mustInclude({text})};
            return DraftParts{{{"text", text},
                               {"title", request.title},
                               {"project", project.fullPath()},
                               {"state", open ? "open" : "merged"}},
                              pagesShow({check}),
                              way + clickButton("Comment") + stopSilently(),
                              wrongDeeds(way)};
        });
}

TaskTemplate newMilestone()
{
    return onCode(
        3017,
        "Add a milestone \"{{title}}\" with the description \"{{about}}\" to my project "
        "{{project}}.",
        [](const CodeData& data, Random& random) -> Draft {
            static const WordList kTitles{"v3.0", "Spring cleaning", "Security audit",
                                          "First users"};
            static const WordList kAbout{"Whatever it takes.", "Nothing new, only repairs.",
                                         "To be done before summer."};
            const CodeProject* project = managed(data, random);
            if (!project) return std::nullopt;
            const std::string& title = random.pick(kTitles);
            const std::string& about = random.pick(kAbout);
            const Actions way = openProject(*project) + clickLink("Milestones")
                                + clickLink("New milestone") + fill("Title", title);
            const PageCheck check{home(*project) + "/-/milestones", textOf(".milestone:last-child"),
                                  mustInclude({title, about})};
            return DraftParts{
                {{"title", title}, {"about", about}, {"project", project->fullPath()}},
                pagesShow({check}),
                way + fill("Description", about) + clickButton("Create milestone") + stopSilently(),
                wrongDeeds(way + clickButton("Create milestone"))};
        });
}

TaskTemplate memberRole()
{
    return onCode(3018, "Which role does {{name}} have in the project {{project}}?",
                  [](const CodeData& data, Random& random) -> Draft {
                      const CodeProject& project = random.pick(data.projects);
                      const CodeMember& member = random.pick(project.members);
                      const Actions way = openProject(project) + clickLink("Members");
                      return DraftParts{
                          {{"name", fullName(data, member.user)}, {"project", project.fullPath()}},
                          answerIncludes({member.role}),
                          way + stopWith(member.role),
                          wrongAnswers("None", way, member.role == "Guest" ? "Owner" : "Guest")};
                  });
}

}  // namespace

std::vector<TaskTemplate> codeTemplates()
{
    return {stars(),        topContributor(), commitsOnDay(),   labelledIssues(),
            newIssue(),     invite(),         setStatus(),      starProject(),
            forkProject(),  newProject(),     countLabel(),     mostDiscussed(),
            closeIssue(),   downloads(),      installCommand(), commentMergeRequest(),
            newMilestone(), memberRole()};
}

}  // namespace sym
