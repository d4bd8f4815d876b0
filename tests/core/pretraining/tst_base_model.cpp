#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

#include <algorithm>

#include "core/model/checkpoint.h"
#include "core/model/json_file.h"
#include "core/pretraining/base_model.h"
#include "core/pretraining/base_tokenizer.h"
#include "core/pretraining/lessons/passage.h"
#include "core/training/model_folder.h"
#include "core/training/training_example.h"

using namespace sym;

namespace {

constexpr int kVocabulary = 1500;

std::string trained(std::uint64_t seed)
{
    const auto json = trainBaseTokenizer(tokenizerCorpus({}, seed, 60'000), kVocabulary);
    return json ? *json : std::string();
}

}  // namespace

class TestBaseModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_json = trained(1);
        const auto tokenizer = Tokenizer::parse(m_json);
        QVERIFY2(tokenizer, tokenizer ? "" : tokenizer.error().message().c_str());
        m_tokenizer = *tokenizer;
    }

    void aTextComesBack_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("page") << QStringLiteral("RootWebArea 'Home'\n\t\tlink [12] 'My Orders'");
        QTest::newRow("action") << QStringLiteral("type [7] [red shoes] [1]");
        QTest::newRow("large id") << QStringLiteral("click [1234]");
        QTest::newRow("other scripts") << QStringLiteral("日本語 … éß 🙂");
        QTest::newRow("blanks") << QStringLiteral("  a\t\tb \n\n c");
    }
    void aTextComesBack()
    {
        QFETCH(QString, text);
        const std::string bytes = text.toStdString();
        QCOMPARE(m_tokenizer->decode(m_tokenizer->encode(bytes)), bytes);
    }

    void anIdIsOneTokenOnPageAndInAction()
    {
        const int id = m_tokenizer->tokenId("Ġ[12]");
        QVERIFY(id >= 0);
        for (const char* text : {"link [12] 'Home'", "click [12]", "type [12] [x] [0]"}) {
            const std::vector<int> tokens = m_tokenizer->encode(text);
            QVERIFY2(std::count(tokens.begin(), tokens.end(), id) == 1, text);
        }
    }

    void wordsDoNotJoinWithQuotes()
    {
        const std::vector<int> quoted = m_tokenizer->encode("'page'");
        const std::vector<int> bare = m_tokenizer->encode("page");
        QVERIFY(std::search(quoted.begin(), quoted.end(), bare.begin(), bare.end())
                != quoted.end());
    }

    void trainingIsDeterministic() { QVERIFY(trained(1) == m_json); }

    void tooFewWordsAreRefused()
    {
        const auto json = trainBaseTokenizer({"one word"}, kVocabulary);
        QVERIFY(!json);
        QCOMPARE(json.error().code(), ErrorCode::InvalidInput);
    }

    void theInitialModelIsACheckpoint()
    {
        QTemporaryDir folder;
        const std::string path = folder.path().toStdString();
        QVERIFY(writeWholeFile(path + "/tokenizer.json", m_json));
        ModelConfig config = baseModelConfig(kVocabulary, kBaseEndToken);
        config.keyValueHeads = 2;
        QVERIFY(!writeInitialModel(path, config, *m_tokenizer, 3));
        config.keyValueHeads = config.heads;
        config.layers = 1;
        QVERIFY(writeInitialModel(path, config, *m_tokenizer, 3));
        const auto opened = Checkpoint::open(path);
        QVERIFY2(opened, opened ? "" : opened.error().message().c_str());
        QCOMPARE((*opened)->config().hiddenSize, 192);
        const auto weights = readWholeFile(path + "/model.safetensors");
        QVERIFY(writeInitialModel(path, config, *m_tokenizer, 3));
        QVERIFY(*readWholeFile(path + "/model.safetensors") == *weights);
        QVERIFY(writeInitialModel(path, config, *m_tokenizer, 4));
        QVERIFY(*readWholeFile(path + "/model.safetensors") != *weights);
    }

    void aNumberIsAnsweredInDigits()
    {
        TrainingRecord record;
        record.objective = "How many are there?";
        record.lastAction = "None";
        record.observation = "RootWebArea 'Home'\n\tlink [12] 'Twelve'";
        record.reason = "stop. the page says so.";
        const auto answer = [&](const std::string& action) {
            record.action = action;
            const auto example =
                renderExample(record, ExampleKind::Joint, *m_tokenizer, kBaseEndToken, {});
            return example ? std::vector<int>(
                       example->tokens.begin() + std::ptrdiff_t(example->actionAt),
                       example->tokens.end() - 1)
                           : std::vector<int>();
        };
        const int id = m_tokenizer->tokenId("Ġ[12]");
        const auto says = [&](const std::vector<int>& tokens) {
            return std::count(tokens.begin(), tokens.end(), id);
        };
        QCOMPARE(says(answer("click [12]")), 1);
        QCOMPARE(says(answer("stop [12]")), 0);
        QCOMPARE(m_tokenizer->decode(answer("stop [12]")), std::string("ACTION:\nstop [12]"));
        QCOMPARE(says(answer("type [12] [12] [1]")), 1);
        QCOMPARE(m_tokenizer->decode(answer("type [12] [12] [1]")),
                 std::string("ACTION:\ntype [12] [12] [1]"));
    }

    void theShippedShapeFits16MiB()
    {
        const ModelConfig config = baseModelConfig(kBaseVocabulary, kBaseEndToken);
        QVERIFY(2 * config.parameterCount() < 16 * 1024 * 1024);
    }

private:
    std::string m_json;
    std::shared_ptr<const Tokenizer> m_tokenizer;
};

QTEST_GUILESS_MAIN(TestBaseModel)
#include "tst_base_model.moc"
