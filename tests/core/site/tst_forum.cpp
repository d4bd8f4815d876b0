#include <QElapsedTimer>
#include <QtTest/QTest>

#include "core/site/forum/forum_data.h"
#include "core/site/forum/forum_site.h"
#include "page_walker.h"
#include "tests/support/patience.h"

using namespace sym;

namespace {

#define PLAY(...)                                                                       \
    do {                                                                                \
        const std::string problem = walker.play(std::vector<std::string>{__VA_ARGS__}); \
        QVERIFY2(problem.empty(), problem.c_str());                                     \
    } while (false)

}  // namespace

class TestForum : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void contentIsLargeAndTheSameForASeed()
    {
        const ForumData data = makeForumData(11);
        const ForumData again = makeForumData(11);
        const ForumData other = makeForumData(12);

        QVERIFY(data.forums.size() >= 12);
        for (const Forum& forum : data.forums)
            QVERIFY2(data.listing(forum.name, ForumOrder::New).size() >= 30, forum.name.c_str());
        QCOMPARE(again.posts.size(), data.posts.size());
        QCOMPARE(again.posts.back().body, data.posts.back().body);
        QCOMPARE(again.comments.back().body, data.comments.back().body);
        QVERIFY(other.posts.front().title != data.posts.front().title);
        for (const ForumComment& comment : data.comments)
            QVERIFY(comment.created <= worldNow()
                    && comment.created > data.post(comment.postId)->created);
    }

    void contentIsMadeQuickly()
    {
        QElapsedTimer timer;
        timer.start();
        makeForumSite({.seed = 4, .addresses = {}});
        QVERIFY2(timer.elapsed() < 1000 * kPatience, std::to_string(timer.elapsed()).c_str());
    }

    void postsAreSortedAndPaged_data()
    {
        QTest::addColumn<QString>("tab");
        QTest::addColumn<int>("order");

        QTest::newRow("hot") << "Hot" << int(ForumOrder::Hot);
        QTest::newRow("new") << "New" << int(ForumOrder::New);
        QTest::newRow("top") << "Top" << int(ForumOrder::Top);
        QTest::newRow("most commented") << "Most commented" << int(ForumOrder::MostCommented);
    }

    void postsAreSortedAndPaged()
    {
        QFETCH(QString, tab);
        QFETCH(int, order);
        const ForumData data = makeForumData(3);
        const auto posts = data.listing("books", ForumOrder(order));
        PageWalker walker(3);

        PLAY("page.goto(\"__REDDIT__/f/books\")",
             "page.get_by_role(\"link\", name=\"" + tab.toStdString() + "\").click()");
        const std::string first = walker.textOf(".submission__link");
        PLAY("page.get_by_role(\"link\", name=\"Next\").click()");

        QCOMPARE(first, posts[0]->title);
        QCOMPARE(walker.textOf(".submission__link"), posts[20]->title);
    }

    void votesToggle()
    {
        const ForumData data = makeForumData(3);
        const ForumPost& post = *data.listing("coffee", ForumOrder::Top)[0];
        PageWalker walker(3);
        const auto score = [&] { return walker.textOf(".submission--full .vote__net-score"); };
        walker.open("__REDDIT__" + postPath(post));

        PLAY("page.get_by_role(\"button\", name=\"Upvote\").nth(0).click()");
        QCOMPARE(score(), std::to_string(post.votes.score() + 1));
        PLAY("page.get_by_role(\"button\", name=\"Retract upvote\").click()");
        QCOMPARE(score(), std::to_string(post.votes.score()));
        PLAY("page.get_by_role(\"button\", name=\"Downvote\").nth(0).click()");
        QCOMPARE(score(), std::to_string(post.votes.score() - 1));
    }

    void commentsAreWrittenAnsweredEditedAndDeleted()
    {
        PageWalker walker(3);
        PLAY("page.goto(\"__REDDIT__/submit\")",
             "page.get_by_label(\"Title\").fill(\"A <b>bold</b> title\")",
             "page.get_by_label(\"Body\").fill(\"Text\")",
             "page.get_by_role(\"combobox\", name=\"Forum\").select_option(\"linux\")",
             "page.get_by_role(\"button\", name=\"Create submission\").click()");
        QCOMPARE(walker.textOf(".submission__title"), std::string("A <b>bold</b> title"));
        QVERIFY(walker.url().find("/f/linux/") != std::string::npos);

        PLAY("page.get_by_label(\"Comment\").fill(\"First\")",
             "page.get_by_role(\"button\", name=\"Post\").click()");
        PLAY("page.get_by_role(\"button\", name=\"Reply\").click()",
             "page.get_by_label(\"Reply to MarvelsGrantMan136\").fill(\"Second\")",
             "page.get_by_role(\"button\", name=\"Post reply\").click()");
        QCOMPARE(walker.textOf(".comment .comment .comment__body"), std::string("Second"));

        PLAY("page.get_by_role(\"link\", name=\"Edit\").nth(2).click()",
             "page.get_by_label(\"Comment\").fill(\"Third\")",
             "page.get_by_role(\"button\", name=\"Save\").click()");
        QCOMPARE(walker.textOf(".comment .comment .comment__body"), std::string("Third"));
        PLAY("page.get_by_role(\"button\", name=\"Delete comment\").nth(1).click()",
             "page.get_by_role(\"button\", name=\"OK\").click()");
        QCOMPARE(walker.textOf(".comment .comment .comment__body"), std::string("<none>"));
        PLAY("page.get_by_role(\"button\", name=\"Delete\").click()",
             "page.get_by_role(\"button\", name=\"OK\").click()");
        QVERIFY(walker.url().ends_with("/f/linux"));
    }

    void refusesWhatIsIncomplete_data()
    {
        QTest::addColumn<QString>("page");
        QTest::addColumn<QString>("button");

        QTest::newRow("post without title") << "/submit"
                                            << "Create submission";
        QTest::newRow("forum without name") << "/create_forum"
                                            << "Create forum";
        QTest::newRow("login without name") << "/login"
                                            << "Log in";
    }

    void refusesWhatIsIncomplete()
    {
        QFETCH(QString, page);
        QFETCH(QString, button);
        PageWalker walker(3);
        walker.open("__REDDIT__" + page.toStdString());

        walker.play("page.get_by_role(\"button\", name=\"" + button.toStdString() + "\").click()");

        QCOMPARE(walker.status(), 422);
        QVERIFY(!walker.textOf(".flash-error").empty());
    }

    void logsOutAndIn()
    {
        PageWalker walker(3);
        PLAY("page.goto(\"__REDDIT__\")",
             "page.get_by_role(\"button\", name=\"MarvelsGrantMan136\").click()",
             "page.get_by_role(\"button\", name=\"Log out\").click()");
        walker.open("__REDDIT__/submit");
        QVERIFY(walker.url().ends_with("/login"));

        PLAY("page.get_by_label(\"Username\").fill(\"MarvelsGrantMan136\")",
             "page.get_by_label(\"Password\").fill(\"test1234\")",
             "page.get_by_role(\"button\", name=\"Log in\").click()",
             "page.get_by_role(\"button\", name=\"MarvelsGrantMan136\").click()");
    }

    void subscriptionsAndForumsAreKept()
    {
        PageWalker walker(3);
        PLAY("page.goto(\"__REDDIT__/create_forum\")", "page.get_by_label(\"Name\").fill(\"tea\")",
             "page.get_by_label(\"Title\").fill(\"Tea\")",
             "page.get_by_label(\"Description\").fill(\"Leaves\")",
             "page.get_by_role(\"button\", name=\"Create forum\").click()");
        QCOMPARE(walker.textOf(".subscribe-button"), std::string("Unsubscribe"));
        PLAY("page.get_by_role(\"button\", name=\"Unsubscribe\").click()");
        QCOMPARE(walker.textOf(".subscribe-button"), std::string("Subscribe"));
        PLAY("page.get_by_role(\"link\", name=\"Edit forum\").click()",
             "page.get_by_label(\"Wiki\").fill(\"Boil water.\")",
             "page.get_by_role(\"button\", name=\"Save changes\").click()",
             "page.get_by_role(\"link\", name=\"Forum wiki\").click()");
        QCOMPARE(walker.textOf(".wiki"), std::string("Boil water."));
    }
};

QTEST_APPLESS_MAIN(TestForum)
#include "tst_forum.moc"
