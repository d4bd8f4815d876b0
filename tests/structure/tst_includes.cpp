#include <QtTest/QtTest>

/// Who may know whom: the layers of docs/architecture.md, kept by reading every include.
class TestIncludes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsTheLayers_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("exempt");  // files the rule does not bind, relative to the root
        QTest::addColumn<QString>("forbidden");  // includes

        QTest::newRow("core: no ui, no widgets")
            << "core"
            << "^$"
            << "^(ui|app)/"
               "|^Qt(Widgets|WebEngine)|^Q(Widget|Dialog|Application|MessageBox|WebEngine)";
        QTest::newRow("ui: not app") << "ui"
                                     << "^$"
                                     << "^app/";
        QTest::newRow("base: no other module") << "core/base"
                                               << "^$"
                                               << "^core/(?!base/)";
        QTest::newRow("base: no Qt") << "core/base"
                                     << "^$"
                                     << "^Q";
        QTest::newRow("trajectory: no Qt") << "core/trajectory"
                                           << "^$"
                                           << "^Q";
        QTest::newRow("trajectory: only base") << "core/trajectory"
                                               << "^$"
                                               << "^core/(?!base/|trajectory/)";
        QTest::newRow("store: nothing above records") << "core/store"
                                                      << "^$"
                                                      << "^core/(?!base/|trajectory/|store/)";
        QTest::newRow("observation: pure") << "core/observation"
                                           << "^$"
                                           << "^core/(?!base/|trajectory/|text/|observation/)";
        // The planner stands in for a model behind an API: it sees prompts and nothing else.
        QTest::newRow("planner: only text") << "core/planner"
                                            << "^$"
                                            << "^core/(?!base/|text/|llm/|trajectory/|planner/)";
        QTest::newRow("agent: no browser, no sites")
            << "core/agent"
            << "^$"
            << "^core/(site|browser|store|task|rollout|planner)/";
        QTest::newRow("sites: nothing of the agent")
            << "core/site"
            << "^$"
            << "^core/(agent|browser|store|rollout|planner|llm|observation)/";
        QTest::newRow("no path from below") << "."
                                            << "^build/"
                                            << "^\\.\\./";
    }
    void keepsTheLayers()
    {
        QFETCH(QString, folder);
        QFETCH(QString, exempt);
        QFETCH(QString, forbidden);
        const QDir root(QStringLiteral(SYM_SOURCE_DIR));
        const QRegularExpression include(QStringLiteral("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]"),
                                         QRegularExpression::MultilineOption);
        const QRegularExpression forbiddenInclude(forbidden);
        const QRegularExpression exemptFile(exempt);
        QStringList offences;
        int files = 0;

        for (const QString& top :
             {QStringLiteral("core"), QStringLiteral("ui"), QStringLiteral("app")}) {
            QDirIterator all(root.filePath(top), {QStringLiteral("*.h"), QStringLiteral("*.cpp")},
                             QDir::Files, QDirIterator::Subdirectories);
            while (all.hasNext()) {
                const QString path = root.relativeFilePath(all.next());
                if (folder != u"." && !path.startsWith(folder + u'/')) continue;
                if (exemptFile.match(path).hasMatch()) continue;
                ++files;
                QFile file(root.filePath(path));
                QVERIFY(file.open(QIODevice::ReadOnly));
                auto found = include.globalMatch(QString::fromUtf8(file.readAll()));
                while (found.hasNext()) {
                    const QString name = found.next().captured(1);
                    if (forbiddenInclude.match(name).hasMatch()) offences << path + QStringLiteral(": ") + name;
                }
            }
        }

        QVERIFY2(files > 0, "the folder is empty: is the rule out of date?");
        QVERIFY2(offences.isEmpty(), qPrintable(offences.join(u'\n')));
    }
};

QTEST_APPLESS_MAIN(TestIncludes)
#include "tst_includes.moc"
