#include <QtTest>

#include "core/observation/observation_conformance.h"

using namespace sym;

class TestObservationConformance final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agreesWithTheReference_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("rules");

        QTest::newRow("webarena") << "observation_webarena.jsonl" << int(TextRules::WebArena);
        QTest::newRow("agentoccam") << "observation_agentoccam.jsonl" << int(TextRules::AgentOccam);
    }
    void agreesWithTheReference()
    {
        QFETCH(QString, file);
        QFETCH(int, rules);
        std::filesystem::path folder = std::filesystem::path(SYM_REFERENCE_DATA) / "reference";
        if (!std::filesystem::exists(folder))
            folder = std::filesystem::path(SYM_TEST_DATA) / "observation";

        const auto count =
            checkObservationFile(folder / file.toStdString(), folder / "pages", TextRules(rules));

        QVERIFY2(count, count ? "" : count.error().message().c_str());
        QVERIFY(count->agreed > 0);
        for (const std::string& disagreement : count->firstDisagreements)
            qInfo("%s", disagreement.c_str());
        qInfo("%d agreed", count->agreed);
        QCOMPARE(count->disagreed, 0);
    }
};

QTEST_APPLESS_MAIN(TestObservationConformance)
#include "tst_observation_conformance.moc"
