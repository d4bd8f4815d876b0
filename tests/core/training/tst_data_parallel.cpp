#include <QtCore/QProcess>
#include <QtNetwork/QTcpServer>
#include <QtTest/QtTest>

#include <memory>

#include "core/training/run_folder.h"
#include "core/training/train_config.h"
#include "tests/core/training/tiny_model.h"

using namespace sym;

namespace {

quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

std::unique_ptr<QProcess> startTrainer(const std::string& config, int rank, int size, quint16 port)
{
    auto process = std::make_unique<QProcess>();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("RANK"), QString::number(rank));
    environment.insert(QStringLiteral("WORLD_SIZE"), QString::number(size));
    environment.insert(QStringLiteral("MASTER_ADDR"), QStringLiteral("127.0.0.1"));
    environment.insert(QStringLiteral("MASTER_PORT"), QString::number(port));
    process->setProcessEnvironment(environment);
    process->start(QStringLiteral(SYM_TRAINER), {QString::fromStdString(config)});
    return process;
}

TrainConfig configIn(const QTemporaryDir& folder, const std::string& run)
{
    const std::string path = folder.path().toStdString();
    TrainConfig config;
    config.name = run;
    config.baseModel = path + "/base";
    config.examplesFile = path + "/train.jsonl";
    config.evaluationFile = path + "/train.jsonl";
    config.outputFolder = path + "/" + run;
    config.maxTokens = config.rowTokens = 400;
    config.tokensPerUpdate = 800;
    config.maxUpdates = 6;
    config.threads = 1;
    config.precision = "float32";
    config.checkpointEvery = 2;
    return config;
}

Status prepare(const QTemporaryDir& folder)
{
    const std::string path = folder.path().toStdString();
    SYM_CHECK(tiny::writeCheckpoint(path + "/base", tiny::shape(ModelFamily::Llama)));
    return writeTrainingRecords(path + "/train.jsonl", tiny::records(20));
}

constexpr int kLimit = 60'000;

}  // namespace

/// Several processes on one machine.
class TestDataParallel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void twoProcessesAreOneWithTwiceTheBatch()
    {
        QTemporaryDir folder;
        QVERIFY(prepare(folder));
        TrainConfig two = configIn(folder, "two"), one = configIn(folder, "one");
        one.tokensPerUpdate = 2 * two.tokensPerUpdate;
        const std::string path = folder.path().toStdString();
        QVERIFY(writeWholeFile(path + "/two.json", trainConfigToJson(two)));
        QVERIFY(writeWholeFile(path + "/one.json", trainConfigToJson(one)));
        const quint16 port = freePort();

        const auto first = startTrainer(path + "/two.json", 0, 2, port);
        const auto second = startTrainer(path + "/two.json", 1, 2, port);
        const auto alone = startTrainer(path + "/one.json", 0, 1, port);
        for (const auto& process : {&first, &second, &alone}) {
            QVERIFY((*process)->waitForFinished(kLimit));
            QVERIFY2((*process)->exitCode() == 0, (*process)->readAllStandardError().constData());
        }

        const auto a = RunFolderReader(path + "/two").newMetrics();
        const auto b = RunFolderReader(path + "/one").newMetrics();
        QVERIFY(a && b);
        QCOMPARE(a->size(), std::size_t(6));
        QCOMPARE(b->size(), std::size_t(6));
        for (std::size_t i = 0; i < 6; ++i) {
            QCOMPARE((*a)[i].tokens, (*b)[i].tokens);
            QVERIFY(std::abs((*a)[i].loss - (*b)[i].loss) < 1e-5 * (*b)[i].loss);
        }
        QCOMPARE(a->back().devSteps, b->back().devSteps);
        const auto left = Checkpoint::open(path + "/two/checkpoints/000006");
        const auto right = Checkpoint::open(path + "/one/checkpoints/000006");
        QVERIFY(left && right);
        for (const TensorShape& tensor : expectedTensors((*left)->config())) {
            const TensorEntry* x = (*left)->find(tensor.name);
            const TensorEntry* y = (*right)->find(tensor.name);
            std::vector<float> p(std::size_t(x->count())), q(p.size());
            readAsFloats(*x, p.data());
            readAsFloats(*y, q.data());
            // Gradients are summed in another order; AdamW's first steps have the size of the
            // rate, 1e-3, whatever the gradient's, so a tiny one may differ in more digits
            for (std::size_t i = 0; i < p.size(); ++i)
                QVERIFY2(std::abs(p[i] - q[i]) < 2e-5, tensor.name.c_str());
        }
    }

    void aLostProcessIsNamed_data()
    {
        QTest::addColumn<int>("lost");

        QTest::newRow("the second") << 1;
        QTest::newRow("the first") << 0;
    }
    void aLostProcessIsNamed()
    {
        QFETCH(int, lost);
        QTemporaryDir folder;
        QVERIFY(prepare(folder));
        TrainConfig config = configIn(folder, "run");
        config.maxUpdates = 100000;
        const std::string path = folder.path().toStdString();
        QVERIFY(writeWholeFile(path + "/run.json", trainConfigToJson(config)));
        const quint16 port = freePort();

        const std::unique_ptr<QProcess> processes[] = {
            startTrainer(path + "/run.json", 0, 2, port),
            startTrainer(path + "/run.json", 1, 2, port)};
        RunFolderReader reader(path + "/run");
        std::size_t seen = 0;
        while (seen < 4 && processes[0]->state() != QProcess::NotRunning) {
            const auto fresh = reader.newMetrics();
            if (fresh) seen += fresh->size();
            processes[0]->waitForFinished(5);
        }
        QVERIFY(processes[lost]->waitForStarted());
        processes[lost]->kill();
        QVERIFY(processes[1 - lost]->waitForFinished(kLimit));
        QVERIFY(processes[lost]->waitForFinished(kLimit));

        QCOMPARE(processes[1 - lost]->exitCode(), 1);
        const QByteArray words = processes[1 - lost]->readAllStandardError();
        QVERIFY2(words.contains("lost process " + QByteArray::number(lost) + " of 2"),
                 words.constData());
        QVERIFY2(words.contains("resume from " + QByteArray::fromStdString(path)
                                + "/run/checkpoints/0000"),
                 words.constData());
    }

    void refusesAnImpossibleGroup()
    {
        QTemporaryDir folder;
        QVERIFY(prepare(folder));
        const std::string path = folder.path().toStdString();
        QVERIFY(writeWholeFile(path + "/run.json", trainConfigToJson(configIn(folder, "run"))));

        const auto process = startTrainer(path + "/run.json", 5, 2, 1234);

        QVERIFY(process->waitForFinished(kLimit));
        QCOMPARE(process->exitCode(), 1);
        QVERIFY(process->readAllStandardError().contains("RANK \"5\""));
    }
};

QTEST_GUILESS_MAIN(TestDataParallel)
#include "tst_data_parallel.moc"
