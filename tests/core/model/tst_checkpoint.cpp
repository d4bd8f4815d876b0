#include <QtTest/QtTest>

#include "core/model/checkpoint.h"
#include "core/model/json_file.h"

using namespace sym;

namespace {

ModelConfig tiny(ModelFamily family = ModelFamily::Llama)
{
    return {.family = family,
            .vocabularySize = 10,
            .hiddenSize = 8,
            .layers = 2,
            .heads = 2,
            .keyValueHeads = 1,
            .headSize = 4,
            .intermediateSize = 12,
            .queryKeyValueBias = family == ModelFamily::Qwen2,
            .queryKeyNorm = family == ModelFamily::Qwen3};
}

}  // namespace

class TestCheckpoint final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void opensEveryFamily_data()
    {
        QTest::addColumn<int>("family");
        QTest::addColumn<bool>("isTied");
        QTest::addColumn<int>("tensors");
        QTest::addColumn<bool>("isSharded");

        QTest::newRow("llama") << int(ModelFamily::Llama) << false << 21 << false;
        QTest::newRow("llama, tied") << int(ModelFamily::Llama) << true << 20 << false;
        QTest::newRow("llama, sharded") << int(ModelFamily::Llama) << false << 21 << true;
        QTest::newRow("qwen2") << int(ModelFamily::Qwen2) << true << 26 << false;
        QTest::newRow("qwen3, sharded") << int(ModelFamily::Qwen3) << false << 25 << true;
    }
    void opensEveryFamily()
    {
        QFETCH(int, family);
        QFETCH(bool, isTied);
        QFETCH(int, tensors);
        QFETCH(bool, isSharded);
        ModelConfig config = tiny(ModelFamily(family));
        config.tiedEmbeddings = isTied;
        if (isSharded) {
            writeShards(config);
        } else {
            writeSingle(expectedTensors(config), config);
        }

        const auto checkpoint = Checkpoint::open(folder());

        QVERIFY2(checkpoint, checkpoint ? "" : checkpoint.error().message().c_str());
        QVERIFY((*checkpoint)->config() == config);
        QCOMPARE(int((*checkpoint)->names().size()), tensors);
        std::int64_t count = 0;
        for (const std::string& name : (*checkpoint)->names())
            count += (*checkpoint)->find(name)->count();
        QCOMPARE(count, config.parameterCount());
        QVERIFY((*checkpoint)->find("model.norm.bias") == nullptr);
    }

    void namesTheWrongTensor_data()
    {
        QTest::addColumn<QString>("tensor");
        QTest::addColumn<QString>("change");
        QTest::addColumn<QString>("message");

        const QString query = QStringLiteral("model.layers.1.self_attn.q_proj.weight");
        QTest::newRow("missing") << query << "leave out"
                                 << "is missing";
        QTest::newRow("no head although untied") << "lm_head.weight"
                                                 << "leave out"
                                                 << "\"lm_head.weight\" is missing";
        QTest::newRow("turned") << "model.layers.0.mlp.down_proj.weight"
                                << "turn"
                                << "has shape [12, 8]; the config asks for [8, 12]";
        QTest::newRow("flat") << query << "flatten"
                              << "has shape [64]";
        QTest::newRow("integers") << query << "integers"
                                  << "has dtype I64";
    }
    void namesTheWrongTensor()
    {
        QFETCH(QString, tensor);
        QFETCH(QString, change);
        QFETCH(QString, message);
        std::vector<TensorShape> tensors = expectedTensors(tiny());
        const auto at = std::find_if(tensors.begin(), tensors.end(), [&](const TensorShape& shape) {
            return shape.name == tensor.toStdString();
        });
        QVERIFY(at != tensors.end());
        TensorType type = TensorType::Float32;
        if (change == u"turn") std::swap(at->shape[0], at->shape[1]);
        if (change == u"flatten") at->shape = {at->shape[0] * at->shape[1]};
        if (change == u"integers") type = TensorType::Int64;
        if (change == u"leave out") tensors.erase(at);
        writeSingle(tensors, tiny(), tensor.toStdString(), type);

        const auto checkpoint = Checkpoint::open(folder());

        QVERIFY(!checkpoint);
        QCOMPARE(checkpoint.error().code(), ErrorCode::InvalidInput);
        const QString said = QString::fromStdString(checkpoint.error().message());
        QVERIFY2(said.contains(message) && said.contains(tensor), qPrintable(said));
    }

    void refusesAWrongIndex_data()
    {
        QTest::addColumn<QString>("tensor");
        QTest::addColumn<QString>("file");  // what the index says of it
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("message");

        const QString norm = QStringLiteral("model.norm.weight");
        const int invalid = int(ErrorCode::InvalidInput);
        QTest::newRow("another shard")
            << norm << "\"a.safetensors\"" << invalid << "lacks tensor \"model.norm.weight\"";
        QTest::newRow("no such tensor")
            << "model.extra"
            << "\"a.safetensors\"" << invalid << "lacks tensor \"model.extra\"";
        QTest::newRow("no such shard")
            << "model.extra"
            << "\"c.safetensors\"" << int(ErrorCode::Io) << "c.safetensors";
        QTest::newRow("out of the folder")
            << norm << "\"../b.safetensors\"" << invalid << "names no file of this folder";
        QTest::newRow("absolute") << norm << "\"/b.safetensors\"" << invalid
                                  << "names no file of this folder";
        QTest::newRow("the folder itself")
            << norm << "\"..\"" << invalid << "names no file of this folder";
        QTest::newRow("a number") << norm << "1" << invalid << "names no file of this folder";
    }
    void refusesAWrongIndex()
    {
        QFETCH(QString, tensor);
        QFETCH(QString, file);
        QFETCH(int, code);
        QFETCH(QString, message);
        nlohmann::json index = writeShards(tiny());
        index["weight_map"][tensor.toStdString()] = nlohmann::json::parse(file.toStdString());
        QVERIFY(writeWholeFile(folder() + "/model.safetensors.index.json", index.dump()));

        const auto checkpoint = Checkpoint::open(folder());

        QVERIFY(!checkpoint);
        QCOMPARE(int(checkpoint.error().code()), code);
        QVERIFY2(checkpoint.error().message().find(message.toStdString()) != std::string::npos,
                 checkpoint.error().message().c_str());
    }

    void refusesATensorInTwoShards()
    {
        writeShards(tiny());
        writeFile("b.safetensors", expectedTensors(tiny()));

        const auto checkpoint = Checkpoint::open(folder());

        QVERIFY(!checkpoint);
        QVERIFY(checkpoint.error().message().find("a.safetensors and in b.safetensors")
                != std::string::npos);
    }

    void saysWhatIsMissing()
    {
        const auto nothing = Checkpoint::open(folder());
        QVERIFY(writeWholeFile(folder() + "/config.json", modelConfigJson(tiny())));
        const auto noWeights = Checkpoint::open(folder());

        QCOMPARE(nothing.error().code(), ErrorCode::NotFound);
        QCOMPARE(noWeights.error().code(), ErrorCode::NotFound);
        QVERIFY(noWeights.error().message().find("model.safetensors") != std::string::npos);
    }

    void ignoresTensorsItDoesNotNeed()
    {
        ModelConfig config = tiny();
        std::vector<TensorShape> tensors = expectedTensors(config);  // with a head of its own
        tensors.push_back({"model.layers.0.self_attn.rotary_emb.inv_freq", {2}});
        config.tiedEmbeddings = true;
        writeSingle(tensors, config);

        QVERIFY(Checkpoint::open(folder()));
    }

    void estimatesMemory()
    {
        const ModelConfig config = tiny();

        const MemoryEstimate estimate = estimateGeneration(config, 2, 3, 100);

        QCOMPARE(estimate.weights, 2 * config.parameterCount());
        // keys and values, 2 layers, 1 head of 4, 3 sequences of 100, 2 bytes
        QCOMPARE(estimate.cache, std::int64_t(2 * 2 * 1 * 4 * 3 * 100 * 2));
        QVERIFY(estimate.activations > 0);
        QCOMPARE(estimate.total(), estimate.weights + estimate.cache + estimate.activations);
        QVERIFY(checkMemory(estimate, estimate.total()));
        const Status refused = checkMemory({.weights = 48ll << 20}, 16ll << 20);
        QCOMPARE(refused.error().code(), ErrorCode::InvalidInput);
        QVERIFY(refused.error().message().find("48.0 MiB") != std::string::npos);
        QVERIFY(refused.error().message().find("16.0 MiB") != std::string::npos);
        QVERIFY(availableMemory() > 1 << 20);
    }

private:
    std::string folder() const { return m_folder->path().toStdString(); }

    void writeFile(const std::string& name, std::span<const TensorShape> shapes,
                   const std::string& special = {}, TensorType specialType = TensorType::Float32)
    {
        std::vector<std::vector<std::byte>> data;
        std::vector<TensorToWrite> tensors;
        for (const TensorShape& shape : shapes) {
            const TensorType type = shape.name == special ? specialType : TensorType::Float32;
            std::size_t bytes = tensorTypeSize(type);
            for (const std::int64_t size : shape.shape) bytes *= std::size_t(size);
            data.emplace_back(bytes);
            tensors.push_back({shape.name, type, shape.shape, {}});
        }
        for (std::size_t i = 0; i < tensors.size(); ++i) tensors[i].bytes = data[i];
        QVERIFY(writeTensorFile(folder() + "/" + name, tensors));
    }

    void writeSingle(std::span<const TensorShape> shapes, const ModelConfig& config,
                     const std::string& special = {}, TensorType type = TensorType::Float32)
    {
        QVERIFY(writeWholeFile(folder() + "/config.json", modelConfigJson(config)));
        writeFile("model.safetensors", shapes, special, type);
    }

    nlohmann::json writeShards(const ModelConfig& config)
    {
        const std::vector<TensorShape> shapes = expectedTensors(config);
        const std::span<const TensorShape> all(shapes);
        nlohmann::json index = {{"metadata", {{"total_size", 0}}}};
        for (std::size_t i = 0; i < shapes.size(); ++i)
            index["weight_map"][shapes[i].name] = i < 7 ? "a.safetensors" : "b.safetensors";
        writeFile("a.safetensors", all.first(7));
        writeFile("b.safetensors", all.subspan(7));
        [&] {
            QVERIFY(writeWholeFile(folder() + "/config.json", modelConfigJson(config)));
            QVERIFY(writeWholeFile(folder() + "/model.safetensors.index.json", index.dump()));
        }();
        return index;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_APPLESS_MAIN(TestCheckpoint)
#include "tst_checkpoint.moc"
