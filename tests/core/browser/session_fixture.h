#pragma once

#include <QtConcurrent/QtConcurrentRun>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>

#include <unistd.h>

#include <functional>
#include <memory>
#include <string>

#include "core/browser/browser_session.h"
#include "core/browser/devtools_thread.h"
#include "page_server.h"
#include "ui/browser/embedded_browser_host.h"

/// Fails the test function with the error's words.
#define SYM_VERIFY(result)                                                               \
    do {                                                                                 \
        const auto& symVerified = (result);                                              \
        QVERIFY2(symVerified, symVerified ? "" : symVerified.error().message().c_str()); \
    } while (false)

namespace QTest {

template <>
inline char* toString(const std::string& text)
{
    return qstrdup(text.c_str());
}

}  // namespace QTest

namespace sym {

/// Runs `work` in a thread of its own while this one serves pages and views, as the window does.
template <typename Function>
auto inWorker(Function work)
{
    auto future = QtConcurrent::run(std::move(work));
    while (!future.isFinished()) QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 5);
    return future.takeResult();
}

/// A session in the embedded browser, with its pages; every call runs in a worker.
class SessionFixture {
public:
    SessionFixture(EmbeddedBrowserHost& host, DevToolsThread& devTools)
        : m_host(host), m_devTools(devTools)
    {
    }
    ~SessionFixture() { close(); }

    Status open(SessionOptions options = {})
    {
        auto opened =
            inWorker([&] { return BrowserSession::open(m_host, m_devTools, options, job); });
        if (!opened) return opened.error();
        session = std::move(*opened);
        return {};
    }

    void close()
    {
        inWorker([this] {
            session.reset();
            return true;
        });
    }

    Status show(const std::string& body)
    {
        server.serve("/page", "<!doctype html><title>Test</title><body>" + body);
        return navigate("/page");
    }
    Status navigate(const std::string& path)
    {
        return inWorker([&] { return session->navigate(server.url(path), job); });
    }
    Status look(ObserveOptions options = {})
    {
        auto seen = inWorker([&] { return session->observe(options, job); });
        if (!seen) return seen.error();
        record = std::move(*seen);
        return {};
    }

    /// The id of the element with this name (and role, if given), of the last look().
    std::string id(const std::string& name, const std::string& role = {}) const
    {
        for (const Element& element : record.elements)
            if (element.name == name && (role.empty() || element.role == role)) return element.id;
        return "none named " + name;
    }

    Result<ActionOutcome> act(const Action& action)
    {
        return inWorker([&] { return session->act(action, job); });
    }
    Result<ActionOutcome> click(const std::string& name, const std::string& role = {})
    {
        return act({.kind = ActionKind::Click, .elementId = id(name, role)});
    }
    Result<ActionOutcome> type(const std::string& name, const std::string& text,
                               bool pressEnter = false)
    {
        return act({.kind = ActionKind::Type,
                    .elementId = id(name),
                    .text = text,
                    .pressEnter = pressEnter});
    }

    /// The value of an expression in the page, as JSON text.
    std::string value(const std::string& expression)
    {
        auto given = inWorker([&] { return session->evaluate(expression, job); });
        if (!given) return "error: " + given.error().message();
        return given->is_string() ? given->get<std::string>() : given->dump();
    }

    PlainJobContext job;
    PageServer server;
    std::unique_ptr<BrowserSession> session;
    PageRecord record;

private:
    EmbeddedBrowserHost& m_host;
    DevToolsThread& m_devTools;
};

/// A main() with an application, an embedded browser and its debugging port.
template <typename Test>
int runWebTest(int argc, char** argv)
{
    // Chromium refuses to run as root with its sandbox on; only tests ever turn it off
    if (::geteuid() == 0) qputenv("QTWEBENGINE_DISABLE_SANDBOX", "1");
    qputenv("QTWEBENGINE_CHROMIUM_FLAGS", "--disable-gpu");
    const int port = EmbeddedBrowserHost::reserveDebuggingPort();
    QApplication application(argc, argv);
    DevToolsThread devTools;
    EmbeddedBrowserHost host(port);
    Test test(host, devTools);
    return QTest::qExec(&test, argc, argv);
}

}  // namespace sym
