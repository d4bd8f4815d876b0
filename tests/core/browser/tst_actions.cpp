#include "session_fixture.h"

using namespace sym;

/// What each action does to a page, seen from inside the page.
class TestActions final : public QObject {
    Q_OBJECT

public:
    TestActions(EmbeddedBrowserHost& host, DevToolsThread& devTools) : f(host, devTools) {}

private Q_SLOTS:
    void initTestCase() { SYM_VERIFY(f.open()); }
    void cleanupTestCase() { f.close(); }

    void clicks_data();
    void clicks();
    void types_data();
    void types();
    void setsPickers_data();
    void setsPickers();
    void selects_data();
    void selects();
    void refuses_data();
    void refuses();
    void pressesKeys_data();
    void pressesKeys();
    void hovers();
    void scrollsThePage();
    void scrollsAnInnerPane();
    void drags_data();
    void drags();
    void clicksInsideAFrame();
    void namesWhatCoversAnElement();
    void waitsForAMovingElement();
    void clickWithoutEffectReturnsSoon();
    void choosesInAListMadeByScript();
    void waitsForSuggestionsThatWait();
    void waitsForAMenuThatOpensLate();
    void emptiesACodeEditorByItsKeys();

private:
    SessionFixture f;
};

void TestActions::clicks_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("expression");

    const QString log = QStringLiteral("window.log");
    const auto row = [&](const char* title, const char* body) {
        QTest::newRow(title) << QString::fromUtf8(body) << QStringLiteral("Go") << log;
    };
    row("button", "<button onclick=\"log='yes'\">Go</button>");
    row("pointer events", "<button onpointerup=\"log='yes'\">Go</button>");
    row("far below", "<div style='height:5000px'></div><button onclick=\"log='yes'\">Go</button>");
    row("smooth scrolling",
        "<style>html{scroll-behavior:smooth}</style><div style='height:5000px'></div>"
        "<button onclick=\"log='yes'\">Go</button>");
    row("under a sticky header",
        "<div style='position:sticky;top:0;height:380px;background:red'>Top</div>"
        "<div style='height:2000px'></div><button onclick=\"log='yes'\">Go</button>"
        "<div style='height:2000px'></div>");
    row("inside a scrolling pane",
        "<div style='height:100px;overflow:auto'><div style='height:900px'></div>"
        "<button onclick=\"log='yes'\">Go</button></div>");
    row("link over two lines",
        "<div style='width:90px'>some words and <a href='#x' onclick=\"log='yes'\">Go</a></div>");
    row("checkbox behind its label",
        "<label><input type=checkbox style='position:absolute;opacity:0;width:0;height:0' "
        "onchange=\"log='yes'\">Go</label>");
    row("checkbox under a drawn box",
        "<label style='position:relative;display:block;height:20px'>"
        "<input type=checkbox onchange=\"log='yes'\" style='width:20px;height:20px;margin:0'>"
        "<span style='position:absolute;left:0;top:0;width:20px;height:20px;background:blue'>"
        "</span><span style='margin-left:10px'>Go</span></label>");
    row("shadow root",
        "<x-a></x-a><script>const r=document.querySelector('x-a').attachShadow({mode:'open'});"
        "r.innerHTML='<button>Go</button>';"
        "r.querySelector('button').onclick=()=>window.log='yes'</script>");
    row("re-made while pressed on",
        "<div id=a><button>Go</button></div><script>a.addEventListener('mousedown',()=>{},true);"
        "a.onclick=()=>window.log='yes'</script>");
}

void TestActions::clicks()
{
    QFETCH(const QString, body);
    QFETCH(const QString, name);
    QFETCH(const QString, expression);
    SYM_VERIFY(f.show(body.toStdString()));
    SYM_VERIFY(f.look());

    const auto outcome = f.click(name.toStdString());

    SYM_VERIFY(outcome);
    QVERIFY2(outcome->performed, outcome->message.c_str());
    QCOMPARE(f.value(expression.toStdString()), "yes");
    QVERIFY(outcome->target.has_value());
}

void TestActions::types_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("expected");

    const QString value = QStringLiteral("document.querySelector('[aria-label=Field]').value");
    const QString input = QStringLiteral("<input aria-label=Field value='old text'>");
    const auto row = [&](const char* title, const QString& body, const char* text) {
        QTest::newRow(title) << body << QString::fromUtf8(text) << value << QString::fromUtf8(text);
    };
    row("replaces", input, "new words");
    row("signs", input, "a+b=(c) [d] {e} 'f' \"g\" <h> ~!@#$%^&*_|\\;:,.?/`");
    row("Chinese", input, "\xe4\xb8\xad\xe6\x96\x87 mixed \xe6\x96\x87");
    row("emoji", input, "a \xf0\x9f\x98\x80 b");
    row("combining", input, "e\xcc\x81 \xc3\xa9 \xc3\xbc");
    row("empties", input, "");
    row("text area keeps lines", QStringLiteral("<textarea aria-label=Field>x</textarea>"),
        "one\ntwo");
    QTest::newRow("rich text")
        << QStringLiteral("<div contenteditable aria-label=Field role=textbox>old</div>")
        << QStringLiteral("new words")
        << QStringLiteral("document.querySelector('[aria-label=Field]').innerText")
        << QStringLiteral("new words");
    QTest::newRow("key events") << QStringLiteral(
        "<input aria-label=Field><script>var keys='';"
        "document.querySelector('input').onkeydown=e=>keys+=e.key</script>")
                                << QStringLiteral("aB1") << QStringLiteral("keys")
                                << QStringLiteral("aB1");
    QTest::newRow("field inside the named box")
        << QStringLiteral("<div role=search aria-label=Field tabindex=0><input id=i></div>")
        << QStringLiteral("shoes") << QStringLiteral("document.querySelector('#i').value")
        << QStringLiteral("shoes");
    QTest::newRow("number") << QStringLiteral("<input type=number aria-label=Field value=1>")
                            << QStringLiteral("42") << value << QStringLiteral("42");
    QTest::newRow("field that eats its keys")
        << QStringLiteral("<input aria-label=Field onkeydown='event.preventDefault()'>")
        << QStringLiteral("kept") << value << QStringLiteral("kept");
}

void TestActions::types()
{
    QFETCH(const QString, body);
    QFETCH(const QString, text);
    QFETCH(const QString, expression);
    QFETCH(const QString, expected);
    SYM_VERIFY(f.show(body.toStdString()));
    SYM_VERIFY(f.look());

    const auto outcome = f.type("Field", text.toStdString());

    SYM_VERIFY(outcome);
    QVERIFY2(outcome->performed, outcome->message.c_str());
    QCOMPARE(f.value(expression.toStdString()), expected.toStdString());
}

void TestActions::setsPickers_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");

    const auto row = [](const char* type, const char* text, const char* expected) {
        QTest::addRow("%s %s", type, text)
            << QString::fromUtf8(type) << QString::fromUtf8(text) << QString::fromUtf8(expected);
    };
    row("date", "2024-02-29", "2024-02-29");
    row("date", "2/29/2024", "2024-02-29");
    row("date", "March 5, 2024", "2024-03-05");
    row("time", "3:30 PM", "15:30");
    row("time", "08:05", "08:05");
    row("datetime-local", "2024-02-29 14:00", "2024-02-29T14:00");
    row("month", "2024-3", "2024-03");
    row("range", "7", "7");
    row("color", "#ff0000", "#ff0000");
    row("date", "soon", "refused");
}

void TestActions::setsPickers()
{
    QFETCH(const QString, type);
    QFETCH(const QString, text);
    QFETCH(const QString, expected);
    SYM_VERIFY(f.show("<input aria-label=Field max=10 type=" + type.toStdString()
                      + " onchange=\"window.changed=this.value\">"));
    SYM_VERIFY(f.look());

    const auto outcome = f.type("Field", text.toStdString());

    SYM_VERIFY(outcome);
    if (expected == QStringLiteral("refused")) {
        QVERIFY(!outcome->performed);
        return;
    }
    QVERIFY2(outcome->performed, outcome->message.c_str());
    QCOMPARE(f.value("changed"), expected.toStdString());
}

void TestActions::selects_data()
{
    QTest::addColumn<QString>("label");
    QTest::addColumn<QString>("expected");

    QTest::newRow("label") << QStringLiteral("Blue") << QStringLiteral("b");
    QTest::newRow("value") << QStringLiteral("g") << QStringLiteral("g");
    QTest::newRow("other case") << QStringLiteral("blue") << QStringLiteral("b");
    QTest::newRow("part") << QStringLiteral("Dark") << QStringLiteral("d");
    QTest::newRow("unknown") << QStringLiteral("Pink") << QString();
    QTest::newRow("disabled") << QStringLiteral("Gone") << QString();
}

void TestActions::selects()
{
    QFETCH(const QString, label);
    QFETCH(const QString, expected);
    SYM_VERIFY(
        f.show("<select aria-label=Colour onchange='window.chosen=this.value'>"
               "<option value=r>Red<option value=g>Green<option value=b>Blue"
               "<option value=d>Very Dark<option value=x disabled>Gone</select>"));
    SYM_VERIFY(f.look());

    const auto outcome = f.act(
        {.kind = ActionKind::Select, .elementId = f.id("Colour"), .text = label.toStdString()});

    SYM_VERIFY(outcome);
    QCOMPARE(outcome->performed, !expected.isEmpty());
    if (!expected.isEmpty())
        QCOMPARE(f.value("chosen"), expected.toStdString());
    else
        QVERIFY(!outcome->message.empty());
}

void TestActions::refuses_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("kind");

    QTest::newRow("disabled button")
        << QStringLiteral("<button disabled>Go</button>") << QStringLiteral("click");
    QTest::newRow("file input") << QStringLiteral("<input type=file aria-label=Go>")
                                << QStringLiteral("click");
    QTest::newRow("read-only field")
        << QStringLiteral("<input readonly aria-label=Go>") << QStringLiteral("type");
    QTest::newRow("no field") << QStringLiteral("<button>Go</button>") << QStringLiteral("type");
}

void TestActions::refuses()
{
    QFETCH(const QString, body);
    QFETCH(const QString, kind);
    SYM_VERIFY(f.show(body.toStdString()));
    SYM_VERIFY(f.look());

    const auto outcome = kind == QStringLiteral("click") ? f.click("Go") : f.type("Go", "x");

    SYM_VERIFY(outcome);
    QVERIFY(!outcome->performed);
    QVERIFY(!outcome->message.empty());
}

void TestActions::pressesKeys_data()
{
    QTest::addColumn<QString>("keys");
    QTest::addColumn<QString>("expected");

    QTest::newRow("Enter") << QStringLiteral("Enter") << QStringLiteral("Enter0000");
    QTest::newRow("letter") << QStringLiteral("k") << QStringLiteral("k0000");
    QTest::newRow("Control+k") << QStringLiteral("Control+k") << QStringLiteral("k1000");
    QTest::newRow("Meta is Control") << QStringLiteral("Meta+k") << QStringLiteral("k1000");
    QTest::newRow("three") << QStringLiteral("ctrl+shift+ArrowDown")
                           << QStringLiteral("ArrowDown1100");
    QTest::newRow("plus") << QStringLiteral("Alt++") << QStringLiteral("+0010");
    QTest::newRow("unknown") << QStringLiteral("Hyper+x") << QString();
}

void TestActions::pressesKeys()
{
    QFETCH(const QString, keys);
    QFETCH(const QString, expected);
    SYM_VERIFY(
        f.show("<script>onkeydown=e=>window.log=e.key+(+e.ctrlKey)+(+e.shiftKey)+(+e.altKey)"
               "+(+e.metaKey)</script>"));

    const auto outcome = f.act({.kind = ActionKind::Press, .text = keys.toStdString()});

    SYM_VERIFY(outcome);
    QCOMPARE(outcome->performed, !expected.isEmpty());
    if (!expected.isEmpty()) QCOMPARE(f.value("log"), expected.toStdString());
}

void TestActions::hovers()
{
    SYM_VERIFY(
        f.show("<style>ul{display:none} nav:hover ul{display:block}</style>"
               "<nav><button>Menu</button><ul><li><a href=#>Entry</a></ul></nav>"));
    SYM_VERIFY(f.look());
    QVERIFY(f.id("Entry").starts_with("none"));

    SYM_VERIFY(f.act({.kind = ActionKind::Hover, .elementId = f.id("Menu")}));

    SYM_VERIFY(f.look());
    QVERIFY(!f.id("Entry").starts_with("none"));
}

void TestActions::scrollsThePage()
{
    SYM_VERIFY(f.show("<div style='height:5000px'>tall</div>"));

    const auto down = f.act({.kind = ActionKind::Scroll, .text = "down"});

    SYM_VERIFY(down);
    QCOMPARE(f.value("pageYOffset"), "720");
    SYM_VERIFY(f.act({.kind = ActionKind::Scroll, .text = "up"}));
    QCOMPARE(f.value("pageYOffset"), "0");
    const auto top = f.act({.kind = ActionKind::Scroll, .text = "up"});
    QCOMPARE(top->message, "the page is at its top");
}

void TestActions::scrollsAnInnerPane()
{
    SYM_VERIFY(
        f.show("<style>body{margin:0;overflow:hidden;height:100vh}</style>"
               "<main style='height:100%;overflow:auto'><div style='height:5000px'></div>"));

    SYM_VERIFY(f.act({.kind = ActionKind::Scroll, .text = "down"}));

    QVERIFY(f.value("document.querySelector('main').scrollTop") != "0");
}

void TestActions::drags_data()
{
    QTest::addColumn<QString>("script");
    const QString boxes = QStringLiteral(
        "<button id=a style='position:absolute;left:50px;top:50px'>Card</button>"
        "<div id=b role=button tabindex=0 aria-label=Place style='position:absolute;left:400px;"
        "top:300px;width:200px;height:100px;background:#ddd'></div>");
    QTest::newRow("mouse") << boxes
                                  + QStringLiteral(
                                      "<script>let on=false;a.onmousedown=()=>on=true;"
                                      "b.onmouseup=()=>{if(on)window.log='yes'}</script>");
    QTest::newRow("pointer capture")
        << boxes
               + QStringLiteral(
                   "<script>a.onpointerdown=e=>a.setPointerCapture(e.pointerId);"
                   "a.onpointerup=e=>{if(e.clientX>400&&e.clientY>300)window.log='yes'}</script>");
    QTest::newRow("HTML5")
        << boxes
               + QStringLiteral(
                   "<script>a.draggable=true;a.ondragstart=e=>e.dataTransfer.setData('text/"
                   "plain','yes');"
                   "b.ondragover=e=>e.preventDefault();"
                   "b.ondrop=e=>{window.log=e.dataTransfer.getData('text/plain')}</script>");
}

void TestActions::drags()
{
    QFETCH(const QString, script);
    SYM_VERIFY(f.show(script.toStdString()));
    SYM_VERIFY(f.look());

    const auto outcome =
        f.act({.kind = ActionKind::Drag, .elementId = f.id("Card"), .targetId = f.id("Place")});

    SYM_VERIFY(outcome);
    QVERIFY2(outcome->performed, outcome->message.c_str());
    QCOMPARE(f.value("window.log"), "yes");
}

void TestActions::clicksInsideAFrame()
{
    f.server.serve("/inner",
                   "<div style='height:900px'></div>"
                   "<button onclick=\"parent.log='yes'\">Go</button>");
    SYM_VERIFY(
        f.show("<p>Above</p><div style='height:900px'></div>"
               "<iframe src=/inner style='height:300px;padding:20px;border:7px solid'>"
               "</iframe>"));
    SYM_VERIFY(f.look());

    const auto outcome = f.click("Go");

    SYM_VERIFY(outcome);
    QVERIFY2(outcome->performed, outcome->message.c_str());
    QCOMPARE(f.value("window.log"), "yes");
}

void TestActions::namesWhatCoversAnElement()
{
    SYM_VERIFY(
        f.show("<button onclick=\"log='yes'\">Go</button>"
               "<div id=veil style='position:fixed;inset:0;background:#0008'>Cookies?</div>"));
    SYM_VERIFY(f.look());

    const auto outcome = f.click("Go");

    SYM_VERIFY(outcome);
    QVERIFY(!outcome->performed);
    QVERIFY2(outcome->message.find("#veil") != std::string::npos, outcome->message.c_str());
    QCOMPARE(f.value("window.log"), "null");
}

void TestActions::waitsForAMovingElement()
{
    SYM_VERIFY(
        f.show("<style>@keyframes slide{from{transform:translateX(900px)}to{transform:none}}"
               "button{animation:slide .4s}</style>"
               "<button onclick=\"log='yes'\">Go</button>"));
    SYM_VERIFY(f.look());

    const auto outcome = f.click("Go");

    SYM_VERIFY(outcome);
    QVERIFY2(outcome->performed, outcome->message.c_str());
    QCOMPARE(f.value("window.log"), "yes");
}

void TestActions::clickWithoutEffectReturnsSoon()
{
    SYM_VERIFY(f.show("<button>Go</button>"));
    SYM_VERIFY(f.look());
    SYM_VERIFY(f.click("Go"));
    double best = 1e9;

    for (int i = 0; i < 5; ++i) {
        const auto outcome = f.click("Go");
        SYM_VERIFY(outcome);
        best = std::min(best, outcome->actMilliseconds + outcome->settleMilliseconds);
    }

    QVERIFY2(best < 150, std::to_string(best).c_str());
}

void TestActions::choosesInAListMadeByScript()
{
    SYM_VERIFY(
        f.show("<button id=b role=combobox aria-expanded=false aria-label=Size>Pick</button>"
               "<script>b.onclick=()=>{const u=document.createElement('ul');"
               "u.setAttribute('role','listbox');for(const t of ['Small','Large']){"
               "const l=document.createElement('li');l.setAttribute('role','option');"
               "l.textContent=t;l.onclick=()=>{window.log=t;u.remove()};u.append(l)}"
               "document.body.append(u)}</script>"));
    SYM_VERIFY(f.look());

    const auto outcome =
        f.act({.kind = ActionKind::Select, .elementId = f.id("Size"), .text = "Large"});

    SYM_VERIFY(outcome);
    QVERIFY2(outcome->performed, outcome->message.c_str());
    QCOMPARE(f.value("window.log"), "Large");
}

void TestActions::waitsForSuggestionsThatWait()
{
    SYM_VERIFY(
        f.show("<input role=combobox aria-label=Field><ul id=out></ul><script>let t;"
               "document.querySelector('input').oninput=()=>{clearTimeout(t);"
               "t=setTimeout(()=>out.innerHTML='<li>shoes</li>',250)}</script>"));
    SYM_VERIFY(f.look());

    SYM_VERIFY(f.type("Field", "sho"));

    QCOMPARE(f.value("out.textContent"), "shoes");
}

void TestActions::waitsForAMenuThatOpensLate()
{
    SYM_VERIFY(
        f.show("<button onmouseenter=\"setTimeout(()=>out.textContent='open',100)\">Menu"
               "</button><p id=out></p>"));
    SYM_VERIFY(f.look());

    SYM_VERIFY(f.act({.kind = ActionKind::Hover, .elementId = f.id("Menu")}));

    QCOMPARE(f.value("out.textContent"), "open");
}

void TestActions::emptiesACodeEditorByItsKeys()
{
    SYM_VERIFY(
        f.show("<div role=textbox aria-label=Field style='height:80px;border:1px solid'>"
               "old code<textarea id=t style='position:absolute;width:1px;height:1px;"
               "border:0;padding:0;overflow:hidden'></textarea></div><script>var keys=[];"
               "t.parentNode.onclick=()=>t.focus();t.onkeydown=e=>keys.push(e.key)"
               "</script>"));
    SYM_VERIFY(f.look());

    const auto outcome = f.type("Field", "x");

    SYM_VERIFY(outcome);
    QVERIFY2(outcome->performed, outcome->message.c_str());
    QCOMPARE(f.value("keys.join(' ')"), "Control a Backspace x");
}

int main(int argc, char** argv)
{
    return runWebTest<TestActions>(argc, argv);
}

#include "tst_actions.moc"
