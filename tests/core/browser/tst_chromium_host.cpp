#include <QtConcurrent/QtConcurrentRun>
#include <QtCore/QStandardPaths>
#include <QtTest/QTest>

#include "core/browser/browser_session.h"
#include "core/browser/devtools_thread.h"
#include "core/browser/host/open_browser_host.h"
#include "page_server.h"

using namespace sym;

namespace {

template <typename Function>
auto inWorker(Function work)
{
    auto future = QtConcurrent::run(std::move(work));
    while (!future.isFinished()) QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 5);
    return future.takeResult();
}

}  // namespace

/// The same session on a Chromium of its own, where one is installed.
class TestChromiumHost final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refusesWhatIsNoBrowser_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("code");
        QTest::newRow("unknown") << QStringLiteral("netscape") << int(ErrorCode::InvalidInput);
        QTest::newRow("missing program")
            << QStringLiteral("/nowhere/chromium") << int(ErrorCode::NotFound);
        QTest::newRow("ends at once") << QStringLiteral("/bin/false") << int(ErrorCode::Network);
        QTest::newRow("nobody listens")
            << QStringLiteral("http://127.0.0.1:1") << int(ErrorCode::Network);
    }
    void refusesWhatIsNoBrowser()
    {
        QFETCH(const QString, name);
        QFETCH(const int, code);

        const auto host =
            inWorker([&] { return openBrowserHost(m_thread, name.toStdString(), m_job); });

        QVERIFY(!host);
        QCOMPARE(int(host.error().code()), code);
    }

    void drivesAChromium()
    {
        if (QStandardPaths::findExecutable(QStringLiteral("chromium")).isEmpty())
            QSKIP("chromium is not installed");
        PageServer server;
        server.serve("/", "<title>One</title><a href=/two target=_blank>Go</a>");
        server.serve("/two", "<title>Two</title><input aria-label=Field>");

        const auto error = inWorker([&] { return drive(server.url()); });

        QVERIFY2(!error, error ? error->c_str() : "");
    }

private:
    /// @return what went wrong
    std::optional<std::string> drive(const std::string& url)
    {
        const auto run = [&]() -> Status {
            SYM_TRY(const auto host, openBrowserHost(m_thread, "chromium", m_job));
            SYM_TRY(const auto session, BrowserSession::open(*host, m_thread, {}, m_job));
            SYM_CHECK(session->navigate(url, m_job));
            SYM_TRY(const PageRecord first, session->observe({}, m_job));
            SYM_TRY(
                const ActionOutcome clicked,
                session->act({.kind = ActionKind::Click, .elementId = idOf(first, "Go")}, m_job));
            SYM_TRY(const PageRecord second, session->observe({}, m_job));
            if (second.title != "Two" || second.tabs.size() != 2)
                return Error(ErrorCode::Protocol, "no new tab: " + clicked.message);
            SYM_TRY(const ActionOutcome typed, session->act({.kind = ActionKind::Type,
                                                             .elementId = idOf(second, "Field"),
                                                             .text = "w\xc3\xb6rds"},
                                                            m_job));
            SYM_TRY(const nlohmann::json value,
                    session->evaluate("document.querySelector('input').value", m_job));
            if (value != "w\xc3\xb6rds")
                return Error(ErrorCode::Protocol, "typed " + value.dump() + typed.message);
            return {};
        };
        const Status done = run();
        return done ? std::nullopt : std::optional(done.error().message());
    }

    static std::string idOf(const PageRecord& page, const std::string& name)
    {
        for (const Element& element : page.elements)
            if (element.name == name) return element.id;
        return "none";
    }

    DevToolsThread m_thread;
    PlainJobContext m_job;
};

QTEST_GUILESS_MAIN(TestChromiumHost)

#include "tst_chromium_host.moc"
