#include <QtTest/QTest>

#include "core/site/code/code_data.h"
#include "core/site/code/plain_markdown.h"
#include "page_walker.h"

using namespace sym;

namespace {

#define PLAY(...)                                                                       \
    do {                                                                                \
        const std::string problem = walker.play(std::vector<std::string>{__VA_ARGS__}); \
        QVERIFY2(problem.empty(), problem.c_str());                                     \
    } while (false)

std::string own(const CodeData& data)
{
    for (const CodeProject& project : data.projects)
        if (project.space == kCodeUser) return "__GITLAB__/" + project.fullPath();
    return {};
}

}  // namespace

class TestCode : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void contentIsLargeAndTheSameForASeed()
    {
        const CodeData data = makeCodeData(11);
        const CodeData again = makeCodeData(11);

        QVERIFY(data.projects.size() >= 20);
        for (const CodeProject& project : data.projects) {
            QVERIFY(project.issues.size() >= 10);
            QVERIFY(project.mergeRequests.size() >= 3);
            QVERIFY(project.commits.size() >= 20);
            QVERIFY(project.file("README.md") != nullptr);
            for (const CodeCommit& commit : project.commits)
                QVERIFY(project.member(commit.author) != nullptr);
        }
        QCOMPARE(again.projects.back().issues.back().title,
                 data.projects.back().issues.back().title);
        QVERIFY(makeCodeData(12).projects[3].stars != data.projects[3].stars);
    }

    void everyProjectPageOpens_data()
    {
        QTest::addColumn<QString>("path");

        for (const char* path :
             {"", "/-/tree/main/src", "/-/blob/main/README.md", "/-/commits/main", "/-/branches",
              "/-/graphs/main", "/-/issues", "/-/issues/1", "/-/issues/new", "/-/merge_requests",
              "/-/merge_requests/1", "/-/merge_requests/new", "/-/project_members", "/-/milestones",
              "/-/labels", "/edit"})
            QTest::newRow(*path ? path : "overview") << path;
    }

    void everyProjectPageOpens()
    {
        QFETCH(QString, path);
        PageWalker walker(5);

        walker.open(own(makeCodeData(5)) + path.toStdString());

        QCOMPARE(walker.status(), 200);
        QVERIFY(!walker.textOf("h1").empty());
    }

    void issuesLiveThroughTheirStates()
    {
        PageWalker walker(5);
        PLAY("page.goto(\"" + own(makeCodeData(5)) + "/-/issues/new\")",
             "page.get_by_label(\"Title\").fill(\"It leaks\")",
             "page.get_by_label(\"Description\").fill(\"Oil\")",
             "page.get_by_role(\"checkbox\", name=\"bug\").check()",
             "page.get_by_role(\"button\", name=\"Create issue\").click()");
        QCOMPARE(walker.textOf("h1.title"), std::string("It leaks"));
        QCOMPARE(walker.textOf(".fact-labels .fact-value"), std::string("bug"));

        PLAY("page.get_by_label(\"Write a comment\").fill(\"Still\")",
             "page.get_by_role(\"button\", name=\"Comment\").click()",
             "page.get_by_role(\"button\", name=\"Close issue\").click()");
        QCOMPARE(walker.textOf(".detail-main .badge"), std::string("Closed"));
        QCOMPARE(walker.textOf(".note-text"), std::string("Still"));

        PLAY("page.get_by_role(\"button\", name=\"Reopen issue\").click()",
             "page.get_by_role(\"link\", name=\"Edit\").click()",
             "page.get_by_label(\"Title\").fill(\"It drips\")",
             "page.get_by_role(\"combobox\", name=\"Assignee\").select_option(\"Byte Blaze\")",
             "page.get_by_role(\"button\", name=\"Save changes\").click()");
        QCOMPARE(walker.textOf("h1.title"), std::string("It drips"));
        QCOMPARE(walker.textOf(".fact-assignee .fact-value"), std::string("Byte Blaze"));
    }

    void membersAreInvitedAndChanged()
    {
        const CodeData data = makeCodeData(5);
        const std::string home = own(data);
        const CodeProject& project = *data.project(home.substr(std::string("__GITLAB__/").size()));
        std::string guest;
        for (const auto& [name, user] : data.users)
            if (!project.member(name)) guest = name;
        PageWalker walker(5);
        PlainJobContext job;
        const auto role = [&] {
            return walker.evaluate("gl-avatar-labeled-sublabel \"@" + guest + "\"", job);
        };

        PLAY("page.goto(\"" + home + "/-/project_members\")",
             "page.get_by_role(\"button\", name=\"Invite members\").click()",
             "page.get_by_role(\"combobox\", name=\"Username or name\").select_option(\""
                 + data.users.at(guest).fullName + " (@" + guest + ")\")",
             "page.get_by_role(\"combobox\", name=\"Select a role\").select_option(\"Reporter\")",
             "page.get_by_role(\"button\", name=\"Invite\").click()");
        QCOMPARE(role()->get<std::string>(), std::string("Reporter"));

        PLAY("page.get_by_role(\"button\", name=\"Change role of " + guest + "\").click()",
             "page.get_by_role(\"button\", name=\"Maintainer\").click()");
        QCOMPARE(role()->get<std::string>(), std::string("Maintainer"));
        PLAY("page.get_by_role(\"button\", name=\"Remove " + guest + "\").click()",
             "page.get_by_role(\"button\", name=\"OK\").click()");
        QVERIFY(!role());
    }

    void projectsAreForkedStarredAndCreated()
    {
        const CodeData data = makeCodeData(5);
        const auto foreign =
            std::find_if(data.projects.begin(), data.projects.end(), [](const CodeProject& one) {
                return one.space != kCodeUser && !one.starredBy.contains(kCodeUser);
            });
        PageWalker walker(5);

        PLAY("page.goto(\"__GITLAB__/" + foreign->fullPath() + "\")",
             "page.get_by_role(\"button\", name=\"Star\").click()");
        QCOMPARE(walker.textOf(".star-count"), std::to_string(foreign->stars + 1));
        PLAY("page.get_by_role(\"link\", name=\"Fork\").click()",
             "page.get_by_role(\"button\", name=\"Fork project\").click()");
        QCOMPARE(walker.textOf(".forked-from"), "Forked from " + foreign->fullPath());
        PLAY("page.goto(\"__GITLAB__/projects/new\")",
             "page.get_by_label(\"Project name\").fill(\"New Thing\")",
             "page.get_by_role(\"radio\", name=\"Public\").click()",
             "page.get_by_role(\"button\", name=\"Create project\").click()");
        QVERIFY(walker.url().ends_with("/byteblaze/new-thing"));
        QVERIFY(walker.textOf("h1").find("Public") != std::string::npos);
        walker.open("__GITLAB__/byteblaze/new-thing/-/labels");
        QVERIFY(walker.textOf(".labels").find("bug") != std::string::npos);
    }

    void privateProjectsAreHiddenFromGuests()
    {
        PageWalker walker(5);
        PLAY("page.goto(\"__GITLAB__/projects/new\")",
             "page.get_by_label(\"Project name\").fill(\"secret\")",
             "page.get_by_role(\"button\", name=\"Create project\").click()");
        PLAY("page.get_by_role(\"button\", name=\"Byte Blaze\").click()",
             "page.get_by_role(\"button\", name=\"Sign out\").click()");

        walker.open("__GITLAB__/byteblaze/secret");
        QCOMPARE(walker.status(), 404);
        PLAY("page.goto(\"__GITLAB__/users/sign_in\")",
             "page.get_by_label(\"Username or email\").fill(\"byteblaze\")",
             "page.get_by_label(\"Password\").fill(\"hello1234\")",
             "page.get_by_role(\"button\", name=\"Sign in\").click()",
             "page.goto(\"__GITLAB__/byteblaze/secret\")");
    }

    void markdownIsRendered_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("html");

        QTest::newRow("heading") << "# A"
                                 << "<h2>A</h2>";
        QTest::newRow("list") << "- a\n- b"
                              << "<ul><li>a</li><li>b</li></ul>";
        QTest::newRow("code") << "```\na < b\n```"
                              << "<pre><code>a &lt; b\n</code></pre>";
        QTest::newRow("paragraphs") << "a\nb\n\nc"
                                    << "<p>a b </p><p>c </p>";
        QTest::newRow("hash without blank") << "#a"
                                            << "<p>#a </p>";
        QTest::newRow("empty") << ""
                               << "";
    }

    void markdownIsRendered()
    {
        QFETCH(QString, text);
        QFETCH(QString, html);

        QCOMPARE(QString::fromStdString(markdownHtml(text.toStdString())), html);
    }
};

QTEST_APPLESS_MAIN(TestCode)
#include "tst_code.moc"
