#include "core/synthesis/synthesis_summary.h"

#include <cstdio>

#include "core/synthesis/speculation.h"
#include "core/synthesis/speculative_decider.h"

namespace sym {

namespace {

void addCall(const ModelCall& call, SynthesisSummary& summary)
{
    const bool isStudents = call.purpose.starts_with(kProposePurpose);
    if (!isStudents && !call.purpose.starts_with(kVerifyPurpose)) return;
    SpeculationCost& cost = isStudents ? summary.student : summary.teacher;
    if (call.purpose == kCachedPurpose)
        ++cost.cached;
    else
        ++cost.calls;
    if (!call.model.empty()) cost.model = call.model;
    cost.tokens += call.promptTokens + call.responseTokens;
    cost.costUsd += call.costUsd;
}

void addStep(const Step& step, const std::string& site, SynthesisSummary& summary)
{
    for (const ModelCall& call : step.calls) addCall(call, summary);
    const std::optional<Speculation> speculation = readSpeculation(step);
    if (!speculation) return;
    ++summary.steps;
    const Verdict verdict =
        speculation->proposal ? speculation->proposal->verdict : Verdict{.compared = true};
    summary.accepted.add(speculation->isAccepted);
    summary.strict.add(verdict.strict);
    summary.canonical.add(verdict.canonical);
    summary.bySite[site].add(speculation->isAccepted);
    if (std::size_t(step.index) >= summary.byPosition.size())
        summary.byPosition.resize(std::size_t(step.index) + 1);
    summary.byPosition[std::size_t(step.index)].add(speculation->isAccepted);
    for (const int k : kReportedK) {
        summary.byK[k].add(speculation->matchesAt(k));
        summary.byKStrict[k].add(speculation->matchesAt(k, true));
    }
    if (!speculation->proposal) return;
    ++summary.proposals;
    ++summary.kinds[speculation->ranks.kind];
}

std::string nameOfK(int k)
{
    return k == kAllCandidates ? "all" : std::to_string(k);
}

nlohmann::json tallyJson(const Tally& tally)
{
    return {{"n", tally.n},
            {"successes", tally.successes},
            {"rate", tally.rate()},
            {"interval", {tally.low(), tally.high()}}};
}

nlohmann::json costJson(const SpeculationCost& cost)
{
    return {{"model", cost.model},
            {"calls", cost.calls},
            {"cached", cost.cached},
            {"tokens", cost.tokens},
            {"cost_usd", cost.costUsd}};
}

std::string row(const std::string& label, const Tally& tally)
{
    char line[128];
    std::snprintf(line, sizeof line, "  %-22s %5d %8d   %5.1f %%   [%4.1f, %4.1f]\n", label.c_str(),
                  tally.n, tally.successes, 100 * tally.rate(), 100 * tally.low(),
                  100 * tally.high());
    return line;
}

std::string costLine(const char* who, const SpeculationCost& cost)
{
    char line[128];
    std::snprintf(line, sizeof line, ": %d calls, %d cached, %lld tokens, %.2f USD\n", cost.calls,
                  cost.cached, static_cast<long long>(cost.tokens), cost.costUsd);
    return "  " + std::string(who) + " " + cost.model + line;
}

}  // namespace

Result<SynthesisSummary> synthesisSummary(ProjectStore& store, RunId run)
{
    SynthesisSummary summary;
    SYM_TRY(const RunRecord record, store.run(run));
    summary.run = run;
    const nlohmann::json settings = nlohmann::json::parse(record.settings, nullptr, false);
    if (settings.is_object() && settings.contains("method") && settings["method"].is_object())
        summary.k = settings["method"].value("k", 0);
    SYM_TRY(const std::vector<EpisodeRecord> episodes, store.episodes({.run = run}));
    for (const EpisodeRecord& episode : lastAttempts(episodes)) {
        SYM_TRY(const Trajectory trajectory, store.trajectory(episode.id));
        for (const Step& step : trajectory.steps) addStep(step, siteRowOf(episode), summary);
    }
    return summary;
}

std::string synthesisTable(const SynthesisSummary& summary)
{
    std::string text = "speculative synthesis, K = " + nameOfK(summary.k) + ": "
                       + std::to_string(summary.proposals) + " proposals at "
                       + std::to_string(summary.steps) + " steps\n"
                       + "  accepted                   n accepted      rate   95 % interval "
                         "(Wilson)\n";
    text += row("as executed", summary.accepted) + row("canonical", summary.canonical)
            + row("strict", summary.strict);
    for (const auto& [site, tally] : summary.bySite) text += row(site, tally);
    for (const int k : kReportedK)
        if (const auto found = summary.byK.find(k); found != summary.byK.end())
            text += row("would be at K = " + nameOfK(k), found->second);
    text += "  proposals by kind of divergence:";
    for (const auto& [kind, count] : summary.kinds)
        text += " " + std::string(divergenceKindName(kind)) + " " + std::to_string(count);
    return text + "\n" + costLine("small model", summary.student)
           + costLine("large model", summary.teacher);
}

nlohmann::json synthesisJson(const SynthesisSummary& summary)
{
    nlohmann::json bySite = nlohmann::json::object();
    for (const auto& [site, tally] : summary.bySite) bySite[site] = tallyJson(tally);
    nlohmann::json byPosition = nlohmann::json::array();
    for (const Tally& tally : summary.byPosition) byPosition.push_back(tallyJson(tally));
    nlohmann::json byK = nlohmann::json::object();
    for (const auto& [k, tally] : summary.byK) {
        byK[nameOfK(k)] = tallyJson(tally);
        byK[nameOfK(k)]["strict"] = tallyJson(summary.byKStrict.at(k));
    }
    nlohmann::json kinds = nlohmann::json::object();
    for (const auto& [kind, count] : summary.kinds) kinds[divergenceKindName(kind)] = count;
    return {{"k", summary.k},
            {"acceptance", summary.accepted.rate()},
            {"acceptance_interval", {summary.accepted.low(), summary.accepted.high()}},
            {"steps", summary.steps},
            {"proposals", summary.proposals},
            {"accepted", summary.accepted.successes},
            {"canonical", tallyJson(summary.canonical)},
            {"strict", tallyJson(summary.strict)},
            {"by_site", std::move(bySite)},
            {"by_position", std::move(byPosition)},
            {"by_k", std::move(byK)},
            {"kinds", std::move(kinds)},
            {"small_model", costJson(summary.student)},
            {"large_model", costJson(summary.teacher)}};
}

}  // namespace sym
