#include <QtTest/QTest>

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>

#include <cmath>

#include "core/model/native/native_decoder.h"
#include "tests/core/model_native/tiny_models.h"

using namespace sym;

namespace {

constexpr const char* kTarget = "model.layers.1.self_attn.q_proj";
constexpr int kRank = 2;

std::vector<float> rowOf(const WeightSource& source, const std::string& name, int row, int size)
{
    std::vector<float> out(std::size_t(size), -1.0f);
    return source.readRow(name, row, out) ? out : std::vector<float>();
}

struct Adapter {
    QByteArray config =
        R"({"peft_type": "LORA", "r": 2, "lora_alpha": 8, "target_modules": ["q_proj"]})";
    std::string module = kTarget;
    std::vector<std::int64_t> downShape = {kRank, 48};
    std::vector<std::int64_t> upShape = {64, kRank};

    bool write(const QString& folder) const
    {
        QFile file(folder + QStringLiteral("/adapter_config.json"));
        if (!file.open(QIODevice::WriteOnly) || file.write(config) < 0) return false;
        file.close();
        std::vector<float> down(std::size_t(downShape[0] * downShape[1]));
        std::vector<float> up(std::size_t(upShape[0] * upShape[1]));
        for (std::size_t i = 0; i < down.size(); ++i) down[i] = float(i % 5);
        for (std::size_t i = 0; i < up.size(); ++i) up[i] = float(i % 3);
        const std::string prefix = "base_model.model." + module;
        const TensorToWrite tensors[] = {{prefix + ".lora_A.weight", TensorType::Float32, downShape,
                                          std::as_bytes(std::span(down))},
                                         {prefix + ".lora_B.weight", TensorType::Float32, upShape,
                                          std::as_bytes(std::span(up))}};
        return bool(writeTensorFile(folder.toStdString() + "/adapter_model.safetensors", tensors));
    }
};

}  // namespace

class TestWeightSource : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsACheckpoint()
    {
        QTemporaryDir folder;
        const RandomWeights weights(tinyConfig(ModelFamily::Qwen3), 3, Precision::Float32);
        QVERIFY(weights.write(folder.path().toStdString()));
        const auto checkpoint = Checkpoint::open(folder.path().toStdString());
        QVERIFY2(checkpoint, checkpoint ? "" : checkpoint.error().message().c_str());
        const auto source = checkpointWeights(*checkpoint);

        QVERIFY(source->config() == weights.config());
        for (const TensorShape& shape : expectedTensors(weights.config())) {
            const int size = int(shape.shape.back());
            const int row = shape.shape.size() > 1 ? int(shape.shape[0]) - 1 : 0;
            QVERIFY(rowOf(*source, shape.name, row, size) == rowOf(weights, shape.name, row, size));
        }
        std::vector<float> out(4);
        QCOMPARE(source->readRow("nothing", 0, out).error().code(), ErrorCode::NotFound);
        QCOMPARE(source->readRow("model.norm.weight", 99, out).error().code(),
                 ErrorCode::InvalidInput);
    }

    void widensHalfPrecision_data()
    {
        QTest::addColumn<int>("type");
        QTest::addColumn<int>("bits");
        QTest::addColumn<float>("value");
        const auto add = [](const char* name, TensorType type, int bits, float value) {
            QTest::newRow(name) << int(type) << bits << value;
        };
        add("float16 one", TensorType::Float16, 0x3c00, 1.0f);
        add("float16 -2.5", TensorType::Float16, 0xc100, -2.5f);
        add("float16 largest", TensorType::Float16, 0x7bff, 65504.0f);
        add("float16 denormal", TensorType::Float16, 0x0001, std::ldexp(1.0f, -24));
        add("float16 infinity", TensorType::Float16, 0xfc00, -INFINITY);
        add("bfloat16 one", TensorType::BFloat16, 0x3f80, 1.0f);
        add("bfloat16 -3", TensorType::BFloat16, 0xc040, -3.0f);
    }

    void widensHalfPrecision()
    {
        QFETCH(int, type);
        QFETCH(int, bits);
        QFETCH(float, value);
        const std::vector<std::uint16_t> stored(5, std::uint16_t(bits));
        class OneTensor final : public Checkpoint {
        public:
            TensorEntry entry;
            ModelConfig shape;
            std::string place;
            const std::string& folder() const override { return place; }
            const ModelConfig& config() const override { return shape; }
            const TensorEntry* find(const std::string&) const override { return &entry; }
            std::vector<std::string> names() const override { return {}; }
        };
        const auto checkpoint = std::make_shared<OneTensor>();
        checkpoint->entry = {"t", TensorType(type), {5}, std::as_bytes(std::span(stored))};

        QCOMPARE(rowOf(*checkpointWeights(checkpoint), "t", 0, 5), std::vector<float>(5, value));
    }

    void mergesAnAdapter_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<double>("scale");
        QTest::newRow("alpha / r") << QByteArray(R"({"peft_type":"LORA","lora_alpha":8})") << 4.0;
        QTest::newRow("alpha / sqrt(r)")
            << QByteArray(R"({"lora_alpha":8,"use_rslora":true})") << 8 / std::sqrt(2.0);
    }

    void mergesAnAdapter()
    {
        QFETCH(QByteArray, config);
        QFETCH(double, scale);
        QTemporaryDir folder;
        QVERIFY(Adapter{.config = config}.write(folder.path()));
        const auto base =
            std::make_shared<RandomWeights>(tinyConfig(ModelFamily::Llama), 3, Precision::Float32);
        const auto adapted = adaptedWeights(base, folder.path().toStdString());
        QVERIFY2(adapted, adapted ? "" : adapted.error().message().c_str());

        const std::string name = std::string(kTarget) + ".weight";
        for (const int row : {0, 5, 63}) {
            const std::vector<float> before = rowOf(*base, name, row, 48);
            const std::vector<float> after = rowOf(**adapted, name, row, 48);
            for (int i = 0; i < 48; ++i) {
                double delta = 0;
                for (int r = 0; r < kRank; ++r)
                    delta += double((row * kRank + r) % 3) * double((r * 48 + i) % 5);
                const double expected = double(before[std::size_t(i)]) + scale * delta;
                QVERIFY(std::abs(double(after[std::size_t(i)]) - expected) < 1e-4);
            }
        }
        const std::string other = "model.layers.0.self_attn.q_proj.weight";
        QVERIFY(rowOf(*base, other, 1, 48) == rowOf(**adapted, other, 1, 48));
    }

    void refusesAnAdapter_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QByteArray>("module");
        QTest::addColumn<int>("inputs");
        const QByteArray good(R"({"lora_alpha":8})");
        QTest::newRow("no JSON") << QByteArray("{") << QByteArray(kTarget) << 48;
        QTest::newRow("no alpha") << QByteArray("{}") << QByteArray(kTarget) << 48;
        QTest::newRow("other method")
            << QByteArray(R"({"lora_alpha":8,"peft_type":"IA3"})") << QByteArray(kTarget) << 48;
        QTest::newRow("DoRA") << QByteArray(R"({"lora_alpha":8,"use_dora":true})")
                              << QByteArray(kTarget) << 48;
        QTest::newRow("rank by module")
            << QByteArray(R"({"lora_alpha":8,"rank_pattern":{"q_proj":4}})") << QByteArray(kTarget)
            << 48;
        QTest::newRow("no such module")
            << good << QByteArray("model.layers.7.self_attn.q_proj") << 48;
        QTest::newRow("other width") << good << QByteArray(kTarget) << 47;
    }

    void refusesAnAdapter()
    {
        QFETCH(QByteArray, config);
        QFETCH(QByteArray, module);
        QFETCH(int, inputs);
        QTemporaryDir folder;
        QVERIFY(
            (Adapter{.config = config, .module = module.toStdString(), .downShape = {kRank, inputs}}
                 .write(folder.path())));
        const auto base =
            std::make_shared<RandomWeights>(tinyConfig(ModelFamily::Llama), 3, Precision::Float32);
        const auto adapted = adaptedWeights(base, folder.path().toStdString());
        QVERIFY(!adapted);
        QCOMPARE(adapted.error().code(), ErrorCode::InvalidInput);
    }

    void missingAdapter()
    {
        const auto base =
            std::make_shared<RandomWeights>(tinyConfig(ModelFamily::Llama), 3, Precision::Float32);
        QCOMPARE(adaptedWeights(base, "/nonexistent").error().code(), ErrorCode::NotFound);
    }
};

QTEST_APPLESS_MAIN(TestWeightSource)
#include "tst_weight_source.moc"
