#include <QtTest/QTest>

#include <atomic>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "core/model/native/generated_text.h"
#include "core/model/native/native_decoder.h"
#include "core/model/native/native_model.h"
#include "tests/core/model_native/tiny_models.h"

using namespace sym;

namespace {

constexpr int kVocabulary = 300;
constexpr int kPositions = 200;

/// A decoder whose likeliest next token is the last one plus one; it records its batches and can be
/// held in a step. Logits: 1 at the next token, 0.5 at the one after, else 0.
class CountingDecoder final : public Decoder {
public:
    explicit CountingDecoder(int slots) : m_slots(slots)
    {
        m_config.vocabularySize = kVocabulary;
        m_config.endTokens = {290};
        m_config.maxPositions = kPositions;
        m_held.resize(std::size_t(slots));
    }

    const ModelConfig& config() const override { return m_config; }
    int slots() const override { return m_slots; }
    int maxPositions() const override { return kPositions; }
    int maxBatch() const override { return 64 + m_slots; }

    Status forward(std::span<const BatchToken> batch, std::vector<float>& logits,
                   const std::function<bool()>& shouldStop) override
    {
        std::unique_lock lock(m_mutex);
        ++m_steps;
        m_largest = std::max(m_largest, sequencesOf(batch));
        while (m_isHeld && !shouldStop()) m_changed.wait_for(lock, std::chrono::milliseconds(1));
        if (shouldStop()) return Error(ErrorCode::Cancelled, "cancelled");
        logits.clear();
        for (const BatchToken& token : batch) {
            std::vector<int>& held = m_held[std::size_t(token.slot)];
            if (int(held.size()) < token.position) m_hasGap = true;
            held.resize(std::size_t(token.position));
            held.push_back(token.token);
            ++m_tokens;
            if (!token.wantsLogits) continue;
            const std::size_t begin = logits.size();
            logits.resize(begin + kVocabulary, 0.0f);
            logits[begin + std::size_t((token.token + 1) % kVocabulary)] = m_isBroken ? NAN : 1.0f;
            logits[begin + std::size_t((token.token + 2) % kVocabulary)] = 0.5f;
        }
        return {};
    }

    void copyPositions(int fromSlot, int toSlot, int count) override
    {
        const std::lock_guard lock(m_mutex);
        const std::vector<int>& from = m_held[std::size_t(fromSlot)];
        if (int(from.size()) < count) m_hasGap = true;
        m_held[std::size_t(toSlot)].assign(from.begin(), from.begin() + count);
        m_copied += count;
    }

    void hold()
    {
        const std::lock_guard lock(m_mutex);
        m_isHeld = true;
    }

    void release()
    {
        const std::lock_guard lock(m_mutex);
        m_isHeld = false;
        m_changed.notify_all();
    }

    void breakDown()
    {
        const std::lock_guard lock(m_mutex);
        m_isBroken = true;
    }

    int steps() const { return locked(m_steps); }
    int tokens() const { return locked(m_tokens); }
    int copied() const { return locked(m_copied); }
    int largest() const { return locked(m_largest); }
    bool hasGap() const { return locked(m_hasGap); }

private:
    template <typename T>
    T locked(const T& value) const
    {
        const std::lock_guard lock(m_mutex);
        return value;
    }

    static int sequencesOf(std::span<const BatchToken> batch)
    {
        int count = 0;
        for (std::size_t i = 0; i < batch.size(); ++i)
            count += i == 0 || batch[i].slot != batch[i - 1].slot;
        return count;
    }

    ModelConfig m_config;
    int m_slots;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<std::vector<int>> m_held;
    int m_steps = 0;
    int m_tokens = 0;
    int m_copied = 0;
    int m_largest = 0;
    bool m_hasGap = false;
    bool m_isHeld = false;
    bool m_isBroken = false;
};

struct CountingModel {
    explicit CountingModel(int slots)
    {
        auto owned = std::make_unique<CountingDecoder>(slots);
        decoder = owned.get();
        model = makeLanguageModel(std::move(owned), std::make_shared<ByteTokenizer>(kVocabulary),
                                  "counting");
    }

    Result<GenerationResult> generate(const GenerationRequest& request)
    {
        PlainJobContext job;
        return model->generate(request, job);
    }

    CountingDecoder* decoder = nullptr;
    std::shared_ptr<LanguageModel> model;
};

std::vector<int> bytesOf(std::string_view text)
{
    return ByteTokenizer(256).encode(text, false);
}

std::shared_ptr<LanguageModel> tinyModel(ModelFamily family, Precision precision, int slots)
{
    const RandomWeights weights(tinyConfig(family), 2, precision);
    auto decoder = NativeDecoder::open(weights, {.precision = precision,
                                                 .threads = 2,
                                                 .slots = slots,
                                                 .maxPositions = 200,
                                                 .maxBatch = 64});
    return decoder ? makeLanguageModel(std::move(*decoder),
                                       std::make_shared<ByteTokenizer>(kVocabulary), "tiny")
                   : nullptr;
}

class OnlyVowels final : public TokenConstraint {
public:
    bool allow(std::string_view soFar, std::vector<bool>& allowed) override
    {
        if (soFar.size() >= 3) return false;
        for (const char c : {'a', 'e', 'i', 'o', 'u'}) allowed[std::size_t(c)] = true;
        return true;
    }
};

class NothingAllowed final : public TokenConstraint {
public:
    bool allow(std::string_view, std::vector<bool>&) override { return true; }
};

}  // namespace

class TestGeneration : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void endsWhereItShould_data()
    {
        QTest::addColumn<QByteArray>("prompt");
        QTest::addColumn<int>("maxTokens");
        QTest::addColumn<QList<QByteArray>>("stops");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("tokens");
        QTest::addColumn<QByteArray>("reason");
        using Stops = QList<QByteArray>;

        QTest::newRow("length") << QByteArray("a") << 3 << Stops{} << QByteArray("bcd") << 3
                                << QByteArray("length");
        QTest::newRow("one token")
            << QByteArray("xa") << 1 << Stops{} << QByteArray("b") << 1 << QByteArray("length");
        QTest::newRow("stop text")
            << QByteArray("a") << 20 << Stops{"ef"} << QByteArray("bcd") << 5 << QByteArray("stop");
        QTest::newRow("stop text at once")
            << QByteArray("a") << 20 << Stops{"b"} << QByteArray("") << 1 << QByteArray("stop");
        QTest::newRow("stop text just in time")
            << QByteArray("a") << 3 << Stops{"cd"} << QByteArray("b") << 3 << QByteArray("stop");
        QTest::newRow("half a stop text") << QByteArray("a") << 3 << Stops{"dx"}
                                          << QByteArray("bcd") << 3 << QByteArray("length");
        QTest::newRow("room ends") << QByteArray(198, 'a') << 20 << Stops{} << QByteArray("bc") << 2
                                   << QByteArray("length");
        // bytes 0xfb...0xff are no characters; from 256 on tokens are letters; 290 ends
        QTest::newRow("end token") << QByteArray("\xfd") << 100 << Stops{}
                                   << QByteArray(
                                          "\xef\xbf\xbd\xef\xbf\xbd"
                                          "twtxtytztatbtctdtetftgthtitjtktltmtntotptqtrts"
                                          "tttutvtwtxtytztatbtctd")
                                   << 36 << QByteArray("stop");
    }

    void endsWhereItShould()
    {
        QFETCH(QByteArray, prompt);
        QFETCH(int, maxTokens);
        QFETCH(QList<QByteArray>, stops);
        QFETCH(QByteArray, text);
        QFETCH(int, tokens);
        QFETCH(QByteArray, reason);
        GenerationRequest request{.prompt = bytesOf(prompt.toStdString()),
                                  .settings = {.maxTokens = maxTokens}};
        for (const QByteArray& stop : stops)
            request.settings.stopTexts.push_back(stop.toStdString());
        std::string streamed;
        const std::thread::id here = std::this_thread::get_id();
        request.onText = [&](std::string_view piece) {
            if (std::this_thread::get_id() == here) streamed += piece;
        };
        CountingModel counting(2);

        const auto result = counting.generate(request);

        QVERIFY2(result, result ? "" : result.error().message().c_str());
        QCOMPARE(QByteArray::fromStdString(result->text), text);
        QCOMPARE(QByteArray::fromStdString(streamed), text);
        QCOMPARE(int(result->tokens.size()), tokens);
        QCOMPARE(QByteArray::fromStdString(result->finishReason), reason);
        QCOMPARE(result->promptTokens, int(prompt.size()));
        QVERIFY(!counting.decoder->hasGap());
    }

    void refuses_data()
    {
        QTest::addColumn<QList<int>>("prompt");
        QTest::newRow("empty") << QList<int>{};
        QTest::newRow("no such token") << QList<int>{1, kVocabulary};
        QTest::newRow("negative token") << QList<int>{-1};
        QTest::newRow("too long") << QList<int>(kPositions, 5);
    }

    void refuses()
    {
        QFETCH(QList<int>, prompt);
        CountingModel counting(1);
        const auto result = counting.generate({.prompt = {prompt.begin(), prompt.end()}});
        QVERIFY(!result);
        QCOMPARE(result.error().code(), ErrorCode::InvalidInput);
    }

    void reusesWhatIsThere()
    {
        CountingModel counting(2);
        const std::string shared(80, 'p');
        GenerationRequest request{.prompt = bytesOf(shared + "a"), .settings = {.maxTokens = 3}};
        QCOMPARE(counting.generate(request)->reusedTokens, 0);
        const int before = counting.decoder->tokens();

        // the whole prompt again: all but its last token, whose logits are needed
        QCOMPARE(counting.generate(request)->reusedTokens, 80);
        QCOMPARE(counting.decoder->tokens() - before, 1 + 2);
        // the conversation goes on in its own slot
        request.prompt = bytesOf(shared + "abcz");
        QCOMPARE(counting.generate(request)->reusedTokens, 83);
        // another ending gets a slot of its own, the beginning copied
        const int copied = counting.decoder->copied();
        request.prompt = bytesOf(shared + "q");
        const auto other = counting.generate(request);
        QCOMPARE(other->reusedTokens, 80);
        QCOMPARE(counting.decoder->copied() - copied, 80);
        QCOMPARE(QByteArray::fromStdString(other->text), QByteArray("rst"));
        QVERIFY(!counting.decoder->hasGap());
    }

    /// Requests from many threads: decoded together, never more than there are slots, each with the
    /// answer it has alone; those that share a beginning wait for it, all but its last 32 tokens.
    void decodesTogether()
    {
        constexpr int kShared = 100;
        CountingModel counting(3);
        counting.decoder->hold();
        std::vector<std::thread> threads;
        std::vector<std::string> texts(8);
        std::atomic<int> reused{0};
        for (int i = 0; i < 8; ++i)
            threads.emplace_back([&, i] {
                const std::string prompt = std::string(kShared, 's') + char('a' + i);
                const auto result =
                    counting.generate({.prompt = bytesOf(prompt), .settings = {.maxTokens = 30}});
                if (!result) return;
                texts[std::size_t(i)] = result->text;
                reused += result->reusedTokens;
            });
        counting.decoder->release();
        for (std::thread& thread : threads) thread.join();

        for (int i = 0; i < 8; ++i) {
            std::string expected;
            for (int k = 1; k <= 30; ++k) expected += char('a' + i + k);
            // up to 0x87, which begins no character
            std::size_t used = 0;
            QCOMPARE(QString::fromStdString(texts[std::size_t(i)]),
                     QString::fromStdString(repairUtf8(expected, true, used)));
        }
        QVERIFY(counting.decoder->largest() <= 3);
        QVERIFY(reused.load() >= 7 * (kShared - 32));
        QVERIFY(!counting.decoder->hasGap());
    }

    void cancelsWithinFiftyMilliseconds_data()
    {
        QTest::addColumn<bool>("isWaiting");
        QTest::newRow("in a step") << false;
        QTest::newRow("waiting for a slot") << true;
    }

    void cancelsWithinFiftyMilliseconds()
    {
        QFETCH(bool, isWaiting);
        CountingModel counting(1);
        counting.decoder->hold();
        PlainJobContext firstJob;
        PlainJobContext secondJob;
        const GenerationRequest request{.prompt = bytesOf("a"), .settings = {.maxTokens = 5}};
        std::atomic<bool> isSecondIn{false};
        std::thread first([&] { (void)counting.model->generate(request, firstJob); });
        while (counting.decoder->steps() == 0) std::this_thread::yield();
        using Clock = std::chrono::steady_clock;
        std::atomic<Clock::duration::rep> took{0};
        std::atomic<int> code{-1};
        std::thread second;
        Clock::time_point begin;
        if (isWaiting) {
            second = std::thread([&] {
                isSecondIn = true;
                const auto result = counting.model->generate(request, secondJob);
                took = (Clock::now() - begin).count();
                code = result ? -1 : int(result.error().code());
            });
            while (!isSecondIn) std::this_thread::yield();
            begin = Clock::now();
            secondJob.cancel();
            second.join();
            QCOMPARE(code.load(), int(ErrorCode::Cancelled));
            QVERIFY(Clock::duration(took.load()) < std::chrono::milliseconds(50));
        }
        begin = Clock::now();
        firstJob.cancel();
        first.join();
        QVERIFY(Clock::now() - begin < std::chrono::milliseconds(50));

        // the slot is free again
        counting.decoder->release();
        QCOMPARE(QString::fromStdString(counting.generate(request)->text), QStringLiteral("bcdef"));
    }

    void cancelledByItsOwnCallback()
    {
        CountingModel counting(1);
        PlainJobContext job;
        GenerationRequest request{.prompt = bytesOf("a"), .settings = {.maxTokens = 150}};
        int pieces = 0;
        request.onText = [&](std::string_view) {
            ++pieces;
            job.cancel();
        };
        const auto result = counting.model->generate(request, job);
        QVERIFY(!result);
        QCOMPARE(result.error().code(), ErrorCode::Cancelled);
        QCOMPARE(pieces, 1);
    }

    void closingEndsWhatRuns()
    {
        auto counting = std::make_unique<CountingModel>(1);
        PlainJobContext job;
        job.cancel();
        const auto result = counting->model->generate({.prompt = bytesOf("a")}, job);
        QVERIFY(!result);
        QCOMPARE(result.error().code(), ErrorCode::Cancelled);
        QCOMPARE(counting->decoder->steps(), 0);
    }

    void keepsToTheConstraint()
    {
        CountingModel counting(1);
        GenerationRequest request{.prompt = bytesOf("a"),
                                  .settings = {.maxTokens = 5, .wantLogProbabilities = true}};
        request.constraint = std::make_shared<OnlyVowels>();

        const auto result = counting.generate(request);

        // of a, e, i, o, u none is likelier than another: the first; then free again
        QCOMPARE(QString::fromStdString(result->text), QStringLiteral("aaabc"));
        const double sum = std::log(std::exp(1.0) + std::exp(0.5) + (kVocabulary - 2));
        QVERIFY(std::abs(result->logProbabilities[0] - (0 - sum)) < 1e-6);
        QVERIFY(std::abs(result->logProbabilities[4] - (1 - sum)) < 1e-6);

        request.constraint = std::make_shared<NothingAllowed>();
        const auto none = counting.generate(request);
        QVERIFY(!none);
        QCOMPARE(none.error().code(), ErrorCode::InvalidInput);
    }

    void brokenLogitsAreAnError()
    {
        CountingModel counting(1);
        counting.decoder->breakDown();
        const auto result = counting.generate({.prompt = bytesOf("a")});
        QVERIFY(!result);
        QCOMPARE(result.error().code(), ErrorCode::Numeric);
    }

    void answersDoNotDependOnTheCompany_data()
    {
        QTest::addColumn<bool>("isFloat32");
        QTest::addColumn<double>("temperature");
        QTest::newRow("greedy float32") << true << 0.0;
        QTest::newRow("greedy bfloat16") << false << 0.0;
        QTest::newRow("sampled") << true << 1.0;
    }

    /// A real network: eight requests at once give what each gives alone, to the last token.
    void answersDoNotDependOnTheCompany()
    {
        QFETCH(bool, isFloat32);
        QFETCH(double, temperature);
        const Precision precision = isFloat32 ? Precision::Float32 : Precision::BFloat16;
        const auto requestOf = [&](int i) {
            GenerationRequest request{.settings = {.maxTokens = 12,
                                                   .temperature = temperature,
                                                   .topP = 0.9,
                                                   .seed = std::uint64_t(i),
                                                   .wantLogProbabilities = true}};
            request.prompt = randomTokens(tinyConfig(ModelFamily::Llama), 40, 1);
            const std::vector<int> own =
                randomTokens(tinyConfig(ModelFamily::Llama), 5 + 7 * i, 100 + std::uint64_t(i));
            request.prompt.insert(request.prompt.end(), own.begin(), own.end());
            return request;
        };
        std::vector<GenerationResult> alone(8);
        for (int i = 0; i < 8; ++i) {
            PlainJobContext job;
            alone[std::size_t(i)] =
                *tinyModel(ModelFamily::Llama, precision, 1)->generate(requestOf(i), job);
        }
        const auto model = tinyModel(ModelFamily::Llama, precision, 4);
        std::vector<GenerationResult> together(8);
        std::vector<std::thread> threads;
        for (int i = 0; i < 8; ++i)
            threads.emplace_back([&, i] {
                PlainJobContext job;
                if (auto result = model->generate(requestOf(i), job))
                    together[std::size_t(i)] = *result;
            });
        for (std::thread& thread : threads) thread.join();

        for (std::size_t i = 0; i < 8; ++i) {
            QVERIFY(!alone[i].tokens.empty() || alone[i].finishReason == "stop");
            QVERIFY(together[i].tokens == alone[i].tokens);
            QVERIFY(together[i].logProbabilities == alone[i].logProbabilities);
        }
    }

    void logitsOfEveryToken()
    {
        const auto model = tinyModel(ModelFamily::Qwen2, Precision::Float32, 2);
        const RandomWeights weights(tinyConfig(ModelFamily::Qwen2), 2, Precision::Float32);
        const std::vector<int> tokens =
            randomTokens(weights.config(), 100, 6);  // more than a batch
        const std::vector<double> expected = referenceLogits(weights, tokens);
        PlainJobContext job;

        const auto logits = model->logits(tokens, job);

        QVERIFY(logits);
        QCOMPARE(logits->size(), expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i)
            QVERIFY(std::abs(double((*logits)[i]) - expected[i]) < 5e-5);
        QCOMPARE(model->logits({}, job).error().code(), ErrorCode::InvalidInput);
    }
};

QTEST_APPLESS_MAIN(TestGeneration)
#include "tst_generation.moc"
