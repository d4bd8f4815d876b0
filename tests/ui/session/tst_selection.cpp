#include "ui/session/selection.h"

#include <QtTest/QtTest>

using namespace sym;

class TestSelection : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aNewRunForgetsTheEpisode()
    {
        Selection selection;
        selection.goTo(RunId{1}, EpisodeId{7}, 3);

        selection.setRun(RunId{2});

        QVERIFY(!selection.episode());
        QCOMPARE(selection.step(), -1);
    }

    void goesToAStepInOneGo()
    {
        Selection selection;
        QSignalSpy steps(&selection, &Selection::stepChanged);

        selection.goTo(RunId{1}, EpisodeId{7}, 3);

        QCOMPARE(selection.run(), RunId{1});
        QCOMPARE(selection.episode(), EpisodeId{7});
        QCOMPARE(selection.step(), 3);
        QVERIFY(steps.count() >= 1);
    }

    void sayingTheSameIsSilent()
    {
        Selection selection;
        selection.goTo(RunId{1}, EpisodeId{7}, 3);
        QSignalSpy runs(&selection, &Selection::runChanged);
        QSignalSpy episodes(&selection, &Selection::episodeChanged);
        QSignalSpy steps(&selection, &Selection::stepChanged);

        selection.goTo(RunId{1}, EpisodeId{7}, 3);

        QCOMPARE(runs.count() + episodes.count() + steps.count(), 0);
    }
};

QTEST_APPLESS_MAIN(TestSelection)
#include "tst_selection.moc"
