#include "core/symbiosis/phases/phase_runner.h"

#include <chrono>

#include "core/rollout/timestamp.h"

namespace sym {

namespace {

using nlohmann::json;
using Clock = std::chrono::steady_clock;

/// Seconds a unit where nothing was measured yet: two quiet cores, the planner, the nano base.
struct RuleOfThumb {
    const char* kind;
    double secondsPerUnit;
    double tokensPerUnit;
};
constexpr RuleOfThumb kRules[] = {
    {"large episodes", 2, 12000},         {"small episodes", 5, 15000},
    {"sds episodes", 5, 30000},           {"judged episodes", 0.05, 4000},
    {"episodes taken apart", 0.5, 40000}, {"training updates", 0.7, 4096},
};

/// The job of a phase: its progress goes to the observer as well.
class PhaseContext final : public JobContext {
public:
    PhaseContext(JobContext& parent, const LoopPhase& phase, SymbiosisObserver& observer)
        : m_parent(parent), m_phase(phase), m_observer(observer)
    {
    }
    bool isCancelled() const override { return m_parent.isCancelled(); }
    void report(double fraction, std::string_view stage) override
    {
        m_observer.phaseProgress(m_phase, fraction, std::string(stage));
    }

private:
    JobContext& m_parent;
    const LoopPhase& m_phase;
    SymbiosisObserver& m_observer;
};

std::string nameOf(const LoopPhase& phase)
{
    return "phase \"" + phase.name + "\" of round " + std::to_string(phase.round);
}

/// The cost in a phase's data, or nothing.
std::optional<PhaseCost> costOf(const PhaseRecord& record)
{
    const json data = json::parse(record.data, nullptr, false);
    if (!data.is_object() || !data.contains("cost")) return std::nullopt;
    const json& cost = data["cost"];
    return PhaseCost{cost.value("kind", ""), cost.value("units", 0.0),
                     cost.value("tokens", std::int64_t{0}), cost.value("seconds", 0.0), true};
}

/// Seconds that earlier, interrupted attempts at a phase took.
double secondsBefore(const std::vector<PhaseRecord>& records, const LoopPhase& phase)
{
    for (const PhaseRecord& record : records)
        if (record.round == phase.round && record.phase == phase.name) {
            const std::optional<PhaseCost> cost = costOf(record);
            return cost ? cost->seconds : 0;
        }
    return 0;
}

/// What stands in the way of running a chosen phase.
Status checkOrder(const std::vector<LoopPhase>& phases, const std::vector<PhaseRecord>& records,
                  const LoopPhase& wanted)
{
    for (const LoopPhase& phase : phases) {
        if (&phase == &wanted) break;
        if (!isPhaseDone(records, phase.round, phase.name))
            return Error(ErrorCode::InvalidInput, nameOf(wanted) + " needs " + nameOf(phase)
                                                      + " first: run that, or the whole loop");
    }
    return {};
}

Status runPhase(SymbiosisStore& store, LoopId loop, const LoopPhase& phase,
                const std::vector<PhaseRecord>& records, SymbiosisObserver& observer,
                JobContext& job)
{
    SYM_TRY(const double units, phase.units());
    const PhaseCost estimate = estimatePhase(phase.kind, units, records);
    SYM_CHECK(store.startPhase(loop, phase.round, phase.name, utcNow()));
    observer.phaseStarted(phase, estimate);

    const auto start = Clock::now();
    PhaseContext context(job, phase, observer);
    auto data = phase.run(context);
    const double seconds =
        secondsBefore(records, phase) + std::chrono::duration<double>(Clock::now() - start).count();
    if (!data) {
        const json spent{{"cost", {{"seconds", seconds}}}};
        SYM_CHECK(store.finishPhase({loop, phase.round, phase.name, "", "", spent.dump()}));
        return data.error().code() == ErrorCode::Cancelled ? data.error()
                                                           : data.error().within(nameOf(phase));
    }
    json& cost = (*data)["cost"];
    cost["kind"] = phase.kind;
    cost["units"] = units;
    // Episodes and training know better than this clock what all of it took.
    if (!cost.contains("seconds")) cost["seconds"] = seconds;

    PhaseRecord record{loop,       phase.round,
                       phase.name, "",
                       utcNow(),   data->dump(-1, ' ', false, json::error_handler_t::replace)};
    SYM_CHECK(store.finishPhase(record));
    observer.phaseFinished(record);
    return {};
}

}  // namespace

json toJson(const PhaseCost& cost)
{
    return {{"kind", cost.kind},
            {"units", cost.units},
            {"tokens", cost.tokens},
            {"seconds", cost.seconds},
            {"measured", cost.isMeasured}};
}

PhaseCost estimatePhase(const std::string& kind, double units, const std::vector<PhaseRecord>& done)
{
    PhaseCost sum;
    for (const PhaseRecord& record : done) {
        const std::optional<PhaseCost> cost = costOf(record);
        if (!cost || cost->kind != kind) continue;
        sum.units += cost->units;
        sum.tokens += cost->tokens;
        sum.seconds += cost->seconds;
    }
    PhaseCost estimate{kind, units, 0, 0, sum.units > 0};
    if (estimate.isMeasured) {
        estimate.seconds = sum.seconds / sum.units * units;
        estimate.tokens = std::int64_t(double(sum.tokens) / sum.units * units);
        return estimate;
    }
    for (const RuleOfThumb& rule : kRules)
        if (kind == rule.kind) {
            estimate.seconds = rule.secondsPerUnit * units;
            estimate.tokens = std::int64_t(rule.tokensPerUnit * units);
        }
    return estimate;
}

PhaseCost estimateRest(const std::vector<LoopPhase>& phases, const std::vector<PhaseRecord>& done)
{
    PhaseCost rest{.kind = "phases", .isMeasured = true};
    for (const LoopPhase& phase : phases) {
        if (isPhaseDone(done, phase.round, phase.name)) continue;
        const Result<double> units = phase.units();
        if (!units) continue;
        const PhaseCost cost = estimatePhase(phase.kind, *units, done);
        rest.units += 1;
        rest.tokens += cost.tokens;
        rest.seconds += cost.seconds;
        rest.isMeasured = rest.isMeasured && cost.isMeasured;
    }
    return rest;
}

bool isPhaseDone(const std::vector<PhaseRecord>& records, int round, const std::string& name)
{
    for (const PhaseRecord& record : records)
        if (record.round == round && record.phase == name) return !record.finishedAt.empty();
    return false;
}

Status runPhases(SymbiosisStore& store, LoopId loop, const std::vector<LoopPhase>& phases,
                 const PhaseChoice& only, SymbiosisObserver& observer, JobContext& job)
{
    bool found = false;
    for (const LoopPhase& phase : phases) {
        if (!only.matches(phase)) continue;
        found = true;
        if (job.isCancelled()) return Error(ErrorCode::Cancelled, "stopped");
        SYM_TRY(const std::vector<PhaseRecord> records, store.phases(loop));
        if (isPhaseDone(records, phase.round, phase.name)) {
            if (!only.isAll()) observer.loopMessage(nameOf(phase) + " is done already");
            continue;
        }
        SYM_CHECK(checkOrder(phases, records, phase));
        SYM_CHECK(runPhase(store, loop, phase, records, observer, job));
    }
    if (found) return {};
    std::string names;
    for (const LoopPhase& phase : phases)
        if (phase.round == phases.front().round) names += (names.empty() ? "" : ", ") + phase.name;
    return Error(ErrorCode::InvalidInput,
                 "there is no phase \"" + only.name + "\""
                     + (only.round ? " in round " + std::to_string(*only.round) : "")
                     + "; a round has " + names);
}

}  // namespace sym
