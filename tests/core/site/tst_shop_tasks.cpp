#include <QtTest/QTest>

#include "page_walker.h"

using namespace sym;

/// Every template of the storefront and of its administration, played on the pages and scored by
/// the real evaluators.
class TestShopTasks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void solutionsScoreOneAndNegativesZero_data()
    {
        QTest::addColumn<QString>("site");
        QTest::addColumn<int>("templates");  // at least

        QTest::newRow("storefront") << QStringLiteral("shopping") << 30;
        QTest::newRow("administration") << QStringLiteral("shopping_admin") << 30;
    }

    void solutionsScoreOneAndNegativesZero()
    {
        QFETCH(QString, site);
        QFETCH(int, templates);
        std::vector<TaskTemplate> all;
        const int only = qEnvironmentVariableIntValue("SYM_TASK_TEMPLATE");
        for (TaskTemplate& kind : shopTemplates())
            if (kind.sites.front() == site.toStdString() && (only == 0 || kind.id == only)) all.push_back(std::move(kind));
        const int instances = std::max(1, qEnvironmentVariableIntValue("SYM_TASK_INSTANCES"));
        const quint64 seed = quint64(std::max(1, qEnvironmentVariableIntValue("SYM_TASK_SEED")));

        int made = 0;
        const auto wrong = proveTemplates(all, {seed, seed + 76}, instances, made);

        for (const std::string& line : wrong) qWarning("%s", line.c_str());
        QVERIFY(wrong.empty());
        if (only != 0) return;
        QVERIFY(int(all.size()) >= templates);
        QVERIFY(made >= int(all.size()) * 2);
    }
};

QTEST_APPLESS_MAIN(TestShopTasks)
#include "tst_shop_tasks.moc"
