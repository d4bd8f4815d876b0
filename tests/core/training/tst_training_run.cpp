#include <QtCore/QProcess>
#include <QtTest/QtTest>

#include <filesystem>

#include "core/base/job_context.h"
#include "core/training/trainer.h"
#include "tests/core/training/tiny_model.h"

using namespace sym;

namespace {

/// A base model, records and dev steps in a folder, and a config that trains on them.
class Bench {
public:
    explicit Bench(float scale = 1)
    {
        ModelConfig shape = tiny::shape(ModelFamily::Llama);
        ok = bool(tiny::writeCheckpoint(base(), shape, 7, scale))
             && writeTrainingRecords(path("train.jsonl"), tiny::records(24))
             && writeTrainingRecords(path("dev.jsonl"), tiny::records(4));
    }

    std::string path(const std::string& name) const
    {
        return m_folder.path().toStdString() + "/" + name;
    }
    std::string base() const { return path("base"); }

    TrainConfig config(const std::string& run) const
    {
        TrainConfig config;
        config.name = run;
        config.baseModel = base();
        config.examplesFile = path("train.jsonl");
        config.evaluationFile = path("dev.jsonl");
        config.outputFolder = path(run);
        config.maxTokens = 400;
        config.rowTokens = 400;
        config.tokensPerUpdate = 800;
        config.maxUpdates = 12;
        config.evaluateEvery = 5;
        config.checkpointEvery = 4;
        config.sampleSteps = 1;
        config.threads = 1;
        config.precision = "float32";
        config.learningRate = 5e-3;
        return config;
    }

    bool ok = false;

private:
    QTemporaryDir m_folder;
};

/// What must be the same in two runs: everything but times and memory.
std::vector<std::string> numbers(const std::string& folder)
{
    std::vector<std::string> lines;
    auto metrics = RunFolderReader(folder).newMetrics();
    if (!metrics) return {metrics.error().message()};
    for (UpdateMetrics& one : *metrics) {
        one.seconds = one.tokensPerSecond = one.shareOfPeak = 0;
        one.memoryBytes = 0;
        lines.push_back(updateMetricsToJson(one));
    }
    return lines;
}

Result<TrainSummary> run(const TrainConfig& config)
{
    PlainJobContext job;
    return train(config, job, {});
}

#define VERIFY_RESULT(result) QVERIFY2(result, (result) ? "" : (result).error().message().c_str())

}  // namespace

/// Whole runs of a tiny model.
class TestTrainingRun : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void learnsAndWritesEverything()
    {
        const Bench bench;
        QVERIFY(bench.ok);
        TrainConfig config = bench.config("run");
        config.maxUpdates = 60;
        config.evaluateEvery = 20;
        config.shareRationale = config.shareJoint = 0;
        config.precision = "bfloat16";

        const auto summary = run(config);

        VERIFY_RESULT(summary);
        QCOMPARE(summary->updates, 60);
        QVERIFY2(summary->lossLast < summary->lossFirst / 3,
                 std::to_string(summary->lossLast).c_str());
        QCOMPARE(summary->devSteps, 4);
        const RunFolderReader reader(bench.path("run"));
        const auto state = reader.state();
        VERIFY_RESULT(state);
        QCOMPARE(state->phase, RunPhase::Finished);
        QCOMPARE(state->update, 60);
        QCOMPARE(RunFolderReader(bench.path("run")).newMetrics()->size(), std::size_t(60));
        QCOMPARE(RunFolderReader(bench.path("run")).newSamples()->size(), std::size_t(3));
        QVERIFY(!reader.exampleLosses(60)->empty());
        const auto model = Checkpoint::open(bench.path("run/model"));
        VERIFY_RESULT(model);
        for (const char* name : {"model/tokenizer.json", "latest", "best", "log.txt",
                                 "checkpoints/000060/optimizer.safetensors"})
            QVERIFY2(std::filesystem::exists(bench.path("run/") + name), name);
        QVERIFY(int(std::distance(
                    std::filesystem::directory_iterator(bench.path("run/checkpoints")), {}))
                <= config.keepCheckpoints + 1);
    }

    void aKilledRunGoesOnBitForBit_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("precision");
        QTest::addColumn<int>("threads");

        QTest::newRow("full, float32") << QByteArray("full") << QByteArray("float32") << 1;
        QTest::newRow("full, bfloat16, two threads")
            << QByteArray("full") << QByteArray("bfloat16") << 2;
        QTest::newRow("lora with dropout") << QByteArray("lora") << QByteArray("bfloat16") << 2;
    }
    void aKilledRunGoesOnBitForBit()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, precision);
        QFETCH(int, threads);
        const Bench bench;
        QVERIFY(bench.ok);
        TrainConfig config = bench.config("whole");
        config.maxUpdates = 60;
        config.evaluateEvery = 30;
        config.checkpointEvery = 7;
        config.method = method.toStdString();
        config.precision = precision.toStdString();
        config.threads = threads;
        config.loraDropout = 0.1;
        VERIFY_RESULT(run(config));
        config.name = "killed";
        config.outputFolder = bench.path("killed");
        QVERIFY(writeWholeFile(bench.path("killed.json"), trainConfigToJson(config)));

        QProcess trainer;
        trainer.start(QStringLiteral(SYM_TRAINER),
                      {QString::fromStdString(bench.path("killed.json"))});
        QVERIFY(trainer.waitForStarted());
        RunFolderReader reader(bench.path("killed"));
        std::size_t seen = 0;
        while (seen < 10 && trainer.state() == QProcess::Running) {
            const auto fresh = reader.newMetrics();
            if (fresh) seen += fresh->size();
            trainer.waitForFinished(1);
        }
        QCOMPARE(trainer.state(), QProcess::Running);
        trainer.kill();
        QVERIFY(trainer.waitForFinished());
        QCOMPARE(RunFolderReader(bench.path("killed")).state()->phase, RunPhase::Stopped);
        PlainJobContext job;
        const auto resumed = resumeTraining(bench.path("killed"), job, {});

        VERIFY_RESULT(resumed);
        QCOMPARE(resumed->updates, 60);
        const auto whole = numbers(bench.path("whole")), killed = numbers(bench.path("killed"));
        QCOMPARE(killed.size(), whole.size());
        for (std::size_t i = 0; i < whole.size(); ++i) QCOMPARE(killed[i], whole[i]);
        const auto first = readWholeFile(bench.path("whole/model/model.safetensors"));
        const auto second = readWholeFile(bench.path("killed/model/model.safetensors"));
        QVERIFY(first && second && *first == *second);
    }

    void stopsOnCommandAndGoesOn()
    {
        const Bench bench;
        QVERIFY(bench.ok);
        VERIFY_RESULT(run(bench.config("whole")));
        PlainJobContext job;

        const auto stopped = train(bench.config("stopped"), job, [&](const UpdateMetrics& metrics) {
            if (metrics.update == 3) QVERIFY(sendRunCommand(bench.path("stopped"), "stop"));
        });
        VERIFY_RESULT(stopped);
        const auto state = RunFolderReader(bench.path("stopped")).state();
        const auto resumed = resumeTraining(bench.path("stopped"), job, {});

        QVERIFY(stopped->stopped);
        QCOMPARE(stopped->updates, 3);
        QCOMPARE(state->phase, RunPhase::Stopped);
        VERIFY_RESULT(resumed);
        QVERIFY(!resumed->stopped);
        QCOMPARE(numbers(bench.path("stopped")), numbers(bench.path("whole")));
    }

    void cancellingSaves()
    {
        const Bench bench;
        QVERIFY(bench.ok);
        PlainJobContext job;

        const auto stopped = train(bench.config("run"), job, [&](const UpdateMetrics& metrics) {
            if (metrics.update == 2) job.cancel();
        });

        VERIFY_RESULT(stopped);
        QVERIFY(stopped->stopped);
        QVERIFY(std::filesystem::exists(bench.path("run/checkpoints/000002/trainer.json")));
    }

    void partsChangeNothing()
    {
        const Bench bench;
        QVERIFY(bench.ok);
        TrainConfig config = bench.config("parts");
        config.evaluationFile.clear();
        TrainConfig whole = config;
        whole.outputFolder = bench.path("whole");
        config.accumulation = 2;

        VERIFY_RESULT(run(config));
        VERIFY_RESULT(run(whole));

        const auto a = RunFolderReader(bench.path("parts")).newMetrics();
        const auto b = RunFolderReader(bench.path("whole")).newMetrics();
        QVERIFY(a && b);
        for (std::size_t i = 0; i < a->size(); ++i)
            QVERIFY(std::abs((*a)[i].loss - (*b)[i].loss) < 1e-4 * (*b)[i].loss);
    }

    void bothEnginesAgree_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<bool>("checkpointing");

        QTest::newRow("full") << QByteArray("full") << false;
        QTest::newRow("full, checkpointing") << QByteArray("full") << true;
        QTest::newRow("lora") << QByteArray("lora") << false;
    }
    void bothEnginesAgree()
    {
        QFETCH(QByteArray, method);
        QFETCH(bool, checkpointing);
        const Bench bench;
        QVERIFY(bench.ok);
        TrainConfig config = bench.config("fused");
        config.method = method.toStdString();
        config.maxUpdates = 4;
        config.activationCheckpointing = checkpointing;
        TrainConfig other = config;
        other.outputFolder = bench.path("torch");
        other.engine = "torch";

        VERIFY_RESULT(run(config));
        VERIFY_RESULT(run(other));

        const auto a = RunFolderReader(bench.path("fused")).newMetrics();
        const auto b = RunFolderReader(bench.path("torch")).newMetrics();
        QVERIFY(a && b);
        QCOMPARE(a->size(), b->size());
        for (std::size_t i = 0; i < a->size(); ++i) {
            QVERIFY(std::abs((*a)[i].loss - (*b)[i].loss) < 1e-4 * (*b)[i].loss);
            QVERIFY(std::abs((*a)[i].gradientNorm - (*b)[i].gradientNorm)
                    < 1e-3 * (*b)[i].gradientNorm);
        }
        QCOMPARE(a->back().devExactAction, b->back().devExactAction);
    }

    void adaptersAreMerged()
    {
        const Bench bench;
        QVERIFY(bench.ok);
        TrainConfig config = bench.config("run");
        config.method = "lora";
        config.loraTargets = {"q_proj", "down_proj"};
        config.loraRank = 3;
        VERIFY_RESULT(run(config));
        const auto base = Checkpoint::open(bench.base());
        const auto merged = Checkpoint::open(bench.path("run/model"));
        const auto adapter = readAdapterFolder(bench.path("run/adapter"));
        QVERIFY(base && merged);
        VERIFY_RESULT(adapter);

        const std::string layer = "model.layers.1.self_attn.q_proj.";
        const auto values = [](const Checkpoint& checkpoint, const std::string& name) {
            const TensorEntry* entry = checkpoint.find(name);
            std::vector<float> read(std::size_t(entry->count()));
            readAsFloats(*entry, read.data());
            return read;
        };
        std::vector<float> expected = values(**base, layer + "weight");
        const auto part = [&](const char* name) {
            return std::find_if(adapter->tensors.begin(), adapter->tensors.end(),
                                [&](const auto& tensor) { return tensor.name == layer + name; });
        };
        const auto a = part("lora_A.weight"), b = part("lora_B.weight");
        QVERIFY(a != adapter->tensors.end() && b != adapter->tensors.end());
        const std::size_t inputs = std::size_t(a->shape[1]), rank = std::size_t(a->shape[0]);
        double change = 0;
        for (std::size_t i = 0; i < expected.size(); ++i)
            for (std::size_t r = 0; r < rank; ++r) {
                const double more = adapter->scale * double(b->values[i / inputs * rank + r])
                                    * double(a->values[r * inputs + i % inputs]);
                expected[i] += float(more);
                change += std::abs(more);
            }
        const std::vector<float> found = values(**merged, layer + "weight");
        for (std::size_t i = 0; i < expected.size(); ++i)
            QVERIFY(std::abs(found[i] - expected[i]) < 1e-6);
        QVERIFY(change > 1e-3);
        QVERIFY(values(**merged, "model.layers.0.mlp.up_proj.weight")
                == values(**base, "model.layers.0.mlp.up_proj.weight"));
    }

    void endsAtTheSecondInfiniteUpdate()
    {
        const Bench bench(1e25f);
        QVERIFY(bench.ok);

        const auto summary = run(bench.config("run"));

        QVERIFY(!summary);
        QCOMPARE(summary.error().code(), ErrorCode::Numeric);
        const QByteArray words = QByteArray::fromStdString(summary.error().message());
        QVERIFY2(words.contains("update 2"), words.constData());
        QVERIFY2(words.contains("trajectory"), words.constData());
        const auto metrics = RunFolderReader(bench.path("run")).newMetrics();
        QVERIFY(metrics);
        QCOMPARE(metrics->size(), std::size_t(1));
        QVERIFY(metrics->front().skipped);
        QCOMPARE(RunFolderReader(bench.path("run")).state()->phase, RunPhase::Failed);
    }

    void stopsEarlyWithoutProgress()
    {
        const Bench bench;
        QVERIFY(bench.ok);
        TrainConfig config = bench.config("run");
        config.precision = "bfloat16";
        config.learningRate = 1e-9;  // nothing moves in bfloat16
        config.evaluateEvery = 1;
        config.patience = 3;

        const auto summary = run(config);

        VERIFY_RESULT(summary);
        QCOMPARE(summary->updates, 4);
        QVERIFY(!summary->stopped);
    }

    /// Else a run that the clock ends would end at a high learning rate.
    void theScheduleEndsWithTheClock()
    {
        const Bench bench;
        QVERIFY(bench.ok);
        TrainConfig config = bench.config("run");
        config.maxUpdates = 1'000'000;
        config.maxMinutes = 0.05;
        config.evaluateEvery = config.checkpointEvery = config.maxUpdates;
        config.schedule = "linear";
        config.warmupShare = 0;

        const auto summary = run(config);

        VERIFY_RESULT(summary);
        QVERIFY(summary->updates < config.maxUpdates / 100);
        const auto metrics = RunFolderReader(bench.path("run")).newMetrics();
        VERIFY_RESULT(metrics);
        QVERIFY(metrics->front().learningRate > 0.9 * config.learningRate);
        for (std::size_t i = 1; i < metrics->size(); ++i)
            QVERIFY((*metrics)[i].learningRate <= (*metrics)[i - 1].learningRate);
        QVERIFY2(metrics->back().learningRate < 0.6 * config.learningRate,
                 std::to_string(metrics->back().learningRate).c_str());
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("part");

        QTest::newRow("a base that is not there")
            << QByteArray("base") << QByteArray("no checkpoint");
        QTest::newRow("data that are not there") << QByteArray("data") << QByteArray("nowhere");
        QTest::newRow("rows too long for the model")
            << QByteArray("long") << QByteArray("maxTokens");
        QTest::newRow("a folder with a run") << QByteArray("again") << QByteArray("already holds");
    }
    void refuses()
    {
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, part);
        const Bench bench;
        QVERIFY(bench.ok);
        TrainConfig config = bench.config("run");
        config.maxUpdates = 1;
        if (key == "base") config.baseModel = "nowhere";
        if (key == "data") config.examplesFile = bench.path("nowhere");
        if (key == "long") config.maxTokens = config.rowTokens = config.tokensPerUpdate = 8192;
        if (key == "again") VERIFY_RESULT(run(config));

        const auto summary = run(config);

        QVERIFY(!summary);
        QVERIFY2(QByteArray::fromStdString(summary.error().message()).contains(part),
                 summary.error().message().c_str());
    }
};

QTEST_GUILESS_MAIN(TestTrainingRun)
#include "tst_training_run.moc"
