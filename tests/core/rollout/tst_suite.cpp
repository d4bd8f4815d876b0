#include "core/rollout/suite.h"

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

using namespace sym;

class TestSuite : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// WebArena's pause of half an hour after a post would stop a loop on sites that are reset.
    void builtInSitesHaveNoPausesAndNoLogins()
    {
        RolloutOptions options;
        options.suite = "builtin";
        options.split = "dev";
        options.limit = 3;
        const auto suite = Suite::open(options, webArenaSiteSettings());
        QVERIFY2(suite, suite ? "" : suite.error().message().c_str());
        QVERIFY(suite->isBuiltIn());
        QCOMPARE(suite->tasks().size(), std::size_t(3));
        QVERIFY(suite->siteSettings().sites.empty());
    }

    void sitesOfTheUserKeepTheirs()
    {
        QTemporaryDir folder;
        RolloutOptions options;
        options.suite = (folder.path() + QStringLiteral("/tasks.json")).toStdString();
        QFile file(QString::fromStdString(options.suite));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"([{"task_id": 1, "sites": ["reddit"],
            "start_url": "__REDDIT__", "intent": "Look", "intent_template_id": 1,
            "require_login": false, "storage_state": null, "geolocation": null,
            "intent_template": "Look", "instantiation_dict": {}, "require_reset": false,
            "eval": {"eval_types": ["string_match"],
                     "reference_answers": {"exact_match": "a"},
                     "reference_url": "", "program_html": []}}])");
        file.close();
        SiteSettings settings = webArenaSiteSettings();
        QVERIFY(!Suite::open(options, settings));  // no address yet
        for (SiteSetting& site : settings.sites)
            if (site.name == "reddit") site.address = "http://127.0.0.1:9";
        const auto suite = Suite::open(options, settings);
        QVERIFY2(suite, suite ? "" : suite.error().message().c_str());
        const SiteSetting* reddit = suite->siteSettings().find("reddit");
        QVERIFY(reddit && reddit->coolDownSeconds > 0);
        QCOMPARE(reddit->address, std::string("http://127.0.0.1:9"));
    }
};

QTEST_GUILESS_MAIN(TestSuite)
#include "tst_suite.moc"
