#include <QtTest/QTest>

#include "page_walker.h"

using namespace sym;

/// Every template of the forum, the code hosting, the map, the encyclopedia and across sites,
/// played on pages and scored by the real evaluators.
class TestSiteTasks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void solutionsScoreOneAndNegativesZero_data()
    {
        QTest::addColumn<int>("family");
        QTest::addColumn<int>("templates");  // at least

        QTest::newRow("forum") << 2 << 9;
        QTest::newRow("code") << 3 << 10;
        QTest::newRow("map") << 4 << 8;
        QTest::newRow("wiki") << 5 << 5;
        QTest::newRow("multi-site") << 6 << 5;
    }

    void solutionsScoreOneAndNegativesZero()
    {
        QFETCH(int, family);
        QFETCH(int, templates);
        const auto all = family == 2   ? forumTemplates()
                         : family == 3 ? codeTemplates()
                         : family == 4 ? mapTemplates()
                         : family == 5 ? wikiTemplates()
                                       : multiSiteTemplates();
        const int instances = std::max(1, qEnvironmentVariableIntValue("SYM_TASK_INSTANCES"));
        const quint64 seed = quint64(std::max(1, qEnvironmentVariableIntValue("SYM_TASK_SEED")));

        int made = 0;
        const auto wrong = proveTemplates(all, {seed, seed + 76}, instances, made);

        for (const std::string& line : wrong) qWarning("%s", line.c_str());
        QVERIFY(wrong.empty());
        QVERIFY(int(all.size()) >= templates);
        QCOMPARE(made, int(all.size()) * instances * 2);
    }

    void resetForgetsWhatWasDone_data()
    {
        QTest::addColumn<QString>("page");
        QTest::addColumn<QString>("button");

        QTest::newRow("forum") << "__REDDIT__/f/linux"
                               << "Upvote";
        QTest::newRow("map") << "__MAP__/place/3"
                             << "Save place";
    }

    void resetForgetsWhatWasDone()
    {
        QFETCH(QString, page);
        QFETCH(QString, button);
        PageWalker walker(8);
        PlainJobContext job;
        walker.open(page.toStdString());
        const std::string before = *walker.content(job);
        walker.play("page.get_by_role(\"button\", name=\"" + button.toStdString()
                    + "\").nth(0).click()");
        QVERIFY(*walker.content(job) != before);

        const bool done = walker.reset();

        QVERIFY(done);
        walker.open(page.toStdString());
        QCOMPARE(*walker.content(job), before);
    }

    void templatesGiveSeveralInstances()
    {
        for (const auto& all : {forumTemplates(), codeTemplates(), mapTemplates(), wikiTemplates(),
                                multiSiteTemplates()})
            for (const TaskTemplate& kind : all) {
                const auto drafts = kind.make(5, Random(9), 12);
                const auto again = kind.make(5, Random(9), 12);

                QVERIFY2(drafts.size() >= 6,
                         (std::to_string(kind.id) + " gives " + std::to_string(drafts.size())).c_str());
                QCOMPARE(again.back().intent, drafts.back().intent);
                QCOMPARE(again.back().solution, drafts.back().solution);
            }
    }
};

QTEST_APPLESS_MAIN(TestSiteTasks)
#include "tst_site_tasks.moc"
