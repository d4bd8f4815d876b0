#include <QtTest/QTest>

#include <atomic>
#include <optional>
#include <thread>

#include "core/browser/devtools/devtools_connection.h"
#include "core/browser/devtools/page_monitor.h"
#include "core/browser/devtools_thread.h"
#include "devtools_server.h"

using namespace sym;
using std::chrono::milliseconds;

namespace {

/// Runs `work` in a thread while this one is the browser.
template <typename Function>
auto inWorker(Function work)
{
    std::optional<decltype(work())> result;
    std::atomic<bool> isDone = false;
    std::thread worker([&] {
        result.emplace(work());
        isDone = true;
    });
    while (!isDone) QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 5);
    worker.join();
    return *std::move(result);
}

class Recorder final : public DevToolsListener {
public:
    void onEvent(const std::string& method, const nlohmann::json&) override
    {
        const std::lock_guard lock(m_mutex);
        m_methods.push_back(method);
    }
    void onClosed(const Error&) override { closed = true; }
    std::vector<std::string> methods()
    {
        const std::lock_guard lock(m_mutex);
        return m_methods;
    }

    std::atomic<bool> closed = false;

private:
    std::mutex m_mutex;
    std::vector<std::string> m_methods;
};

}  // namespace

class TestDevToolsConnection final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<DevToolsServer>();
        auto opened = inWorker([&] {
            return DevToolsConnection::open(m_thread, m_server->url(), milliseconds(2'000), m_job);
        });
        QVERIFY2(opened, opened ? "" : opened.error().message().c_str());
        m_connection = std::move(*opened);
    }
    void cleanup()
    {
        m_connection.reset();
        m_server.reset();
    }

    void answersACall();
    void handsOnTheBrowsersRefusal();
    void givesUpAtTheDeadline();
    void stopsWhenCancelled();
    void failsWaitingCallsWhenTheSocketCloses();
    void failsCallsAfterAFailure();
    void keepsTheOrderOfPipelinedCalls();
    void keepsManyThreadsApart();
    void readsAnAnswerWhoseIdIsNotFirst();
    void survivesNonsense();
    void tellsEventsToItsListeners();
    void answersInTheDevToolsThread();
    void refusesABadAddress_data();
    void refusesABadAddress();
    void monitorFollowsANavigation();
    void monitorWakesItsWaiter();

private:
    Result<nlohmann::json> call(const std::string& method, nlohmann::json params = {})
    {
        return inWorker([=, this] { return m_connection->call(method, params, m_job); });
    }

    DevToolsThread m_thread;
    PlainJobContext m_job;
    std::unique_ptr<DevToolsServer> m_server;
    std::unique_ptr<DevToolsConnection> m_connection;
};

void TestDevToolsConnection::answersACall()
{
    m_server->on("Math.double", [](const nlohmann::json& params) {
        return nlohmann::json{{"value", params["value"].get<int>() * 2}};
    });

    const auto answer = call("Math.double", {{"value", 21}});

    QVERIFY(answer);
    QCOMPARE((*answer)["value"].get<int>(), 42);
}

void TestDevToolsConnection::handsOnTheBrowsersRefusal()
{
    m_server->on("Page.fly", [](const nlohmann::json&) { return "pages cannot fly"; });

    const auto answer = call("Page.fly");

    QVERIFY(!answer);
    QCOMPARE(int(answer.error().code()), int(ErrorCode::Protocol));
    QVERIFY(answer.error().message().find("pages cannot fly") != std::string::npos);
}

void TestDevToolsConnection::givesUpAtTheDeadline()
{
    m_server->ignore("Page.wait");

    const auto answer = inWorker(
        [&] { return m_connection->call("Page.wait", nullptr, m_job, after(milliseconds(50))); });

    QVERIFY(!answer);
    QCOMPARE(int(answer.error().code()), int(ErrorCode::Timeout));
    QVERIFY(answer.error().message().find("Page.wait") != std::string::npos);
}

void TestDevToolsConnection::stopsWhenCancelled()
{
    m_server->ignore("Page.wait");
    PlainJobContext job;
    job.cancel();

    const auto answer = inWorker([&] { return m_connection->call("Page.wait", nullptr, job); });

    QVERIFY(!answer);
    QCOMPARE(int(answer.error().code()), int(ErrorCode::Cancelled));
}

void TestDevToolsConnection::failsWaitingCallsWhenTheSocketCloses()
{
    const auto recorder = std::make_shared<Recorder>();
    m_connection->addListener(recorder);
    m_server->on("Page.die", [this](const nlohmann::json&) {
        m_server->closeSocket();
        return nlohmann::json();
    });

    const auto answer = call("Page.die");

    QVERIFY(!answer);
    QCOMPARE(int(answer.error().code()), int(ErrorCode::Network));
    QTRY_VERIFY(recorder->closed);
    QVERIFY(!m_connection->isOpen());
}

void TestDevToolsConnection::failsCallsAfterAFailure()
{
    m_connection->fail(Error(ErrorCode::Network, "the page's renderer crashed"));

    const auto answer = call("Page.anything");

    QVERIFY(!answer);
    QCOMPARE(answer.error().message().c_str(), "the page's renderer crashed");
}

void TestDevToolsConnection::keepsTheOrderOfPipelinedCalls()
{
    const bool done = inWorker([&] {
        std::vector<DevToolsConnection::Call> calls;
        for (int i = 0; i < 50; ++i)
            calls.push_back(m_connection->start("Call." + std::to_string(i), nullptr));
        bool all = true;
        for (const auto& one : calls) all = all && bool(m_connection->finish(one, m_job));
        return all;
    });

    QVERIFY(done);
    QCOMPARE(m_server->methods.size(), std::size_t(50));
    for (std::size_t i = 0; i < 50; ++i)
        QVERIFY(m_server->methods[i] == "Call." + std::to_string(i));
}

void TestDevToolsConnection::keepsManyThreadsApart()
{
    m_server->on("Echo", [](const nlohmann::json& params) { return params; });
    std::atomic<int> wrong = 0, running = 4;
    std::vector<std::thread> threads;

    for (int thread = 0; thread < 4; ++thread)
        threads.emplace_back([&, thread] {
            for (int i = 0; i < 50; ++i) {
                const int value = thread * 1000 + i;
                const auto answer = m_connection->call("Echo", {{"value", value}}, m_job);
                if (!answer || (*answer)["value"] != value) ++wrong;
            }
            --running;
        });

    while (running > 0) QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 5);
    for (std::thread& thread : threads) thread.join();
    QCOMPARE(wrong.load(), 0);
}

void TestDevToolsConnection::readsAnAnswerWhoseIdIsNotFirst()
{
    m_server->on("Page.slow", [this](const nlohmann::json&) {
        m_server->send(R"({"result":{"value":7},"id":1})");  // the first answer counts
        return nlohmann::json::object();
    });

    const auto answer = call("Page.slow");

    QVERIFY(answer);
    QCOMPARE((*answer)["value"].get<int>(), 7);
}

void TestDevToolsConnection::survivesNonsense()
{
    for (const char* text : {"", "[]", "{", "7", R"({"id":"x"})", R"({"id":99,"result":{}})",
                             R"({"method":3})", R"({"method":"A.b"})"})
        m_server->send(text);

    QVERIFY(call("Page.enable"));
}

void TestDevToolsConnection::tellsEventsToItsListeners()
{
    const auto recorder = std::make_shared<Recorder>();
    m_connection->addListener(recorder);

    m_server->sendEvent("Page.loadEventFired", {{"timestamp", 1}});
    m_server->sendEvent("Network.dataReceived", {{"requestId", "1"}});
    m_server->sendEvent("Page.frameResized", nlohmann::json::object());

    QTRY_COMPARE(recorder->methods().size(), std::size_t(2));
    QCOMPARE(recorder->methods()[1].c_str(), "Page.frameResized");
    m_connection->removeListener(recorder);
    QVERIFY(call("Page.enable"));
}

void TestDevToolsConnection::answersInTheDevToolsThread()
{
    std::atomic<QThread*> thread = nullptr;

    m_connection->request("Page.enable", nullptr, [&](const Result<nlohmann::json>&) {
        thread = QThread::currentThread();
    });

    QTRY_VERIFY(thread != nullptr);
    QVERIFY(thread == m_thread.context()->thread());
}

void TestDevToolsConnection::refusesABadAddress_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<int>("code");
    QTest::newRow("not ws") << QStringLiteral("http://127.0.0.1:1/")
                            << int(ErrorCode::InvalidInput);
    QTest::newRow("nobody there") << QStringLiteral("ws://127.0.0.1:1/") << int(ErrorCode::Network);
}

void TestDevToolsConnection::refusesABadAddress()
{
    QFETCH(const QString, url);
    QFETCH(const int, code);

    const auto opened = inWorker([&] {
        return DevToolsConnection::open(m_thread, url.toStdString(), milliseconds(2'000), m_job);
    });

    QVERIFY(!opened);
    QCOMPARE(int(opened.error().code()), code);
}

void TestDevToolsConnection::monitorFollowsANavigation()
{
    PageMonitor monitor;
    monitor.takeFrameTree({{"frame", {{"id", "F"}, {"url", "http://a/"}, {"loaderId", "1"}}}});
    const auto say = [&](const char* event, const nlohmann::json& params) {
        monitor.onEvent(event, params);
    };

    say("Page.frameStartedLoading", {{"frameId", "F"}});
    QVERIFY(monitor.snapshot().navigating);
    say("Page.frameNavigated", {{"frame", {{"id", "F"}, {"url", "http://b/"}, {"loaderId", "2"}}}});
    say("Network.requestWillBeSent",
        {{"requestId", "9"}, {"type", "XHR"}, {"request", {{"url", "http://b/x"}}}});
    say("Network.requestWillBeSent",
        {{"requestId", "10"}, {"type", "Ping"}, {"request", {{"url", "http://b/y"}}}});
    say("Runtime.executionContextCreated",
        {{"context",
          {{"id", 5},
           {"name", "symbiont"},
           {"auxData", {{"frameId", "F"}, {"isDefault", false}}}}}});

    const PageState now = monitor.snapshot();
    QCOMPARE(now.url.c_str(), "http://b/");
    QVERIFY(!now.navigating && !now.loaded && now.loading);
    QCOMPARE(now.documents, 2);
    QCOMPARE(now.requests.size(), std::size_t(1));
    QCOMPARE(monitor.worldContext({}), 5);
    say("Page.loadEventFired", {{"timestamp", 1}});
    say("Page.frameStoppedLoading", {{"frameId", "F"}});
    say("Network.loadingFinished", {{"requestId", "9"}});
    QVERIFY(monitor.snapshot().loaded && !monitor.snapshot().loading);
    QVERIFY(monitor.snapshot().requests.empty());
}

void TestDevToolsConnection::monitorWakesItsWaiter()
{
    PageMonitor monitor;
    monitor.takeFrameTree({{"frame", {{"id", "F"}, {"url", "http://a/"}}}});
    std::optional<Status> navigated;
    std::thread waiting([&] {
        navigated = monitor.waitUntil([](const PageState& now) { return now.documents == 2; },
                                      m_job, after(milliseconds(5'000)), "the navigation");
    });

    monitor.onEvent("Page.frameNavigated", {{"frame", {{"id", "F"}, {"url", "http://b/"}}}});

    waiting.join();
    QVERIFY(bool(*navigated));
    monitor.onClosed(Error(ErrorCode::Network, "gone"));
    const Status late = monitor.waitUntil([](const PageState&) { return false; }, m_job,
                                          after(milliseconds(5'000)), "nothing");
    QVERIFY(!late);
    QCOMPARE(int(late.error().code()), int(ErrorCode::Network));
}

QTEST_GUILESS_MAIN(TestDevToolsConnection)

#include "tst_devtools_connection.moc"
