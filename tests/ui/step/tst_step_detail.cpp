#include "ui/step/step_detail.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QtTest>
#include <QtWidgets/QtWidgets>

#include "tests/ui/support/memory_store.h"
#include "ui/step/candidate_model.h"
#include "ui/step/image_cache.h"
#include "ui/step/observation_tab.h"
#include "ui/step/screenshot_tab.h"
#include "ui/step/step_cache.h"
#include "ui/widgets/find_bar.h"
#include "ui/widgets/image_view.h"

using namespace sym;
using namespace Qt::StringLiterals;

class TestStepDetail : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_store = makeDemoStore();
        m_pool.setMaxThreadCount(1);
        StepCache cache(m_pool);
        cache.setEpisode(m_store, EpisodeId{1});
        QSignalSpy ready(&cache, &StepCache::ready);
        QVERIFY(!cache.step(1));
        QTRY_COMPARE(ready.count(), 1);
        m_step = cache.step(1);
        QVERIFY(m_step);
    }

    void showsTheScreenshotWithTheElementFramed()
    {
        ImageCache images(m_pool);
        images.setStore(m_store);
        StepDetail detail(images);
        detail.resize(900, 700);
        detail.show();

        detail.setStep(m_step);

        auto* view = detail.findChild<ImageView*>(u"screenshotView"_s);
        QTRY_COMPARE(view->firstImage().width(), 1280);
        QCOMPARE(view->marks().size(), 1);
        QCOMPARE(view->marks()[0].rectangle.x(), m_step->target->x);
    }

    void marksAreScaledToTheImage()
    {
        Step step;
        step.page.viewportWidth = 640;
        const QRectF box = toImage({10, 20, 30, 40}, step, QImage(1280, 720, QImage::Format_RGB32));
        QCOMPARE(box, QRectF(20, 40, 60, 80));
    }

    void observationAndElementAreLinkedBothWays()
    {
        ImageCache images(m_pool);
        images.setStore(m_store);
        StepDetail detail(images);
        detail.resize(900, 700);
        detail.show();
        detail.openTab(u"observationTab"_s);
        detail.setStep(m_step);
        auto* view = detail.findChild<ImageView*>(u"observationImage"_s);
        QTRY_VERIFY(!view->firstImage().isNull());
        QPlainTextEdit* text = detail.observation()->textView();
        QCOMPARE(detail.observation()->currentElement().toStdString(), m_step->action.elementId);

        // from the text to the picture
        text->setTextCursor(QTextCursor(text->document()->findBlockByNumber(2)));
        const QString second = detail.observation()->currentElement();
        QVERIFY(!second.isEmpty());
        QVERIFY(std::any_of(view->marks().begin(), view->marks().end(), [](const ImageMark& mark) {
            return mark.kind == ImageMark::Kind::Hover;
        }));

        // and from the picture to the text
        const Element& last = m_step->page.elements.back();
        Q_EMIT view->clicked(QPointF(last.rectangle->x + 3, last.rectangle->y + 3));
        QCOMPARE(detail.observation()->currentElement().toStdString(), last.id);
        QVERIFY(text->textCursor().block().text().contains(u"["_s + QString::fromStdString(last.id)
                                                           + u"]"_s));
    }

    void findsWordsInTheObservation()
    {
        ImageCache images(m_pool);
        images.setStore(m_store);
        StepDetail detail(images);
        detail.openTab(u"observationTab"_s);
        detail.setStep(m_step);

        detail.observation()->findBar()->setPattern(u"Add to Cart"_s);

        QVERIFY(detail.observation()->findBar()->hitCount() >= 2);
    }

    void showsPromptAndResponseAsSent()
    {
        ImageCache images(m_pool);
        StepDetail detail(images);
        detail.openTab(u"promptTab"_s);
        detail.setStep(m_step);

        QVERIFY(detail.findChild<QPlainTextEdit*>(u"promptText"_s)
                    ->toPlainText()
                    .contains(u"OBJECTIVE:"_s));
        QCOMPARE(detail.findChild<QPlainTextEdit*>(u"responseText"_s)->toPlainText().toStdString(),
                 m_step->calls[0].response);
        detail.findChild<QCheckBox*>(u"rawPrompt"_s)->click();
        QCOMPARE(detail.findChild<QPlainTextEdit*>(u"promptText"_s)->toPlainText().toStdString(),
                 m_step->calls[0].prompt);
        detail.findChild<QToolButton*>(u"copy_promptText"_s)->click();
        QCOMPARE(QGuiApplication::clipboard()->text().toStdString(), m_step->calls[0].prompt);
    }

    void everyTabShowsEveryStepAndNone()
    {
        ImageCache images(m_pool);
        StepDetail detail(images);
        for (int tab = 0; tab < detail.tabs()->count(); ++tab) {
            detail.tabs()->setCurrentIndex(tab);
            detail.setStep(m_step);
            detail.setStep(std::make_shared<Step>());
            detail.setStep(nullptr);
        }
        QCOMPARE(detail.findChild<QLabel*>(u"stepAction"_s)->text(), u"Select a step"_s);
    }

    void planIsATree()
    {
        ImageCache images(m_pool);
        StepDetail detail(images);
        detail.openTab(u"planTab"_s);
        detail.setStep(m_step);

        const auto* tree = detail.findChild<QTreeWidget*>(u"planTree"_s);
        QCOMPARE(tree->topLevelItemCount(), 1);
        QCOMPARE(tree->topLevelItem(0)->childCount(), 2);
        QCOMPARE(tree->topLevelItem(0)->child(0)->childCount(), 1);
    }

    void candidatesKeepTheirOrderAndVerdict()
    {
        CandidateModel model;
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);

        model.setStep(m_step);

        QCOMPARE(model.rowCount(), int(m_step->candidates.size()));
        const auto cell = [&](int row, int column) {
            return model.index(row, column).data().toString();
        };
        QCOMPARE(cell(0, CandidateModel::Chosen), u"done"_s);
        QCOMPARE(cell(1, CandidateModel::Chosen), QString());
        QCOMPARE(cell(1, CandidateModel::Rank), u"2"_s);
        QCOMPARE(cell(0, CandidateModel::VerdictText), u"not compared"_s);
        QVERIFY(cell(0, CandidateModel::Proposer).contains(u"stand-in"_s));
    }

    void cacheForgetsAnotherEpisode()
    {
        StepCache cache(m_pool);
        cache.setEpisode(m_store, EpisodeId{1});
        QSignalSpy ready(&cache, &StepCache::ready);
        cache.prefetch(0);
        cache.setEpisode(m_store, EpisodeId{2});
        cache.prefetch(1);

        QTRY_COMPARE(ready.count(), 1);
        QCOMPARE(ready[0][0].toInt(), 1);
    }

    void imageCacheKeepsWithinItsLimit()
    {
        ImageCache images(m_pool);
        images.setStore(m_store);
        images.setLimit(3 * 1280 * 720 * 4);
        QSignalSpy ready(&images, &ImageCache::ready);
        std::vector<BlobId> ids;
        for (int i = 0; i < 4; ++i) {
            BlobId id;
            std::thread([&] { id = m_store->step(EpisodeId{1}, i)->screenshotBefore; }).join();
            if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
        }
        QCOMPARE(int(ids.size()), 4);

        for (std::size_t i = 0; i < ids.size(); ++i) {
            images.full(ids[i]);
            QTRY_COMPARE(ready.count(), int(i) + 1);
        }

        QVERIFY(!images.hasFull(ids[0]));
        QVERIFY(images.hasFull(ids[3]));
    }

private:
    std::shared_ptr<MemoryStore> m_store;
    std::shared_ptr<const Step> m_step;
    QThreadPool m_pool;
};

QTEST_MAIN(TestStepDetail)
#include "tst_step_detail.moc"
