#include "ui/session/preferences.h"

#include <QtTest/QtTest>

using namespace sym;
using namespace Qt::StringLiterals;

class TestPreferences : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void remembersBetweenPrograms()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(u"settings.ini"_s);
        {
            QSettings settings(file, QSettings::IniFormat);
            Preferences preferences(settings);
            preferences.setTheme(Theme::Dark);
            preferences.setTextPercent(130);
            preferences.addRecentProject(u"/a.symbiont"_s);
        }
        QSettings settings(file, QSettings::IniFormat);
        const Preferences preferences(settings);

        QCOMPARE(int(preferences.theme()), int(Theme::Dark));
        QCOMPARE(preferences.textPercent(), 130);
        QCOMPARE(preferences.recentProjects(), QStringList{u"/a.symbiont"_s});
    }

    void defaultsAreNotWritten()
    {
        QTemporaryDir folder;
        QSettings settings(folder.filePath(u"settings.ini"_s), QSettings::IniFormat);
        Preferences preferences(settings);

        preferences.setTheme(Theme::System);
        preferences.setTextPercent(100);

        QCOMPARE(settings.allKeys(), QStringList{u"version"_s});
    }

    void recentProjectsAreNewestFirstAndFew()
    {
        QTemporaryDir folder;
        QSettings settings(folder.filePath(u"settings.ini"_s), QSettings::IniFormat);
        Preferences preferences(settings);

        for (int i = 0; i < 15; ++i) preferences.addRecentProject(QString::number(i));
        preferences.addRecentProject(u"12"_s);

        QCOMPARE(preferences.recentProjects().size(), Preferences::kMaxRecent);
        QCOMPARE(preferences.recentProjects().first(), u"12"_s);
        QCOMPARE(preferences.recentProjects().count(u"12"_s), 1);
    }
};

QTEST_GUILESS_MAIN(TestPreferences)
#include "tst_preferences.moc"
