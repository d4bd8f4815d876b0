#include <QtCore/QTemporaryDir>

#include "session_fixture.h"

using namespace sym;

/// Navigation, tabs, dialogs, failures and records of a session.
class TestSession final : public QObject {
    Q_OBJECT

public:
    TestSession(EmbeddedBrowserHost& host, DevToolsThread& devTools) : f(host, devTools) {}

private Q_SLOTS:
    void init() { SYM_VERIFY(f.open(options())); }
    void cleanup() { f.close(); }

    void observesWithBothEngines_data();
    void observesWithBothEngines();
    void followsRedirects();
    void recordsHttpErrors();
    void reportsAnUnreachableHost();
    void givesUpOnAServerThatNeverAnswers();
    void restsThoughARequestNeverEnds();
    void waitsForWhatAClickFetches();
    void waitsForTheNextPage();
    void dismissesDialogs_data();
    void dismissesDialogs();
    void leavesAPageThatAsks();
    void makesATabThatAClickOpensCurrent_data();
    void makesATabThatAClickOpensCurrent();
    void keepsTabs();
    void survivesATabThatClosesItself();
    void movesInTheHistory();
    void goesHome();
    void reportsACrash();
    void blocksHostsThatAreNotAllowed();
    void refusesDownloads();
    void notesChangingRequestsAndRecordsThem();
    void restoresAStorageState();
    void saysScreenAndRatio();
    void clicksInAFrameOfAnotherOrigin();
    void stopsWhenTheJobIsCancelled();

private:
    SessionOptions options() const
    {
        SessionOptions wanted;
        wanted.navigationTimeout = std::chrono::milliseconds(3'000);
        wanted.settleLimit = std::chrono::milliseconds(4'000);
        wanted.homeUrl = f.server.url("/home");
        return wanted;
    }
    bool hasEvent(const std::vector<std::string>& events, const std::string& part) const
    {
        return std::any_of(events.begin(), events.end(), [&](const std::string& event) {
            return event.find(part) != std::string::npos;
        });
    }

    SessionFixture f;
};

void TestSession::observesWithBothEngines_data()
{
    QTest::addColumn<int>("engine");
    QTest::newRow("page") << int(ObservationEngine::Page);
    QTest::newRow("cdp") << int(ObservationEngine::Cdp);
}

void TestSession::observesWithBothEngines()
{
    QFETCH(const int, engine);
    const ObserveOptions wanted{.engine = ObservationEngine(engine),
                                .format = ObservationFormat::WebArena};
    SYM_VERIFY(f.show("<h1>Hello</h1><button onclick=\"log='yes'\">Go</button>"));

    SYM_VERIFY(f.look(wanted));

    QVERIFY(f.record.observation.find("button 'Go'") != std::string::npos);
    QCOMPARE(f.record.title, "Test");
    QCOMPARE(f.record.url, f.server.url("/page"));
    QCOMPARE(f.record.httpStatus, 200);
    QCOMPARE(f.record.viewportWidth, 1280);
    QCOMPARE(f.record.tabs.size(), std::size_t(1));
    QVERIFY(f.record.browser.find("Chrome/") != std::string::npos);
    const auto outcome = f.click("Go");
    SYM_VERIFY(outcome);
    QVERIFY2(outcome->performed, outcome->message.c_str());
    QCOMPARE(outcome->targetDescription, "button 'Go'");
    QCOMPARE(f.value("window.log"), "yes");
}

void TestSession::followsRedirects()
{
    f.server.serve("/from", [](const ServedRequest&) {
        return ServedAnswer{.status = 302, .body = {}, .headers = {"Location: /to"}};
    });
    f.server.serve("/to", "<title>Arrived</title>");

    SYM_VERIFY(f.navigate("/from"));

    QCOMPARE(f.session->currentUrl(), f.server.url("/to"));
    const auto har = f.session->har();
    QCOMPARE(har["log"]["entries"][0]["response"]["status"].get<int>(), 302);
}

void TestSession::recordsHttpErrors()
{
    SYM_VERIFY(f.navigate("/nowhere"));

    SYM_VERIFY(f.look());
    QCOMPARE(f.record.httpStatus, 404);
    QVERIFY(hasEvent(f.session->takeEvents().pageErrors, "HTTP 404"));
}

void TestSession::reportsAnUnreachableHost()
{
    const Status done = inWorker([&] { return f.session->navigate("http://127.0.0.1:1/", f.job); });

    QVERIFY(!done);
    QCOMPARE(int(done.error().code()), int(ErrorCode::Network));
    const auto outcome = f.act({.kind = ActionKind::Goto, .text = "http://127.0.0.1:1/"});
    SYM_VERIFY(outcome);
    QVERIFY(!outcome->performed);
}

void TestSession::givesUpOnAServerThatNeverAnswers()
{
    f.server.serve("/never", [](const ServedRequest&) { return ServedAnswer{.never = true}; });

    const Status done = f.navigate("/never");

    QVERIFY(!done);
    QCOMPARE(int(done.error().code()), int(ErrorCode::Timeout));
    QVERIFY(done.error().message().find("/never") != std::string::npos);
    SYM_VERIFY(f.show("<p>still here</p>"));
}

void TestSession::restsThoughARequestNeverEnds()
{
    f.server.serve("/never", [](const ServedRequest&) { return ServedAnswer{.never = true}; });
    SYM_VERIFY(
        f.show("<button>Go</button><script>fetch('/never')</script>"
               "<p id=clock></p><script>setInterval(()=>clock.textContent=Date.now(),15)"
               "</script>"));
    SYM_VERIFY(f.look());
    SYM_VERIFY(f.click("Go"));

    const auto outcome = f.click("Go");

    SYM_VERIFY(outcome);
    QVERIFY2(outcome->settleMilliseconds < 3'000,
             std::to_string(outcome->settleMilliseconds).c_str());
}

void TestSession::waitsForWhatAClickFetches()
{
    f.server.serve("/data", [](const ServedRequest&) {
        return ServedAnswer{.body = "fetched words", .delayMilliseconds = 300};
    });
    SYM_VERIFY(
        f.show("<button onclick=\"fetch('/data').then(a=>a.text())"
               ".then(t=>out.textContent=t)\">Go</button><p id=out></p>"));
    SYM_VERIFY(f.look());

    SYM_VERIFY(f.click("Go"));

    SYM_VERIFY(f.look());
    QVERIFY(f.record.observation.find("fetched words") != std::string::npos);
}

void TestSession::waitsForTheNextPage()
{
    f.server.serve("/next", [](const ServedRequest&) {
        return ServedAnswer{.body = "<title>Next</title><p>Arrived", .delayMilliseconds = 300};
    });
    SYM_VERIFY(f.show("<form action=/next><input aria-label=Words name=q></form>"));
    SYM_VERIFY(f.look());

    SYM_VERIFY(f.type("Words", "shoes", true));

    SYM_VERIFY(f.look());
    QCOMPARE(f.record.title, "Next");
    QCOMPARE(f.record.url, f.server.url("/next?q=shoes"));
}

void TestSession::dismissesDialogs_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<QString>("dialog");
    QTest::addColumn<QString>("answer");
    QTest::newRow("alert") << QStringLiteral("alert('Watch out')")
                           << QStringLiteral("alert: Watch out") << QStringLiteral("null");
    QTest::newRow("confirm") << QStringLiteral("confirm('Sure?')")
                             << QStringLiteral("confirm: Sure?") << QStringLiteral("false");
    QTest::newRow("prompt") << QStringLiteral("prompt('Name?')") << QStringLiteral("prompt: Name?")
                            << QStringLiteral("null");
}

void TestSession::dismissesDialogs()
{
    QFETCH(const QString, script);
    QFETCH(const QString, dialog);
    QFETCH(const QString, answer);
    SYM_VERIFY(
        f.show("<button onclick=\"window.answer=" + script.toStdString() + "??null\">Go</button>"));
    SYM_VERIFY(f.look());

    SYM_VERIFY(f.click("Go"));

    QCOMPARE(f.value("window.answer"), answer.toStdString());
    QVERIFY(hasEvent(f.session->takeEvents().dialogs, dialog.toStdString()));
    SYM_VERIFY(f.look());
    QCOMPARE(f.record.dialogMessage,
             dialog.mid(dialog.indexOf(QLatin1Char(':')) + 2).toStdString());
}

void TestSession::leavesAPageThatAsks()
{
    f.server.serve("/next", "<title>Next</title>");
    SYM_VERIFY(
        f.show("<button>Go</button><script>onbeforeunload=e=>{e.preventDefault();"
               "return e.returnValue='stay'}</script>"));
    SYM_VERIFY(f.look());
    SYM_VERIFY(f.click("Go"));

    SYM_VERIFY(f.navigate("/next"));

    QCOMPARE(f.session->currentUrl(), f.server.url("/next"));
}

void TestSession::makesATabThatAClickOpensCurrent_data()
{
    QTest::addColumn<QString>("body");
    QTest::newRow("target") << QStringLiteral("<a href=/next target=_blank>Go</a>");
    QTest::newRow("script") << QStringLiteral(
        "<button onclick=\"window.open('/next')\">Go</button>");
}

void TestSession::makesATabThatAClickOpensCurrent()
{
    QFETCH(const QString, body);
    f.server.serve("/next", "<title>Next</title><p>Arrived");
    SYM_VERIFY(f.show(body.toStdString()));
    SYM_VERIFY(f.look());

    SYM_VERIFY(f.click("Go"));

    SYM_VERIFY(f.look());
    QCOMPARE(f.record.title, "Next");
    QCOMPARE(f.record.tabs.size(), std::size_t(2));
    QVERIFY(f.record.tabs[1].current);
    SYM_VERIFY(f.act({.kind = ActionKind::CloseTab}));
    SYM_VERIFY(f.look());
    QCOMPARE(f.record.title, "Test");
    QCOMPARE(f.record.tabs.size(), std::size_t(1));
}

void TestSession::keepsTabs()
{
    SYM_VERIFY(f.show("first"));
    f.server.serve("/second", "<title>Second</title>");

    SYM_VERIFY(f.act({.kind = ActionKind::NewTab}));
    SYM_VERIFY(f.act({.kind = ActionKind::Goto, .text = f.server.url("/second")}));
    SYM_VERIFY(f.act({.kind = ActionKind::TabFocus, .number = 0}));

    const auto tabs = f.session->tabs();
    QCOMPARE(tabs.size(), std::size_t(2));
    QVERIFY(tabs[0].current);
    QCOMPARE(tabs[0].url, f.server.url("/page"));
    QCOMPARE(tabs[1].title, "Second");
    const auto outcome = f.act({.kind = ActionKind::TabFocus, .number = 7});
    QVERIFY(!outcome->performed);
}

void TestSession::survivesATabThatClosesItself()
{
    f.server.serve("/next", "<title>Next</title><button onclick='window.close()'>Close</button>");
    SYM_VERIFY(f.show("<button onclick=\"window.open('/next')\">Go</button>"));
    SYM_VERIFY(f.look());
    SYM_VERIFY(f.click("Go"));
    SYM_VERIFY(f.look());
    QCOMPARE(f.record.title, "Next");

    SYM_VERIFY(f.click("Close"));

    SYM_VERIFY(f.look());
    QCOMPARE(f.record.title, "Test");
}

void TestSession::movesInTheHistory()
{
    f.server.serve("/second", "<title>Second</title>");
    SYM_VERIFY(f.show("first"));
    const auto refused = f.act({.kind = ActionKind::GoBack});
    SYM_VERIFY(refused);
    QVERIFY(!refused->performed);
    SYM_VERIFY(f.navigate("/second"));

    SYM_VERIFY(f.act({.kind = ActionKind::GoBack}));
    QCOMPARE(f.session->currentUrl(), f.server.url("/page"));
    SYM_VERIFY(f.act({.kind = ActionKind::GoForward}));
    QCOMPARE(f.session->currentUrl(), f.server.url("/second"));
}

void TestSession::goesHome()
{
    f.server.serve("/home", "<title>Home</title>");

    SYM_VERIFY(f.act({.kind = ActionKind::GoHome}));

    QCOMPARE(f.session->currentUrl(), f.server.url("/home"));
}

void TestSession::reportsACrash()
{
    SYM_VERIFY(f.show("<p>before"));

    const Status done = inWorker([&] { return f.session->navigate("chrome://crash", f.job); });

    QVERIFY(!done);
    QCOMPARE(int(done.error().code()), int(ErrorCode::Network));
    const auto seen = inWorker([&] { return f.session->observe({}, f.job); });
    QVERIFY(!seen);
    QCOMPARE(int(seen.error().code()), int(ErrorCode::Network));
    f.close();
    SYM_VERIFY(f.open(options()));
    SYM_VERIFY(f.show("<p>after"));
}

void TestSession::blocksHostsThatAreNotAllowed()
{
    f.close();
    SessionOptions wanted = options();
    wanted.allowedHosts = {f.server.authority()};
    SYM_VERIFY(f.open(wanted));
    PageServer other;
    other.serve("/", "<title>Other</title>");

    SYM_VERIFY(f.show("<img src='" + other.url("/") + "'><p>own"));
    const Status done = inWorker([&] { return f.session->navigate(other.url("/"), f.job); });

    QVERIFY(!done);
    QVERIFY(other.requests.empty());
    QVERIFY(f.session->takeEvents().blockedRequests.size() >= 2);
}

void TestSession::refusesDownloads()
{
    f.server.serve("/file", [](const ServedRequest&) {
        return ServedAnswer{.body = "bytes",
                            .contentType = "application/zip",
                            .headers = {"Content-Disposition: attachment; filename=a.zip"}};
    });
    SYM_VERIFY(f.show("<a href=/file>Get</a>"));
    SYM_VERIFY(f.look());

    SYM_VERIFY(f.click("Get"));

    QVERIFY(hasEvent(f.session->takeEvents().downloads, "/file"));
    QCOMPARE(f.session->currentUrl(), f.server.url("/page"));
}

void TestSession::notesChangingRequestsAndRecordsThem()
{
    f.server.serve("/save", "<title>Saved</title>");
    SYM_VERIFY(
        f.show("<form method=post action=/save><input name=a value='b c'>"
               "<button>Save</button></form>"));
    SYM_VERIFY(f.look());

    SYM_VERIFY(f.click("Save"));

    QVERIFY(hasEvent(f.session->takeEvents().changingRequests, "POST " + f.server.url("/save")));
    const auto log = f.session->har()["log"];
    QCOMPARE(log["version"].get<std::string>(), "1.2");
    nlohmann::json entry;
    for (const auto& one : log["entries"])
        if (one["request"]["method"] == "POST") entry = one;
    QVERIFY(entry.is_object());
    QCOMPARE(entry["request"]["postData"]["text"].get<std::string>(), "a=b+c");
    QCOMPARE(entry["response"]["status"].get<int>(), 200);
    QVERIFY(entry["response"]["content"].contains("text"));
}

void TestSession::restoresAStorageState()
{
    f.server.serve("/page", [](const ServedRequest&) {
        return ServedAnswer{.body = "<title>Test</title>",
                            .headers = {"Set-Cookie: key=value; Path=/; HttpOnly"}};
    });
    SYM_VERIFY(f.navigate("/page"));
    f.value("localStorage.setItem('name', 'w\\u00f6rd')");
    const auto state = inWorker([&] { return f.session->storageState(f.job); });
    SYM_VERIFY(state);
    QCOMPARE((*state)["cookies"][0]["name"].get<std::string>(), "key");
    QCOMPARE((*state)["origins"][0]["origin"].get<std::string>(), "http://" + f.server.authority());
    f.close();
    SYM_VERIFY(f.open(options()));
    f.server.requests.clear();

    SYM_VERIFY(inWorker([&] { return f.session->setStorageState(*state, f.job); }));

    for (const ServedRequest& request : f.server.requests)
        QVERIFY2(request.path == "/favicon.ico", request.path.c_str());  // late, of the old session
    f.server.serve("/read", "<title>Read</title>");
    SYM_VERIFY(f.navigate("/read"));
    QCOMPARE(f.value("localStorage.getItem('name')"), "w\xc3\xb6rd");
    QCOMPARE(f.server.requests.back().headers["cookie"], "key=value");
}

void TestSession::saysScreenAndRatio()
{
    SYM_VERIFY(f.show("x"));

    QCOMPARE(f.value("[innerWidth, innerHeight, screen.width, screen.height, devicePixelRatio]"),
             "[1280,720,1280,720,1]");
    const auto shot = inWorker([&] { return f.session->screenshotPng(f.job); });
    SYM_VERIFY(shot);
    const QImage image = QImage::fromData(QByteArray::fromStdString(*shot));
    QCOMPARE(image.size(), QSize(1280, 720));
}

void TestSession::clicksInAFrameOfAnotherOrigin()
{
    PageServer other;
    other.serve("/inner", "<button onclick=\"parent.postMessage('yes','*')\">Go</button>");
    SYM_VERIFY(f.show("<script>onmessage=e=>window.log=e.data</script><p>Above</p><iframe src='"
                      + other.url("/inner") + "'></iframe>"));
    SYM_VERIFY(f.look());

    const auto outcome = f.click("Go");

    SYM_VERIFY(outcome);
    QVERIFY2(outcome->performed, outcome->message.c_str());
    QCOMPARE(f.value("window.log"), "yes");
}

void TestSession::stopsWhenTheJobIsCancelled()
{
    f.server.serve("/never", [](const ServedRequest&) { return ServedAnswer{.never = true}; });
    PlainJobContext cancelled;
    cancelled.cancel();

    const Status done =
        inWorker([&] { return f.session->navigate(f.server.url("/never"), cancelled); });

    QVERIFY(!done);
    QCOMPARE(int(done.error().code()), int(ErrorCode::Cancelled));
}

int main(int argc, char** argv)
{
    return runWebTest<TestSession>(argc, argv);
}

#include "tst_session.moc"
