#include <QtTest/QtTest>

#include "core/base/random.h"
#include "core/model/bpe_trainer.h"
#include "core/model/json_file.h"
#include "core/model/tokenizer.h"

using namespace sym;

namespace {

using Json = nlohmann::json;

std::string merges(const Result<std::string>& tokenizer)
{
    std::string all;
    const Json file = Json::parse(*tokenizer);
    for (const Json& merge : file["model"]["merges"])
        all += (all.empty() ? "" : "; ") + merge.get<std::string>();
    return all;
}

/// Words of a small language, some more frequent than others.
std::vector<std::string> texts(std::size_t count)
{
    const std::vector<std::string> words = {"link",    "button", "search", "click",
                                            "textbox", "'Cart'", "12",     "prix",
                                            "été",     "价格",   "→",      "[7]"};
    Random random(5);
    std::vector<std::string> result;
    for (std::size_t i = 0; i < count; ++i) {
        std::string text;
        for (int j = 0; j < 40; ++j)
            text += words[std::size_t(random.unit() * random.unit() * double(words.size()))]
                    + (random.chance(0.1) ? "\n" : " ");
        result.push_back(text);
    }
    return result;
}

}  // namespace

class TestBpeTrainer final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void mergesTheMostFrequentPairFirst_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("more");  // tokens beside the bytes
        QTest::addColumn<QString>("merges");

        QTest::newRow("nothing") << "" << 5 << "";
        QTest::newRow("no pair") << "a" << 5 << "";
        QTest::newRow("seen once") << "ab" << 5 << "";
        QTest::newRow("one pair") << "ab\nab\n" << 1 << "a b";
        QTest::newRow("smaller ids of equals") << "ba\nba\nab\nab\n" << 1 << "a b";
        QTest::newRow("a pair of the merged") << "abc\nabc\nabd\n" << 2 << "a b; ab c";
        QTest::newRow("a run of one letter") << "aaaaaaaa" << 3 << "a a; aa aa";
        QTest::newRow("stays in words") << "a b\na b\na b\n" << 9 << "Ġ b";
        QTest::newRow("digits apart") << "11,11,11,11" << 9 << "";
        QTest::newRow("bytes of a letter")
            << QStringLiteral("é\né\n") << 9 << QStringLiteral("Ã ©");
    }
    void mergesTheMostFrequentPairFirst()
    {
        QFETCH(QString, text);
        QFETCH(int, more);
        QFETCH(QString, merges);
        const BpeTrainerSettings settings{.vocabularySize = 256 + more, .specialTokens = {}};

        const auto tokenizer = trainTokenizer({text.toStdString()}, settings, m_job);

        QVERIFY2(tokenizer, tokenizer ? "" : tokenizer.error().message().c_str());
        QCOMPARE(QString::fromStdString(::merges(tokenizer)), merges);
    }

    void givesTheSameBytesAgain()
    {
        const BpeTrainerSettings settings{.vocabularySize = 400};

        const auto first = trainTokenizer(texts(50), settings, m_job);
        const auto second = trainTokenizer(texts(50), settings, m_job);

        QVERIFY(first && second);
        QCOMPARE(*first, *second);
    }

    void laysOutTheVocabulary()
    {
        BpeTrainerSettings settings{.vocabularySize = 320};
        for (int i = 0; i < 20; ++i) settings.atomicTokens.push_back("[" + std::to_string(i) + "]");

        const auto json = trainTokenizer(texts(60), settings, m_job);
        QVERIFY(json);
        const auto tokenizer = Tokenizer::parse(*json);

        QVERIFY2(tokenizer, tokenizer ? "" : tokenizer.error().message().c_str());
        QCOMPARE((*tokenizer)->size(), 320);
        for (int byte = 0; byte < 256; ++byte)
            QCOMPARE((*tokenizer)->tokenBytes(byte), std::string(1, char(byte)));
        QCOMPARE((*tokenizer)->tokenId("[0]"), 320 - 3 - 20);
        QCOMPARE((*tokenizer)->tokenId("<|begin|>"), 317);
        QVERIFY((*tokenizer)->isSpecial(319) && !(*tokenizer)->isSpecial(316));
        QCOMPARE((*tokenizer)->encode("x[19][20]"),
                 (std::vector<int>{'x', 316, '[', '2', '0', ']'}));
        for (const std::string& text : texts(60))
            QCOMPARE((*tokenizer)->decode((*tokenizer)->encode(text)), text);
    }

    void shortensWhatItLearned()
    {
        const auto json = trainTokenizer(texts(200), {.vocabularySize = 450}, m_job);
        const auto tokenizer = Tokenizer::parse(*json);
        std::size_t bytes = 0, tokens = 0;
        for (const std::string& text : texts(40)) {
            bytes += text.size();
            tokens += (*tokenizer)->encode(text).size();
        }

        QVERIFY2(tokens * 3 < bytes, qPrintable(QStringLiteral("%1 of %2").arg(tokens).arg(bytes)));
    }

    void neverLearnsAcrossAtomicTokens()
    {
        std::string text;
        for (int i = 0; i < 50; ++i) text += "x[7]y<|end|>";

        const auto json =
            trainTokenizer({text}, {.vocabularySize = 300, .atomicTokens = {"[7]"}}, m_job);

        QCOMPARE(merges(json), std::string());
    }

    void keepsTokensShort()
    {
        const std::string text(5000, 'a');

        const auto json = trainTokenizer(
            {text, text}, {.vocabularySize = 300, .specialTokens = {}, .maxTokenBytes = 8}, m_job);
        const auto tokenizer = Tokenizer::parse(*json);

        for (int id = 0; id < (*tokenizer)->size(); ++id)
            QVERIFY((*tokenizer)->tokenBytes(id).size() <= 8);
    }

    void groupsDigitsAsTold()
    {
        std::string text;
        for (int i = 0; i < 20; ++i) text += "1234567,";

        const auto json =
            trainTokenizer({text}, {.vocabularySize = 300, .digitsTogether = 3}, m_job);

        QCOMPARE(merges(json), std::string("1 2; 4 5; 12 3; 45 6"));
    }

    void takesInvalidUtf8()
    {
        const auto json =
            trainTokenizer({"\xff\xfe\x80 ab ab \xe2\x82"}, {.vocabularySize = 262}, m_job);

        QVERIFY(json);
        QVERIFY(Tokenizer::parse(*json));
    }

    void refusesSettings_data()
    {
        QTest::addColumn<int>("size");
        QTest::addColumn<QStringList>("atomic");
        QTest::addColumn<int>("digits");

        QTest::newRow("no room") << 258 << QStringList() << 1;
        QTest::newRow("empty token") << 400 << QStringList{QString()} << 1;
        QTest::newRow("twice") << 400 << QStringList{QStringLiteral("[1]"), QStringLiteral("[1]")}
                               << 1;
        QTest::newRow("also special") << 400 << QStringList{QStringLiteral("<|pad|>")} << 1;
        QTest::newRow("no digits") << 400 << QStringList() << 0;
    }
    void refusesSettings()
    {
        QFETCH(int, size);
        QFETCH(QStringList, atomic);
        QFETCH(int, digits);
        BpeTrainerSettings settings{.vocabularySize = size, .digitsTogether = digits};
        for (const QString& token : atomic) settings.atomicTokens.push_back(token.toStdString());

        const auto json = trainTokenizer({"a"}, settings, m_job);

        QVERIFY(!json);
        QCOMPARE(json.error().code(), ErrorCode::InvalidInput);
    }

    void stopsWhenCancelled()
    {
        PlainJobContext job;
        job.cancel();

        const auto json = trainTokenizer(texts(10), {}, job);

        QCOMPARE(json.error().code(), ErrorCode::Cancelled);
    }

private:
    PlainJobContext m_job;
};

QTEST_APPLESS_MAIN(TestBpeTrainer)
#include "tst_bpe_trainer.moc"
