#include <QtTest/QtTest>

#include <filesystem>
#include <fstream>

#include "core/training/append_text.h"
#include "core/training/event_file.h"
#include "core/training/run_folder.h"
#include "core/training/run_writer.h"
#include "tests/core/training/tiny_model.h"

using namespace sym;

namespace {

TrainConfig configIn(const QTemporaryDir& folder)
{
    TrainConfig config;
    config.name = "run";
    config.outputFolder = (folder.path() + QStringLiteral("/run")).toStdString();
    return config;
}

UpdateMetrics metrics(int update)
{
    UpdateMetrics made;
    made.update = update;
    made.tokens = 100 * update;
    made.loss = 1.0 / update;
    made.lossBySite = {{"shop", 0.5}, {"wiki", 0.25}};
    if (update % 2 == 0) {
        made.devLoss = 0.75;
        made.devExactAction = 0.5;
        made.devSteps = 8;
    }
    return made;
}

}  // namespace

/// The run folder from both sides, TensorBoard's files and what a model is written as.
class TestRunFolder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatIsAppended()
    {
        QTemporaryDir folder;
        const TrainConfig config = configIn(folder);
        auto writer = RunFolderWriter::create(config);
        QVERIFY(writer);
        RunFolderReader reader(config.outputFolder);

        QVERIFY(writer->addUpdate(metrics(1), {{1, 4, "action", 0.5, 7}}));
        QCOMPARE(reader.newMetrics()->size(), std::size_t(1));
        QVERIFY(writer->addUpdate(metrics(2), {{2, 5, "joint", 0.25, 9}, {2, 6, "action", 2, 1}}));
        QVERIFY(writer->addSamples({{2, 0, "click [1]", "click [2]", false}}));
        QVERIFY(appendText(config.outputFolder + "/metrics.jsonl", "{\"update\":3,"));
        const auto second = reader.newMetrics();
        const auto samples = reader.newSamples();
        const auto losses = reader.exampleLosses(2);

        QVERIFY(second && samples && losses);
        QCOMPARE(second->size(), std::size_t(1));
        QCOMPARE((*second)[0].update, 2);
        QCOMPARE((*second)[0].devSteps, std::optional<int>(8));
        QCOMPARE((*second)[0].lossBySite.at("wiki"), 0.25);
        QCOMPARE(samples->size(), std::size_t(1));
        QCOMPARE((*samples)[0].answer, std::string("click [2]"));
        QCOMPARE(losses->size(), std::size_t(2));
        QCOMPARE((*losses)[1].example, 6);
        QVERIFY(*reader.config() == config);
    }

    void aResumedRunTakesBackLaterUpdates()
    {
        QTemporaryDir folder;
        const TrainConfig config = configIn(folder);
        RunFolderReader reader(config.outputFolder);
        {
            auto writer = RunFolderWriter::create(config);
            QVERIFY(writer);
            for (int i = 1; i <= 12; ++i)
                QVERIFY(writer->addUpdate(metrics(i), {{i, 0, "action", 1, 1}}));
        }
        QCOMPARE(reader.newMetrics()->size(), std::size_t(12));

        auto again = RunFolderWriter::reopen(config.outputFolder, 10);
        QVERIFY(again);
        const auto all = RunFolderReader(config.outputFolder).newMetrics();

        QVERIFY(all);
        QCOMPARE(all->size(), std::size_t(10));
        QCOMPARE(reader.newMetrics()->size(), std::size_t(10));
        QCOMPARE(reader.restarts(), 1);
        QVERIFY(reader.exampleLosses(11)->empty());
    }

    void aDeadTrainerIsStopped()
    {
        QTemporaryDir folder;
        const TrainConfig config = configIn(folder);
        auto writer = RunFolderWriter::create(config);
        QVERIFY(writer);
        RunState state;
        state.phase = RunPhase::Training;
        state.update = 7;
        QVERIFY(writer->writeState(state));
        const RunFolderReader reader(config.outputFolder);
        QCOMPARE(reader.state()->phase, RunPhase::Training);

        RunState written = *reader.state();
        written.processId = 999999999;
        QVERIFY(writeWholeFile(config.outputFolder + "/state.json", runStateToJson(written)));

        QCOMPARE(reader.state()->phase, RunPhase::Stopped);
        QCOMPARE(reader.state()->error, std::string("stopped at update 7"));
    }

    void commandsAreTakenOnce()
    {
        QTemporaryDir folder;
        auto writer = RunFolderWriter::create(configIn(folder));
        QVERIFY(writer);

        QCOMPARE(writer->takeCommand(), std::string());
        QVERIFY(sendRunCommand(writer->folder(), "pause"));
        QCOMPARE(writer->takeCommand(), std::string("pause"));
        QCOMPARE(writer->takeCommand(), std::string());
        QVERIFY(!sendRunCommand(writer->folder(), "explode"));
    }

    void refusesAFolderWithARun()
    {
        QTemporaryDir folder;
        QVERIFY(RunFolderWriter::create(configIn(folder)));

        const auto again = RunFolderWriter::create(configIn(folder));

        QVERIFY(!again);
        QCOMPARE(again.error().code(), ErrorCode::InvalidInput);
    }

    void checkValueOfTheStandard()
    {
        QCOMPARE(crc32c("123456789"), 0xE3069283u);
        QCOMPARE(crc32c(""), 0u);
    }

    void eventsSurviveAFile()
    {
        QTemporaryDir folder;
        auto writer = EventFileWriter::create(folder.path().toStdString());
        QVERIFY(writer);

        QVERIFY((*writer)->write(1, {{"train/loss", 0.5}, {"speed", 1e9}}));
        QVERIFY((*writer)->write(300, {{"train/loss", -0.25}}));
        const auto read = readEventFile((*writer)->path());

        QVERIFY2(read, read ? "" : read.error().message().c_str());
        QVERIFY((*read
                 == std::vector<EventScalar>{
                     {1, "train/loss", 0.5}, {1, "speed", 1e9}, {300, "train/loss", -0.25}}));
        QVERIFY(std::filesystem::path((*writer)->path())
                    .filename()
                    .string()
                    .starts_with("events.out.tfevents."));
    }

    void refusesADamagedEvent()
    {
        QTemporaryDir folder;
        auto writer = EventFileWriter::create(folder.path().toStdString());
        QVERIFY(writer);
        QVERIFY((*writer)->write(1, {{"loss", 0.5}}));
        std::fstream file((*writer)->path(), std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(-6, std::ios::end);
        file.put('\x7f');
        file.close();

        QVERIFY(!readEventFile((*writer)->path()));
    }

    void modelsSurviveAFolder_data()
    {
        QTest::addColumn<bool>("half");

        QTest::newRow("float32") << false;
        QTest::newRow("bfloat16") << true;
    }
    void modelsSurviveAFolder()
    {
        QFETCH(bool, half);
        QTemporaryDir base, out;
        const std::string from = base.path().toStdString(), to = out.path().toStdString();
        const ModelConfig shape = tiny::shape(ModelFamily::Qwen2);
        QVERIFY(tiny::writeCheckpoint(from, shape));
        const auto first = Checkpoint::open(from);
        QVERIFY(first);
        std::vector<std::vector<float>> values;
        std::vector<NamedWeights> weights;
        for (const TensorShape& tensor : expectedTensors(shape)) {
            const TensorEntry* entry = (*first)->find(tensor.name);
            QVERIFY(entry);
            values.emplace_back(std::size_t(entry->count()));
            readAsFloats(*entry, values.back().data());
            weights.push_back({tensor.name, tensor.shape, values.back()});
        }

        QVERIFY(writeModelFolder(to, shape, weights,
                                 half ? TensorType::BFloat16 : TensorType::Float32, from));
        const auto second = Checkpoint::open(to);

        QVERIFY2(second, second ? "" : second.error().message().c_str());
        QVERIFY(std::filesystem::exists(to + "/tokenizer.json"));
        for (const NamedWeights& weight : weights) {
            const TensorEntry* entry = (*second)->find(weight.name);
            QVERIFY(entry);
            std::vector<float> read(weight.values.size());
            readAsFloats(*entry, read.data());
            for (std::size_t i = 0; i < read.size(); ++i) {
                const float allowed = half ? std::abs(weight.values[i]) / 256 : 0;
                QVERIFY(std::abs(read[i] - weight.values[i]) <= allowed);
            }
        }
    }

    void roundsToNearestEven_data()
    {
        QTest::addColumn<quint32>("bits");
        QTest::addColumn<quint16>("half");

        QTest::newRow("one") << 0x3f800000u << quint16(0x3f80);
        QTest::newRow("a tie goes down to even") << 0x3f808000u << quint16(0x3f80);
        QTest::newRow("a tie goes up to even") << 0x3f818000u << quint16(0x3f82);
        QTest::newRow("just above a tie") << 0x3f808001u << quint16(0x3f81);
        QTest::newRow("into infinity") << 0x7f7fffffu << quint16(0x7f80);
        QTest::newRow("no number stays none") << 0x7f800001u << quint16(0x7fc0);
        QTest::newRow("negative zero") << 0x80000000u << quint16(0x8000);
    }
    void roundsToNearestEven()
    {
        QFETCH(quint32, bits);
        QFETCH(quint16, half);
        float value = 0;
        std::memcpy(&value, &bits, 4);
        std::uint16_t rounded = 0;

        roundToBFloat16(std::span(&value, 1), &rounded);

        QCOMPARE(quint16(rounded), half);
    }

    void adaptersSurviveAFolder()
    {
        QTemporaryDir folder;
        const std::string path = folder.path().toStdString();
        TrainConfig config;
        config.method = "lora";
        config.loraRank = 2;
        config.loraAlpha = 8;
        config.loraRankStabilised = true;
        const std::vector<float> a{1, 2, 3, 4, 5, 6}, b{7, 8};
        const std::string layer = "model.layers.0.self_attn.q_proj.";

        QVERIFY(
            writeAdapterFolder(path, config,
                               std::vector<NamedWeights>{{layer + "lora_A.weight", {2, 3}, a},
                                                         {layer + "lora_B.weight", {1, 2}, b}}));
        const auto file = TensorFile::open(path + "/adapter_model.safetensors");
        const auto read = readAdapterFolder(path);

        QVERIFY(file);
        QVERIFY((*file)->find("base_model.model." + layer + "lora_A.weight"));
        QVERIFY2(read, read ? "" : read.error().message().c_str());
        QCOMPARE(read->rank, 2);
        QVERIFY(std::abs(read->scale - 8 / std::sqrt(2.0)) < 1e-12);
        QCOMPARE(read->tensors.size(), std::size_t(2));
        for (const auto& tensor : read->tensors)
            QVERIFY(tensor.values == (tensor.name == layer + "lora_A.weight" ? a : b));
    }

    void refusesOtherAdapters_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");

        QTest::newRow("not LoRA") << QByteArray("\"LORA\"") << QByteArray("\"IA3\"");
        QTest::newRow("DoRA") << QByteArray("\"use_dora\": false")
                              << QByteArray("\"use_dora\": true");
        QTest::newRow("biases") << QByteArray("\"bias\": \"none\"")
                                << QByteArray("\"bias\": \"all\"");
        QTest::newRow("ranks of their own") << QByteArray("\"rank_pattern\": {}")
                                            << QByteArray("\"rank_pattern\": {\"q_proj\": 4}");
    }
    void refusesOtherAdapters()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QTemporaryDir folder;
        const std::string path = folder.path().toStdString();
        QVERIFY(writeAdapterFolder(path, {}, {}));
        QByteArray json = QByteArray::fromStdString(*readWholeFile(path + "/adapter_config.json"));
        QVERIFY(json.contains(from));
        QVERIFY(
            writeWholeFile(path + "/adapter_config.json", json.replace(from, to).toStdString()));

        const auto read = readAdapterFolder(path);

        QVERIFY(!read);
        QCOMPARE(read.error().code(), ErrorCode::InvalidInput);
    }
};

QTEST_APPLESS_MAIN(TestRunFolder)
#include "tst_run_folder.moc"
