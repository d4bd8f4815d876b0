#include <QtTest/QtTest>

#include <nlohmann/json.hpp>

#include "core/llm/chat_completion.h"

using namespace sym;

class TestChatCompletion : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesTheRequest()
    {
        ChatRequest request;
        request.messages = {{ChatRole::System, "be brief"}, {ChatRole::User, "hi \xff"}};
        request.sampling = {
            .temperature = 0.5, .topP = 0.9, .maxTokens = 7, .seed = ~0ull, .stopTexts = {"END"}};
        request.wantLogProbabilities = true;

        const auto body = nlohmann::json::parse(
            chatRequestBody(request, "m", Delivery::Streamed, TokenLimitField::MaxTokens));

        QCOMPARE(body["model"], "m");
        QCOMPARE(body["messages"][0]["role"], "system");
        QCOMPARE(body["messages"][1]["content"],
                 "hi \xef\xbf\xbd");  // not UTF-8: replaced, not fatal
        QCOMPARE(body["max_tokens"], 7);
        QVERIFY(body["seed"].get<std::int64_t>() >= 0);
        QCOMPARE(body["stop"][0], "END");
        QCOMPARE(body["logprobs"], true);
        QCOMPARE(body["stream"], true);
        QCOMPARE(body["stream_options"]["include_usage"], true);
    }

    void namesTheNewerLimit()
    {
        const auto body = nlohmann::json::parse(
            chatRequestBody({}, "m", Delivery::Whole, TokenLimitField::MaxCompletionTokens));

        QVERIFY(!body.contains("max_tokens"));
        QVERIFY(!body.contains("stream"));
        QCOMPARE(body["max_completion_tokens"], 1024);
    }

    void readsAnswers_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("text");  // "!": an error

        QTest::newRow("plain") << QByteArray(R"({"choices":[{"message":{"content":"hi"}}]})")
                               << "hi";
        QTest::newRow("null content")
            << QByteArray(R"({"choices":[{"message":{"content":null}}]})") << "";
        QTest::newRow("parts") << QByteArray(
            R"({"choices":[{"message":{"content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}}]})")
                               << "ab";
        QTest::newRow("null usage") << QByteArray(
            R"({"choices":[{"message":{"content":"a"},"logprobs":null}],"usage":null})")
                                    << "a";
        QTest::newRow("no choices") << QByteArray(R"({"choices":[]})") << "!";
        QTest::newRow("no object") << QByteArray("[1]") << "!";
        QTest::newRow("not JSON") << QByteArray("<html>") << "!";
        QTest::newRow("empty") << QByteArray() << "!";
    }

    void readsAnswers()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, text);

        const auto response = parseChatResponse(body.toStdString());

        QCOMPARE(response ? QString::fromStdString(response->text) : QStringLiteral("!"), text);
    }

    void readsUsageAndLogProbabilities()
    {
        const auto response = parseChatResponse(
            R"({"model":"m-1","choices":[{"finish_reason":"stop","message":{"content":"ab"},"logprobs":{"content":
            [{"token":"a","logprob":-0.5},{"token":"b","logprob":-1.25}]}}],
            "usage":{"prompt_tokens":12,"completion_tokens":2}})");

        QVERIFY(bool(response));
        QCOMPARE(response->model, std::string("m-1"));
        QCOMPARE(response->finishReason, std::string("stop"));
        QCOMPARE(response->promptTokens, 12);
        QCOMPARE(response->responseTokens, 2);
        QCOMPARE(response->logProbabilities.size(), std::size_t(2));
        QCOMPARE(response->logProbabilities[1].logProbability, -1.25);
    }

    void quotesTheServer_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("said");

        QTest::newRow("error object")
            << QByteArray(R"({"error":{"message":"no","code":1}})") << "no";
        QTest::newRow("error text") << QByteArray(R"({"error":"no"})") << "no";
        QTest::newRow("detail") << QByteArray(R"({"detail":"no"})") << "no";
        QTest::newRow("html") << QByteArray("<h1>\nno</h1>") << "<h1> no</h1>";
        QTest::newRow("long, cut before a character")
            << QByteArray(299, 'x') + QByteArray("\xc3\xa4tail")
            << QString(299, QLatin1Char('x')) + QStringLiteral("...");
    }

    void quotesTheServer()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, said);

        QCOMPARE(QString::fromStdString(serverErrorText(body.toStdString())), said);
    }

    void assemblesAStream()
    {
        ChatStreamAssembler stream;
        QVERIFY(bool(stream.take(R"({"model":"m","choices":[{"delta":{"role":"assistant"}}]})")));
        QCOMPARE(*stream.take(R"({"choices":[{"delta":{"content":"he"}}]})"), std::string("he"));
        QCOMPARE(*stream.take(R"({"choices":[{"delta":{"content":"y"}}]})"), std::string("y"));
        QVERIFY(!stream.isComplete());
        QVERIFY(bool(stream.take(R"({"choices":[{"delta":{},"finish_reason":"stop"}]})")));
        QVERIFY(bool(
            stream.take(R"({"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2}})")));

        QVERIFY(stream.isComplete());
        QCOMPARE(stream.response().text, std::string("hey"));
        QCOMPARE(stream.response().promptTokens, 3);
        QCOMPARE(stream.take("nonsense").error().code(), ErrorCode::Protocol);
        QCOMPARE(stream.take(R"({"error":{"message":"overloaded"}})").error().code(),
                 ErrorCode::Network);
    }
};

QTEST_APPLESS_MAIN(TestChatCompletion)
#include "tst_chat_completion.moc"
