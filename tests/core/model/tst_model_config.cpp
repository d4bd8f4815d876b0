#include <QtTest/QtTest>

#include "core/model/json_file.h"
#include "core/model/model_config.h"

using namespace sym;

namespace {

using Json = nlohmann::json;

Json smallLlama()
{
    return {{"model_type", "llama"},       {"vocab_size", 64},
            {"hidden_size", 16},           {"intermediate_size", 24},
            {"num_hidden_layers", 2},      {"num_attention_heads", 4},
            {"num_key_value_heads", 2},    {"max_position_embeddings", 128},
            {"rms_norm_eps", 1e-5},        {"rope_theta", 500000.0},
            {"tie_word_embeddings", true}, {"bos_token_id", 1},
            {"eos_token_id", {2, 3}},      {"torch_dtype", "bfloat16"}};
}

Json llamaScaling()
{
    return {{"rope_type", "llama3"},
            {"factor", 32.0},
            {"low_freq_factor", 1.0},
            {"high_freq_factor", 4.0},
            {"original_max_position_embeddings", 8192}};
}

}  // namespace

class TestModelConfig final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void readsPublishedShapes_data()
    {
        QTest::addColumn<QString>("config");
        QTest::addColumn<qint64>("parameters");
        QTest::addColumn<int>("headSize");
        QTest::addColumn<bool>("hasBias");
        QTest::addColumn<bool>("hasHeadNorm");

        // The makers' figures: 1.24, 8.03, 7.62, 0.494 and 0.596 thousand million.
        QTest::newRow("Llama 3.2 1B")
            << R"({"model_type":"llama","vocab_size":128256,"hidden_size":2048,"intermediate_size":8192,
                "num_hidden_layers":16,"num_attention_heads":32,"num_key_value_heads":8,"head_dim":64,
                "tie_word_embeddings":true,"rope_theta":500000.0,"rms_norm_eps":1e-05,
                "rope_scaling":{"factor":32.0,"high_freq_factor":4.0,"low_freq_factor":1.0,
                "original_max_position_embeddings":8192,"rope_type":"llama3"}})"
            << qint64(1235814400) << 64 << false << false;
        QTest::newRow("Llama 3.1 8B and its R1 distil")
            << R"({"model_type":"llama","vocab_size":128256,"hidden_size":4096,"intermediate_size":14336,
                "num_hidden_layers":32,"num_attention_heads":32,"num_key_value_heads":8,
                "attention_bias":false,"mlp_bias":false,"pretraining_tp":1,"tie_word_embeddings":false})"
            << qint64(8030261248) << 128 << false << false;
        QTest::newRow("Qwen2.5 7B")
            << R"({"model_type":"qwen2","vocab_size":152064,"hidden_size":3584,"intermediate_size":18944,
                "num_hidden_layers":28,"num_attention_heads":28,"num_key_value_heads":4,
                "use_sliding_window":false,"sliding_window":131072,"max_window_layers":28})"
            << qint64(7615616512) << 128 << true << false;
        QTest::newRow("Qwen2.5 0.5B")
            << R"({"model_type":"qwen2","vocab_size":151936,"hidden_size":896,"intermediate_size":4864,
                "num_hidden_layers":24,"num_attention_heads":14,"num_key_value_heads":2,
                "tie_word_embeddings":true})"
            << qint64(494032768) << 64 << true << false;
        QTest::newRow("Qwen3 0.6B")
            << R"({"model_type":"qwen3","vocab_size":151936,"hidden_size":1024,"intermediate_size":3072,
                "num_hidden_layers":28,"num_attention_heads":16,"num_key_value_heads":8,"head_dim":128,
                "attention_bias":false,"tie_word_embeddings":true,"rope_scaling":null})"
            << qint64(596049920) << 128 << false << true;
    }
    void readsPublishedShapes()
    {
        QFETCH(QString, config);
        QFETCH(qint64, parameters);
        QFETCH(int, headSize);
        QFETCH(bool, hasBias);
        QFETCH(bool, hasHeadNorm);
        write("config.json", config.toStdString());

        const auto read = readModelConfig(folder());

        QVERIFY2(read, read ? "" : read.error().message().c_str());
        QCOMPARE(qint64(read->parameterCount()), parameters);
        QCOMPARE(read->headSize, headSize);
        QCOMPARE(read->queryKeyValueBias, hasBias);
        QCOMPARE(read->queryKeyNorm, hasHeadNorm);
    }

    void readsRopeScaling_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("refusal");  // part of the message; empty: accepted
        QTest::addColumn<double>("factor");    // 0: no scaling

        const QString scaling = QString::fromStdString(llamaScaling().dump());
        const QString renamed =
            QString(scaling).replace(QStringLiteral("rope_type"), QStringLiteral("type"));
        QTest::newRow("null") << "rope_scaling"
                              << "null"
                              << "" << 0.0;
        QTest::newRow("default") << "rope_scaling"
                                 << R"({"rope_type":"default"})"
                                 << "" << 0.0;
        QTest::newRow("llama3") << "rope_scaling" << scaling << "" << 32.0;
        QTest::newRow("llama3 by its older key") << "rope_scaling" << renamed << "" << 32.0;
        QTest::newRow("transformers 5") << "rope_parameters" << scaling << "" << 32.0;
        QTest::newRow("yarn") << "rope_scaling"
                              << R"({"rope_type":"yarn","factor":4.0})"
                              << "\"yarn\"" << 0.0;
        QTest::newRow("linear") << "rope_scaling"
                                << R"({"type":"linear","factor":2.0})"
                                << "\"linear\"" << 0.0;
        QTest::newRow("dynamic") << "rope_scaling"
                                 << R"({"type":"dynamic","factor":2.0})"
                                 << "\"dynamic\"" << 0.0;
        QTest::newRow("longrope") << "rope_scaling"
                                  << R"({"type":"longrope"})"
                                  << "\"longrope\"" << 0.0;
        QTest::newRow("not an object") << "rope_scaling"
                                       << "3"
                                       << "not an object" << 0.0;
        QTest::newRow("no factor") << "rope_scaling"
                                   << R"({"rope_type":"llama3"})"
                                   << "factor is missing" << 0.0;
        QTest::newRow("factors the wrong way")
            << "rope_scaling"
            << QString(scaling).replace(QStringLiteral("4.0"), QStringLiteral("0.5"))
            << "high_freq_factor" << 0.0;
    }
    void readsRopeScaling()
    {
        QFETCH(QString, key);
        QFETCH(QString, value);
        QFETCH(QString, refusal);
        QFETCH(double, factor);
        Json json = smallLlama();
        json[key.toStdString()] = Json::parse(value.toStdString());
        write("config.json", json.dump());

        const auto read = readModelConfig(folder());

        QCOMPARE(bool(read), refusal.isEmpty());
        if (read) QCOMPARE(read->ropeScaling ? read->ropeScaling->factor : 0.0, factor);
        if (!read)
            QVERIFY2(read.error().message().find(refusal.toStdString()) != std::string::npos,
                     read.error().message().c_str());
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("patch");  // merged into a good config; null removes
        QTest::addColumn<QString>("named");  // what the message names

        QTest::newRow("no family") << R"({"model_type":null})"
                                   << "model_type is missing";
        QTest::newRow("other family") << R"({"model_type":"gemma2"})"
                                      << "\"gemma2\"";
        QTest::newRow("family is a number") << R"({"model_type":3})"
                                            << "model_type";
        QTest::newRow("no vocabulary") << R"({"vocab_size":null})"
                                       << "vocab_size is missing";
        QTest::newRow("no layers") << R"({"num_hidden_layers":0})"
                                   << "num_hidden_layers is 0";
        QTest::newRow("width is text") << R"({"hidden_size":"16"})"
                                       << "hidden_size is not a whole number";
        QTest::newRow("width is a fraction") << R"({"hidden_size":16.5})"
                                             << "hidden_size";
        QTest::newRow("width is negative") << R"({"hidden_size":-16})"
                                           << "hidden_size is -16";
        QTest::newRow("width beyond 64 bits") << R"({"hidden_size":18446744073709551615})"
                                              << "hidden_size";
        QTest::newRow("width beyond all reason") << R"({"intermediate_size":2000000000})"
                                                 << "intermediate_size";
        QTest::newRow("heads do not divide")
            << R"({"num_attention_heads":3,"num_key_value_heads":1})"
            << "hidden_size";
        QTest::newRow("groups do not divide") << R"({"num_key_value_heads":3})"
                                              << "num_key_value_heads is 3";
        QTest::newRow("odd head") << R"({"head_dim":5})"
                                  << "head_dim";
        QTest::newRow("other activation") << R"({"hidden_act":"gelu"})"
                                          << "\"gelu\"";
        QTest::newRow("attention bias") << R"({"attention_bias":true})"
                                        << "attention_bias";
        QTest::newRow("feed-forward bias") << R"({"mlp_bias":true})"
                                           << "mlp_bias";
        QTest::newRow("quantised") << R"({"quantization_config":{"quant_method":"awq"}})"
                                   << "quantization_config";
        QTest::newRow("sliding window") << R"({"model_type":"qwen2","use_sliding_window":true})"
                                        << "use_sliding_window";
        QTest::newRow("sliding layers")
            << R"({"model_type":"qwen3","layer_types":["full_attention","sliding_attention"]})"
            << "layer_types";
        QTest::newRow("norm of nothing") << R"({"rms_norm_eps":0})"
                                         << "rms_norm_eps";
        QTest::newRow("theta is text") << R"({"rope_theta":"big"})"
                                       << "rope_theta";
        QTest::newRow("tied is a number") << R"({"tie_word_embeddings":1})"
                                          << "tie_word_embeddings";
        QTest::newRow("end beyond the vocabulary") << R"({"eos_token_id":64})"
                                                   << "eos_token_id";
        QTest::newRow("end is text") << R"({"eos_token_id":["</s>"]})"
                                     << "eos_token_id";
        QTest::newRow("stored as integers") << R"({"torch_dtype":"int8"})"
                                            << "\"int8\"";
    }
    void refuses()
    {
        QFETCH(QString, patch);
        QFETCH(QString, named);
        Json json = smallLlama();
        json.merge_patch(Json::parse(patch.toStdString()));
        write("config.json", json.dump());

        const auto read = readModelConfig(folder());

        QVERIFY(!read);
        QCOMPARE(read.error().code(), ErrorCode::InvalidInput);
        QVERIFY2(read.error().message().find(named.toStdString()) != std::string::npos,
                 read.error().message().c_str());
    }

    void joinsTheEndTokensOfBothFiles()
    {
        write("config.json", smallLlama().dump());
        write("generation_config.json", R"({"eos_token_id": [3, 7], "temperature": 0.6})");

        const auto read = readModelConfig(folder());

        QVERIFY(read);
        QCOMPARE(read->endTokens, (std::vector<int>{2, 3, 7}));
        QCOMPARE(read->beginToken, 1);
    }

    void refusesABrokenGenerationConfig()
    {
        write("config.json", smallLlama().dump());
        write("generation_config.json", "{");

        const auto read = readModelConfig(folder());

        QCOMPARE(read.error().code(), ErrorCode::InvalidInput);
    }

    void saysWhatIsMissing()
    {
        const auto absent = readModelConfig(folder());
        write("config.json", "[]");
        const auto array = readModelConfig(folder());

        QCOMPARE(absent.error().code(), ErrorCode::NotFound);
        QCOMPARE(array.error().code(), ErrorCode::InvalidInput);
    }

    void readsWhatItWrote_data()
    {
        QTest::addColumn<int>("family");

        QTest::newRow("llama") << int(ModelFamily::Llama);
        QTest::newRow("qwen2") << int(ModelFamily::Qwen2);
        QTest::newRow("qwen3") << int(ModelFamily::Qwen3);
    }
    void readsWhatItWrote()
    {
        QFETCH(int, family);
        ModelConfig config{.family = ModelFamily(family),
                           .vocabularySize = 4096,
                           .hiddenSize = 192,
                           .layers = 4,
                           .heads = 6,
                           .keyValueHeads = 2,
                           .headSize = 48,
                           .intermediateSize = 512,
                           .maxPositions = 4096,
                           .normEpsilon = 1e-6,
                           .ropeTheta = 250000,
                           .tiedEmbeddings = true,
                           .beginToken = 0,
                           .endTokens = {5},
                           .dataType = "float16"};
        config.queryKeyValueBias = config.family == ModelFamily::Qwen2;
        config.queryKeyNorm = config.family == ModelFamily::Qwen3;
        if (config.family == ModelFamily::Llama) config.ropeScaling = RopeScaling{.factor = 4};
        write("config.json", modelConfigJson(config));

        const auto read = readModelConfig(folder());

        QVERIFY2(read, read ? "" : read.error().message().c_str());
        QVERIFY(*read == config);
    }

private:
    std::string folder() const { return m_folder->path().toStdString(); }

    void write(const std::string& name, const std::string& content)
    {
        QVERIFY(writeWholeFile(folder() + "/" + name, content));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_APPLESS_MAIN(TestModelConfig)
#include "tst_model_config.moc"
