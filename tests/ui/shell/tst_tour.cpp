#include "ui/shell/tour.h"

#include <QtTest/QtTest>
#include <QtWidgets/QtWidgets>

#include <set>

#include "tests/ui/support/fake_engine.h"
#include "ui/shell/main_window.h"

using namespace sym;
using namespace Qt::StringLiterals;

namespace {

/// How many different colours a picture has, at most `limit`: an empty one has a handful.
int colors(const QImage& image, int limit)
{
    std::set<QRgb> found;
    for (int y = 0; y < image.height(); y += 2)
        for (int x = 0; x < image.width(); x += 2) {
            found.insert(image.pixel(x, y));
            if (int(found.size()) >= limit) return limit;
        }
    return int(found.size());
}

}  // namespace

class TestTour : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyPictureShowsSomething_data()
    {
        QTest::addColumn<int>("theme");
        QTest::addColumn<double>("scale");
        QTest::newRow("light") << int(Theme::Light) << 1.0;
        QTest::newRow("dark, 1.5") << int(Theme::Dark) << 1.5;
    }

    void everyPictureShowsSomething()
    {
        QFETCH(int, theme);
        QFETCH(double, scale);
        QTemporaryDir folder;
        QSettings settings(folder.filePath(u"settings.ini"_s), QSettings::IniFormat);
        ThemeSwitch themes;
        FakeEngine engine;
        const std::string demo = folder.filePath(u"demo.symbiont"_s).toStdString();
        engine.projects[demo] = std::make_shared<MemoryStore>(demo);
        MainWindow window({engine, settings, themes});
        window.setSilentClose(true);

        auto future = runTour(
            window,
            {.folder = folder.path(), .theme = Theme(theme), .scale = scale, .size = {1300, 850}});

        QTRY_VERIFY_WITH_TIMEOUT(future.isFinished(), 60'000);
        const Result<TourPictures> pictures = future.result();
        QVERIFY2(pictures, pictures ? "" : pictures.error().message().c_str());
        QVERIFY(pictures->files.size() > 25);
        QCOMPARE(pictures->notes.size(), 2);  // the fake engine has no browser: no live pages
        for (const QString& note : pictures->notes) QVERIFY(note.contains(u"browser"_s));
        for (const QString& file : pictures->files) {
            const QImage image(file);
            QVERIFY2(colors(image, 20) >= 20, qPrintable(file));
            const int dark = qGray(image.pixel(image.width() / 2, image.height() - 4));
            QVERIFY2((dark < 110) == (Theme(theme) == Theme::Dark), qPrintable(file));
        }
    }

    void aProjectThatDoesNotOpenEndsTheTour()
    {
        QTemporaryDir folder;
        QSettings settings(folder.filePath(u"settings.ini"_s), QSettings::IniFormat);
        ThemeSwitch themes;
        FakeEngine engine;
        MainWindow window({engine, settings, themes});
        window.setSilentClose(true);

        auto future = runTour(window, {.folder = folder.path(), .project = u"/nowhere.symbiont"_s});

        QTRY_VERIFY_WITH_TIMEOUT(future.isFinished(), 30'000);
        QCOMPARE(int(future.result().error().code()), int(ErrorCode::Storage));
    }
};

QTEST_MAIN(TestTour)
#include "tst_tour.moc"
