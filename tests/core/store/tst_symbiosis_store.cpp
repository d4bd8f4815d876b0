#include "core/store/symbiosis_store.h"

#include <QtTest/QtTest>

#include "core/store/project_store.h"

using namespace sym;

class TestSymbiosisStore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(QStringLiteral("a.symbiont")).toStdString();
        auto store = ProjectStore::open(m_path, ProjectStore::Access::ReadWrite);
        QVERIFY(store);
        m_store = *std::move(store);
    }

    void keepsLoopsNewestFirst()
    {
        LoopRecord first{{}, "quick", R"({"seed":1})", "2026-01-01T00:00:00.000Z", ""};
        LoopRecord second{{}, "paper", "{}", "2026-01-02T00:00:00.000Z", ""};

        first.id = m_store->symbiosis().addLoop(first).valueOr({});
        second.id = m_store->symbiosis().addLoop(second).valueOr({});
        QVERIFY(m_store->symbiosis().setLoopFinished(first.id, "2026-01-01T01:00:00.000Z"));
        first.finishedAt = "2026-01-01T01:00:00.000Z";

        QCOMPARE(*m_store->symbiosis().loops(), (std::vector{second, first}));
        QCOMPARE(*m_store->symbiosis().loop(first.id), first);
        QCOMPARE(m_store->symbiosis().loop(LoopId{99}).error().code(), ErrorCode::NotFound);
    }

    void aPhaseIsStartedOnceAndFinishedWithItsData()
    {
        SymbiosisStore& loops = m_store->symbiosis();
        const LoopId loop = loops.addLoop({}).valueOr({});
        QVERIFY(loops.startPhase(loop, 0, "large", "2026-01-01T00:00:01.000Z"));
        QVERIFY(loops.startPhase(loop, 0, "large", "2026-01-01T00:00:05.000Z"));  // resumed
        QVERIFY(loops.startPhase(loop, 1, "large", "2026-01-01T00:00:07.000Z"));

        const PhaseRecord finished{
            loop,          0, "large", "2026-01-01T00:00:01.000Z", "2026-01-01T00:00:06.000Z",
            R"({"run":3})"};
        QVERIFY(loops.finishPhase(finished));

        const auto phases = loops.phases(loop);
        QVERIFY(phases);
        QCOMPARE(phases->size(), std::size_t{2});
        QCOMPARE(phases->front(), finished);
        QVERIFY(phases->back().finishedAt.empty());
        QCOMPARE(phases->back().data, std::string("{}"));
    }

    void refusesToFinishWhatNeverStarted()
    {
        const LoopId loop = m_store->symbiosis().addLoop({}).valueOr({});
        PhaseRecord phase;
        phase.loop = loop;
        phase.phase = "judge";

        const Status finished = m_store->symbiosis().finishPhase(phase);

        QVERIFY(!finished);
        QCOMPARE(finished.error().code(), ErrorCode::NotFound);
        QVERIFY(finished.error().message().find("judge") != std::string::npos);
    }

    void loopsSurviveReopening()
    {
        const LoopId loop = m_store->symbiosis().addLoop({}).valueOr({});
        QVERIFY(m_store->symbiosis().startPhase(loop, 0, "large", "2026"));
        m_store.reset();

        const auto again = ProjectStore::open(m_path, ProjectStore::Access::ReadOnly);

        QVERIFY(again);
        QCOMPARE((*again)->symbiosis().phases(loop)->size(), std::size_t{1});
        QCOMPARE((*again)->symbiosis().addLoop({}).error().code(), ErrorCode::Storage);
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::string m_path;
    std::unique_ptr<ProjectStore> m_store;
};

QTEST_APPLESS_MAIN(TestSymbiosisStore)
#include "tst_symbiosis_store.moc"
