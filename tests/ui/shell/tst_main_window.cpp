#include "ui/shell/main_window.h"

#include <QtTest/QtTest>
#include <QtWidgets/QtWidgets>

#include <set>

#include "tests/ui/support/demo_file.h"
#include "tests/ui/support/fake_engine.h"
#include "ui/knowledge/knowledge_panel.h"
#include "ui/shell/window_docks.h"
#include "ui/synthesis/synthesis_panel.h"
#include "ui/tasks/task_table_model.h"
#include "ui/tasks/tasks_panel.h"
#include "ui/trajectory/trajectory_panel.h"
#include "ui/widgets/panel_stack.h"
#include "ui/widgets/theme.h"

using namespace sym;
using namespace Qt::StringLiterals;

namespace {

struct Fixture {
    QTemporaryDir folder;
    QSettings settings{folder.filePath(u"settings.ini"_s), QSettings::IniFormat};
    ThemeSwitch theme;
    FakeEngine engine;
    std::unique_ptr<MainWindow> window = make();

    std::unique_ptr<MainWindow> make()
    {
        auto made = std::make_unique<MainWindow>(WindowEngine{engine, settings, theme});
        made->setSilentClose(true);
        made->resize(1400, 900);
        made->show();
        return made;
    }

    QString addProject(const QString& name, std::shared_ptr<MemoryStore> store)
    {
        const QString path = folder.filePath(name);
        QFile(path).open(QIODevice::WriteOnly);
        engine.projects[path.toStdString()] = std::move(store);
        return path;
    }

    void open(const QString& path)
    {
        QSignalSpy opened(window.get(), &MainWindow::projectOpened);
        window->openPath(path);
        QTRY_COMPARE(opened.count(), 1);
    }
};

}  // namespace

class TestMainWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyDockAndToolbarHasAName()
    {
        Fixture fixture;
        for (const auto* dock : fixture.window->findChildren<QDockWidget*>())
            QVERIFY(!dock->objectName().isEmpty());
        for (const auto* bar : fixture.window->findChildren<QToolBar*>())
            if (bar->parentWidget() == fixture.window.get()) QVERIFY(!bar->objectName().isEmpty());
        QCOMPARE(fixture.window->findChildren<QDockWidget*>().size(), 10);
    }

    void noTwoWindowCommandsShareAKey()
    {
        Fixture fixture;
        std::map<QString, QString> taken;
        for (const QAction* action : fixture.window->actions().actions()) {
            if (action->shortcutContext() != Qt::WindowShortcut) continue;
            for (const QKeySequence& keys : action->shortcuts()) {
                const auto [place, isNew] = taken.emplace(keys.toString(), action->objectName());
                QVERIFY2(isNew, qPrintable(keys.toString() + u": "_s + place->second + u" and "_s
                                           + action->objectName()));
            }
        }
    }

    /// They would be typed, or delete something, while another panel has the keyboard.
    void bareKeysStayInTheirPanels()
    {
        Fixture fixture;
        for (const QAction* action : fixture.window->actions().actions()) {
            if (action->shortcutContext() != Qt::WindowShortcut) continue;
            for (const QKeySequence& keys : action->shortcuts()) {
                const QKeyCombination first = keys[0];
                const bool isBare = !(first.keyboardModifiers()
                                      & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
                const bool isFunction = first.key() >= Qt::Key_F1 && first.key() <= Qt::Key_F35;
                QVERIFY2(!isBare || isFunction || first.key() == Qt::Key_Question,
                         qPrintable(action->objectName() + u": "_s + keys.toString()));
            }
        }
    }

    void slashSearchesTheKnowledgeBase()
    {
        DemoFile demo;
        Fixture fixture;
        const QString path = QString::fromStdString(demo.store->path());
        fixture.engine.projects[demo.store->path()] = demo.store;
        fixture.open(path);
        QVERIFY(QTest::qWaitForWindowActive(fixture.window.get()));
        QTRY_COMPARE(fixture.window->knowledgePanel().stack()->state(), PanelStack::State::Full);
        fixture.window->docks().dock(u"knowledge"_s)->hide();

        fixture.window->actions().find(u"knowledge.search"_s)->trigger();

        auto* words = fixture.window->findChild<QLineEdit*>(u"knowledgeWords"_s);
        QTRY_VERIFY(words->hasFocus() && !words->visibleRegion().isEmpty());
        fixture.window.reset();
        QThreadPool::globalInstance()->waitForDone();  // the file goes with `demo`
    }

    void panelsBehindOthersDoNothing()
    {
        Fixture fixture;
        fixture.open(fixture.addProject(u"a.symbiont"_s, makeDemoStore()));
        QTRY_COMPARE(fixture.window->tasksPanel().stack()->state(), PanelStack::State::Full);
        SynthesisPanel& synthesis = fixture.window->synthesisPanel();
        QVERIFY(!synthesis.isVisible());
        QCOMPARE(synthesis.stack()->state(), PanelStack::State::Busy);  // nothing was read

        fixture.window->docks().raise(u"synthesis"_s);
        QVERIFY(synthesis.isVisible());
        QTRY_COMPARE(synthesis.stack()->state(), PanelStack::State::Empty);
        fixture.window->docks().dock(u"tasks"_s)->raise();

        QTRY_VERIFY(!synthesis.isVisible());
        fixture.window->docks().dock(u"synthesis"_s)->raise();  // as a click on its tab
        QTRY_VERIFY(synthesis.isVisible());
    }

    void everyCommandHasTextAndTip()
    {
        Fixture fixture;
        for (const QAction* action : fixture.window->actions().actions()) {
            QVERIFY2(!action->text().isEmpty(), qPrintable(action->objectName()));
            QVERIFY2(!action->statusTip().isEmpty(), qPrintable(action->objectName()));
            QVERIFY2(ActionRegistry::groupTitle(action->objectName())
                         != action->objectName().section(u'.', 0, 0),
                     qPrintable(action->objectName()));
        }
    }

    void everyControlHasANameForScreenReaders()
    {
        Fixture fixture;
        fixture.open(fixture.addProject(u"a.symbiont"_s, makeDemoStore()));
        for (QWidget* widget : fixture.window->findChildren<QWidget*>()) {
            const bool isControl =
                qobject_cast<QAbstractButton*>(widget) || qobject_cast<QComboBox*>(widget)
                || qobject_cast<QLineEdit*>(widget) || qobject_cast<QAbstractItemView*>(widget);
            if (!isControl || !widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus))
                continue;
            if (qobject_cast<QAbstractSpinBox*>(widget->parentWidget())
                || qobject_cast<QHeaderView*>(widget))
                continue;
            if (qobject_cast<QComboBox*>(widget->parentWidget())) continue;
            QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(widget);
            QVERIFY2(accessible && !accessible->text(QAccessible::Name).isEmpty(),
                     qPrintable(widget->objectName() + u" "_s
                                + QString::fromLatin1(widget->metaObject()->className())));
        }
    }

    void opensProjectsOneAfterTheOther()
    {
        Fixture fixture;
        const QString first = fixture.addProject(u"first.symbiont"_s, makeDemoStore());
        const QString second =
            fixture.addProject(u"second.symbiont"_s, std::make_shared<MemoryStore>());

        fixture.open(first);
        QVERIFY(fixture.window->windowTitle().contains(u"first"_s)
                || fixture.window->selection().project()->path() == "memory.symbiont");
        QTRY_COMPARE(fixture.window->trajectoryPanel().stack()->state(), PanelStack::State::Full);
        fixture.open(second);
        QTRY_COMPARE(fixture.window->trajectoryPanel().stack()->state(), PanelStack::State::Empty);

        fixture.window->close();
        fixture.window.reset();
        fixture.window = fixture.make();
        auto* recent = fixture.window->findChild<QMenu*>(u"recentMenu"_s);
        Q_EMIT recent->aboutToShow();
        QCOMPARE(recent->actions()[0]->text(), u"second"_s);
        QCOMPARE(recent->actions()[1]->text(), u"first"_s);
    }

    void aProjectThatDoesNotOpenIsExplained()
    {
        Fixture fixture;
        QSignalSpy failed(fixture.window.get(), &MainWindow::openFailed);

        fixture.window->openPath(u"/nowhere/x.symbiont"_s);
        QTRY_COMPARE(failed.count(), 1);
        fixture.window->openPath(u"/nowhere/x.pdf"_s);
        QCOMPARE(failed.count(), 2);
        QVERIFY(fixture.window->statusBar()->currentMessage().contains(u"neither"_s));
    }

    void droppedFilesAreOpened()
    {
        Fixture fixture;
        const QString path =
            fixture.addProject(u"dropped.symbiont"_s, std::make_shared<MemoryStore>());
        QSignalSpy opened(fixture.window.get(), &MainWindow::projectOpened);
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path)});
        QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, &data, Qt::LeftButton,
                              Qt::NoModifier);  // Qt drops only where a drag has entered
        QApplication::sendEvent(fixture.window.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);

        QApplication::sendEvent(fixture.window.get(), &drop);

        QTRY_COMPARE(opened.count(), 1);
    }

    void aSecondRunNeedsNoRestart()
    {
        Fixture fixture;
        fixture.open(fixture.addProject(u"a.symbiont"_s, std::make_shared<MemoryStore>()));
        QTRY_COMPARE(fixture.window->tasksPanel().stack()->state(), PanelStack::State::Full);

        fixture.window->actions().find(u"run.start"_s)->trigger();
        QCOMPARE(int(fixture.engine.runs.size()), 1);
        QVERIFY(fixture.window->actions().find(u"run.stop"_s)->isEnabled());
        fixture.engine.runs[0].finish(RolloutSummary{});
        QTRY_VERIFY(!fixture.window->actions().find(u"run.stop"_s)->isEnabled());
        fixture.window->actions().find(u"run.start"_s)->trigger();
        QCOMPARE(int(fixture.engine.runs.size()), 2);
    }

    void themeAndTextSizeAreRemembered()
    {
        Fixture fixture;
        const double points = QApplication::font().pointSizeF();
        fixture.window->actions().find(u"view.themeDark"_s)->trigger();
        fixture.window->actions().find(u"view.larger"_s)->trigger();
        QVERIFY(isDark(QApplication::palette()));
        QVERIFY(QApplication::font().pointSizeF() > points);

        fixture.window.reset();
        fixture.window = fixture.make();
        QVERIFY(fixture.window->actions().find(u"view.themeDark"_s)->isChecked());
        fixture.window->actions().find(u"view.normalSize"_s)->trigger();
        fixture.window->actions().find(u"view.themeSystem"_s)->trigger();
        QCOMPARE(QApplication::font().pointSizeF(), points);
    }

    void layoutsShowTheirPanels_data()
    {
        QTest::addColumn<int>("layout");
        QTest::addColumn<QString>("front");
        QTest::newRow("overview") << int(WindowDocks::Layout::Overview) << u"tasks"_s;
        QTest::newRow("watch") << int(WindowDocks::Layout::Watch) << u"browser"_s;
        QTest::newRow("inspect") << int(WindowDocks::Layout::Inspect) << u"trajectory"_s;
        QTest::newRow("compare") << int(WindowDocks::Layout::Compare) << u"trajectory"_s;
    }

    void layoutsShowTheirPanels()
    {
        QFETCH(int, layout);
        QFETCH(QString, front);
        Fixture fixture;
        fixture.window->docks().dock(u"results"_s)->setFloating(true);
        fixture.window->docks().dock(u"jobs"_s)->hide();

        fixture.window->docks().apply(WindowDocks::Layout(layout));

        QTRY_VERIFY(!fixture.window->docks().dock(front)->visibleRegion().isEmpty());
        QVERIFY(!fixture.window->docks().dock(u"results"_s)->isFloating());
    }

    void theLocatorFindsCommandsAndTasks_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("first");
        QTest::newRow("command") << u">dark"_s << u"View: Dark"_s;
        QTest::newRow("task")
            << u"#number 17 "_s
            << u"Task 117: Find the price of product number 17 and say it in dollars"_s;
        QTest::newRow("step") << u":3"_s << u"Go to step 3"_s;
    }

    void theLocatorFindsCommandsAndTasks()
    {
        QFETCH(QString, words);
        QFETCH(QString, first);
        Fixture fixture;
        fixture.open(fixture.addProject(u"a.symbiont"_s, makeDemoStore()));
        QTRY_COMPARE(fixture.window->tasksPanel().model()->rowCount(), 120);

        fixture.window->showLocator(words);

        auto* list = fixture.window->findChild<QListWidget*>(u"locatorList"_s);
        QVERIFY(list->count() > 0);
        QCOMPARE(list->item(0)->text(), first);
    }

    void theLocatorRunsCommandsByKeyboard()
    {
        Fixture fixture;
        fixture.window->showLocator(u">shortcuts"_s);

        QTest::keyClick(fixture.window->findChild<QLineEdit*>(u"locatorText"_s), Qt::Key_Return);

        QVERIFY(fixture.window->findChild<QDialog*>(u"shortcutSheet"_s));
    }

    void keysOfTheWindow_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<int>("modifiers");
        QTest::addColumn<QString>("expected");  // a dialog's or a panel's name

        const int control = int(Qt::ControlModifier);
        QTest::newRow("Ctrl+K") << int(Qt::Key_K) << control << u"locator"_s;
        QTest::newRow("Ctrl+Shift+P")
            << int(Qt::Key_P) << (control | int(Qt::ShiftModifier)) << u"locator"_s;
        QTest::newRow("Ctrl+Alt+I")
            << int(Qt::Key_I) << (control | int(Qt::AltModifier)) << u"locator"_s;
        QTest::newRow("?") << int(Qt::Key_Question) << 0 << u"shortcutSheet"_s;
        QTest::newRow("F1") << int(Qt::Key_F1) << 0 << u"shortcutSheet"_s;
        QTest::newRow("Ctrl+1") << int(Qt::Key_1) << control << u"tasksPanel"_s;
        QTest::newRow("Ctrl+2") << int(Qt::Key_2) << control << u"browserPanel"_s;
        QTest::newRow("Ctrl+3") << int(Qt::Key_3) << control << u"trajectoryPanel"_s;
        QTest::newRow("Ctrl+4") << int(Qt::Key_4) << control << u"resultsPanel"_s;
        QTest::newRow("Ctrl+5") << int(Qt::Key_5) << control << u"trainingPanel"_s;
        QTest::newRow("Ctrl+6") << int(Qt::Key_6) << control << u"jobsPanel"_s;
        QTest::newRow("Ctrl+7") << int(Qt::Key_7) << control << u"synthesisPanel"_s;
        QTest::newRow("Ctrl+8") << int(Qt::Key_8) << control << u"divergencePanel"_s;
        QTest::newRow("Ctrl+9") << int(Qt::Key_9) << control << u"knowledgePanel"_s;
    }

    void keysOfTheWindow()
    {
        QFETCH(int, key);
        QFETCH(int, modifiers);
        QFETCH(QString, expected);
        Fixture fixture;
        QVERIFY(QTest::qWaitForWindowActive(fixture.window.get()));
        fixture.window->docks().raise(expected == u"tasksPanel"_s ? u"results"_s : u"tasks"_s);

        QTest::keyClick(fixture.window.get(), Qt::Key(key), Qt::KeyboardModifiers(modifiers));

        QTRY_VERIFY([&] {
            const auto* shown = fixture.window->findChild<QWidget*>(expected);
            return shown && !shown->visibleRegion().isEmpty();
        }());
    }

    void f5RunsAndShiftF5Stops()
    {
        Fixture fixture;
        fixture.open(fixture.addProject(u"a.symbiont"_s, std::make_shared<MemoryStore>()));
        QTRY_COMPARE(fixture.window->tasksPanel().stack()->state(), PanelStack::State::Full);
        QVERIFY(QTest::qWaitForWindowActive(fixture.window.get()));

        QTest::keyClick(fixture.window.get(), Qt::Key_F5);
        QCOMPARE(int(fixture.engine.runs.size()), 1);
        QTest::keyClick(fixture.window.get(), Qt::Key_F5, Qt::ShiftModifier);

        QVERIFY(fixture.engine.runs[0].handle.future.isCanceled());
    }

    /// The sources' "%n job(s)" must reach a person as "1 job" and "3 jobs".
    void pluralsAreTranslated_data()
    {
        QTest::addColumn<QString>("context");
        QTest::addColumn<QString>("source");
        QFile file(QStringLiteral(SYM_SOURCE_DIR "/translations/symbiont_en.ts"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QXmlStreamReader xml(&file);
        QString context;
        while (!xml.atEnd()) {
            xml.readNext();
            if (!xml.isStartElement()) continue;
            if (xml.name() == "name"_L1) context = xml.readElementText();
            if (xml.name() != "source"_L1) continue;
            const QString source = xml.readElementText();
            QTest::newRow(qPrintable(context + u": "_s + source.left(40))) << context << source;
        }
    }

    void pluralsAreTranslated()
    {
        QFETCH(QString, context);
        QFETCH(QString, source);
        QTranslator translator;
        QVERIFY(translator.load(QStringLiteral(SYM_TRANSLATION)));
        const QByteArray place = context.toUtf8();
        const QByteArray words = source.toUtf8();

        const QString one = translator.translate(place.constData(), words.constData(), nullptr, 1);
        const QString many = translator.translate(place.constData(), words.constData(), nullptr, 3);

        QVERIFY(!one.isEmpty());
        QVERIFY(one != many);
        QVERIFY(!one.contains(u"(s)"_s) && !many.contains(u"(s)"_s));
        QVERIFY2(context.startsWith(u"sym::"_s), "tr() looks in the class with its namespace");
    }

    void aPluralIsTranslatedInTheWindow()
    {
        QTranslator translator;
        QVERIFY(translator.load(QStringLiteral(SYM_TRANSLATION)));
        QCoreApplication::installTranslator(&translator);
        Fixture fixture;
        fixture.open(fixture.addProject(u"a.symbiont"_s, std::make_shared<MemoryStore>()));
        QTRY_COMPARE(fixture.window->tasksPanel().stack()->state(), PanelStack::State::Full);
        for (int i = 0; i < 3; ++i) fixture.window->actions().find(u"run.start"_s)->trigger();

        QTRY_VERIFY(fixture.window->findChild<QLabel*>(u"taskCounts"_s)
                        ->text()
                        .contains(u"2 runs waiting"_s));
        QVERIFY(
            fixture.window->findChild<QLabel*>(u"jobStatus"_s)->text().startsWith(u"1 job: "_s));
    }

    void aboutShowsVersions()
    {
        Fixture fixture;
        QDialog* about = fixture.window->showAbout();
        QVERIFY(about->findChild<QLabel*>(u"aboutText"_s)->text().contains(u"102.0.5005.177"_s));
        about->findChild<QPushButton*>(u"copySystem"_s)->click();
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"SQLite 3.40.1"_s));
    }

    void theLayoutIsRememberedAcrossWindows()
    {
        Fixture fixture;
        fixture.window->docks().dock(u"jobs"_s)->hide();
        fixture.window->close();
        fixture.window.reset();

        fixture.window = fixture.make();

        QVERIFY(fixture.window->docks().dock(u"jobs"_s)->isHidden());
        fixture.window->actions().find(u"view.resetLayout"_s)->trigger();
        QVERIFY(!fixture.window->docks().dock(u"jobs"_s)->isHidden());
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
