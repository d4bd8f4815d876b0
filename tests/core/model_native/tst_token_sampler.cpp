#include <QtTest/QTest>

#include <cmath>
#include <limits>

#include "core/model/native/token_sampler.h"

using namespace sym;

namespace {

constexpr int kDraws = 20'000;

/// Logits of the given probabilities.
std::vector<float> logitsOf(const std::vector<double>& probabilities)
{
    std::vector<float> logits;
    for (const double probability : probabilities) logits.push_back(float(std::log(probability)));
    return logits;
}

std::vector<double> shares(const GenerationSettings& settings, const std::vector<float>& logits,
                           const std::vector<bool>* allowed = nullptr)
{
    TokenSampler sampler(settings);
    std::vector<double> counts(logits.size(), 0.0);
    for (int i = 0; i < kDraws; ++i) {
        const auto drawn = sampler.draw(logits, allowed);
        if (!drawn) return {};
        counts[std::size_t(drawn->token)] += 1.0 / kDraws;
    }
    return counts;
}

}  // namespace

class TestTokenSampler : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void drawsAsLikelyAsTheSettingsSay_data()
    {
        QTest::addColumn<double>("temperature");
        QTest::addColumn<double>("topP");
        QTest::addColumn<int>("topK");
        QTest::addColumn<QList<double>>("expected");

        // of 0.1, 0.4, 0.2, 0.3
        QTest::newRow("greedy") << 0.0 << 1.0 << 0 << QList<double>{0, 1, 0, 0};
        QTest::newRow("as they are") << 1.0 << 1.0 << 0 << QList<double>{0.1, 0.4, 0.2, 0.3};
        QTest::newRow("squared") << 0.5 << 1.0 << 0
                                 << QList<double>{0.01 / 0.3, 0.16 / 0.3, 0.04 / 0.3, 0.09 / 0.3};
        QTest::newRow("two likeliest") << 1.0 << 1.0 << 2 << QList<double>{0, 4.0 / 7, 0, 3.0 / 7};
        QTest::newRow("topK of all") << 1.0 << 1.0 << 9 << QList<double>{0.1, 0.4, 0.2, 0.3};
        QTest::newRow("nucleus of two")
            << 1.0 << 0.65 << 0 << QList<double>{0, 4.0 / 7, 0, 3.0 / 7};
        QTest::newRow("nucleus of three")
            << 1.0 << 0.75 << 0 << QList<double>{0, 4.0 / 9, 2.0 / 9, 3.0 / 9};
        QTest::newRow("tiny nucleus") << 1.0 << 1e-9 << 0 << QList<double>{0, 1, 0, 0};
        QTest::newRow("both: 0.9 of the three likeliest")
            << 1.0 << 0.7 << 3 << QList<double>{0, 4.0 / 7, 0, 3.0 / 7};
    }

    void drawsAsLikelyAsTheSettingsSay()
    {
        QFETCH(double, temperature);
        QFETCH(double, topP);
        QFETCH(int, topK);
        QFETCH(QList<double>, expected);

        const std::vector<double> got =
            shares({.temperature = temperature, .topP = topP, .topK = topK, .seed = 3},
                   logitsOf({0.1, 0.4, 0.2, 0.3}));

        // four deviations of a share of 20,000 draws are at most 0.0142
        QCOMPARE(qsizetype(got.size()), expected.size());
        for (qsizetype i = 0; i < expected.size(); ++i) {
            const double share = got[std::size_t(i)];
            if (expected[i] == 0.0 || expected[i] == 1.0)
                QCOMPARE(std::round(share * kDraws), expected[i] * kDraws);
            else
                QVERIFY2(std::abs(share - expected[i]) < 0.0142,
                         qPrintable(QString::number(share)));
        }
    }

    void drawsOnlyWhatIsAllowed()
    {
        const std::vector<bool> allowed = {true, false, true, false};
        const std::vector<double> got =
            shares({.temperature = 1, .seed = 1}, logitsOf({0.1, 0.4, 0.2, 0.3}), &allowed);
        QVERIFY(std::abs(got[0] - 1.0 / 3) < 0.0142);
        QCOMPARE(got[1] + got[3], 0.0);

        TokenSampler greedy(GenerationSettings{});
        QCOMPARE(greedy.draw(logitsOf({0.1, 0.4, 0.2, 0.3}), &allowed)->token, 2);
    }

    void sameSeedSameTokens()
    {
        const std::vector<float> logits = logitsOf({0.1, 0.4, 0.2, 0.3});
        const auto tokens = [&](std::uint64_t seed) {
            TokenSampler sampler({.temperature = 1, .seed = seed});
            std::vector<int> drawn;
            for (int i = 0; i < 50; ++i) drawn.push_back(sampler.draw(logits, nullptr)->token);
            return drawn;
        };
        QVERIFY(tokens(5) == tokens(5));
        QVERIFY(tokens(5) != tokens(6));
    }

    void logProbabilityIsTheModelsOwn()
    {
        TokenSampler sampler({.temperature = 0.3, .topK = 1, .wantLogProbabilities = true});
        const std::vector<bool> allowed = {true, false, false, false};
        const auto drawn = sampler.draw(logitsOf({0.1, 0.4, 0.2, 0.3}), &allowed);
        QCOMPARE(drawn->token, 0);
        QVERIFY(std::abs(drawn->logProbability - std::log(0.1)) < 1e-6);
    }

    void whatIsAllowedIsWeighedTogether()
    {
        TokenSampler sampler({.wantLogProbabilities = true});
        const std::vector<bool> allowed = {true, false, true, false};
        const auto drawn = sampler.draw(logitsOf({0.1, 0.4, 0.2, 0.3}), &allowed);
        QCOMPARE(drawn->token, 2);
        QVERIFY(std::abs(drawn->logAllowed - std::log(0.3)) < 1e-6);
        QCOMPARE(sampler.draw(logitsOf({0.1, 0.4, 0.2, 0.3}), nullptr)->logAllowed, 0.0);
    }

    void tiesGoToTheSmallerId()
    {
        TokenSampler sampler(GenerationSettings{});
        QCOMPARE(sampler.draw(std::vector<float>{1, 2, 2, 2}, nullptr)->token, 1);
    }

    void refuses()
    {
        TokenSampler sampler(GenerationSettings{});
        const std::vector<bool> none = {false, false};
        QCOMPARE(sampler.draw(std::vector<float>{1, 2}, &none).error().code(),
                 ErrorCode::InvalidInput);
        const float bad[] = {std::nanf(""), std::numeric_limits<float>::infinity()};
        for (const float value : bad)
            QCOMPARE(sampler.draw(std::vector<float>{1, value}, nullptr).error().code(),
                     ErrorCode::Numeric);
    }

    void settingsOutOfRange()
    {
        const GenerationSettings wrong[] = {
            {.maxTokens = 0}, {.temperature = -1}, {.temperature = NAN}, {.topP = 0},
            {.topP = 1.1},    {.topP = NAN},       {.topK = -1},         {.stopTexts = {"a", ""}}};
        for (const GenerationSettings& settings : wrong)
            QCOMPARE(checkSettings(settings).error().code(), ErrorCode::InvalidInput);
        QVERIFY(checkSettings({}));
    }
};

QTEST_APPLESS_MAIN(TestTokenSampler)
#include "tst_token_sampler.moc"
