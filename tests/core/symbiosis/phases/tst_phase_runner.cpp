#include "core/symbiosis/phases/phase_runner.h"

#include <QtTest/QtTest>

#include "core/store/project_store.h"

using namespace sym;
using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

class Recorder final : public SymbiosisObserver {
public:
    void phaseStarted(const LoopPhase& phase, const PhaseCost& estimate) override
    {
        lines << QStringLiteral("start %1 %2")
                     .arg(phase.round)
                     .arg(QString::fromStdString(phase.name));
        estimates.push_back(estimate);
    }
    void phaseFinished(const PhaseRecord& phase) override
    {
        lines << QStringLiteral("end %1 %2")
                     .arg(phase.round)
                     .arg(QString::fromStdString(phase.phase));
    }
    void phaseProgress(const LoopPhase&, double fraction, const std::string&) override
    {
        lines << QStringLiteral("at %1").arg(fraction);
    }

    QStringList lines;
    std::vector<PhaseCost> estimates;
};

}  // namespace

class TestPhaseRunner : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        auto store =
            ProjectStore::open(m_folder->filePath(QStringLiteral("a.symbiont")).toStdString(),
                               ProjectStore::Access::ReadWrite);
        QVERIFY(store);
        m_store = *std::move(store);
        m_loop = m_store->symbiosis().addLoop({}).valueOr({});
        m_ran.clear();
    }

    void runsEveryPhaseOnce()
    {
        Recorder recorder;

        QVERIFY(run(recorder, {}));
        QVERIFY(run(recorder, {}));

        QCOMPARE(m_ran, (QStringList{u"0 work"_s, u"0 measure"_s, u"1 work"_s, u"1 measure"_s}));
        QCOMPARE(recorder.lines.first(), QStringLiteral("start 0 work"));
        QCOMPARE(recorder.lines.at(1), QStringLiteral("at 0.5"));
        QCOMPARE(recorder.lines.at(2), QStringLiteral("end 0 work"));
    }

    void goesOnAfterAFailure()
    {
        Recorder recorder;
        m_failing = u"0 measure"_s;

        const Status failed = run(recorder, {});
        m_failing.clear();
        const Status again = run(recorder, {});

        QVERIFY(!failed);
        QCOMPARE(failed.error().message(), std::string("phase \"measure\" of round 0: it broke"));
        QVERIFY(again);
        QCOMPARE(m_ran, (QStringList{u"0 work"_s, u"0 measure"_s, u"0 measure"_s, u"1 work"_s,
                                     u"1 measure"_s}));
    }

    void secondsAddUpOverInterruptions()
    {
        Recorder recorder;
        const PhaseRecord spent{m_loop, 0, "work", "", "", R"({"cost": {"seconds": 100}})"};
        QVERIFY(m_store->symbiosis().startPhase(m_loop, 0, "work", "2026-01-01T00:00:00.000Z"));
        QVERIFY(m_store->symbiosis().finishPhase(spent));
        std::vector<LoopPhase> all = phases();
        all[0].run = [](JobContext&) { return Result<json>(json::object()); };
        PlainJobContext job;

        QVERIFY(runPhases(m_store->symbiosis(), m_loop, all, {.name = "work", .round = 0}, recorder,
                          job));

        const json data = json::parse(m_store->symbiosis().phases(m_loop)->front().data);
        QVERIFY(data["cost"]["seconds"].get<double>() >= 100);
    }

    void aCancelledJobStopsBetweenPhases()
    {
        Recorder recorder;
        PlainJobContext job;
        job.cancel();

        const Status stopped = runPhases(m_store->symbiosis(), m_loop, phases(), {}, recorder, job);

        QVERIFY(!stopped);
        QCOMPARE(stopped.error().code(), ErrorCode::Cancelled);
        QVERIFY(m_ran.isEmpty());
    }

    void onePhaseCanBeRunAlone()
    {
        Recorder recorder;

        const Status early = run(recorder, {.name = "work", .round = 1});
        QVERIFY(run(recorder, {.name = "work", .round = 0}));
        QVERIFY(run(recorder, {.name = "measure", .round = 0}));
        const Status unknown = run(recorder, {.name = "sleep"});

        QVERIFY(!early);
        QVERIFY2(early.error().message().find("needs phase \"work\" of round 0 first")
                     != std::string::npos,
                 early.error().message().c_str());
        QCOMPARE(m_ran, (QStringList{u"0 work"_s, u"0 measure"_s}));
        QVERIFY(!unknown);
        QVERIFY(unknown.error().message().find("a round has work, measure") != std::string::npos);
    }

    void estimatesFromWhatWasMeasured()
    {
        Recorder recorder;

        QVERIFY(run(recorder, {}));

        QCOMPARE(recorder.estimates[0].kind, std::string("large episodes"));
        QVERIFY(!recorder.estimates[0].isMeasured);
        QVERIFY(recorder.estimates[0].seconds > 0);  // a rule of thumb
        // Round 0 took 30 s and 500 tokens for 10 units; round 1 has 20.
        QVERIFY(recorder.estimates[2].isMeasured);
        QCOMPARE(recorder.estimates[2].seconds, 60.0);
        QCOMPARE(recorder.estimates[2].tokens, std::int64_t{1000});
    }

    void estimatesTheRest()
    {
        Recorder recorder;
        QVERIFY(run(recorder, {.name = "work", .round = 0}));
        QVERIFY(run(recorder, {.name = "measure", .round = 0}));
        std::vector<LoopPhase> all = phases();
        all[3].units = [] { return Result<double>(Error(ErrorCode::NotFound, "not yet")); };

        const PhaseCost rest = estimateRest(all, *m_store->symbiosis().phases(m_loop));

        QCOMPARE(rest.units, 1.0);  // the size of the last is not known
        QCOMPARE(rest.seconds, 60.0);
        QVERIFY(rest.isMeasured);
    }

    void keepsWhatAPhaseMade()
    {
        Recorder recorder;
        QVERIFY(run(recorder, {}));

        const auto records = m_store->symbiosis().phases(m_loop);

        QVERIFY(records);
        QVERIFY(isPhaseDone(*records, 1, "measure"));
        QVERIFY(!isPhaseDone(*records, 2, "measure"));
        const auto work = std::find_if(records->begin(), records->end(), [](const auto& record) {
            return record.round == 0 && record.phase == "work";
        });
        QVERIFY(work != records->end());
        const json data = json::parse(work->data);
        QCOMPARE(data["made"].get<std::string>(), std::string("0 work"));
        QCOMPARE(data["cost"]["units"].get<double>(), 10.0);
    }

private:
    LoopPhase phase(int round, const char* name, const char* kind)
    {
        const QString label = QStringLiteral("%1 %2").arg(round).arg(QLatin1String(name));
        return {round,
                name,
                "",
                kind,
                [round] { return Result<double>(10.0 * (round + 1)); },
                [this, label](JobContext& job) -> Result<json> {
                    m_ran << label;
                    if (label == m_failing) return Error(ErrorCode::Network, "it broke");
                    job.report(0.5, "half");
                    return json{{"made", label.toStdString()},
                                {"cost", {{"tokens", 500}, {"seconds", 30}}}};
                }};
    }
    std::vector<LoopPhase> phases()
    {
        return {phase(0, "work", "large episodes"), phase(0, "measure", "small episodes"),
                phase(1, "work", "large episodes"), phase(1, "measure", "small episodes")};
    }
    Status run(Recorder& recorder, const PhaseChoice& only)
    {
        PlainJobContext job;
        return runPhases(m_store->symbiosis(), m_loop, phases(), only, recorder, job);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ProjectStore> m_store;
    LoopId m_loop;
    QStringList m_ran;
    QString m_failing;
};

QTEST_APPLESS_MAIN(TestPhaseRunner)
#include "tst_phase_runner.moc"
