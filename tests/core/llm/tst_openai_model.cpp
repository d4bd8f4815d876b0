#include <QtTest/QtTest>

#include <nlohmann/json.hpp>

#include "core/llm/openai_model.h"
#include "tests/support/patience.h"
#include "tests/support/scripted_http_server.h"

using namespace sym;
using namespace std::chrono_literals;

namespace {

constexpr const char* kWhole =
    R"({"model":"m-2024","choices":[{"message":{"content":"hello"},"finish_reason":"stop"}],
    "usage":{"prompt_tokens":1000000,"completion_tokens":500000}})";

const std::string kStream =
    "data: {\"model\":\"m\",\"choices\":[{\"delta\":{\"content\":\"h\xc3\xa4\"}}]}\n\n"
    ": still here\n\n"
    "data: {\"choices\":[{\"delta\":{\"content\":\"llo\"}}]}\n\n"
    "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
    "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":2}}\n\n"
    "data: [DONE]\n\n";

std::unique_ptr<OpenAiModel> modelAt(const std::string& address,
                                     Delivery delivery = Delivery::Whole)
{
    OpenAiSettings settings;
    settings.baseUrl = address + "/v1/";
    settings.model = "m";
    settings.keyVariable = "SYM_TEST_KEY";
    settings.delivery = delivery;
    settings.price = ModelPrice{1.0, 2.0};
    settings.retry = {3, 1ms, 2000ms};
    auto model = OpenAiModel::open(settings);
    return model ? std::move(*model) : nullptr;
}

ChatRequest question()
{
    ChatRequest request;
    request.messages = {{ChatRole::User, "say hello"}};
    request.timeout = 5s;
    return request;
}

ScriptedReply hanging(std::string sent = {})
{
    return {{std::move(sent)}, ScriptedReply::End::Hang};
}

}  // namespace

class TestOpenAiModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("SYM_TEST_KEY", "sk-very-secret"); }

    void asksAndReads()
    {
        ScriptedHttpServer server({ScriptedHttpServer::answer(200, kWhole)});
        PlainJobContext job;
        std::string heard;

        const auto response =
            modelAt(server.address())->complete(question(), job, [&](std::string_view text) {
                heard += text;
            });

        QVERIFY2(bool(response), response ? "" : response.error().message().c_str());
        QCOMPARE(response->text, std::string("hello"));
        QCOMPARE(heard, response->text);
        QCOMPARE(response->model, std::string("m-2024"));
        QCOMPARE(response->costUsd, 2.0);
        const std::string request = server.requests().at(0);
        QVERIFY(request.starts_with("POST /v1/chat/completions HTTP/1.1"));
        QVERIFY(request.find("Bearer sk-very-secret") != std::string::npos);
        QVERIFY(request.find("\"say hello\"") != std::string::npos);
    }

    void readsStreamsHoweverSplit_data()
    {
        QTest::addColumn<int>("size");
        for (const int size : {1, 2, 7, 63, 100'000}) QTest::addRow("pieces of %d", size) << size;
    }

    void readsStreamsHoweverSplit()
    {
        QFETCH(int, size);
        std::vector<std::string> pieces;
        for (std::size_t at = 0; at < kStream.size(); at += std::size_t(size))
            pieces.push_back(kStream.substr(at, std::size_t(size)));
        ScriptedHttpServer server({ScriptedHttpServer::stream(pieces)});
        PlainJobContext job;
        std::string heard;

        const auto response =
            modelAt(server.address(), Delivery::Streamed)
                ->complete(question(), job, [&](std::string_view text) { heard += text; });

        QVERIFY2(bool(response), response ? "" : response.error().message().c_str());
        QCOMPARE(response->text, std::string("h\xc3\xa4llo"));
        QCOMPARE(heard, response->text);
        QCOMPARE(response->promptTokens, 11);
        QCOMPARE(response->finishReason, std::string("stop"));
    }

    void takesAWholeAnswerForAStream()
    {
        ScriptedHttpServer server({ScriptedHttpServer::answer(200, kWhole)});
        PlainJobContext job;

        const auto response =
            modelAt(server.address(), Delivery::Streamed)->complete(question(), job, {});

        QVERIFY(bool(response));
        QCOMPARE(response->text, std::string("hello"));
    }

    void repeatsWhatIsTemporary_data()
    {
        QTest::addColumn<QList<int>>("statuses");
        QTest::addColumn<int>("requests");
        QTest::addColumn<bool>("answered");

        QTest::newRow("busy once") << QList<int>{429, 200} << 2 << true;
        QTest::newRow("broken twice") << QList<int>{500, 503, 200} << 3 << true;
        QTest::newRow("broken for good") << QList<int>{500} << 3 << false;
        QTest::newRow("not repeated: key") << QList<int>{401, 200} << 1 << false;
        QTest::newRow("not repeated: request") << QList<int>{400, 200} << 1 << false;
    }

    void repeatsWhatIsTemporary()
    {
        QFETCH(QList<int>, statuses);
        QFETCH(int, requests);
        QFETCH(bool, answered);
        std::vector<ScriptedReply> replies;
        for (const int status : statuses)
            replies.push_back(
                ScriptedHttpServer::answer(status, status == 200 ? kWhole : R"({"error":"no"})"));
        ScriptedHttpServer server(replies);
        PlainJobContext job;

        const auto response = modelAt(server.address())->complete(question(), job, {});

        QCOMPARE(bool(response), answered);
        QCOMPARE(int(server.requests().size()), requests);
    }

    void waitsAsLongAsAsked()
    {
        ScriptedHttpServer server({ScriptedHttpServer::answer(429, "{}", "Retry-After: 0.2\r\n"),
                                   ScriptedHttpServer::answer(200, kWhole)});
        PlainJobContext job;
        QElapsedTimer timer;
        timer.start();

        const auto response = modelAt(server.address())->complete(question(), job, {});

        QVERIFY(bool(response));
        QVERIFY(timer.elapsed() >= 200);
    }

    void givesUpWhenAskedForTooMuch()
    {
        ScriptedHttpServer server({ScriptedHttpServer::answer(429, "{}", "Retry-After: 3600\r\n")});
        PlainJobContext job;

        const auto response = modelAt(server.address())->complete(question(), job, {});

        QVERIFY(!response);
        QCOMPARE(server.requests().size(), std::size_t(1));
        QVERIFY(response.error().message().find("rate limit") != std::string::npos);
    }

    void tellsWhatToDo_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("words");

        const int network = int(ErrorCode::Network);
        QTest::newRow("key") << 401
                             << QByteArray(R"({"error":{"message":"bad key sk-very-secret"}})")
                             << network << QByteArray("SYM_TEST_KEY");
        QTest::newRow("model") << 404 << QByteArray(R"({"error":{"message":"no model m"}})")
                               << network << QByteArray("\"m\"");
        QTest::newRow("credit") << 429 << QByteArray(R"({"error":{"code":"insufficient_quota"}})")
                                << network << QByteArray("credit");
        QTest::newRow("redirect") << 301 << QByteArray() << network
                                  << QByteArray("redirects to http://x/");
        QTest::newRow("request") << 400 << QByteArray(R"({"error":"temperature"})")
                                 << int(ErrorCode::InvalidInput) << QByteArray("temperature");
        QTest::newRow("not JSON") << 200 << QByteArray("<html>") << int(ErrorCode::Protocol)
                                  << QByteArray("not JSON");
    }

    void tellsWhatToDo()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(int, code);
        QFETCH(QByteArray, words);
        ScriptedHttpServer server(
            {ScriptedHttpServer::answer(status, body.toStdString(), "Location: http://x/\r\n")});
        PlainJobContext job;

        const auto response = modelAt(server.address())->complete(question(), job, {});

        QVERIFY(!response);
        const std::string& message = response.error().message();
        QCOMPARE(int(response.error().code()), code);
        QVERIFY2(message.find("127.0.0.1") != std::string::npos, message.c_str());
        QVERIFY2(message.find(words.toStdString()) != std::string::npos, message.c_str());
        QVERIFY(message.find("sk-very-secret") == std::string::npos);
        QCOMPARE(server.requests().size(), std::size_t(1));
    }

    void usesTheNewerLimitWhenToldSo()
    {
        ScriptedHttpServer server(
            {ScriptedHttpServer::answer(400, R"({"error":"use 'max_completion_tokens' instead"})"),
             ScriptedHttpServer::answer(200, kWhole)});
        PlainJobContext job;

        const auto response = modelAt(server.address())->complete(question(), job, {});

        QVERIFY(bool(response));
        QVERIFY(server.requests().at(1).find("max_completion_tokens") != std::string::npos);
    }

    void noticesABrokenStream()
    {
        ScriptedHttpServer server({ScriptedHttpServer::stream({kStream.substr(0, 80)})});
        PlainJobContext job;
        std::string heard;

        const auto response =
            modelAt(server.address(), Delivery::Streamed)
                ->complete(question(), job, [&](std::string_view text) { heard += text; });

        QVERIFY(!response);
        QCOMPARE(response.error().code(), ErrorCode::Network);
        QVERIFY(response.error().message().find("broke off") != std::string::npos);
        QCOMPARE(heard, std::string("h\xc3\xa4"));
        QCOMPARE(server.requests().size(), std::size_t(1));  // its pieces are out: no second try
    }

    void repeatsABrokenStreamNobodyHeard()
    {
        ScriptedHttpServer server({ScriptedHttpServer::stream({kStream.substr(0, 30)}),
                                   ScriptedHttpServer::stream({kStream})});
        PlainJobContext job;

        const auto response =
            modelAt(server.address(), Delivery::Streamed)->complete(question(), job, {});

        QVERIFY(bool(response));
        QCOMPARE(server.requests().size(), std::size_t(2));
    }

    void timesOut_data()
    {
        QTest::addColumn<QByteArray>("sent");

        QTest::newRow("nothing comes") << QByteArray();
        QTest::newRow("half a stream") << QByteArray::fromStdString(
            ScriptedHttpServer::head(200, "", "text/event-stream") + kStream.substr(0, 80));
    }

    void timesOut()
    {
        QFETCH(QByteArray, sent);
        ScriptedHttpServer server({hanging(sent.toStdString())});
        PlainJobContext job;
        ChatRequest request = question();
        request.timeout = 150ms;

        const auto response =
            modelAt(server.address(), Delivery::Streamed)->complete(request, job, {});

        QVERIFY(!response);
        QCOMPARE(response.error().code(), ErrorCode::Timeout);
        QVERIFY(response.error().message().find("127.0.0.1") != std::string::npos);
    }

    void stopsWhenCancelled_data()
    {
        QTest::addColumn<bool>("whileWaiting");  // else between two attempts

        QTest::newRow("in the answer") << true;
        QTest::newRow("in a pause") << false;
    }

    void stopsWhenCancelled()
    {
        QFETCH(bool, whileWaiting);
        ScriptedHttpServer server(
            {whileWaiting ? hanging()
                          : ScriptedHttpServer::answer(429, "{}", "Retry-After: 2\r\n")});
        const auto model = modelAt(server.address());
        PlainJobContext job;
        QElapsedTimer sinceCancel;
        EventThread canceller("canceller");
        canceller.post([&] {
            QTimer::singleShot(100, canceller.context(), [&] {
                sinceCancel.start();
                job.cancel();
            });
        });

        const auto response = model->complete(question(), job, {});

        QVERIFY(!response);
        QCOMPARE(response.error().code(), ErrorCode::Cancelled);
        QVERIFY2(sinceCancel.elapsed() < 500 * kPatience,
                 qPrintable(QString::number(sinceCancel.elapsed())));
    }

    void namesAnUnreachableHost_data()
    {
        QTest::addColumn<QByteArray>("address");
        QTest::addColumn<QByteArray>("words");

        QTest::newRow("refused") << QByteArray("http://127.0.0.1:1")
                                 << QByteArray("refused the connection");
        QTest::newRow("no such host")
            << QByteArray("http://no-such-host.invalid") << QByteArray("no-such-host.invalid");
    }

    void namesAnUnreachableHost()
    {
        QFETCH(QByteArray, address);
        QFETCH(QByteArray, words);
        PlainJobContext job;

        const auto response = modelAt(address.toStdString())->complete(question(), job, {});

        QVERIFY(!response);
        QCOMPARE(response.error().code(), ErrorCode::Network);
        QVERIFY2(response.error().message().find(words.toStdString()) != std::string::npos,
                 response.error().message().c_str());
    }

    void saysThatTlsFailed()
    {
        ScriptedHttpServer server({hanging("not TLS at all")});
        PlainJobContext job;
        std::string address = server.address();
        address.insert(4, "s");

        const auto model = modelAt(address);
        ChatRequest request = question();
        request.timeout = 2s;
        const auto response = model->complete(request, job, {});

        // plain text to a TLS client: a failed handshake, or nothing when the server keeps waiting
        QVERIFY(!response);
        QVERIFY(response.error().message().find("127.0.0.1") != std::string::npos);
    }

    void refusesToOpen_data()
    {
        QTest::addColumn<QByteArray>("address");
        QTest::addColumn<QByteArray>("model");
        QTest::addColumn<QByteArray>("variable");
        QTest::addColumn<QByteArray>("words");

        QTest::newRow("no key") << QByteArray("http://h/v1") << QByteArray("m")
                                << QByteArray("SYM_UNSET_KEY") << QByteArray("SYM_UNSET_KEY");
        QTest::newRow("no model") << QByteArray("http://h/v1") << QByteArray("") << QByteArray("")
                                  << QByteArray("no model");
        QTest::newRow("no address")
            << QByteArray("h/v1") << QByteArray("m") << QByteArray("") << QByteArray("h/v1");
        QTest::newRow("other scheme")
            << QByteArray("ftp://h") << QByteArray("m") << QByteArray("") << QByteArray("ftp://h");
    }

    void refusesToOpen()
    {
        QFETCH(QByteArray, address);
        QFETCH(QByteArray, model);
        QFETCH(QByteArray, variable);
        QFETCH(QByteArray, words);
        OpenAiSettings settings;
        settings.baseUrl = address.toStdString();
        settings.model = model.toStdString();
        settings.keyVariable = variable.toStdString();

        const auto opened = OpenAiModel::open(settings);

        QVERIFY(!opened);
        QCOMPARE(opened.error().code(), ErrorCode::InvalidInput);
        QVERIFY(opened.error().message().find(words.toStdString()) != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestOpenAiModel)
#include "tst_openai_model.moc"
