#include "ui/live/browser_panel.h"

#include <QtTest/QtTest>
#include <QtWidgets/QtWidgets>

#include "tests/ui/support/fake_engine.h"
#include "ui/live/page_pane.h"
#include "ui/live/target_overlay.h"
#include "ui/session/action_registry.h"
#include "ui/widgets/panel_stack.h"

using namespace sym;
using namespace Qt::StringLiterals;

namespace {

/// A page without a web engine; its widget belongs to the test, as a view belongs to its host.
class FakePage final : public LivePage {
public:
    FakePage(QWidget& widget, QString url) : m_widget(&widget), m_url(std::move(url)) {}
    QWidget* widget() const override { return m_widget; }
    QString url() const override { return m_url; }
    QString title() const override { return u"Shop"_s; }
    void load(const QString& address) override
    {
        m_url = address;
        Q_EMIT changed();
    }

private:
    QPointer<QWidget> m_widget;
    QString m_url;
};

struct Fixture {
    FakeEngine engine;
    RunMonitor monitor;
    ActionRegistry actions;
    QWidget view;
    QWidget otherView;
    std::unique_ptr<BrowserPanel> panel = std::make_unique<BrowserPanel>(monitor, actions);

    Fixture()
    {
        view.resize(1280, 720);
        otherView.resize(1280, 720);
        panel->resize(1000, 700);
        panel->show();
    }

    void startRun() { monitor.add(nullptr, engine.startRun(nullptr, {})); }
    void addPages()
    {
        panel->addPage(u"A"_s, std::make_unique<FakePage>(view, u"http://127.0.0.1:7001/"_s));
        panel->addPage(u"B"_s, std::make_unique<FakePage>(otherView, u"http://127.0.0.1:7002/"_s));
    }
    QAction* action(const QString& name) { return actions.find(u"browser."_s + name); }
};

EpisodeStarted started(int id, const std::string& target)
{
    EpisodeStarted event;
    event.episode.id = EpisodeId{id};
    event.episode.taskId = "42";
    event.episode.objective = "Buy a rug";
    event.worker = id - 1;
    event.targetId = target;
    return event;
}

AboutToAct about(int id, const std::string& url)
{
    AboutToAct event;
    event.episode = EpisodeId{id};
    event.step.page.url = url;
    event.step.rawAction = "click [5]";
    event.step.reasoning = "It says Cart";
    event.step.target = Rectangle{100, 50, 80, 30};
    return event;
}

}  // namespace

class TestBrowserPanel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void emptyUntilAPageOpens()
    {
        Fixture window;
        QCOMPARE(window.panel->stack()->state(), PanelStack::State::Empty);
        window.startRun();
        QCOMPARE(window.panel->stack()->state(), PanelStack::State::Busy);
        window.addPages();
        QCOMPARE(window.panel->stack()->state(), PanelStack::State::Full);
        QCOMPARE(window.panel->pageCount(), 2);
        window.panel->removePage(u"A"_s);
        QCOMPARE(window.panel->pageCount(), 1);
    }

    void outlinesTheElementBeforeTheAct_data()
    {
        QTest::addColumn<QString>("target");
        QTest::newRow("page told by the engine") << u"B"_s;
        QTest::newRow("page found by its host") << QString();
    }

    void outlinesTheElementBeforeTheAct()
    {
        QFETCH(QString, target);
        Fixture window;
        window.startRun();
        window.addPages();

        window.engine.runs[0].post(started(1, target.toStdString()));
        window.engine.runs[0].post(about(1, "http://127.0.0.1:7002/cart"));
        window.monitor.drain();

        QVERIFY(!window.panel->pane(0)->overlay()->target());
        const auto& outlined = window.panel->pane(1)->overlay()->target();
        QVERIFY(outlined);
        QCOMPARE(*outlined, QRectF(100, 50, 80, 30));
        const auto* caption = window.panel->pane(1)->findChild<QLabel*>(u"pageCaption"_s);
        QVERIFY(caption->text().contains(u"click [5]"_s)
                && caption->text().contains(u"It says Cart"_s));
        QVERIFY(window.panel->pane(1)
                    ->findChild<QLabel*>(u"pageTask"_s)
                    ->text()
                    .contains(u"Buy a rug"_s));
    }

    void theOutlineGoesAfterTheAct()
    {
        Fixture window;
        window.startRun();
        window.addPages();
        window.engine.runs[0].post(started(1, "A"));
        const AboutToAct intent = about(1, "http://127.0.0.1:7001/");
        window.engine.runs[0].post(intent);
        window.engine.runs[0].post(StepFinished{intent.episode, intent.step});
        window.monitor.drain();

        QVERIFY(!window.panel->pane(0)->overlay()->target());
        QVERIFY(window.panel->pane(0)
                    ->findChild<QLabel*>(u"pageCaption"_s)
                    ->text()
                    .contains(u"done"_s));
    }

    void steersTheRun()
    {
        Fixture window;
        QVERIFY(!window.action(u"pause"_s)->isEnabled());
        window.startRun();
        const RolloutControl& control = *window.engine.runs[0].handle.control;

        window.action(u"pause"_s)->trigger();
        QVERIFY(control.isPaused());
        QVERIFY(window.action(u"step"_s)->isEnabled());
        window.action(u"pause"_s)->trigger();
        QVERIFY(!control.isPaused());
        QVERIFY(!window.action(u"step"_s)->isEnabled());
        window.action(u"takeOver"_s)->trigger();
        QVERIFY(control.isTakenOver());
        window.action(u"takeOver"_s)->trigger();
        QVERIFY(!control.isTakenOver());
    }

    void takingOverOpensThePageToThePerson()
    {
        Fixture window;
        window.startRun();
        window.addPages();
        PagePane* pane = window.panel->pane(0);
        auto* address = pane->findChild<QLineEdit*>(u"pageAddress"_s);
        QVERIFY(address->isReadOnly());
        QVERIFY(!pane->overlay()->testAttribute(Qt::WA_TransparentForMouseEvents));

        window.action(u"takeOver"_s)->trigger();
        QVERIFY(!address->isReadOnly());
        QVERIFY(pane->overlay()->testAttribute(Qt::WA_TransparentForMouseEvents));
        address->setText(u"http://127.0.0.1:7001/other"_s);
        QTest::keyClick(address, Qt::Key_Return);
        QCOMPARE(pane->page().url(), u"http://127.0.0.1:7001/other"_s);

        window.action(u"takeOver"_s)->trigger();
        QVERIFY(address->isReadOnly());
    }

    void aHiddenPanelGivesTheViewsBack()
    {
        Fixture window;
        window.addPages();
        QVERIFY(window.view.parentWidget());

        window.panel->hide();
        QVERIFY(!window.view.parentWidget());
        QVERIFY(window.view.isVisible());  // else its page would stop
        QCOMPARE(window.view.size(), QSize(1280, 720));
        window.panel->show();
        QVERIFY(window.view.parentWidget());

        window.panel.reset();
        QVERIFY(!window.view.parentWidget());
    }

    void allPagesStayVisibleBehindEachOther()
    {
        Fixture window;
        window.addPages();
        QVERIFY(window.view.isVisible() && window.otherView.isVisible());
        window.action(u"grid"_s)->trigger();
        QVERIFY(!window.panel->pane(0)->geometry().intersects(window.panel->pane(1)->geometry()));
    }

    void theRunEndsTheSteering()
    {
        Fixture window;
        window.startRun();
        window.action(u"pause"_s)->trigger();

        window.engine.runs[0].finish(RolloutSummary{});
        window.monitor.drain();

        QVERIFY(!window.action(u"pause"_s)->isChecked());
        QVERIFY(!window.action(u"pause"_s)->isEnabled());
    }
};

QTEST_MAIN(TestBrowserPanel)
#include "tst_browser_panel.moc"
