#include "app/run_report.h"

#include <cstdio>

namespace sym {

namespace {

std::string tableRow(const std::string& label, const Tally& tally)
{
    char line[128];
    std::snprintf(line, sizeof line, "  %-22s %5d %8d   %5.1f %%   [%4.1f, %4.1f]", label.c_str(),
                  tally.n, tally.successes, 100 * tally.rate(), 100 * tally.low(),
                  100 * tally.high());
    return std::string(line) + "\n";
}

nlohmann::json tallyJson(const Tally& tally)
{
    return {{"n", tally.n},
            {"success", tally.rate()},
            {"successes", tally.successes},
            {"interval", {tally.low(), tally.high()}}};
}

}  // namespace

std::string summaryTable(const RolloutSummary& summary, const std::string& policy)
{
    std::string text =
        "run " + std::to_string(summary.run.value) + ", policy " + policy
        + (policy == "planner" ? " (an offline stand-in for a large model)\n" : "\n");
    text += "  site                       n  success      rate   95 % interval (Wilson)\n";
    for (const auto& [site, tally] : summary.bySite) text += tableRow(site, tally);
    for (const auto& [heldOut, tally] : summary.byTemplateHeldOut)
        text += tableRow(heldOut ? "held-out templates" : "known templates", tally);
    text += tableRow("all", summary.overall);
    char line[256];
    std::snprintf(line, sizeof line,
                  "  attempted %d, finished %d (partial %d, not judged %d), environment errors %d, "
                  "timed out %d\n"
                  "  %.1f steps an episode, %.0f s, %lld tokens, %.2f USD",
                  summary.attempted, summary.finished, summary.partial, summary.notJudged,
                  summary.environmentErrors, summary.timedOut, summary.stepsMean, summary.seconds,
                  static_cast<long long>(summary.tokens), summary.costUsd);
    return text + line;
}

nlohmann::json summaryJson(const RolloutSummary& summary)
{
    nlohmann::json bySite = nlohmann::json::object();
    for (const auto& [site, tally] : summary.bySite) bySite[site] = tallyJson(tally);
    nlohmann::json byHeldOut = nlohmann::json::object();
    for (const auto& [heldOut, tally] : summary.byTemplateHeldOut)
        byHeldOut[heldOut ? "true" : "false"] = tallyJson(tally);
    return {{"run", summary.run.value},
            {"attempted", summary.attempted},
            {"finished", summary.finished},
            {"environment_errors", summary.environmentErrors},
            {"timed_out", summary.timedOut},
            {"partial", summary.partial},
            {"not_judged", summary.notJudged},
            {"success", summary.overall.rate()},
            {"n", summary.overall.n},
            {"interval", {summary.overall.low(), summary.overall.high()}},
            {"by_site", std::move(bySite)},
            {"by_template_held_out", std::move(byHeldOut)},
            {"steps_mean", summary.stepsMean},
            {"seconds", summary.seconds},
            {"tokens", summary.tokens},
            {"cost_usd", summary.costUsd}};
}

void addSynthesis(const SynthesisSummary& synthesis, nlohmann::json& report)
{
    nlohmann::json account = synthesisJson(synthesis);
    for (const char* key : {"acceptance", "proposals", "accepted", "by_k"})
        report[key] = account[key];
    report["synthesis"] = std::move(account);
}

}  // namespace sym
