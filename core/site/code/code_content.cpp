#include <algorithm>
#include <cstdio>

#include "core/base/random.h"
#include "core/site/code/code_data.h"
#include "core/site/web/components.h"
#include "core/site/words/word_book.h"

namespace sym {
namespace {

constexpr Minutes kDay = 24 * 60;

std::string capitalized(std::string text)
{
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = char(text[0] - 'a' + 'A');
    return text;
}

using Values = std::map<std::string, std::string>;

/// Draws the projects of one seed; each project has a generator of its own.
class CodeMaker {
public:
    explicit CodeMaker(std::uint64_t seed)
        : m_random(Random(seed).fork("code")), m_book(WordBook::load("code.json"))
    {
    }

    CodeData make()
    {
        makePeople();
        std::set<int> stars;
        for (const auto& entry : m_book.json().at("projects")) makeProject(entry, stars);
        makeTodos();
        return std::move(m_data);
    }

private:
    void makePeople()
    {
        Random random = m_random.fork("users");
        for (const auto& entry : m_book.json().at("users")) {
            CodeUser user;
            user.name = entry.at(0).get<std::string>();
            user.fullName = entry.at(1).get<std::string>();
            user.password = user.name == kCodeUser ? kCodePassword : "password-of-" + user.name;
            user.bio = random.pick(m_book.list("bios"));
            user.location = random.pick(m_book.list("locations"));
            user.email = user.name + "@mail.example";
            user.website = "https://" + slug(user.name) + ".example";
            if (user.name != kCodeUser && random.chance(0.3))
                user.status = random.pick(m_book.list("statuses"));
            user.joined = minutesOf(int(random.between(2016, 2022)), int(random.between(1, 12)),
                                    int(random.between(1, 28)));
            m_names.push_back(user.name);
            m_data.users[user.name] = user;
        }
        for (const auto& entry : m_book.json().at("groups"))
            m_data.groups.push_back({entry.at(0).get<std::string>(), entry.at(1).get<std::string>(),
                                     entry.at(2).get<std::string>(), "Public"});
    }

    void makeProject(const nlohmann::json& entry, std::set<int>& stars)
    {
        CodeProject project;
        project.path = entry.at("path").get<std::string>();
        Random random = m_random.fork("project " + project.path);
        const bool own =
            project.path == "dotfiles" || project.path == "byteblaze-site" || random.chance(0.22);
        project.space = own                  ? std::string(kCodeUser)
                        : random.chance(0.6) ? random.pick(m_data.groups).path
                                             : random.pick(m_names);
        project.description = entry.at("about").get<std::string>();
        project.language = entry.at("language").get<std::string>();
        project.topics = wordsOf(entry.at("topics"));
        project.license = random.pick(m_book.list("licenses"));
        project.visibility = own && random.chance(0.3) ? "Private" : "Public";
        project.created = minutesOf(int(random.between(2018, 2023)), int(random.between(1, 12)),
                                    int(random.between(1, 28)));
        int count = 0;
        do {
            count = int(random.chance(0.6) ? random.between(0, 120) : random.between(90, 4800));
        } while (!stars.insert(count).second);
        project.stars = count;
        project.forks = int(random.between(0, 3 + count / 8));
        m_parts = wordsOf(entry.at("parts"));
        for (const auto& label : m_book.json().at("labels"))
            project.labels.push_back(label.at(0).get<std::string>());
        makeMembers(project, random);
        makeMilestones(project, random);
        makeBranches(project, random);
        makeCommits(project, random);
        makeIssues(project, random);
        makeMergeRequests(project, random);
        makeFiles(project, random);
        if (!own && random.chance(0.15)) project.starredBy.insert(kCodeUser);
        m_data.projects.push_back(std::move(project));
    }

    void makeMembers(CodeProject& project, Random& random)
    {
        const bool group = m_data.group(project.space) != nullptr;
        std::string owner = group ? random.pick(m_names) : project.space;
        project.members.push_back({owner, "Owner", project.created});
        for (const std::string& name :
             pickSome(m_names, std::size_t(random.between(4, 8)), random)) {
            if (name == owner) continue;
            static const WordList kRoles{"Guest", "Reporter", "Developer", "Developer",
                                         "Maintainer"};
            project.members.push_back(
                {name, random.pick(kRoles), project.created + random.between(10, 400) * kDay});
        }
    }

    Values draw(Random& random) const
    {
        const std::string part = random.pick(m_parts);
        return {{"part", part},
                {"Part", capitalized(part)},
                {"slug", slug(part.starts_with("the ") ? part.substr(4) : part)},
                {"version", "1." + std::to_string(random.between(0, 9)) + "."
                                + std::to_string(random.between(0, 9))}};
    }

    void makeMilestones(CodeProject& project, Random& random)
    {
        int month = int(random.between(6, 8));
        for (const std::string& title : m_book.list("milestones")) {
            if (random.chance(0.25)) continue;
            const bool dated = title != "Backlog";
            project.milestones.push_back(
                {title, dated ? "Everything we promised for " + title + "." : "For later.",
                 dated ? isoDate(minutesOf(2025, month, int(random.between(1, 28)))) : "", true});
            month = std::min(12, month + 1);
        }
    }

    void makeBranches(CodeProject& project, Random& random)
    {
        project.branches.push_back("main");
        std::set<std::string> names;
        const int count = int(random.between(3, 6));
        while (int(names.size()) < count)
            names.insert(fillWords(random.pick(m_book.list("branches")), draw(random)));
        project.branches.insert(project.branches.end(), names.begin(), names.end());
    }

    void makeCommits(CodeProject& project, Random& random)
    {
        const int count = int(random.between(24, 58));
        Minutes moment = worldNow() - random.between(60, 20 * kDay);
        for (int i = 0; i < count; ++i) {
            char sha[20];
            std::snprintf(sha, sizeof sha, "%08llx",
                          static_cast<unsigned long long>(random.next() & 0xffffffffu));
            // a few people write most of it
            const std::size_t author =
                std::size_t(double(project.members.size()) * random.unit() * random.unit());
            project.commits.push_back(
                {sha, project.members[author].user,
                 capitalized(fillWords(random.pick(m_book.list("commits")), draw(random))),
                 moment});
            moment -=
                random.chance(0.4) ? random.between(20, 600) : random.between(kDay, 12 * kDay);
        }
    }

    std::string someone(const CodeProject& project, Random& random) const
    {
        return random.chance(0.6) ? random.pick(project.members).user : random.pick(m_names);
    }

    std::vector<CodeComment> makeComments(const CodeProject& project, Minutes from, Random& random)
    {
        std::vector<CodeComment> comments;
        const int count = random.chance(0.25)   ? 0
                          : random.chance(0.15) ? int(random.between(5, 16))
                                                : int(random.between(1, 5));
        for (int i = 0; i < count; ++i) {
            from = std::min(worldNow() - 5, from + random.between(30, 3 * kDay));
            comments.push_back({i + 1, someone(project, random),
                                fillWords(random.pick(m_book.list("issue_comments")), draw(random)),
                                from});
        }
        return comments;
    }

    void makeIssues(CodeProject& project, Random& random)
    {
        const int count = int(random.between(14, 32));
        std::set<std::string> titles;
        Minutes moment = worldNow() - random.between(200, 380) * kDay;
        const Minutes pace = (worldNow() - moment) / count;
        while (int(project.issues.size()) < count) {
            const Values values = draw(random);
            const std::string title =
                capitalized(fillWords(random.pick(m_book.list("issues")), values));
            if (!titles.insert(title).second) continue;
            CodeIssue issue;
            issue.iid = int(project.issues.size()) + 1;
            issue.title = title;
            for (const std::string& line :
                 pickSome(m_book.list("issue_bodies"), std::size_t(random.between(1, 3)), random))
                issue.description +=
                    (issue.description.empty() ? "" : "\n\n") + fillWords(line, values);
            issue.author = someone(project, random);
            if (random.chance(0.55)) issue.assignee = random.pick(project.members).user;
            if (random.chance(0.4) && !project.milestones.empty())
                issue.milestone = random.pick(project.milestones).title;
            issue.labels = pickSome(project.labels, std::size_t(random.between(0, 2)), random);
            issue.created = moment;
            moment = std::min(worldNow() - 10, moment + random.between(pace / 4, pace + pace / 2));
            issue.open = random.chance(0.6);
            if (!issue.open)
                issue.closed =
                    std::min(worldNow() - 3, issue.created + random.between(1, 30) * kDay);
            issue.comments = makeComments(project, issue.created, random);
            project.issues.push_back(std::move(issue));
        }
    }

    void makeMergeRequests(CodeProject& project, Random& random)
    {
        const int count = int(random.between(4, 9));
        Minutes moment = worldNow() - random.between(100, 200) * kDay;
        for (int i = 0; i < count; ++i) {
            const Values values = draw(random);
            MergeRequest request;
            request.iid = i + 1;
            request.title = capitalized(fillWords(random.pick(m_book.list("commits")), values));
            request.description = "Changes " + values.at("part") + ". Tests are included.";
            request.author = random.pick(project.members).user;
            request.assignee = random.pick(project.members).user;
            request.reviewer = random.pick(project.members).user;
            request.sourceBranch =
                project.branches[std::size_t(random.between(1, int(project.branches.size()) - 1))];
            request.targetBranch = project.branches.front();
            request.state = random.chance(0.45)  ? MergeRequest::State::Open
                            : random.chance(0.8) ? MergeRequest::State::Merged
                                                 : MergeRequest::State::Closed;
            request.created = moment;
            moment = std::min(worldNow() - 10, moment + random.between(3, 25) * kDay);
            request.comments = makeComments(project, request.created, random);
            project.mergeRequests.push_back(std::move(request));
        }
    }

    void makeFiles(CodeProject& project, Random& random)
    {
        const std::string extension =
            m_book.json().at("extensions").at(project.language).get<std::string>();
        const std::string install =
            fillWords(m_book.json().at("install").at(project.language).get<std::string>(),
                      {{"name", project.path}});
        std::string year = std::to_string(civilDate(project.created).year);
        std::string readme =
            "# " + project.path + "\n\n" + project.description + ".\n\n## Features\n\n";
        for (const std::string& part : m_parts) readme += "- " + part + "\n";
        readme += "\n## Installation\n\n```\n" + install + "\n```\n\n## Requirements\n\n"
                  + project.language + " " + std::to_string(random.between(3, 12))
                  + " or newer.\n\n## License\n\n" + project.license + "\n\n## Contact\n\nWrite to "
                  + project.path + "-team@mail.example.\n";
        project.files.push_back({"README.md", readme});
        project.files.push_back({"LICENSE", project.license + "\n\nCopyright (c) " + year
                                                + " the authors of " + project.path + "\n"});
        project.files.push_back(
            {"CONTRIBUTING.md",
             "# Contributing\n\nOpen an issue before you start. Tests run with `make test`.\n"});
        project.files.push_back(
            {"CHANGELOG.md", "# Changelog\n\n## 1." + std::to_string(random.between(1, 9))
                                 + ".0\n\n- " + capitalized(m_parts.front()) + " is faster.\n"});
        project.files.push_back({"docs/guide.md", "# Guide\n\nStart with " + m_parts.back()
                                                      + ", then read the rest.\n"});
        for (const std::string& part : m_parts) {
            const std::string name = slug(part.starts_with("the ") ? part.substr(4) : part);
            project.files.push_back(
                {"src/" + name + "." + extension, sourceText(project.language, name, random)});
        }
        project.files.push_back({"tests/test_" + slug(project.path) + "." + extension,
                                 sourceText(project.language, "test", random)});
    }

    static std::string sourceText(const std::string& language, const std::string& name,
                                  Random& random)
    {
        const std::string mark =
            language == "Python" || language == "Ruby" || language == "Shell" ? "# " : "// ";
        const std::string limit = std::to_string(random.between(8, 512));
        std::string identifier = name;
        std::replace(identifier.begin(), identifier.end(), '-', '_');
        if (language == "HTML")
            return "<!doctype html>\n<title>" + name + "</title>\n<main>" + name + "</main>\n";
        std::string text = mark + "Part of the project: " + name + "\n\n";
        if (language == "Python")
            return text + "MAX_ITEMS = " + limit + "\n\n\ndef " + identifier
                   + "(items):\n    return items[:MAX_ITEMS]\n";
        if (language == "Ruby")
            return text + "MAX_ITEMS = " + limit + "\n\ndef " + identifier
                   + "(items)\n  items.first(MAX_ITEMS)\nend\n";
        if (language == "Shell") return text + "max_items=" + limit + "\necho \"$max_items\"\n";
        if (language == "Go") return text + "package main\n\nconst maxItems = " + limit + "\n";
        if (language == "Rust") return text + "pub const MAX_ITEMS: usize = " + limit + ";\n";
        return text + "const maxItems = " + limit + ";\n";
    }

    void makeTodos()
    {
        for (const CodeProject& project : m_data.projects) {
            const std::string base = "/" + project.fullPath() + "/-/";
            for (const CodeIssue& issue : project.issues)
                if (issue.open && issue.assignee == kCodeUser)
                    m_data.todos.push_back(
                        {m_data.users[issue.author].fullName + " assigned you an issue",
                         issue.title, project.fullPath(),
                         base + "issues/" + std::to_string(issue.iid), issue.created, false});
            for (const MergeRequest& request : project.mergeRequests)
                if (request.state == MergeRequest::State::Open && request.reviewer == kCodeUser)
                    m_data.todos.push_back(
                        {m_data.users[request.author].fullName + " requested a review",
                         request.title, project.fullPath(),
                         base + "merge_requests/" + std::to_string(request.iid), request.created,
                         false});
        }
        std::stable_sort(
            m_data.todos.begin(), m_data.todos.end(),
            [](const CodeTodo& a, const CodeTodo& b) { return a.created > b.created; });
    }

    Random m_random;
    WordBook m_book;
    WordList m_names;
    WordList m_parts;
    CodeData m_data;
};

}  // namespace

CodeData makeCodeData(std::uint64_t seed)
{
    return CodeMaker(seed).make();
}

}  // namespace sym
