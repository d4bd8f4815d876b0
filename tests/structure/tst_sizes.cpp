#include <QtTest/QtTest>

namespace {

/// Files over the limit, each with its reason. The list may only shrink.
const QHash<QString, const char*> kExempt{};

struct Limit {
    const char* folder;
    const char* pattern;
    int lines;
};

constexpr Limit kLimits[] = {{"core", "*.cpp", 600}, {"ui", "*.cpp", 600}, {"app", "*.cpp", 600},
                             {"core", "*.h", 250},   {"ui", "*.h", 250},   {"app", "*.h", 250},
                             {"tests", "*.cpp", 800}};

}  // namespace

/// A file that grows past these sizes holds two subjects.
class TestSizes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void filesStaySmall()
    {
        const QDir root(QStringLiteral(SYM_SOURCE_DIR));
        QStringList offences;

        for (const Limit& limit : kLimits) {
            QDirIterator all(root.filePath(QString::fromUtf8(limit.folder)),
                             {QString::fromUtf8(limit.pattern)}, QDir::Files,
                             QDirIterator::Subdirectories);
            while (all.hasNext()) {
                QFile file(all.next());
                QVERIFY(file.open(QIODevice::ReadOnly));
                const auto lines = file.readAll().count('\n');
                const QString path = root.relativeFilePath(file.fileName());
                if (lines > limit.lines && !kExempt.contains(path))
                    offences << QStringLiteral("%1: %2 lines, at most %3")
                                    .arg(path)
                                    .arg(lines)
                                    .arg(limit.lines);
            }
        }

        QVERIFY2(offences.isEmpty(), qPrintable(offences.join(u'\n')));
    }
};

QTEST_APPLESS_MAIN(TestSizes)
#include "tst_sizes.moc"
