#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

#include "core/task/evaluator_conformance.h"

using namespace sym;

namespace {

const QStringList& fileNames()
{
    static const QStringList kNames{
        QStringLiteral("evaluators_webarena.jsonl"), QStringLiteral("evaluators_agentoccam.jsonl"),
        QStringLiteral("must_include_tokenised.jsonl"), QStringLiteral("real_answers.jsonl")};
    return kNames;
}

ConformanceCount check(const QString& file, const QString& tasks)
{
    PlainJobContext job;
    const auto count = checkEvaluatorFile(file.toStdString(), tasks.toStdString(), job);
    if (count) return *count;
    ConformanceCount failed;
    failed.disagree(count.error().message());
    return failed;
}

}  // namespace

class TestEvaluatorConformance : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void excerpts_data()
    {
        QTest::addColumn<QString>("file");
        for (const QString& name : fileNames()) QTest::newRow(qPrintable(name)) << name;
    }
    void excerpts()
    {
        QFETCH(QString, file);
        const QString folder = QStringLiteral(SYM_TEST_DATA "/evaluators");

        const ConformanceCount count = check(folder + QLatin1Char('/') + file, folder);

        QVERIFY2(count.disagreed == 0,
                 count.firstDisagreements.empty() ? "" : count.firstDisagreements.front().c_str());
        QVERIFY(count.agreed >= 10);
    }

    void allReferenceCases_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("least");

        QTest::newRow("webarena") << fileNames()[0] << 4972;
        QTest::newRow("agentoccam") << fileNames()[1] << 4946;
        QTest::newRow("tokens") << fileNames()[2] << 49;
        QTest::newRow("real answers") << fileNames()[3] << 102;
    }
    void allReferenceCases()
    {
        QFETCH(QString, file);
        QFETCH(int, least);
        const QString data = QStringLiteral(SYM_REFERENCE_DATA);
        const QString path = data + QStringLiteral("/reference/") + file;
        if (!QFile::exists(path)) {
            qWarning("%s is absent: only the excerpts in tests/data were checked",
                     qPrintable(QDir::cleanPath(path)));
            return;
        }

        const ConformanceCount count = check(path, data + QStringLiteral("/webarena"));

        QVERIFY2(count.disagreed == 0,
                 count.firstDisagreements.empty() ? "" : count.firstDisagreements.front().c_str());
        QVERIFY(count.agreed >= least);
    }

    void tellsWhatDisagrees()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("evaluators_webarena.jsonl"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(
            "{\"fn\":\"clean_answer\",\"a\":\" A \",\"out\":\"a\"}\n\n"
            "{\"fn\":\"clean_answer\",\"a\":\"B\",\"out\":\"B\"}\n"
            "{\"fn\":\"dance\",\"out\":1}\nnot json\n{\"fn\":\"clean_answer\"}\n"
            "{\"fn\":\"url_match\",\"reference_url\":\"http://[\",\"url\":\"\","
            "\"out\":\"ValueError\"}\n");
        file.close();

        const ConformanceCount count = check(path, folder.path());

        QCOMPARE(count.agreed, 2);
        QCOMPARE(count.disagreed, 4);
        QCOMPARE(count.firstDisagreements[0], std::string("line 3: expected \"B\", got \"b\""));
        QVERIFY(count.firstDisagreements[1].starts_with("line 4: unknown kind"));
    }

    void missingFilesAreErrors()
    {
        PlainJobContext job;

        const auto count = checkEvaluatorFile("/nowhere/evaluators_x.jsonl", "/nowhere", job);

        QVERIFY(!count);
        QCOMPARE(count.error().code(), ErrorCode::Io);
    }

    void knowsItsFiles()
    {
        for (const QString& name : fileNames()) QVERIFY(isEvaluatorFile(name.toStdString()));
        QVERIFY(!isEvaluatorFile("actions_webarena.jsonl"));
    }
};

QTEST_APPLESS_MAIN(TestEvaluatorConformance)
#include "tst_evaluator_conformance.moc"
