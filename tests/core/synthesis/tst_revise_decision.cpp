#include "core/synthesis/revise_decision.h"

#include <QtTest/QtTest>

using namespace sym;

class TestReviseDecision : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesOnlyWhatThePageHas_data()
    {
        QTest::addColumn<QString>("action");
        QTest::addColumn<int>("step");
        QTest::addColumn<int>("error");  // -1: none
        QTest::newRow("a link of the page") << QStringLiteral("click [4]") << 0 << -1;
        QTest::newRow("no element") << QStringLiteral("stop [42]") << 0 << -1;
        QTest::newRow("not on the page")
            << QStringLiteral("click [5]") << 0 << int(ErrorCode::InvalidInput);
        QTest::newRow("dragged off the page")
            << QStringLiteral("drag [4] [5]") << 0 << int(ErrorCode::InvalidInput);
        QTest::newRow("no action") << QStringLiteral("hm") << 0 << int(ErrorCode::InvalidInput);
        QTest::newRow("no step") << QStringLiteral("go_back") << 1 << int(ErrorCode::NotFound);
    }
    void takesOnlyWhatThePageHas()
    {
        QFETCH(QString, action);
        QFETCH(int, step);
        QFETCH(int, error);
        QTemporaryDir folder;
        auto store = ProjectStore::open(folder.filePath(QStringLiteral("p.symbiont")).toStdString(),
                                        ProjectStore::Access::ReadWrite);
        QVERIFY(bool(store));
        EpisodeRecord episode;
        episode.run = *(*store)->addRun({});
        episode.id = *(*store)->beginEpisode(episode);
        Step recorded;
        recorded.page.observation = "RootWebArea 'Shop'\n\tlink [4] 'Orders'";
        recorded.page.elements = {{"4", "link", "Orders", {}, {}}};
        QVERIFY(bool((*store)->appendStep(episode.id, recorded)));

        const auto revision = reviseDecision(**store, episode.id, step, action.toStdString(),
                                             "better so", "2026-01-02T03:04:05.678Z");

        QCOMPARE(revision ? -1 : int(revision.error().code()), error);
        const auto kept = (*store)->revisions().newest(episode.id, 0);
        QCOMPARE(kept->has_value(), error < 0);
        if (error < 0) QCOMPARE(QString::fromStdString((*kept)->action), action);
    }
};

QTEST_APPLESS_MAIN(TestReviseDecision)
#include "tst_revise_decision.moc"
