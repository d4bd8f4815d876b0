#include <QtCore/QDir>
#include <QtCore/QFile>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <map>
#include <set>
#include <vector>

#include "core/browser/devtools_page.h"
#include "core/browser/page_engine.h"
#include "core/browser/session/capture.h"
#include "session_fixture.h"

using namespace sym;

namespace {

/// At least this part of the nodes must agree, on every page and over all.
constexpr double kAgreement = 0.995;

/// Relations that the protocol gives as node lists; they have no value that a text could print.
const std::set<std::string> kUnprinted = {"labelledby", "hiddenRoot", "root", "activedescendant",
                                          "errormessage"};

std::string printed(const nlohmann::json& value)
{
    if (value.is_number()) return std::to_string(value.get<double>());
    return value.is_string() ? value.get<std::string>() : value.dump();
}

/// A node with its place among the unignored nodes, in one line.
std::string described(const AxNode& node, int depth)
{
    std::string line = std::string(std::size_t(depth), ' ') + node.role.value_or("?") + " '"
                       + node.name.value_or("(none)") + "'";
    for (const auto& [name, value] : node.properties)
        if (!kUnprinted.contains(name)) line += " " + name + "=" + printed(value);
    return line;
}

/// The unignored nodes of a tree in the order in which they are read.
std::vector<std::string> lines(const AxTree& tree)
{
    std::map<std::string, const AxNode*> byId;
    for (const AxNode& node : tree.nodes) byId.emplace(node.nodeId, &node);
    std::vector<std::string> result;
    const auto visit = [&](const auto& self, const AxNode& node, int depth) -> void {
        if (!node.ignored) result.push_back(described(node, depth++));
        for (const std::string& id : node.childIds)
            if (const auto child = byId.find(id); child != byId.end())
                self(self, *child->second, depth);
    };
    if (!tree.nodes.empty()) visit(visit, tree.nodes.front(), 0);
    return result;
}

/// How many lines two texts have in common, in order; `first` is a line only one of them has.
std::size_t commonLines(const std::vector<std::string>& left, const std::vector<std::string>& right,
                        std::string& first)
{
    std::vector<std::vector<std::uint32_t>> common(left.size() + 1,
                                                   std::vector<std::uint32_t>(right.size() + 1, 0));
    for (std::size_t i = left.size(); i-- > 0;)
        for (std::size_t j = right.size(); j-- > 0;)
            common[i][j] = left[i] == right[j] ? common[i + 1][j + 1] + 1
                                               : std::max(common[i + 1][j], common[i][j + 1]);
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < left.size() && j < right.size() && left[i] == right[j]) ++i, ++j;
    if (i < left.size()) first = "cdp:  " + left[i];
    if (j < right.size()) first += "\npage: " + right[j];
    return common[0][0];
}

const AxNode* find(const AxTree& tree, const std::string& name)
{
    for (const AxNode& node : tree.nodes)
        if (node.name == name && node.role != "StaticText") return &node;
    for (const AxNode& node : tree.nodes)
        if (node.name == name) return &node;
    return nullptr;
}

}  // namespace

/// The page engine against the browser's own accessibility tree, node by node, and what it adds.
class TestPageEngine final : public QObject {
    Q_OBJECT

public:
    TestPageEngine(EmbeddedBrowserHost& host, DevToolsThread& devTools)
        : m_host(host), m_devTools(devTools)
    {
    }

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void agreesWithTheBrowser_data();
    void agreesWithTheBrowser();
    void keepsIdsWhileNodesLive();
    void givesRectangles();
    void marksScriptInteractive_data();
    void marksScriptInteractive();
    void marksWhatIsBehindAModal_data();
    void marksWhatIsBehindAModal();
    void namesFromTheSurroundings_data();
    void namesFromTheSurroundings();
    void splicesFramesOfTheSameOrigin();
    void splicesFramesOfAnotherOrigin();
    void leavesNoTraceInThePage();

private:
    Status show(const std::string& path);
    Status showBody(const std::string& body);
    AxTree captured(ObservationEngine engine);
    AxTree withExtras();
    std::string value(const std::string& expression);

    EmbeddedBrowserHost& m_host;
    DevToolsThread& m_devTools;
    PlainJobContext m_job;
    PageServer m_server;
    PageServer m_otherOrigin;
    PageTarget m_target;
    std::unique_ptr<DevToolsPage> m_page;
    std::size_t m_agreed = 0;
    std::size_t m_all = 0;
};

void TestPageEngine::initTestCase()
{
    auto opened = inWorker([&]() -> Result<std::unique_ptr<DevToolsPage>> {
        SYM_TRY(m_target, m_host.openProfile({}, m_job));
        SYM_TRY(auto page,
                DevToolsPage::open(m_devTools, m_target, std::chrono::seconds(20), {}, m_job));
        // as WebArena does: without it the first answers know no aria-owns
        SYM_TRY(const nlohmann::json enabled, page->call("Accessibility.enable", nullptr, m_job));
        SYM_TRY(const nlohmann::json focus,
                page->call("Emulation.setFocusEmulationEnabled", {{"enabled", true}}, m_job));
        SYM_TRY(const nlohmann::json size,
                page->call(
                    "Emulation.setDeviceMetricsOverride",
                    {{"width", 1280}, {"height", 720}, {"deviceScaleFactor", 1}, {"mobile", false}},
                    m_job));
        return page;
    });
    SYM_VERIFY(opened);
    m_page = std::move(*opened);
    const QDir folder(QStringLiteral(SYM_TEST_DATA "/pages"));
    for (const QString& name : folder.entryList({QStringLiteral("*.html")}, QDir::Files)) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        m_server.serve("/" + name.toStdString(), file.readAll().toStdString());
    }
}

void TestPageEngine::cleanupTestCase()
{
    inWorker([&] {
        m_page.reset();
        m_host.closeProfile(m_target);
        return true;
    });
    if (m_all > 0)
        qInfo("all pages                    %5zu of %5zu nodes: %.2f %%", m_agreed, m_all,
              100.0 * double(m_agreed) / double(m_all));
}

Status TestPageEngine::show(const std::string& path)
{
    return inWorker([&]() -> Status {
        SYM_TRY(const nlohmann::json started,
                m_page->call("Page.navigate", {{"url", m_server.url(path)}}, m_job));
        SYM_TRY(
            const nlohmann::json loaded,
            m_page->evaluateInPage("new Promise(done => document.readyState === 'complete' ? done()"
                                   " : addEventListener('load', () => done()))",
                                   m_job));
        return {};
    });
}

Status TestPageEngine::showBody(const std::string& body)
{
    m_server.serve("/page", "<!doctype html><title>Test</title><body>" + body);
    return show("/page");
}

AxTree TestPageEngine::captured(ObservationEngine engine)
{
    auto tree = inWorker([&] { return captureTree(*m_page, {.engine = engine}, m_job); });
    return tree ? std::move(*tree) : AxTree{};
}

AxTree TestPageEngine::withExtras()
{
    auto tree = inWorker([&] { return capturePageTree(*m_page, {.extras = true}, m_job); });
    return tree ? std::move(*tree) : AxTree{};
}

std::string TestPageEngine::value(const std::string& expression)
{
    auto given = inWorker([&] { return m_page->evaluateInPage(expression, m_job); });
    return given ? given->dump() : "error: " + given.error().message();
}

void TestPageEngine::agreesWithTheBrowser_data()
{
    QTest::addColumn<QString>("page");
    const QDir folder(QStringLiteral(SYM_TEST_DATA "/pages"));
    for (const QString& name : folder.entryList({QStringLiteral("*.html")}, QDir::Files))
        QTest::newRow(qPrintable(name)) << name;
}

void TestPageEngine::agreesWithTheBrowser()
{
    QFETCH(QString, page);
    SYM_VERIFY(show("/" + page.toStdString()));
    // the focus asked for comes with a later frame; both engines must look at the same page
    QTRY_COMPARE(value("!document.querySelector('[autofocus]')"
                       " || document.activeElement !== document.body"),
                 "true");

    const std::vector<std::string> reference = lines(captured(ObservationEngine::Cdp));
    const std::vector<std::string> ours = lines(captured(ObservationEngine::Page));

    std::string difference;
    const std::size_t agreed = commonLines(reference, ours, difference);
    const std::size_t all = std::max(reference.size(), ours.size());
    m_agreed += agreed;
    m_all += all;
    qInfo("%-28s %5zu of %5zu nodes: %.2f %%", qPrintable(page), agreed, all,
          100.0 * double(agreed) / double(all));
    QVERIFY(all > 5);
    QVERIFY2(double(agreed) >= kAgreement * double(all), difference.c_str());
}

void TestPageEngine::keepsIdsWhileNodesLive()
{
    SYM_VERIFY(showBody("<button>Keep</button><p>text</p>"));
    const AxTree before = captured(ObservationEngine::Page);
    value("document.body.prepend(document.createElement('hr'))");

    const AxTree after = captured(ObservationEngine::Page);

    QVERIFY(find(before, "Keep") && find(after, "Keep"));
    QCOMPARE(find(after, "Keep")->nodeId, find(before, "Keep")->nodeId);
    QVERIFY(find(after, "Keep")->backendNodeId.has_value());
    std::set<std::string> ids;
    for (const AxNode& node : after.nodes) ids.insert(node.nodeId);
    QCOMPARE(ids.size(), after.nodes.size());
}

void TestPageEngine::givesRectangles()
{
    SYM_VERIFY(showBody(
        "<style>*{margin:0}</style><div style='height:2000px'></div>"
        "<button style='width:80px;height:30px'>B</button><div style='height:900px'></div>"));
    value("scrollTo(0, 900)");

    const AxTree seen = captured(ObservationEngine::Page);

    QVERIFY(find(seen, "B") && find(seen, "B")->bounds);
    QCOMPARE(find(seen, "B")->bounds->width, 80.0);
    QCOMPARE(find(seen, "B")->bounds->height, 30.0);
    QVERIFY(seen.scrollY > 0);
    QCOMPARE(find(seen, "B")->bounds->y, 2000.0 - seen.scrollY);
}

void TestPageEngine::marksScriptInteractive_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<bool>("marked");

    const auto row = [](const char* name, const char* body, bool marked) {
        QTest::newRow(name) << QString::fromUtf8(body) << marked;
    };
    row("listener", "<div id=t>Go</div><script>t.addEventListener('click', () => 1)</script>",
        true);
    row("handler attribute", "<span onclick='1'>Go</span>", true);
    row("handler property", "<div id=t>Go</div><script>t.onclick = () => 1</script>", true);
    row("listener that was removed",
        "<div id=t>Go</div><script>const f = () => 1; t.addEventListener('click', f);"
        "t.removeEventListener('click', f)</script>",
        false);
    row("pointer cursor", "<div style='cursor:pointer'>Go</div>", true);
    row("tab order", "<div tabindex=0>Go</div>", true);
    row("editable", "<div contenteditable>Go</div>", true);
    row("custom element", "<x-row onclick='1'>Go</x-row>", true);
    row("text alone", "<div>Go</div>", false);
    row("link is interactive by itself", "<a href='#' style='cursor:pointer'>Go</a>", false);
    row("pointer inherited from a link", "<a href='#'><span style='cursor:pointer'>Go</span></a>",
        false);
}

void TestPageEngine::marksScriptInteractive()
{
    QFETCH(QString, body);
    QFETCH(bool, marked);
    SYM_VERIFY(showBody(body.toStdString()));

    const AxTree seen = withExtras();

    bool found = false;
    for (const AxNode& node : seen.nodes) found = found || node.scriptInteractive;
    QVERIFY(find(seen, "Go"));
    QCOMPARE(found, marked);
}

void TestPageEngine::marksWhatIsBehindAModal_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<bool>("behind");

    const QString page = QStringLiteral("<button>Back</button>");
    QTest::newRow("no dialog") << page << false;
    QTest::newRow("dialog beside the page")
        << page + QStringLiteral("<dialog open><button>Front</button></dialog>") << false;
    QTest::newRow("aria-modal")
        << page + QStringLiteral("<div role=dialog aria-modal=true><button>Front</button></div>")
        << true;
    QTest::newRow("layer with a backdrop")
        << page
               + QStringLiteral(
                   "<div style='position:fixed;inset:0;background:#0008'><div role=dialog>"
                   "<button>Front</button></div></div>")
        << true;
}

void TestPageEngine::marksWhatIsBehindAModal()
{
    QFETCH(QString, body);
    QFETCH(bool, behind);
    SYM_VERIFY(showBody(body.toStdString()));

    const AxTree seen = withExtras();

    QVERIFY(find(seen, "Back"));
    QCOMPARE(find(seen, "Back")->behindModal, behind);
    if (find(seen, "Front")) QVERIFY(!find(seen, "Front")->behindModal);
}

void TestPageEngine::namesFromTheSurroundings_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("hint");

    const auto row = [](const char* name, const char* body, const char* hint) {
        QTest::newRow(name) << QString::fromUtf8(body) << QString::fromUtf8(hint);
    };
    row("icon font", "<button><i class='fa fa-trash'></i></button>", "trash");
    row("symbol of a sprite", "<button><svg><use href='#icon-close'/></svg></button>", "close");
    row("text before a field", "<table><tr><td>Price</td><td><input></td></tr></table>", "Price");
    row("text after a checkbox", "<div><input type=checkbox><span>Remember me</span></div>",
        "Remember me");
    row("data attribute", "<button data-tooltip='Share it'></button>", "Share it");
    row("address of a link", "<a href='/help/contact.html'><img alt='' src='data:,'></a>",
        "contact.html");
}

void TestPageEngine::namesFromTheSurroundings()
{
    QFETCH(QString, body);
    QFETCH(QString, hint);
    SYM_VERIFY(showBody(body.toStdString()));

    const AxTree seen = withExtras();

    std::string given;
    for (const AxNode& node : seen.nodes)
        if (!node.hint.empty()) given = node.hint;
    QCOMPARE(QString::fromStdString(given), hint);
}

void TestPageEngine::splicesFramesOfTheSameOrigin()
{
    m_server.serve("/inner", "<body style='margin:0'><button style='width:50px'>Inside</button>");
    SYM_VERIFY(
        showBody("<style>*{margin:0}</style><div style='height:40px'></div>"
                 "<iframe src='/inner' style='border:0'></iframe>"));

    const AxTree seen = withExtras();

    const AxNode* inside = find(seen, "Inside");
    QVERIFY(inside && inside->bounds);
    QCOMPARE(inside->bounds->y, 40.0);
    QVERIFY(!find(captured(ObservationEngine::Page), "Inside"));
    const auto place =
        inWorker([&] { return placeOfNode(*m_page, std::stoll(inside->nodeId), m_job); });
    SYM_VERIFY(place);
    QVERIFY(place->has_value());
    QCOMPARE((*place)->offsetY, 40.0);
}

void TestPageEngine::splicesFramesOfAnotherOrigin()
{
    m_otherOrigin.serve("/inner",
                        "<body style='margin:0'><button style='width:50px'>Foreign</button>");
    SYM_VERIFY(showBody("<style>*{margin:0}</style><div style='height:40px'></div><iframe src='"
                        + m_otherOrigin.url("/inner")
                        + "' style='border:0'></iframe><p>after</p>"));

    const AxTree seen = withExtras();

    const AxNode* inside = find(seen, "Foreign");
    QVERIFY(inside && inside->bounds);
    QCOMPARE(inside->bounds->y, 40.0);
    std::set<std::string> ids;
    for (const AxNode& node : seen.nodes) ids.insert(node.nodeId);
    QCOMPARE(ids.size(), seen.nodes.size());
    const auto place =
        inWorker([&] { return placeOfNode(*m_page, std::stoll(inside->nodeId), m_job); });
    SYM_VERIFY(place);
    QVERIFY(place->has_value());
    QCOMPARE((*place)->offsetY, 40.0);
}

void TestPageEngine::leavesNoTraceInThePage()
{
    SYM_VERIFY(showBody(
        "<div id=t onclick='1'>x</div><script>window.changes = 0;"
        "new MutationObserver(list => changes += list.length).observe(document,"
        "{subtree: true, childList: true, attributes: true, characterData: true});"
        "window.before = 0; window.before = Object.getOwnPropertyNames(window).length</script>"));

    withExtras();

    QCOMPARE(value("changes"), std::string("0"));
    QCOMPARE(value("Object.getOwnPropertyNames(window).length - before"), std::string("0"));
    QCOMPARE(value("typeof __symbiont"), std::string("\"undefined\""));
    QCOMPARE(value("String(addEventListener)"),
             value("String(EventTarget.prototype.addEventListener)"));
}

int main(int argc, char** argv)
{
    return runWebTest<TestPageEngine>(argc, argv);
}

#include "tst_page_engine.moc"
