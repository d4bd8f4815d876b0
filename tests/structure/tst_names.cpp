#include <QtTest/QtTest>

/// The project has one namespace, so two types of one name in different files are one type to the
/// linker: a crash at run time that no compiler reports.
class TestNames : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void noTypeIsDefinedTwice()
    {
        const QDir root(QStringLiteral(SYM_SOURCE_DIR));
        const QRegularExpression hidden(
            QStringLiteral("namespace \\{\\n.*?\\n\\}  // namespace\\n"),
            QRegularExpression::DotMatchesEverythingOption);
        const QRegularExpression definition(
            QStringLiteral("^(?:struct|class|enum class) ([\\w:]+)(?: final)?\\b[^;{]*\\{"),
            QRegularExpression::MultilineOption);
        QHash<QString, QString> where;
        QStringList offences;

        for (const QString& top :
             {QStringLiteral("core"), QStringLiteral("ui"), QStringLiteral("app")}) {
            QDirIterator all(root.filePath(top), {QStringLiteral("*.h"), QStringLiteral("*.cpp")},
                             QDir::Files, QDirIterator::Subdirectories);
            while (all.hasNext()) {
                QFile file(all.next());
                QVERIFY(file.open(QIODevice::ReadOnly));
                const QString path = root.relativeFilePath(file.fileName());
                auto found =
                    definition.globalMatch(QString::fromUtf8(file.readAll()).remove(hidden));
                while (found.hasNext()) {
                    const QString name = found.next().captured(1);
                    if (where.contains(name))
                        offences << QStringLiteral("%1: %2 and %3").arg(name, where[name], path);
                    where[name] = path;
                }
            }
        }

        QVERIFY(where.size() > 100);
        QVERIFY2(offences.isEmpty(), qPrintable(offences.join(u'\n')));
    }
};

QTEST_APPLESS_MAIN(TestNames)
#include "tst_names.moc"
