#include <atomic>
#include <cstdio>

#include "app/browser_provider.h"
#include "app/knowledge_choice.h"
#include "app/model_choice.h"
#include "app/run_report.h"
#include "app/speculation_setup.h"
#include "app/verb.h"
#include "core/knowledge/knowledge_examples.h"
#include "core/rollout/rollout.h"
#include "core/rollout/rollout_control.h"
#include "core/synthesis/synthesis_summary.h"

namespace sym {

namespace {

using Option = QCommandLineOption;

QList<Option> runOptions()
{
    QList<Option> options{
        {QStringLiteral("suite"), QStringLiteral("The tasks: builtin, or a task file."),
         QStringLiteral("builtin|FILE"), QStringLiteral("builtin")},
        {QStringLiteral("split"), QStringLiteral("Only this part of the built-in tasks."),
         QStringLiteral("train|dev|test")},
        {QStringLiteral("tasks"), QStringLiteral("Only these tasks, e.g. 3,7,10-19."),
         QStringLiteral("SPEC")},
        {QStringLiteral("limit"), QStringLiteral("At most N tasks, spread over the templates."),
         QStringLiteral("N")},
        {QStringLiteral("policy"),
         QStringLiteral("Who acts: the offline planner, a large model, a small one, or both by "
                        "speculative synthesis (sds); constant: one action always, a baseline. "
                        "With --model alone: small."),
         QStringLiteral("planner|large|small|sds|constant"), QStringLiteral("planner")},
        {QStringLiteral("model"),
         QStringLiteral("Name of the large model; of the small one nano, a training run's folder "
                        "or a model folder; constant: the action (stop [N/A])."),
         QStringLiteral("NAME")},
        {QStringLiteral("teacher"),
         QStringLiteral("sds: the large model, at the endpoint, or the offline planner."),
         QStringLiteral("planner|NAME"), QStringLiteral("planner")},
        {QStringLiteral("k"),
         QStringLiteral("sds: a proposal counts if it is among the first K candidates."),
         QStringLiteral("K"), QStringLiteral("3")},
        {QStringLiteral("best"), QStringLiteral("sds: what replaces a rejected proposal."),
         QStringLiteral("first|scored"), QStringLiteral("first")},
        {QStringLiteral("matching"), QStringLiteral("sds: when two actions are one."),
         QStringLiteral("canonical|strict"), QStringLiteral("canonical")},
        {QStringLiteral("no-cache"),
         QStringLiteral("sds: ask the large model again about what it was asked before.")},
        {QStringLiteral("temperature"),
         QStringLiteral("Of the model that acts or proposes; the small one takes the likeliest "
                        "(0) when nothing is said."),
         QStringLiteral("T"), QStringLiteral("0")},
        {QStringLiteral("samples"), QStringLiteral("Answers the small model draws a step."),
         QStringLiteral("K"), QStringLiteral("1")},
        {QStringLiteral("free-text"),
         QStringLiteral("Let the small model type and answer what neither objective nor page "
                        "says, and give its reason as it likes; models of 100 million "
                        "parameters and more always may.")},
        {QStringLiteral("unconstrained"),
         QStringLiteral("Let the small model name elements that are not there.")},
        {QStringLiteral("no-loop-guard"),
         QStringLiteral("Let the small model repeat what it did on the page, or typed.")},
        {QStringLiteral("endpoint"),
         QStringLiteral("OpenAI-compatible address of the large model."), QStringLiteral("URL")},
        {QStringLiteral("judge"),
         QStringLiteral("Model that grades fuzzy answers, at the same endpoint."),
         QStringLiteral("NAME")},
        {QStringLiteral("project"), QStringLiteral("Project file to record in."),
         QStringLiteral("FILE"), QStringLiteral("runs.symbiont")},
        {QStringLiteral("seed"), QStringLiteral("Seed of the built-in tasks and of the policy."),
         QStringLiteral("N"), QStringLiteral("1")},
        {QStringLiteral("browsers"), QStringLiteral("Pages at work at once."), QStringLiteral("N"),
         QStringLiteral("2")},
        {QStringLiteral("browser"), QStringLiteral("Which browser."),
         QStringLiteral("embedded|chromium|ws://..."), QStringLiteral("embedded")},
        {QStringLiteral("max-steps"), QStringLiteral("Step budget of an episode."),
         QStringLiteral("N"), QStringLiteral("20")},
        {QStringLiteral("engine"), QStringLiteral("How pages are observed."),
         QStringLiteral("page|cdp"), QStringLiteral("page")},
        {QStringLiteral("format"), QStringLiteral("Text of the observation."),
         QStringLiteral("webarena|agentoccam|symbiont"), QStringLiteral("symbiont")},
        {QStringLiteral("no-screenshots"), QStringLiteral("Keep no pictures.")},
        {QStringLiteral("restart"),
         QStringLiteral("Begin a new run even if an equal one was interrupted.")},
        {QStringLiteral("knowledge"),
         QStringLiteral("Retrieve examples from the project's knowledge base."),
         QStringLiteral("on|off"), QStringLiteral("off")},
    };
    return options + retrievalOptions();
}

/// Writes a line an episode.
class LineObserver final : public RolloutObserver {
public:
    explicit LineObserver(Console& console) : m_console(console) {}

    void runStarted(const RunRecord& run) override
    {
        m_planned = run.planned;
        m_console.progress("run " + std::to_string(run.id.value) + ": " + run.name + ", "
                           + std::to_string(run.planned) + " tasks");
    }
    void episodeFinished(const EpisodeRecord& episode) override
    {
        const int done = ++m_done;
        std::string verdict = episodeOutcomeName(episode.outcome);
        if (episode.outcome == EpisodeOutcome::Finished && !episode.scores.empty())
            verdict = !episode.scores.front().judged      ? "not judged"
                      : episode.scores.front().score == 1 ? "success"
                                                          : "failure";
        char head[64];
        std::snprintf(head, sizeof head, "[%d/%d] %-11s %2d steps %5.1f s  task %s", done,
                      m_planned.load(), verdict.c_str(), episode.steps, episode.seconds,
                      episode.taskId.c_str());
        m_console.progress(std::string(head) + ": " + episode.objective
                           + (episode.error.empty() ? "" : " (" + episode.error + ")"));
    }
    void message(const std::string& line) override { m_console.progress(line); }

private:
    Console& m_console;
    std::atomic<int> m_done = 0;
    std::atomic<int> m_planned = 0;
};

Result<RolloutOptions> readOptions(const VerbCall& call)
{
    RolloutOptions options;
    options.suite = call.text("suite");
    options.split = call.text("split");
    options.taskSpec = call.text("tasks");
    options.policy = call.text("policy");
    options.model = call.text("model");
    if (call.has("model") && !call.has("policy"))
        options.policy = call.has("endpoint") ? "large" : "small";
    options.screenshots = !call.has("no-screenshots");
    options.restart = call.has("restart");
    const bool numbers = call.number("limit", options.limit) && call.number("seed", options.seed)
                         && call.number("browsers", options.browsers)
                         && call.number("max-steps", options.maxSteps);
    const auto bad = [](const std::string& what) { return Error(ErrorCode::InvalidInput, what); };
    if (!numbers) return bad("see symbiont run --help");
    if (options.browsers < 1 || options.browsers > 64) return bad("--browsers takes 1 to 64");
    if (options.maxSteps < 1) return bad("--max-steps takes 1 or more");
    if (call.text("knowledge") != "on" && call.text("knowledge") != "off")
        return bad("--knowledge takes on or off, not \"" + call.text("knowledge") + "\"");
    if (!options.split.empty() && options.split != "train" && options.split != "dev"
        && options.split != "test")
        return bad("--split takes train, dev or test, not \"" + options.split + "\"");
    SYM_TRY(options.observe.engine, engineFromName(call.text("engine")));
    SYM_TRY(options.observe.format, formatFromName(call.text("format")));
    return options;
}

Result<StudentSettings> readStudentSettings(const VerbCall& call)
{
    StudentSettings student;
    bool fits = false;
    student.temperature = call.options.value(QStringLiteral("temperature")).toDouble(&fits);
    if (!fits || student.temperature < 0 || student.temperature > 5)
        return Error(ErrorCode::InvalidInput, "--temperature takes a number from 0 to 5, not \""
                                                  + call.text("temperature") + "\"");
    if (!call.number("samples", student.samples) || student.samples < 1 || student.samples > 64)
        return Error(ErrorCode::InvalidInput, "--samples takes 1 to 64");
    student.constrained = !call.has("unconstrained");
    if (call.has("free-text")) student.copiesTexts = false;
    student.loopGuard = !call.has("no-loop-guard");
    return student;
}

Result<SpeculativeSettings> readSpeculativeSettings(const VerbCall& call,
                                                    const RolloutOptions& options)
{
    SpeculativeSettings settings;
    if (call.has("temperature")) settings.studentTemperature = options.temperature;
    if (!call.number("k", settings.k)) return Error(ErrorCode::InvalidInput, "--k takes a number");
    SYM_TRY(settings.best, bestRuleFromName(call.text("best")));
    SYM_TRY(settings.matching, matchRuleFromName(call.text("matching")));
    settings.useCache = !call.has("no-cache");
    SYM_CHECK(checkSettings(settings));
    return settings;
}

ExitCode run(const VerbCall& call, JobContext& job)
{
    auto options = readOptions(call);
    if (!options) return fail(call.console, options.error());
    const auto student = readStudentSettings(call);
    if (!student) return fail(call.console, student.error());
    if (call.has("temperature")) options->temperature = student->temperature;
    const bool retrieves = call.text("knowledge") == "on";
    if (retrieves && (options->policy == "small" || options->policy == "constant"))
        return fail(call.console,
                    Error(ErrorCode::InvalidInput,
                          "--knowledge on needs a model that writes queries and reads examples: "
                          "policy planner, large or sds, not "
                              + options->policy));
    const auto model = policyModel(options->policy, options->model, call.text("endpoint"),
                                   "OPENAI_API_KEY", *student);
    if (!model) return fail(call.console, model.error());
    std::unique_ptr<ChatModel> judge;
    if (call.has("judge")) {
        auto opened = policyModel("large", call.text("judge"), call.text("endpoint"));
        if (!opened) return fail(call.console, opened.error());
        judge = std::move(*opened);
    }
    auto store = ProjectStore::open(call.text("project"), ProjectStore::Access::ReadWrite);
    if (!store) return fail(call.console, store.error());
    const auto sites = storedSiteSettings(**store);
    if (!sites) return fail(call.console, sites.error());
    SpeculationSetup speculation;
    if (options->policy == "sds") {
        const auto settings = readSpeculativeSettings(call, *options);
        if (!settings) return fail(call.console, settings.error());
        auto setup = setUpSpeculation(call.text("teacher"), call.text("endpoint"), "OPENAI_API_KEY",
                                      *settings, **model, **store, *options);
        if (!setup) return fail(call.console, setup.error());
        speculation = *std::move(setup);
    }
    const auto host = call.browsers.host(call.text("browser"), job);
    if (!host) return fail(call.console, host.error());

    const auto retrieval = retrievalSettings(call);
    if (!retrieval) return fail(call.console, retrieval.error());
    const auto embedder =
        embedderNamed(retrieves ? call.text("embeddings") : "none", call.text("endpoint"));
    if (!embedder) return fail(call.console, embedder.error());
    ChatModel& asker = speculation.teacher ? *speculation.teacher : **model;
    KnowledgeExamples examples({(*store)->knowledge(), asker, embedder->get()}, *retrieval);
    if (retrieves) options->method["retrieval"] = methodOf(*retrieval, embedder->get());

    const RolloutEngine engine{.store = **store,
                               .host = **host,
                               .devTools = call.browsers.devTools(),
                               .model = **model,
                               .decider = speculation.decider.get(),
                               .examples = retrieves ? &examples : nullptr,
                               .judge = judge.get(),
                               .sites = *sites};
    LineObserver observer(call.console);
    RolloutControl control;
    const auto summary = runRollout(engine, *options, observer, control, job);
    if (!summary) return fail(call.console, summary.error());
    call.console.result(summaryTable(*summary, options->policy));
    nlohmann::json json = summaryJson(*summary);
    if (speculation.decider) {
        const auto synthesis = synthesisSummary(**store, summary->run);
        if (!synthesis) return fail(call.console, synthesis.error());
        call.console.result(synthesisTable(*synthesis));
        addSynthesis(*synthesis, json);
    }
    call.console.finish(json);
    return summary->finished > 0 || summary->attempted == 0 ? kDone : kFailed;
}

}  // namespace

Verb runVerb()
{
    return {"run", "[--suite ...] [--policy ...]", "Run episodes, resumably, and score them.",
            runOptions, run};
}

Verb evalVerb()
{
    return {"eval", "[--suite ...] [--split ...]", "Success rate of a policy; the same as run.",
            runOptions, run};
}

}  // namespace sym
