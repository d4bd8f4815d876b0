#include <QtTest/QtTest>

#include "core/task/task_filter.h"

using namespace sym;

namespace {

/// Tasks 0 to 11: four templates of three, the first two about the shop, then the map, the forum;
/// every third is for testing. And one whose id looks like a range.
std::vector<Task> someTasks()
{
    const std::vector<std::string> sites{"shopping", "shopping", "map", "reddit"};
    std::vector<Task> tasks;
    for (int i = 0; i < 12; ++i) {
        Task task;
        task.id = std::to_string(i);
        task.templateId = std::to_string(i / 3);
        task.sites = {sites[std::size_t(i / 3)]};
        task.split = i % 3 == 2 ? "test" : "train";
        tasks.push_back(std::move(task));
    }
    Task named;
    named.id = "20-30";
    named.sites = {"gitlab", "reddit"};
    named.split = "train";
    tasks.push_back(std::move(named));
    return tasks;
}

std::string ids(const std::vector<Task>& tasks)
{
    std::string all;
    for (const Task& task : tasks) all += (all.empty() ? "" : " ") + task.id;
    return all;
}

}  // namespace

class TestTaskFilter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void chooses_data()
    {
        QTest::addColumn<QString>("spec");
        QTest::addColumn<QString>("split");
        QTest::addColumn<QString>("site");
        QTest::addColumn<int>("limit");
        QTest::addColumn<QString>("expected");

        QTest::newRow("all") << ""
                             << ""
                             << "" << 0 << "0 1 2 3 4 5 6 7 8 9 10 11 20-30";
        QTest::newRow("ids and ranges") << " 7, 3,9-11 ,"
                                        << ""
                                        << "" << 0 << "3 7 9 10 11";
        QTest::newRow("range over the end") << "10-99"
                                            << ""
                                            << "" << 0 << "10 11";
        QTest::newRow("id that looks like a range") << "20-30"
                                                    << ""
                                                    << "" << 0 << "20-30";
        QTest::newRow("split") << ""
                               << "test"
                               << "" << 0 << "2 5 8 11";
        QTest::newRow("split and range") << "0-5"
                                         << "test"
                                         << "" << 0 << "2 5";
        QTest::newRow("any site of the task") << ""
                                              << ""
                                              << "reddit" << 0 << "9 10 11 20-30";
        QTest::newRow("a task of each site first") << ""
                                                   << ""
                                                   << "" << 4 << "0 6 9 20-30";
        QTest::newRow("then of each template") << ""
                                               << ""
                                               << "" << 5 << "0 3 6 9 20-30";
        QTest::newRow("then again") << ""
                                    << ""
                                    << "" << 7 << "0 1 3 6 7 9 20-30";
        QTest::newRow("limit above all") << "0-2"
                                         << ""
                                         << "" << 9 << "0 1 2";
    }
    void chooses()
    {
        QFETCH(QString, spec);
        QFETCH(QString, split);
        QFETCH(QString, site);
        QFETCH(int, limit);
        QFETCH(QString, expected);

        const auto chosen = chooseTasks(someTasks(), {.spec = spec.toStdString(),
                                                      .split = split.toStdString(),
                                                      .site = site.toStdString(),
                                                      .limit = limit});

        QVERIFY2(chosen, chosen ? "" : chosen.error().message().c_str());
        QCOMPARE(QString::fromStdString(ids(*chosen)), expected);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("spec");
        QTest::addColumn<QString>("split");
        QTest::addColumn<QString>("site");
        QTest::addColumn<int>("limit");
        QTest::addColumn<int>("code");
        const int invalid = int(ErrorCode::InvalidInput);
        const int notFound = int(ErrorCode::NotFound);

        QTest::newRow("word") << "three"
                              << ""
                              << "" << 0 << invalid;
        QTest::newRow("backwards") << "9-3"
                                   << ""
                                   << "" << 0 << invalid;
        QTest::newRow("unknown id") << "99"
                                    << ""
                                    << "" << 0 << notFound;
        QTest::newRow("empty range") << "50-60"
                                     << ""
                                     << "" << 0 << notFound;
        QTest::newRow("split") << ""
                               << "dev"
                               << "" << 0 << notFound;
        QTest::newRow("site") << ""
                              << ""
                              << "moon" << 0 << notFound;
        QTest::newRow("negative limit") << ""
                                        << ""
                                        << "" << -1 << invalid;
    }
    void refuses()
    {
        QFETCH(QString, spec);
        QFETCH(QString, split);
        QFETCH(QString, site);
        QFETCH(int, limit);
        QFETCH(int, code);

        const auto chosen = chooseTasks(someTasks(), {.spec = spec.toStdString(),
                                                      .split = split.toStdString(),
                                                      .site = site.toStdString(),
                                                      .limit = limit});

        QVERIFY(!chosen);
        QCOMPARE(int(chosen.error().code()), code);
    }
};

QTEST_APPLESS_MAIN(TestTaskFilter)
#include "tst_task_filter.moc"
