#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>
#include <QtWidgets/QApplication>

#include "app/browser_provider.h"
#include "app/workbench.h"
#include "core/store/symbiosis_store.h"
#include "core/symbiosis/loop_phases.h"
#include "ui/browser/embedded_browser_host.h"

using namespace sym;

/// The engine behind the window at work on real pages: a phase of a loop is started, stopped after
/// its first step and gone on with.
class TestWindowLoop : public QObject {
    Q_OBJECT

public:
    explicit TestWindowLoop(int port) : m_port(port) {}

private Q_SLOTS:
    void aLoopIsStoppedAndGoesOn()
    {
        QTemporaryDir folder;
        BrowserProvider browsers(m_port);
        Workbench workbench(browsers);
        auto opened =
            ProjectStore::open(folder.filePath(QStringLiteral("a.symbiont")).toStdString(),
                               ProjectStore::Access::ReadWrite);
        QVERIFY(opened);
        const std::shared_ptr<ProjectStore> store = *std::move(opened);
        LoopOrder order;
        order.request.settings = *loopPreset("quick");
        order.request.settings.devTasks = 3;
        order.request.only = {phase::kBaseline, 0};
        order.browsers = 1;

        LoopHandle loop = workbench.startLoop(store, order);
        int steps = 0;
        QTRY_VERIFY_WITH_TIMEOUT(
            (steps += count<StepFinished>(*loop.run.events)) > 0 || loop.run.future.isFinished(),
            120'000);
        loop.run.future.cancel();
        QTRY_VERIFY_WITH_TIMEOUT(loop.run.future.isFinished(), 60'000);
        QVERIFY(steps > 0);
        QCOMPARE(finishedPhases(*store, LoopId{1}), 0);

        loop = workbench.startLoop(store, order);
        QTRY_VERIFY_WITH_TIMEOUT(loop.run.future.isFinished(), 180'000);
        const auto result = loop.run.future.result();
        QVERIFY2(result, result ? "" : result.error().message().c_str());
        QCOMPARE(int(store->symbiosis().loops()->size()), 1);  // the same loop went on
        QCOMPARE(finishedPhases(*store, LoopId{1}), 1);
        QCOMPARE(int(store->runs()->size()), 1);
        QVERIFY(count<PhaseEnded>(*loop.events) == 1);
    }

private:
    template <typename Wanted, typename Event>
    static int count(Mailbox<Event>& events)
    {
        int found = 0;
        for (const Event& event : events.takeAll())
            found += std::holds_alternative<Wanted>(event) ? 1 : 0;
        return found;
    }

    /// Finished ones.
    static int finishedPhases(ProjectStore& store, LoopId loop)
    {
        int finished = 0;
        for (const PhaseRecord& phase : store.symbiosis().phases(loop).valueOr({}))
            finished += phase.finishedAt.empty() ? 0 : 1;
        return finished;
    }

    int m_port;
};

int main(int argc, char** argv)
{
    const int port = EmbeddedBrowserHost::reserveDebuggingPort();
    QApplication app(argc, argv);
    QGuiApplication::setQuitOnLastWindowClosed(false);
    TestWindowLoop test(port);
    return QTest::qExec(&test, argc, argv);
}
#include "tst_window_loop.moc"
