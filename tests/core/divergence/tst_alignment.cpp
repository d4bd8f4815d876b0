#include "core/divergence/alignment.h"

#include <QtTest/QtTest>

#include "tests/core/divergence/divergence_project.h"

using namespace sym;

namespace {

/// A way as letters: each is a page with links to all others, its link to the next is clicked.
std::vector<Step> way(const QString& pages, int firstId = 1, int port = 4000)
{
    std::vector<Step> steps;
    for (int i = 0; i < pages.size(); ++i) {
        const std::string here(1, pages[i].toLatin1());
        const std::string next =
            i + 1 < pages.size() ? std::string(1, pages[i + 1].toLatin1()) : "end";
        steps.push_back(
            stepOf(i, pageOf("/" + here, {"a", "b", "c", "d", "e"}, firstId, port), next));
    }
    return steps;
}

/// "aa=" same page and action, "aa~" same page, "ab!" neither, "a-", "-b": gaps.
QString shown(const Alignment& alignment, const QString& left, const QString& right)
{
    QStringList rows;
    for (const AlignedSteps& row : alignment.rows) {
        QString text = row.left ? QString(left[*row.left]) : QStringLiteral("-");
        text += row.right ? QString(right[*row.right]) : QStringLiteral("-");
        if (row.left && row.right) text += row.isSameAction ? u'=' : row.isSamePage ? u'~' : u'!';
        rows << text;
    }
    return rows.join(u' ');
}

}  // namespace

class TestAlignment : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void alignsByPageAndAction_data()
    {
        QTest::addColumn<QString>("left");
        QTest::addColumn<QString>("right");
        QTest::addColumn<QString>("rows");
        QTest::addColumn<int>("divergence");
        QTest::addColumn<int>("recovery");
        const auto row = [](const char* name, const char* left, const char* right, const char* rows,
                            int divergence, int recovery) {
            QTest::newRow(name) << QString::fromUtf8(left) << QString::fromUtf8(right)
                                << QString::fromUtf8(rows) << divergence << recovery;
        };
        row("the same", "abc", "abc", "aa= bb= cc=", -1, -1);
        row("a detour that comes back", "abc", "adbc", "aa~ -d bb= cc=", 0, 2);
        row("a shorter way", "abcde", "abe", "aa= bb~ c- d- ee=", 1, 4);
        row("never together again", "abc", "ade", "aa~ -d -e b- c-", 0, -1);
        row("one is empty", "", "ab", "-a -b", 0, -1);
        row("both are empty", "", "", "", -1, -1);
    }
    void alignsByPageAndAction()
    {
        QFETCH(QString, left);
        QFETCH(QString, right);

        // Other ids and another copy of the site: only what is there counts.
        const Alignment alignment = alignSteps(way(left), way(right, 70, 5000));

        QTEST(shown(alignment, left, right), "rows");
        QTEST(alignment.firstDivergence.value_or(-1), "divergence");
        QTEST(alignment.recovery.value_or(-1), "recovery");
    }

    void alignsTheTasksOfTwoRuns()
    {
        DivergenceProject project;
        const RunId one = project.addRun("large");
        const RunId other = project.addRun("small");
        project.add(one, "1", true, way(QStringLiteral("abc")));
        project.add(one, "2", true, way(QStringLiteral("ab")));
        project.add(other, "1", true, way(QStringLiteral("adbc"), 9, 4001));
        project.add(other, "3", true, way(QStringLiteral("ab")));

        const auto aligned = alignRuns(project.store(), one, other);

        QVERIFY(bool(aligned));
        QCOMPARE(aligned->size(), std::size_t(1));
        QCOMPARE(aligned->front().taskId, std::string("1"));
        QCOMPARE(aligned->front().alignment.recovery.value_or(-1), 2);
    }
};

QTEST_APPLESS_MAIN(TestAlignment)
#include "tst_alignment.moc"
