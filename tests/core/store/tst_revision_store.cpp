#include "core/store/revision_store.h"

#include <QtTest/QtTest>

#include "core/store/project_store.h"

using namespace sym;

class TestRevisionStore : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<ProjectStore> m_store;
    EpisodeId m_episode;

    Result<Revision> revise(int step, const std::string& action, const std::string& reason = {})
    {
        return m_store->revisions().add({.episode = m_episode,
                                         .step = step,
                                         .action = action,
                                         .reason = reason,
                                         .madeAt = "2026-01-02T03:04:05.678Z"});
    }

private Q_SLOTS:
    void init()
    {
        static int number = 0;
        auto opened = ProjectStore::open(
            m_folder.filePath(QStringLiteral("%1.symbiont").arg(++number)).toStdString(),
            ProjectStore::Access::ReadWrite);
        QVERIFY(bool(opened));
        m_store = std::move(*opened);
        EpisodeRecord episode;
        episode.run = *m_store->addRun({});
        m_episode = *m_store->beginEpisode(episode);
        for (int i = 0; i < 2; ++i) {
            Step step;
            step.index = i;
            QVERIFY(bool(m_store->appendStep(m_episode, step)));
        }
    }

    void theNewestCountsAndCanBeTakenBack()
    {
        QVERIFY(bool(revise(0, "click [3]", "first thought")));
        QVERIFY(bool(revise(1, "go_back")));
        QVERIFY(bool(revise(0, "click [4]", "second thought")));

        QCOMPARE(m_store->revisions().of(m_episode)->size(), std::size_t(3));
        const auto newest = m_store->revisions().newest(m_episode, 0);
        QVERIFY(newest && *newest);
        QCOMPARE((*newest)->action, std::string("click [4]"));
        QCOMPARE((*newest)->reason, std::string("second thought"));
        QCOMPARE((*newest)->madeAt, std::string("2026-01-02T03:04:05.678Z"));

        QCOMPARE(m_store->revisions().undo(m_episode, 0)->action, std::string("click [4]"));
        QCOMPARE((*m_store->revisions().newest(m_episode, 0))->action, std::string("click [3]"));
        QVERIFY(bool(m_store->revisions().undo(m_episode, 0)));
        QVERIFY(!m_store->revisions().newest(m_episode, 0)->has_value());
        QCOMPARE((*m_store->revisions().newest(m_episode, 1))->action, std::string("go_back"));

        const auto nothing = m_store->revisions().undo(m_episode, 0);
        QVERIFY(!nothing);
        QCOMPARE(nothing.error().code(), ErrorCode::NotFound);
    }

    void actionsAreKeptInTheirCommonForm()
    {
        const auto stored = revise(0, "`type [7] [red lamp] [1]`");
        QVERIFY(bool(stored));
        QVERIFY(stored->id > 0);
        QCOMPARE(stored->action, std::string("type [7] [red lamp] [1]"));
    }

    void refusesWhatIsNoActionOrNoStep()
    {
        const auto noAction = revise(0, "open the door");
        QVERIFY(!noAction);
        QCOMPARE(noAction.error().code(), ErrorCode::InvalidInput);
        const auto noStep = revise(7, "go_back");
        QVERIFY(!noStep);
        QCOMPARE(noStep.error().code(), ErrorCode::NotFound);
        QVERIFY(noStep.error().message().find("step 8") != std::string::npos);
        QVERIFY(m_store->revisions().of(m_episode)->empty());
    }
};

QTEST_GUILESS_MAIN(TestRevisionStore)
#include "tst_revision_store.moc"
