#include <QtTest/QTest>

#include <QtCore/QTemporaryDir>

#include <cmath>

#include "core/model/native/native_decoder.h"
#include "core/model/net/torch_engine.h"
#include "tests/core/model_native/tiny_models.h"

using namespace sym;

/// The same weights by libtorch's operators and by our kernels.
class TestTorchEngine : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void logitsEqualTheNativeOnes_data()
    {
        QTest::addColumn<int>("family");
        for (const ModelFamily family :
             {ModelFamily::Llama, ModelFamily::Qwen2, ModelFamily::Qwen3})
            QTest::newRow(modelFamilyName(family)) << int(family);
    }

    /// Whole, then continued in another slot from a copied and cut beginning. The bound is that of
    /// two float32 engines that each round sums in their own order (see tst_native_decoder).
    void logitsEqualTheNativeOnes()
    {
        QFETCH(int, family);
        QTemporaryDir folder;
        const RandomWeights weights(tinyConfig(ModelFamily(family)), 5, Precision::Float32);
        QVERIFY(weights.write(folder.path().toStdString()));
        const auto checkpoint = Checkpoint::open(folder.path().toStdString());
        QVERIFY(checkpoint);
        const auto torch = openTorchDecoder(*checkpoint, {.maxSequences = 2, .maxPositions = 128});
        QVERIFY2(torch, torch ? "" : torch.error().message().c_str());
        const auto native = NativeDecoder::open(weights, {.slots = 2, .maxPositions = 128});
        QVERIFY(native);
        const std::vector<int> tokens = randomTokens(weights.config(), 90, 4);
        std::vector<BatchToken> whole;
        for (int i = 0; i < 90; ++i) whole.push_back({tokens[std::size_t(i)], 0, i, true});
        std::vector<BatchToken> rest;
        for (int i = 70; i < 90; ++i) rest.push_back({tokens[std::size_t(i)], 1, i, i == 89});
        std::vector<float> expected;
        QVERIFY((*native)->forward(whole, expected, {}));

        std::vector<float> logits;
        QVERIFY((*torch)->forward(whole, logits, {}));
        (*torch)->copyPositions(0, 1, 70);
        std::vector<float> last;
        QVERIFY((*torch)->forward(rest, last, {}));

        QCOMPARE(logits.size(), expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i)
            QVERIFY(std::abs(logits[i] - expected[i]) < 1e-4f);
        QCOMPARE(last.size(), std::size_t(weights.config().vocabularySize));
        for (std::size_t i = 0; i < last.size(); ++i)
            QVERIFY(std::abs(last[i] - expected[expected.size() - last.size() + i]) < 1e-4f);
    }

    void stopsWhenAsked()
    {
        QTemporaryDir folder;
        const RandomWeights weights(tinyConfig(ModelFamily::Llama), 5, Precision::Float32);
        QVERIFY(weights.write(folder.path().toStdString()));
        const auto checkpoint = Checkpoint::open(folder.path().toStdString());
        const auto torch = openTorchDecoder(*checkpoint, {.maxSequences = 1, .maxPositions = 128});
        QVERIFY(torch);
        const std::vector<BatchToken> batch = {{1, 0, 0, true}};
        std::vector<float> logits;

        const Status read = (*torch)->forward(batch, logits, [] { return true; });

        QVERIFY(!read);
        QCOMPARE(read.error().code(), ErrorCode::Cancelled);
    }
};

QTEST_APPLESS_MAIN(TestTorchEngine)
#include "tst_torch_engine.moc"
