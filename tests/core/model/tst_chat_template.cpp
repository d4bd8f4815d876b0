#include <QtTest/QtTest>

#include "core/model/chat_template.h"
#include "core/model/json_file.h"

using namespace sym;

namespace {

/// Messages written "s:text|u:text|a:text".
std::vector<TemplateMessage> messagesOf(const QString& text)
{
    std::vector<TemplateMessage> messages;
    for (const QString& part : text.split(u'|', Qt::SkipEmptyParts)) {
        const char role = part[0].toLatin1();
        messages.push_back({role == 's'   ? "system"
                            : role == 'u' ? "user"
                            : role == 'a' ? "assistant"
                                          : "tool",
                            part.mid(2).toStdString()});
    }
    return messages;
}

}  // namespace

class TestChatTemplate final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void writes_data()
    {
        QTest::addColumn<int>("layout");
        QTest::addColumn<QString>("messages");
        QTest::addColumn<bool>("prompt");
        QTest::addColumn<QString>("text");

        const auto row = [](const char* name, ChatTemplate layout, const char* messages,
                            bool prompt, const char* text) {
            QTest::newRow(name) << int(layout) << QString::fromUtf8(messages) << prompt
                                << QString::fromUtf8(text);
        };
        row("Alpaca with a page", ChatTemplate::Alpaca, "s:Predict.|u:the page", true,
            "Below is an instruction that describes a task, paired with an input that provides "
            "further context. Write a response that appropriately completes the request.\n\n"
            "### Instruction:\nPredict.\n\n### Input:\nthe page\n\n### Response:");
        row("Alpaca without", ChatTemplate::Alpaca, "u:Predict.", true,
            "Below is an instruction that describes a task. Write a response that appropriately "
            "completes the request.\n\n### Instruction:\nPredict.\n\n### Response:");
        row("Alpaca answered", ChatTemplate::Alpaca, "u:Q|a:A", false,
            "Below is an instruction that describes a task. Write a response that appropriately "
            "completes the request.\n\n### Instruction:\nQ\n\n### Response:A");
        row("Llama 3 trims", ChatTemplate::Llama3, "s: S \n|u:\n U\u00a0", true,
            "<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\nS<|eot_id|>"
            "<|start_header_id|>user<|end_header_id|>\n\nU<|eot_id|>"
            "<|start_header_id|>assistant<|end_header_id|>\n\n");
        row("Llama 3.1 has dates", ChatTemplate::Llama31, "u:U|a:A|u:V", false,
            "<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\n"
            "Cutting Knowledge Date: December 2023\nToday Date: 26 Jul 2024\n\n<|eot_id|>"
            "<|start_header_id|>user<|end_header_id|>\n\nU<|eot_id|>"
            "<|start_header_id|>assistant<|end_header_id|>\n\nA<|eot_id|>"
            "<|start_header_id|>user<|end_header_id|>\n\nV<|eot_id|>");
        row("Llama 3.1 with a system message", ChatTemplate::Llama31, "s: S |u:U", true,
            "<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\n"
            "Cutting Knowledge Date: December 2023\nToday Date: 26 Jul 2024\n\nS<|eot_id|>"
            "<|start_header_id|>user<|end_header_id|>\n\nU<|eot_id|>"
            "<|start_header_id|>assistant<|end_header_id|>\n\n");
        row("ChatML", ChatTemplate::ChatMl, "u: U ", true,
            "<|im_start|>user\n U <|im_end|>\n<|im_start|>assistant\n");
        row("Qwen2's own system message", ChatTemplate::Qwen2, "u:U", false,
            "<|im_start|>system\nYou are a helpful assistant.<|im_end|>\n"
            "<|im_start|>user\nU<|im_end|>\n");
        row("Qwen2.5 with a given one", ChatTemplate::Qwen25, "s:S|u:U", false,
            "<|im_start|>system\nS<|im_end|>\n<|im_start|>user\nU<|im_end|>\n");
        row("Qwen3 forgets earlier thoughts", ChatTemplate::Qwen3,
            "u:U|a:<think>\nhm\n</think>\n\nA|u:V", true,
            "<|im_start|>user\nU<|im_end|>\n<|im_start|>assistant\nA<|im_end|>\n"
            "<|im_start|>user\nV<|im_end|>\n<|im_start|>assistant\n");
        row("Qwen3 keeps the last thoughts", ChatTemplate::Qwen3,
            "u:U|a:<think>\nhm\n</think>\n\nA", false,
            "<|im_start|>user\nU<|im_end|>\n"
            "<|im_start|>assistant\n<think>\nhm\n</think>\n\nA<|im_end|>\n");
        row("DeepSeek's distils", ChatTemplate::DeepSeekR1, "s:S|u:U|a:<think>hm</think>\nA|u:V",
            true,
            "<｜begin▁of▁sentence｜>S<｜User｜>U<｜Assistant｜>\nA<｜end▁of▁sentence｜>"
            "<｜User｜>V<｜Assistant｜><think>\n");
        row("and their first template", ChatTemplate::DeepSeekR1Plain, "u:U", true,
            "<｜begin▁of▁sentence｜><｜User｜>U<｜Assistant｜>");
        row("our own", ChatTemplate::Nano, "s:S|u:U|a:A", true,
            "<|begin|>system\nS<|end|>\n<|begin|>user\nU<|end|>\n<|begin|>assistant\nA<|end|>\n"
            "<|begin|>assistant\n");
    }
    void writes()
    {
        QFETCH(int, layout);
        QFETCH(QString, messages);
        QFETCH(bool, prompt);
        QFETCH(QString, text);

        const auto written = applyChatTemplate(ChatTemplate(layout), messagesOf(messages), prompt);

        QVERIFY2(written, written ? "" : written.error().message().c_str());
        QCOMPARE(QString::fromStdString(*written), text);
    }

    void switchesThinkingOff()
    {
        const auto off = applyChatTemplate(ChatTemplate::Qwen3, messagesOf(QStringLiteral("u:U")),
                                           true, Thinking::Off);

        QCOMPARE(*off, std::string("<|im_start|>user\nU<|im_end|>\n<|im_start|>assistant\n"
                                   "<think>\n\n</think>\n\n"));
    }

    void refuses_data()
    {
        QTest::addColumn<int>("layout");
        QTest::addColumn<QString>("messages");
        QTest::addColumn<bool>("prompt");

        QTest::newRow("nothing") << int(ChatTemplate::ChatMl) << "" << true;
        QTest::newRow("a tool") << int(ChatTemplate::Qwen3) << "u:U|t:T" << true;
        QTest::newRow("Alpaca: two questions")
            << int(ChatTemplate::Alpaca) << "u:U|a:A|u:V" << true;
        QTest::newRow("Alpaca: no question") << int(ChatTemplate::Alpaca) << "s:S" << true;
        QTest::newRow("Alpaca: answer first") << int(ChatTemplate::Alpaca) << "a:A" << false;
        QTest::newRow("Alpaca: two answers") << int(ChatTemplate::Alpaca) << "u:U|a:A" << true;
    }
    void refuses()
    {
        QFETCH(int, layout);
        QFETCH(QString, messages);
        QFETCH(bool, prompt);

        const auto written = applyChatTemplate(ChatTemplate(layout), messagesOf(messages), prompt);

        QVERIFY(!written);
        QCOMPARE(written.error().code(), ErrorCode::InvalidInput);
    }

    void refusesWhatIsNotUtf8()
    {
        QVERIFY(!applyChatTemplate(ChatTemplate::Llama3, {{"user", "a\xff"}}, true));
    }

    void recognises_data()
    {
        QTest::addColumn<QString>("jinja");
        QTest::addColumn<QString>("layout");  // empty: unknown

        // Only what tells templates apart; whole ones are in the oracle's test.
        QTest::newRow("Llama 3") << "<|start_header_id|> <|eot_id|> bos_token"
                                 << "llama3";
        QTest::newRow("Llama 3.1")
            << "<|start_header_id|> Cutting Knowledge Date: December 2023 <|eot_id|>"
            << "llama3.1";
        QTest::newRow("Llama 3 that thinks")
            << "<|start_header_id|> detailed thinking on <|eot_id|>"
            << "";
        QTest::newRow("ChatML") << "<|im_start|> <|im_end|>"
                                << "chatml";
        QTest::newRow("Qwen2") << "<|im_start|>system You are a helpful assistant.<|im_end|>"
                               << "qwen2";
        QTest::newRow("Qwen2.5") << "<|im_start|> You are Qwen, created by Alibaba Cloud. You are "
                                    "a helpful assistant. <|im_end|>"
                                 << "qwen2.5";
        QTest::newRow("Qwen3") << "<|im_start|> </think> enable_thinking <|im_end|>"
                               << "qwen3";
        QTest::newRow("Qwen that always thinks") << "<|im_start|> </think> <|im_end|>"
                                                 << "";
        QTest::newRow("ChatML of another maker") << "<|im_start|> You are Yi <|im_end|>"
                                                 << "";
        QTest::newRow("Phi 4") << "<|im_start|> <|im_sep|> <|im_end|>"
                               << "";
        QTest::newRow("DeepSeek's distils")
            << QStringLiteral("'<｜User｜>' '</think>' '<｜Assistant｜><think>\\n'")
            << "deepseek-r1";
        QTest::newRow("and before")
            << QStringLiteral("'<｜User｜>' '</think>' '<｜Assistant｜>'") << "deepseek-r1-plain";
        QTest::newRow("DeepSeek V3") << QStringLiteral("'<｜User｜>' '<｜Assistant｜>'") << "";
        QTest::newRow("DeepSeek V3.1")
            << QStringLiteral("'<｜User｜>' '</think>' '<｜Assistant｜>' thinking") << "";
        QTest::newRow("DeepSeek R1 on Qwen3")
            << QStringLiteral("'<｜User｜>' '</think>' '<｜Assistant｜>' ns.is_last_user") << "";
        QTest::newRow("Mistral") << "[INST] [/INST]"
                                 << "";
        QTest::newRow("Gemma") << "<start_of_turn>"
                               << "";
    }
    void recognises()
    {
        QFETCH(QString, jinja);
        QFETCH(QString, layout);

        const auto known = recogniseChatTemplate(jinja.toStdString());

        QCOMPARE(known ? QString::fromUtf8(chatTemplateName(*known)) : QString(), layout);
        if (!known) QCOMPARE(known.error().code(), ErrorCode::InvalidInput);
    }

    void readsAFolder_data()
    {
        QTest::addColumn<QString>("config");  // tokenizer_config.json; empty: none
        QTest::addColumn<QString>("jinja");   // chat_template.jinja
        QTest::addColumn<QString>("layout");

        const QString qwen = QStringLiteral(R"({"chat_template": "<|im_start|> <|im_end|>"})");
        QTest::newRow("neither") << ""
                                 << ""
                                 << "alpaca";
        QTest::newRow("no template") << "{}"
                                     << ""
                                     << "alpaca";
        QTest::newRow("in the config") << qwen << ""
                                       << "chatml";
        QTest::newRow("the file wins") << qwen << "<|start_header_id|> <|eot_id|>"
                                       << "llama3";
        QTest::newRow("several") << R"({"chat_template": [{"name": "tool_use", "template": "x"},
            {"name": "default", "template": "<|im_start|> <|im_end|>"}]})"
                                 << ""
                                 << "chatml";
        QTest::newRow("several, no default")
            << R"({"chat_template": [{"name": "rag", "template": "x"}]})"
            << ""
            << "";
        QTest::newRow("unknown") << R"({"chat_template": "{{ messages }}"})"
                                 << ""
                                 << "";
        QTest::newRow("a number") << R"({"chat_template": 3})"
                                  << ""
                                  << "";
        QTest::newRow("not JSON") << "{"
                                  << ""
                                  << "";
    }
    void readsAFolder()
    {
        QFETCH(QString, config);
        QFETCH(QString, jinja);
        QFETCH(QString, layout);
        if (!config.isEmpty()) write("tokenizer_config.json", config.toStdString());
        if (!jinja.isEmpty()) write("chat_template.jinja", jinja.toStdString());

        const auto known = readChatTemplate(m_folder->path().toStdString());

        QCOMPARE(known ? QString::fromUtf8(chatTemplateName(*known)) : QString(), layout);
    }

    void recognisesItsOwn()
    {
        write("tokenizer_config.json", nanoTokenizerConfig(2048));

        const auto known = readChatTemplate(m_folder->path().toStdString());

        QVERIFY(known);
        QCOMPARE(*known, ChatTemplate::Nano);
    }

private:
    void write(const char* name, const std::string& content)
    {
        QVERIFY(writeWholeFile(m_folder->filePath(QString::fromUtf8(name)).toStdString(), content));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_APPLESS_MAIN(TestChatTemplate)
#include "tst_chat_template.moc"
