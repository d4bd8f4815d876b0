#include <QtTest/QtTest>

#include <nlohmann/json.hpp>

#include "core/store/project_store.h"

using nlohmann::json;
using namespace sym;

namespace {

struct Finished {
    int exitCode = -1;
    QByteArray out;
    QByteArray err;

    /// The last line of stdout, which --json makes one JSON object.
    json last() const
    {
        const QByteArray trimmed = out.trimmed();
        return json::parse(trimmed.mid(trimmed.lastIndexOf('\n') + 1).toStdString(), nullptr,
                           false);
    }
};

constexpr int kLimit = 240'000;

Finished run(const QStringList& arguments, const QByteArray& input = {})
{
    QProcess process;
    process.start(QStringLiteral(SYM_PROGRAM), arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(kLimit)) {
        process.kill();
        process.waitForFinished();
    }
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            process.readAllStandardOutput(), process.readAllStandardError()};
}

#define COMPARE_EXIT(finished, code) \
    QVERIFY2((finished).exitCode == (code), (finished).err.constData())

}  // namespace

/// The program as scripts use it: exit codes, JSON keys, resumption.
class TestCommandLine : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString file(const char* name) const { return m_folder.filePath(QString::fromUtf8(name)); }

private Q_SLOTS:
    void everyVerbHasHelp_data()
    {
        QTest::addColumn<QString>("verb");
        for (const char* verb : {"run", "eval", "tasks", "sites", "conformance", "score", "observe",
                                 "bench", "tour", "doctor"})
            QTest::newRow(verb) << QString::fromUtf8(verb);
    }
    void everyVerbHasHelp()
    {
        QFETCH(QString, verb);

        const Finished help = run({verb, QStringLiteral("--help")});

        COMPARE_EXIT(help, 0);
        QVERIFY(help.out.contains("Usage"));
    }

    void wrongUseIsExitCode2_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("names");
        const auto row = [](const char* name, const char* line, const char* names) {
            QTest::newRow(name) << QString::fromUtf8(line).split(u' ') << QByteArray(names);
        };
        row("unknown option", "run --nonsense", "nonsense");
        row("no number", "run --limit many", "many");
        row("unknown policy", "run --policy wizard", "wizard");
        row("unknown split", "run --split best", "best");
        row("no address", "observe", "address");
        row("large without a model", "run --policy large", "--model");
        row("examples for a small model", "run --policy small --knowledge on", "--knowledge");
    }
    void wrongUseIsExitCode2()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, names);
        if (arguments.front() == u"run")
            arguments << QStringLiteral("--project") << file("usage.symbiont");

        const Finished finished = run(arguments);

        COMPARE_EXIT(finished, 2);
        QVERIFY2(finished.err.contains(names), finished.err.constData());
    }

    void runsScoresAndSummarises()
    {
        const Finished finished =
            run({QStringLiteral("run"), QStringLiteral("--limit"), QStringLiteral("4"),
                 QStringLiteral("--split"), QStringLiteral("dev"), QStringLiteral("--project"),
                 file("run.symbiont"), QStringLiteral("--json")});

        COMPARE_EXIT(finished, 0);
        const json summary = finished.last();
        QVERIFY2(summary.is_object(), finished.out.constData());
        QCOMPARE(summary.value("attempted", 0), 4);
        QCOMPARE(summary.value("environment_errors", -1), 0);
        QCOMPARE(summary.value("finished", 0), 4);
        QVERIFY(summary["interval"][0] <= summary["success"]
                && summary["success"] <= summary["interval"][1]);
        for (const char* key : {"by_site", "by_template_held_out", "steps_mean", "seconds",
                                "tokens", "cost_usd", "n"})
            QVERIFY2(summary.contains(key), key);

        const auto store =
            ProjectStore::open(file("run.symbiont").toStdString(), ProjectStore::Access::ReadOnly);
        QVERIFY(bool(store));
        const auto episodes = (*store)->episodes({});
        QCOMPARE(int(episodes->size()), 4);
        for (const EpisodeRecord& episode : *episodes) {
            const auto trajectory = (*store)->trajectory(episode.id);
            QVERIFY(bool(trajectory));
            QVERIFY(!trajectory->steps.empty());
            QVERIFY(!episode.scores.empty());
            const Step& step = trajectory->steps.front();
            QVERIFY(!step.page.observation.empty());
            QVERIFY(!step.calls.empty() && !step.candidates.empty());
            QVERIFY((*store)->blob(step.screenshotBefore).valueOr("").starts_with("\x89PNG"));
            QVERIFY(!(*store)->blob(episode.har).valueOr("").empty());
        }
    }

    void aKilledRunGoesOn()
    {
        const QStringList arguments{QStringLiteral("run"),        QStringLiteral("--limit"),
                                    QStringLiteral("6"),          QStringLiteral("--split"),
                                    QStringLiteral("dev"),        QStringLiteral("--project"),
                                    file("killed.symbiont"),      QStringLiteral("--json"),
                                    QStringLiteral("--browsers"), QStringLiteral("1")};
        QProcess process;
        process.start(QStringLiteral(SYM_PROGRAM), arguments);
        QByteArray said;
        while (process.state() != QProcess::NotRunning && !said.contains("[2/6]")) {
            process.waitForReadyRead(1000);
            said += process.readAllStandardError();
        }
        QVERIFY2(process.state() == QProcess::Running, said.constData());
        process.kill();
        process.waitForFinished();

        const Finished again = run(arguments);

        COMPARE_EXIT(again, 0);
        QVERIFY2(again.err.contains("going on with run 1"), again.err.constData());
        QCOMPARE(again.last().value("finished", 0), 6);
        const auto store = ProjectStore::open(file("killed.symbiont").toStdString(),
                                              ProjectStore::Access::ReadOnly);
        QCOMPARE(int((*store)->runs()->size()), 1);
        for (const EpisodeRecord& episode : *(*store)->episodes({}))
            QVERIFY(episode.outcome != EpisodeOutcome::Running);
    }

    void generatedTasksAreProved()
    {
        const Finished made =
            run({QStringLiteral("tasks"), QStringLiteral("generate"), QStringLiteral("--seed"),
                 QStringLiteral("77"), QStringLiteral("--out"), file("tasks.json")});
        COMPARE_EXIT(made, 0);

        const Finished proved =
            run({QStringLiteral("tasks"), QStringLiteral("prove"), file("tasks.json"),
                 QStringLiteral("--sample"), QStringLiteral("12"), QStringLiteral("--json")});

        COMPARE_EXIT(proved, 0);
        QCOMPARE(proved.last().value("solved", 0), 12);
        QCOMPARE(proved.last().value("negatives_zero", -1), proved.last().value("negatives", 0));
    }

    void scoresJsonLines()
    {
        const QByteArray rows =
            R"({"task":{"task_id":1,"intent":"x","eval":{"eval_types":["string_match"],"reference_answers":{"exact_match":"7"}}},"answer":"7","final_url":""})"
            "\nnot json\n";

        const Finished finished = run({QStringLiteral("score")}, rows);

        const QList<QByteArray> lines = finished.out.trimmed().split('\n');
        QCOMPARE(lines.size(), 2);
        QCOMPARE(json::parse(lines[0].toStdString()).value("score", 0.0), 1.0);
        QVERIFY(lines[1].contains("line 2"));
    }
};

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_command_line.moc"
