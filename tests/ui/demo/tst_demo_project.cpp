#include "ui/demo/demo_project.h"

#include <QtGui/QImage>
#include <QtTest/QtTest>

#include "tests/ui/support/memory_store.h"
#include "ui/demo/demo_page.h"

using namespace sym;

class TestDemoProject : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void elementsLieOnThePicture()
    {
        const DemoPage page = demoPage("Shop", {"A", "B"}, "");
        const QImage image = QImage::fromData(QByteArray::fromStdString(page.screenshotPng));

        QCOMPARE(image.width(), page.page.viewportWidth);
        QVERIFY(page.page.elements.size() > 6);
        for (const Element& element : page.page.elements) {
            const Rectangle& box = *element.rectangle;
            QVERIFY(image.rect().contains(int(box.x + box.width / 2), int(box.y + box.height / 2)));
            QVERIFY(page.page.observation.find("[" + element.id + "]") != std::string::npos);
        }
    }

    void twoRunsThatSayTheyAreMadeUp()
    {
        MemoryStore store;
        PlainJobContext job;

        QVERIFY(fillDemoProject(store, job));

        const auto runs = store.runs();
        QCOMPARE(int(runs->size()), 2);
        for (const RunRecord& run : *runs) {
            QVERIFY(run.name.find("made-up") != std::string::npos);
            QCOMPARE(int(store.episodes({.run = run.id, .taskId = {}, .limit = -1})->size()),
                     run.planned);
        }
    }

    void stopsWhenCancelled()
    {
        MemoryStore store;
        PlainJobContext job;
        job.cancel();

        const Status status = fillDemoProject(store, job);

        QVERIFY(!status);
        QCOMPARE(int(status.error().code()), int(ErrorCode::Cancelled));
    }
};

QTEST_MAIN(TestDemoProject)
#include "tst_demo_project.moc"
