#include "core/store/project_store.h"

#include <QtTest/QtTest>

#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <thread>

#include "core/base/random.h"
#include "core/store/schema.h"

using namespace sym;
using Access = ProjectStore::Access;

namespace {

/// Opens or fails the test with the store's own words.
std::unique_ptr<ProjectStore> opened(const QString& path, Access access = Access::ReadWrite)
{
    auto store = ProjectStore::open(path.toStdString(), access);
    if (!store) qCritical("%s", store.error().message().c_str());
    return store ? std::move(*store) : nullptr;
}

EpisodeId newEpisode(ProjectStore& store)
{
    RunRecord run;
    run.name = "run";
    const auto runId = store.addRun(run);
    EpisodeRecord episode;
    episode.run = runId ? *runId : RunId{};
    episode.taskId = "17";
    const auto id = store.beginEpisode(episode);
    return id ? *id : EpisodeId{};
}

Step stepOf(int index, const std::string& observation = "RootWebArea 'Shop'")
{
    Step step;
    step.index = index;
    step.page.url = "http://127.0.0.1/" + std::to_string(index);
    step.page.observation = observation;
    step.reasoning = "the cart holds nothing";
    step.rawAction = "click [" + std::to_string(index) + "]";
    step.calls.push_back(
        {.purpose = "act", .promptTokens = 100, .responseTokens = 11, .costUsd = 0.25});
    return step;
}

/// Runs SQL on a file from outside, as another program would.
void runSql(const QString& path, const char* sql)
{
    sqlite3* db = nullptr;
    QCOMPARE(sqlite3_open(path.toUtf8().constData(), &db), SQLITE_OK);
    QCOMPARE(sqlite3_exec(db, sql, nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(db);
}

}  // namespace

class TestProjectStore : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString file(const char* name) const { return m_folder.filePath(QString::fromUtf8(name)); }

private Q_SLOTS:
    void keepsRunsEpisodesAndSteps()
    {
        const QString path = file("keeps.symbiont");
        EpisodeId episode;
        {
            const auto store = opened(path);
            QVERIFY(store);
            episode = newEpisode(*store);
            for (int i = 0; i < 5; ++i) QVERIFY(bool(store->appendStep(episode, stepOf(i))));
            EpisodeRecord record = *store->episode(episode);
            record.outcome = EpisodeOutcome::Finished;
            record.answer = "42";
            QVERIFY(bool(store->finishEpisode(record)));
        }

        const auto again = opened(path, Access::ReadOnly);
        QVERIFY(again);
        const auto trajectory = again->trajectory(episode);
        QVERIFY(bool(trajectory));
        QCOMPARE(trajectory->episode.answer, std::string("42"));
        QCOMPARE(trajectory->episode.steps, 5);
        QCOMPARE(trajectory->steps.size(), std::size_t(5));
        QVERIFY(trajectory->steps[3] == stepOf(3));
        const auto rows = again->stepSummaries(episode, 2, 2);
        QCOMPARE(rows->size(), std::size_t(2));
        QCOMPARE(rows->front().index, 2);
        QCOMPARE(rows->front().tokens, std::int64_t(111));
        QCOMPARE(rows->front().costUsd, 0.25);
    }

    void refusesTheSameStepTwice()
    {
        const auto store = opened(file("twice.symbiont"));
        const EpisodeId episode = newEpisode(*store);
        QVERIFY(bool(store->appendStep(episode, stepOf(0))));

        QVERIFY(!store->appendStep(episode, stepOf(0)));

        QCOMPARE(store->stepSummaries(episode, 0, -1)->size(), std::size_t(1));
    }

    void blobsAreStoredOnce_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("text that packs well") << QByteArray(100'000, 'x');
        QTest::newRow("all bytes") << [] {
            QByteArray all;
            for (int i = 0; i < 256; ++i) all.append(char(i));
            return all;
        }();
    }
    void blobsAreStoredOnce()
    {
        QFETCH(QByteArray, bytes);
        const auto store = opened(file(QTest::currentDataTag()));

        const auto first = store->putBlob(bytes.toStdString());
        const auto second = store->putBlob(bytes.toStdString());

        QCOMPARE(*first, *second);
        QCOMPARE(QByteArray::fromStdString(*store->blob(*first)), bytes);
    }

    void search_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QByteArray>("field");
        QTest::newRow("word of the observation")
            << QByteArray("lantern") << QByteArray("observation");
        QTest::newRow("folded case") << QByteArray("LANTERN") << QByteArray("observation");
        QTest::newRow("two words, anywhere")
            << QByteArray("lantern cart") << QByteArray("reasoning");
        QTest::newRow("prefix") << QByteArray("lant*") << QByteArray("observation");
        QTest::newRow("syntax is no syntax") << QByteArray("lantern OR (\"") << QByteArray();
        QTest::newRow("absent") << QByteArray("zebra") << QByteArray();
        QTest::newRow("nothing asked") << QByteArray("  ") << QByteArray();
    }
    void search()
    {
        QFETCH(QByteArray, query);
        QFETCH(QByteArray, field);
        const auto store = opened(file("search.symbiont"));
        const EpisodeId episode = newEpisode(*store);
        QVERIFY(
            bool(store->appendStep(episode, stepOf(0, "link 'Brass lantern' \xc3\xa9t\xc3\xa9"))));
        const int before = int(store->search("lantern", 100)->size());
        QVERIFY(before >= 1);

        const auto hits = store->search(query.toStdString(), 10);

        QVERIFY2(bool(hits), hits ? "" : hits.error().message().c_str());
        QCOMPARE(hits->empty(), field.isEmpty());
        if (!hits->empty()) {
            QCOMPARE(QByteArray::fromStdString(hits->front().field), field);
            QVERIFY(hits->front().excerpt.find('\x02') != std::string::npos);
        }
    }

    void settingsAreReplaced()
    {
        const auto store = opened(file("settings.symbiont"));

        QCOMPARE(*store->setting("sites"), std::string());
        QVERIFY(bool(store->setSetting("sites", "[1]")));
        QVERIFY(bool(store->setSetting("sites", "[2]")));

        QCOMPARE(*store->setting("sites"), std::string("[2]"));
    }

    void refusesWhatIsNoProject_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("foreign database")
            << QByteArray("CREATE TABLE t (x)") << QByteArray("not a Symbiont project");
        QTest::newRow("newer schema") << QByteArray(
            "CREATE TABLE t (x); PRAGMA application_id = 1400466754; "
            "PRAGMA user_version = 99")
                                      << QByteArray("newer Symbiont");
        QTest::newRow("no database at all") << QByteArray() << QByteArray("not a Symbiont project");
    }
    void refusesWhatIsNoProject()
    {
        QFETCH(QByteArray, sql);
        QFETCH(QByteArray, words);
        const QString path = file(QTest::currentDataTag());
        if (sql.isEmpty()) {
            QFile text(path);
            QVERIFY(text.open(QIODevice::WriteOnly));
            text.write(
                "only text, long enough to be taken for a header of something else entirely, is it "
                "not?\n");
        } else {
            runSql(path, sql.constData());
        }
        QFile before(path);
        QVERIFY(before.open(QIODevice::ReadOnly));
        const QByteArray content = before.readAll();

        for (const Access access : {Access::ReadOnly, Access::ReadWrite}) {
            const auto store = ProjectStore::open(path.toStdString(), access);
            QVERIFY(!store);
            QVERIFY2(store.error().message().find(words.toStdString()) != std::string::npos,
                     store.error().message().c_str());
        }

        QFile after(path);
        QVERIFY(after.open(QIODevice::ReadOnly));
        QCOMPARE(after.readAll(), content);
    }

    void migratesAfterABackup()
    {
        const QString path = file("old.symbiont");
        opened(path);  // version 1
        std::vector<const char*> schemas(projectSchemas().begin(), projectSchemas().end());
        const std::size_t version = schemas.size();
        schemas.push_back("ALTER TABLE run ADD COLUMN mood TEXT NOT NULL DEFAULT 'fair'");
        auto connection =
            SqliteConnection::open(path.toStdString(), SqliteConnection::Mode::ReadWrite);
        QVERIFY(bool(connection));

        QVERIFY(bool(migrate(**connection, path.toStdString(), schemas)));

        QCOMPARE(*(*connection)->integer("PRAGMA user_version"), std::int64_t(version + 1));
        QVERIFY(QFile::exists(path + QStringLiteral(".v%1.backup").arg(version)));
    }

    void aFailedMigrationChangesNothing()
    {
        const QString path = file("broken.symbiont");
        opened(path);
        std::vector<const char*> schemas(projectSchemas().begin(), projectSchemas().end());
        schemas.push_back("ALTER TABLE run ADD COLUMN mood TEXT; ALTER TABLE nowhere ADD COLUMN x");
        auto connection =
            SqliteConnection::open(path.toStdString(), SqliteConnection::Mode::ReadWrite);

        QVERIFY(!migrate(**connection, path.toStdString(), schemas));

        QCOMPARE(
            *(*connection)
                 ->integer("SELECT count(*) FROM pragma_table_info('run') WHERE name = 'mood'"),
            std::int64_t(0));
        QVERIFY(opened(path));
    }

    void aFullDiskLosesNothing()
    {
        const QString path = file("full.symbiont");
        const auto store = opened(path);
        const EpisodeId episode = newEpisode(*store);
        QVERIFY(bool(store->appendStep(episode, stepOf(0))));
        // A limit on the file size makes writes fail as a full disk does.
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit old{};
        getrlimit(RLIMIT_FSIZE, &old);
        const rlimit small{400'000, old.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);

        std::optional<Error> error;
        int stored = 1;
        std::string noise;
        Random random(1);
        while (!error && stored < 1000) {
            noise.clear();
            for (int i = 0; i < 20'000; ++i) noise += char('a' + random.between(0, 25));
            const auto id = store->appendStep(episode, stepOf(stored, noise));
            if (id)
                ++stored;
            else
                error = id.error();
        }
        setrlimit(RLIMIT_FSIZE, &old);

        QVERIFY(error.has_value());
        QCOMPARE(error->code(), ErrorCode::Storage);
        QVERIFY2(error->message().find("disk") != std::string::npos, error->message().c_str());
        QCOMPARE(int(store->stepSummaries(episode, 0, -1)->size()), stored);
        QVERIFY(bool(store->appendStep(episode, stepOf(stored))));
    }

    void aReadOnlyFolderSaysSo()
    {
        QVERIFY(QDir().mkpath(file("locked")));
        const QString path = file("locked/p.symbiont");
        opened(path);
        const auto readOnly = opened(path, Access::ReadOnly);
        QVERIFY(readOnly);

        const auto run = readOnly->addRun({});

        QVERIFY(!run);
        QVERIFY(run.error().message().find("read-only") != std::string::npos);
        QVERIFY(!ProjectStore::open(file("no/such/folder/p.symbiont").toStdString(),
                                    Access::ReadWrite));
    }

    void readersDoNotWaitForAWriter()
    {
        const auto store = opened(file("readers.symbiont"));
        const EpisodeId episode = newEpisode(*store);
        std::atomic<bool> stop{false};
        std::thread writer([&] {
            for (int i = 0; !stop; ++i) (void)store->appendStep(episode, stepOf(i));
        });

        int last = 0;
        for (int i = 0; i < 200; ++i) {
            const auto rows = store->stepSummaries(episode, 0, -1);
            QVERIFY(bool(rows));
            QVERIFY(int(rows->size()) >= last);
            last = int(rows->size());
        }
        stop = true;
        writer.join();
    }
};

QTEST_APPLESS_MAIN(TestProjectStore)
#include "tst_project_store.moc"
