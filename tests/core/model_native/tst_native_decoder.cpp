#include <QtTest/QTest>

#include <cmath>

#include "core/model/native/native_decoder.h"
#include "tests/core/model_native/tiny_models.h"

using namespace sym;

namespace {

constexpr int kTokens = 70;  // more than the 64 positions of a block

std::unique_ptr<NativeDecoder> opened(const WeightSource& weights, Precision precision,
                                      InstructionSet set = availableInstructionSets().back(),
                                      int threads = 1)
{
    auto decoder = NativeDecoder::open(weights, {.precision = precision,
                                                 .threads = threads,
                                                 .slots = 3,
                                                 .maxPositions = 128,
                                                 .maxBatch = 128,
                                                 .instructionSet = set});
    return decoder ? std::move(*decoder) : nullptr;
}

std::vector<BatchToken> batchOf(const std::vector<int>& tokens, int slot, int first, int count)
{
    std::vector<BatchToken> batch;
    for (int i = first; i < first + count; ++i)
        batch.push_back({tokens[std::size_t(i)], slot, i, true});
    return batch;
}

std::vector<float> logitsOf(Decoder& decoder, const std::vector<BatchToken>& batch)
{
    std::vector<float> logits;
    if (!decoder.forward(batch, logits, {})) logits.clear();
    return logits;
}

}  // namespace

class TestNativeDecoder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void logitsEqualTheDefinition_data()
    {
        QTest::addColumn<int>("family");
        QTest::addColumn<bool>("isFloat32");
        QTest::addColumn<int>("set");
        QTest::addColumn<int>("threads");
        for (const ModelFamily family :
             {ModelFamily::Llama, ModelFamily::Qwen2, ModelFamily::Qwen3})
            for (const bool isFloat32 : {true, false})
                for (const InstructionSet set : availableInstructionSets())
                    for (const int threads : {1, 3})
                        QTest::addRow("%s %s %s %d", modelFamilyName(family),
                                      isFloat32 ? "float32" : "bfloat16", instructionSetName(set),
                                      threads)
                            << int(family) << isFloat32 << int(set) << threads;
    }

    /// float32: sums of up to 80 addends in two layers keep about 5 of 7 digits of logits of
    /// deviation 1. bfloat16: activations keep 8 bits, an error of 0.2 % each time one is rounded,
    /// six times a layer, adding up like a random walk; the weights are the same numbers.
    void logitsEqualTheDefinition()
    {
        QFETCH(int, family);
        QFETCH(bool, isFloat32);
        QFETCH(int, set);
        QFETCH(int, threads);
        const Precision precision = isFloat32 ? Precision::Float32 : Precision::BFloat16;
        const RandomWeights weights(tinyConfig(ModelFamily(family)), 7, precision);
        const std::vector<int> tokens = randomTokens(weights.config(), kTokens, 3);
        const std::vector<double> expected = referenceLogits(weights, tokens);
        const auto decoder = opened(weights, precision, InstructionSet(set), threads);
        QVERIFY(decoder);

        const std::vector<float> logits = logitsOf(*decoder, batchOf(tokens, 0, 0, kTokens));

        QCOMPARE(logits.size(), expected.size());
        double largest = 0;
        double sum = 0;
        for (std::size_t i = 0; i < expected.size(); ++i) {
            largest = std::max(largest, std::abs(double(logits[i]) - expected[i]));
            sum += std::abs(double(logits[i]) - expected[i]);
        }
        QVERIFY2(largest < (isFloat32 ? 5e-5 : 0.15), qPrintable(QString::number(largest)));
        QVERIFY2(sum / double(expected.size()) < (isFloat32 ? 5e-6 : 0.012),
                 qPrintable(QString::number(sum / double(expected.size()))));
    }

    void batchesAndChunksLeaveTheBits_data()
    {
        QTest::addColumn<int>("family");
        QTest::addColumn<bool>("isFloat32");
        for (const ModelFamily family :
             {ModelFamily::Llama, ModelFamily::Qwen2, ModelFamily::Qwen3})
            for (const bool isFloat32 : {true, false})
                QTest::addRow("%s %s", modelFamilyName(family), isFloat32 ? "float32" : "bfloat16")
                    << int(family) << isFloat32;
    }

    /// Token by token, in chunks, beside other sequences, with other threads, after a copied
    /// prefix: the same bits as in one piece.
    void batchesAndChunksLeaveTheBits()
    {
        QFETCH(int, family);
        QFETCH(bool, isFloat32);
        const Precision precision = isFloat32 ? Precision::Float32 : Precision::BFloat16;
        const RandomWeights weights(tinyConfig(ModelFamily(family)), 11, precision);
        const std::vector<int> tokens = randomTokens(weights.config(), kTokens, 4);
        const std::vector<int> others = randomTokens(weights.config(), kTokens, 5);
        const auto decoder = opened(weights, precision);
        QVERIFY(decoder);
        const std::vector<float> whole = logitsOf(*decoder, batchOf(tokens, 0, 0, kTokens));
        const std::size_t width = std::size_t(weights.config().vocabularySize);
        const auto isRow = [&](const float* logits, int row) {
            return std::equal(logits, logits + width, whole.data() + std::size_t(row) * width);
        };

        for (int i = 0; i < kTokens; ++i)  // another sequence lies in slot 1 meanwhile
            QVERIFY(isRow(logitsOf(*decoder, batchOf(tokens, 2, i, 1)).data(), i));

        const auto team = opened(weights, precision, availableInstructionSets().back(), 2);
        for (int first = 0; first < kTokens; first += 17) {
            const int count = std::min(17, kTokens - first);
            std::vector<BatchToken> batch = batchOf(others, 1, first, count);
            const std::vector<BatchToken> ours = batchOf(tokens, 0, first, count);
            batch.insert(batch.end(), ours.begin(), ours.end());
            const std::vector<float> logits = logitsOf(*team, batch);
            QCOMPARE(logits.size(), batch.size() * width);
            for (int i = 0; i < count; ++i)
                QVERIFY(isRow(logits.data() + std::size_t(count + i) * width, first + i));
        }

        // slot 1 holds other tokens behind the copied ones
        team->copyPositions(0, 1, 65);
        const std::vector<float> rest = logitsOf(*team, batchOf(tokens, 1, 65, kTokens - 65));
        for (int i = 65; i < kTokens; ++i)
            QVERIFY(isRow(rest.data() + std::size_t(i - 65) * width, i));
    }

    void logitsOnlyWhereWanted()
    {
        const RandomWeights weights(tinyConfig(ModelFamily::Llama), 1, Precision::Float32);
        const auto decoder = opened(weights, Precision::Float32);
        const std::vector<int> tokens = randomTokens(weights.config(), 10, 1);
        std::vector<BatchToken> batch = batchOf(tokens, 0, 0, 10);
        const std::vector<float> all = logitsOf(*decoder, batch);
        for (BatchToken& token : batch)
            token.wantsLogits = token.position == 4 || token.position == 9;

        const std::vector<float> some = logitsOf(*decoder, batch);

        const auto width = std::ptrdiff_t(weights.config().vocabularySize);
        QCOMPARE(std::ptrdiff_t(some.size()), 2 * width);
        QVERIFY(std::equal(some.begin(), some.begin() + width, all.begin() + 4 * width));
        QVERIFY(std::equal(some.begin() + width, some.end(), all.begin() + 9 * width));
    }

    void refusesWhatLiesOutside_data()
    {
        QTest::addColumn<int>("token");
        QTest::addColumn<int>("slot");
        QTest::addColumn<int>("position");
        QTest::newRow("token below") << -1 << 0 << 0;
        QTest::newRow("token above") << 300 << 0 << 0;
        QTest::newRow("slot above") << 1 << 3 << 0;
        QTest::newRow("slot below") << 1 << -1 << 0;
        QTest::newRow("position above") << 1 << 0 << 128;
        QTest::newRow("position below") << 1 << 0 << -1;
    }

    void refusesWhatLiesOutside()
    {
        QFETCH(int, token);
        QFETCH(int, slot);
        QFETCH(int, position);
        const RandomWeights weights(tinyConfig(ModelFamily::Llama), 1, Precision::Float32);
        const auto decoder = opened(weights, Precision::Float32);
        std::vector<float> logits;
        const std::vector<BatchToken> batch = {{token, slot, position, true}};

        const Status read = decoder->forward(batch, logits, {});

        QVERIFY(!read);
        QCOMPARE(read.error().code(), ErrorCode::InvalidInput);
    }

    void stopsInTheMiddle()
    {
        const RandomWeights weights(tinyConfig(ModelFamily::Llama), 1, Precision::Float32);
        const auto decoder =
            opened(weights, Precision::Float32, availableInstructionSets().back(), 2);
        const std::vector<int> tokens = randomTokens(weights.config(), 64, 1);
        const std::vector<BatchToken> batch = batchOf(tokens, 0, 0, 64);
        const std::vector<float> before = logitsOf(*decoder, batch);
        std::atomic<int> polls{0};
        std::vector<float> logits;

        const Status read = decoder->forward(batch, logits, [&] { return ++polls > 20; });

        QVERIFY(!read);
        QCOMPARE(read.error().code(), ErrorCode::Cancelled);
        QVERIFY(logitsOf(*decoder, batch) == before);
    }
};

QTEST_APPLESS_MAIN(TestNativeDecoder)
#include "tst_native_decoder.moc"
