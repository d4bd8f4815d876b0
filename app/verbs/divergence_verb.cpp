#include <cstdio>

#include "app/browser_provider.h"
#include "app/model_choice.h"
#include "app/verb.h"
#include "core/divergence/agreement.h"
#include "core/divergence/alignment.h"
#include "core/divergence/attribution.h"
#include "core/divergence/counterfactual.h"
#include "core/divergence/coverage.h"
#include "core/divergence/shadow.h"
#include "core/divergence/task_contrast.h"
#include "core/rollout/rollout_control.h"
#include "core/synthesis/speculation.h"

namespace sym {

namespace {

QList<QCommandLineOption> divergenceOptions()
{
    return {
        {QStringLiteral("project"), QStringLiteral("Project file the runs are in."),
         QStringLiteral("FILE"), QStringLiteral("runs.symbiont")},
        {QStringLiteral("shadow"),
         QStringLiteral("Ask this model what it would do at RUN's states: a small model, or with "
                        "--lists a large one (planner, or a name at the endpoint)."),
         QStringLiteral("MODEL")},
        {QStringLiteral("lists"),
         QStringLiteral("The shadow lists candidates; RUN's actions are the proposals.")},
        {QStringLiteral("states"), QStringLiteral("The shadow is asked at most N times."),
         QStringLiteral("N")},
        {QStringLiteral("counterfactual"),
         QStringLiteral("Replay N rejected proposals in a fresh world and go on with the large "
                        "model."),
         QStringLiteral("N")},
        {QStringLiteral("teacher"),
         QStringLiteral("The large model that goes on, at the endpoint, or the offline planner."),
         QStringLiteral("planner|NAME"), QStringLiteral("planner")},
        {QStringLiteral("endpoint"),
         QStringLiteral("OpenAI-compatible address of the large model."), QStringLiteral("URL")},
        {QStringLiteral("seed"), QStringLiteral("Of the draw of proposals and of the shadow."),
         QStringLiteral("N"), QStringLiteral("1")},
        {QStringLiteral("browsers"), QStringLiteral("Pages at work at once."), QStringLiteral("N"),
         QStringLiteral("2")},
        {QStringLiteral("browser"), QStringLiteral("Which browser."),
         QStringLiteral("embedded|chromium|ws://..."), QStringLiteral("embedded")},
    };
}

std::string rateText(const Tally& tally)
{
    char text[96];
    std::snprintf(text, sizeof text, "%d of %d, %.1f %% [%.1f, %.1f]", tally.successes, tally.n,
                  100 * tally.rate(), 100 * tally.low(), 100 * tally.high());
    return text;
}

std::string agreementText(const Agreement& agreement)
{
    std::string text = std::to_string(agreement.states.size()) + " states compared, "
                       + std::to_string(agreement.withoutProposal) + " without a proposal\n";
    for (const auto& [k, tally] : agreement.atK)
        text += "  agreement at K = " + (k == kAllCandidates ? "all" : std::to_string(k)) + ": "
                + rateText(tally) + "\n";
    text += "  by kind:";
    for (const auto& [kind, count] : agreement.kinds)
        text += std::string(" ") + divergenceKindName(kind) + " " + std::to_string(count);
    return text;
}

std::string coverageText(RunId run, const Coverage& coverage)
{
    char text[320];
    std::snprintf(text, sizeof text,
                  "run %lld explored in %zu rollouts and %lld tokens: %d pairs of page and action "
                  "(%.2f a rollout, %.2f per 1,000 tokens, %.0f %% of them new), %d page states "
                  "(%.2f a rollout, %.2f per 1,000 tokens)",
                  static_cast<long long>(run.value), coverage.rollouts.size(),
                  static_cast<long long>(coverage.tokens), coverage.pairs,
                  coverage.pairsPerRollout(), coverage.pairsPer1000Tokens(),
                  100 * coverage.novelty(), coverage.pages, coverage.pagesPerRollout(),
                  coverage.pagesPer1000Tokens());
    return text;
}

nlohmann::json alignmentJson(const std::vector<AlignedEpisodes>& aligned)
{
    nlohmann::json episodes = nlohmann::json::array();
    int diverged = 0;
    int recovered = 0;
    for (const AlignedEpisodes& pair : aligned) {
        const Alignment& alignment = pair.alignment;
        diverged += alignment.firstDivergence ? 1 : 0;
        recovered += alignment.recovery ? 1 : 0;
        const auto row = [](const std::optional<int>& at) {
            return at ? nlohmann::json(*at) : nlohmann::json();
        };
        episodes.push_back({{"task_id", pair.taskId},
                            {"episodes", {pair.left.value, pair.right.value}},
                            {"rows", alignment.rows.size()},
                            {"first_divergence", row(alignment.firstDivergence)},
                            {"recovery", row(alignment.recovery)}});
    }
    return {{"tasks", aligned.size()},
            {"diverged", diverged},
            {"recovered", recovered},
            {"episodes", std::move(episodes)}};
}

/// Measures of one run, and of how a second one differs.
Status compareRuns(const VerbCall& call, ProjectStore& store, RunId run, std::optional<RunId> other,
                   nlohmann::json& report)
{
    SYM_TRY(const Agreement agreement, agreementOf(store, run));
    report["agreement"] = toJson(agreement);
    if (!agreement.states.empty()) call.console.result(agreementText(agreement));
    SYM_TRY(const ActionPairs known, pairsOfKnowledge(store, {}, run));
    SYM_TRY(const Coverage coverage, coverageOf(store, run, known));
    report["known_pairs"] = known.size();
    report["coverage"] = toJson(coverage);
    call.console.result(coverageText(run, coverage));
    SYM_TRY(const Attribution attribution, attributeExamples(store, run, other));
    report["attribution"] = toJson(attribution);
    for (const auto& [policy, use] : attribution.byPolicy)
        call.console.result("entries of " + policy + ": " + std::to_string(use.entries)
                            + " found, kept for " + std::to_string(use.kept) + " steps of "
                            + std::to_string(use.tasks) + " tasks, of which "
                            + std::to_string(use.flipped) + " turned to success and "
                            + std::to_string(use.lost) + " to failure");
    if (!other) return {};

    // To each run its own pieces were news.
    SYM_TRY(const ActionPairs knownToOther, pairsOfKnowledge(store, {}, *other));
    SYM_TRY(const Coverage second, coverageOf(store, *other, knownToOther));
    report["second"] = {
        {"run", other->value}, {"known_pairs", knownToOther.size()}, {"coverage", toJson(second)}};
    call.console.result(coverageText(*other, second));
    SYM_TRY(const TaskContrast contrast, contrastTasks(store, {run}, {*other}));
    report["tasks"] = toJson(contrast);
    call.console.result("of " + std::to_string(contrast.tasks()) + " tasks: both solve "
                        + std::to_string(contrast.both) + ", only run " + std::to_string(run.value)
                        + " " + std::to_string(contrast.onlyFirst.size()) + ", only run "
                        + std::to_string(other->value) + " "
                        + std::to_string(contrast.onlySecond.size()) + ", neither "
                        + std::to_string(contrast.neither));
    SYM_TRY(const std::vector<AlignedEpisodes> aligned, alignRuns(store, run, *other));
    report["alignment"] = alignmentJson(aligned);
    call.console.result(report["alignment"]["diverged"].dump() + " of "
                        + std::to_string(aligned.size()) + " pairs of episodes part, "
                        + report["alignment"]["recovered"].dump() + " meet again");
    return {};
}

Status askShadow(const VerbCall& call, ProjectStore& store, RunId run, nlohmann::json& report,
                 JobContext& job)
{
    ShadowOptions options;
    if (!call.number("states", options.maxStates) || !call.number("seed", options.seed))
        return Error(ErrorCode::InvalidInput, "see symbiont divergence --help");
    const std::string name = call.text("shadow");
    std::string policy = "small";
    if (call.has("lists")) {
        options.role = ShadowRole::Lists;
        options.temperature = kActTemperature;
        policy = name == "planner" ? "planner" : "large";
    }
    SYM_TRY(const std::unique_ptr<ChatModel> model,
            policyModel(policy, name, call.text("endpoint")));
    SYM_TRY(const Agreement agreement, shadowAgreement(store, run, *model, options, job));
    report["shadow"] = toJson(agreement);
    report["shadow"]["model"] = model->name();
    call.console.result("shadow " + model->name() + ": " + agreementText(agreement));
    return {};
}

Status tryRejected(const VerbCall& call, ProjectStore& store, RunId run, nlohmann::json& report,
                   JobContext& job)
{
    int limit = 0;
    int browsers = 2;
    std::uint64_t seed = 1;
    if (!call.number("counterfactual", limit) || !call.number("browsers", browsers)
        || !call.number("seed", seed) || limit < 1 || browsers < 1 || browsers > 64)
        return Error(ErrorCode::InvalidInput,
                     "--counterfactual takes 1 or more, --browsers 1 to 64, --seed a number");
    SYM_TRY(const std::vector<RejectedProposal> proposals,
            rejectedProposals(store, run, limit, seed));
    const std::string teacher = call.text("teacher");
    SYM_TRY(
        const std::unique_ptr<ChatModel> model,
        policyModel(teacher == "planner" ? "planner" : "large", teacher, call.text("endpoint")));
    SYM_TRY(const SiteSettings sites, storedSiteSettings(store));
    SYM_TRY(BrowserHost * host, call.browsers.host(call.text("browser"), job));
    const RolloutEngine engine{.store = store,
                               .host = *host,
                               .devTools = call.browsers.devTools(),
                               .model = *model,
                               .sites = sites};
    RolloutObserver observer;
    RolloutControl control;
    SYM_TRY(const CounterfactualSummary summary,
            runCounterfactuals(engine, run, proposals,
                               teacher == "planner" ? Actor::Planner : Actor::Large, browsers,
                               observer, control, job));
    report["counterfactual"] = toJson(summary);
    call.console.result(
        "run " + std::to_string(summary.run.value) + ": " + std::to_string(summary.results.size())
        + " rejected proposals tried, going on with " + model->name() + "; "
        + std::to_string(summary.notFollowed) + " could not be followed\n"
        + "  solved with the proposal " + rateText(summary.solved) + "\n  as recorded              "
        + rateText(summary.original) + "\n  " + std::to_string(summary.rescued) + " rescued, "
        + std::to_string(summary.spoiled) + " spoiled");
    return {};
}

ExitCode divergence(const VerbCall& call, JobContext& job)
{
    std::vector<RunId> runs;
    for (const QString& argument : call.arguments) {
        bool isNumber = false;
        runs.push_back(RunId{argument.toLongLong(&isNumber)});
        if (!isNumber)
            return fail(call.console,
                        Error(ErrorCode::InvalidInput, "a run is named by its number, not \""
                                                           + argument.toStdString() + "\""));
    }
    if (runs.empty() || runs.size() > 2)
        return fail(call.console,
                    Error(ErrorCode::InvalidInput, "symbiont divergence takes one or two runs"));
    const bool writes = call.has("counterfactual");
    auto store = ProjectStore::open(call.text("project"), writes ? ProjectStore::Access::ReadWrite
                                                                 : ProjectStore::Access::ReadOnly);
    if (!store) return fail(call.console, store.error());
    for (const RunId run : runs)
        if (const auto record = (*store)->run(run); !record)
            return fail(call.console, record.error());

    nlohmann::json report{{"run", runs.front().value}};
    Status status =
        compareRuns(call, **store, runs.front(),
                    runs.size() > 1 ? std::optional(runs.back()) : std::nullopt, report);
    if (status && call.has("shadow")) status = askShadow(call, **store, runs.front(), report, job);
    if (status && writes) status = tryRejected(call, **store, runs.front(), report, job);
    if (!status) return fail(call.console, status.error());
    call.console.finish(report);
    return kDone;
}

}  // namespace

Verb divergenceVerb()
{
    return {"divergence", "RUN [RUN2] [--shadow MODEL]", "Where two models or two runs part.",
            divergenceOptions, divergence};
}

}  // namespace sym
