#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

#include <algorithm>

#include "core/model/bpe/byte_alphabet.h"
#include "core/model/checkpoint.h"
#include "core/model/json_file.h"
#include "core/pretraining/base_model.h"
#include "core/pretraining/base_tokenizer.h"
#include "core/pretraining/carried_model.h"
#include "core/pretraining/lessons/passage.h"
#include "core/training/model_folder.h"

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

    void aCarriedModelKeepsWhatBothVocabulariesHave()
    {
        QTemporaryDir before, after;
        const std::string from = before.path().toStdString(), to = after.path().toStdString();
        ModelConfig config = baseModelConfig(kVocabulary, kBaseEndToken);
        config.layers = 1;
        QVERIFY(writeWholeFile(from + "/tokenizer.json", m_json));
        QVERIFY(writeInitialModel(from, config, *m_tokenizer, 3));
        QVERIFY(writeWholeFile(to + "/tokenizer.json", trained(2)));
        const Status carried = writeCarriedModel(to, from, 1);
        QVERIFY2(carried, carried ? "" : carried.error().message().c_str());

        const auto tokenizer = Tokenizer::open(to + "/tokenizer.json");
        QVERIFY(tokenizer);
        const auto old = rows(from), young = rows(to);
        int same = 0;
        for (int id = 0; id < kVocabulary; ++id) {
            const int earlier = m_tokenizer->tokenId(toByteAlphabet((*tokenizer)->tokenBytes(id)));
            const bool isEqual =
                earlier >= 0 && old[std::size_t(earlier)] == young[std::size_t(id)];
            if (earlier >= 0 && id > 0) QVERIFY2(isEqual, (*tokenizer)->tokenBytes(id).c_str());
            same += isEqual;
            const bool isEmpty =
                std::all_of(young[std::size_t(id)].begin(), young[std::size_t(id)].end(),
                            [](float value) { return value == 0; });
            QVERIFY2(!isEmpty, (*tokenizer)->tokenBytes(id).c_str());
        }
        QVERIFY2(same > 1256 && same < kVocabulary - 1, std::to_string(same).c_str());
    }

    void theShippedShapeFits16MiB()
    {
        const ModelConfig config = baseModelConfig(kBaseVocabulary, kBaseEndToken);
        QVERIFY(2 * config.parameterCount() < 16 * 1024 * 1024);
    }

private:
    /// The embedding of each token.
    static std::vector<std::vector<float>> rows(const std::string& folder)
    {
        const auto checkpoint = Checkpoint::open(folder);
        if (!checkpoint) return {};
        const TensorEntry* entry = (*checkpoint)->find("model.embed_tokens.weight");
        std::vector<float> all(std::size_t(entry->count()));
        readAsFloats(*entry, all.data());
        const auto width = std::ptrdiff_t(entry->shape[1]);
        std::vector<std::vector<float>> rows;
        for (auto at = all.begin(); at != all.end(); at += width) rows.emplace_back(at, at + width);
        return rows;
    }

    std::string m_json;
    std::shared_ptr<const Tokenizer> m_tokenizer;
};

QTEST_GUILESS_MAIN(TestBaseModel)
#include "tst_base_model.moc"
