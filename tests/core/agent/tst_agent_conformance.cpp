#include <QtTest>

#include "core/agent/agent_conformance.h"

using namespace sym;

class TestAgentConformance final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agreesWithTheReference()
    {
        std::filesystem::path file =
            std::filesystem::path(SYM_REFERENCE_DATA) / "reference" / "agent_agentoccam.jsonl";
        if (!std::filesystem::exists(file))
            file = std::filesystem::path(SYM_TEST_DATA) / "agent" / "agent_agentoccam.jsonl";

        const auto count = checkAgentFile(file);

        QVERIFY2(count, count ? "" : count.error().message().c_str());
        QVERIFY(count->agreed > 0);
        for (const std::string& disagreement : count->firstDisagreements)
            qInfo("%s", disagreement.c_str());
        QCOMPARE(count->disagreed, 0);
    }
};

QTEST_APPLESS_MAIN(TestAgentConformance)
#include "tst_agent_conformance.moc"
