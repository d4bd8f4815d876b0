#include <algorithm>
#include <cstdio>

#include "app/knowledge_choice.h"
#include "app/model_choice.h"
#include "app/verb.h"
#include "core/knowledge/build_knowledge.h"
#include "core/knowledge/knowledge_examples.h"
#include "core/review/trajectory_judge.h"
#include "core/store/knowledge_store.h"

namespace sym {

namespace {

using Option = QCommandLineOption;
using nlohmann::json;

QList<Option> knowledgeOptions()
{
    QList<Option> options{
        {QStringLiteral("project"), QStringLiteral("Project file."), QStringLiteral("FILE"),
         QStringLiteral("runs.symbiont")},
        {QStringLiteral("runs"),
         QStringLiteral("build: only these runs, e.g. 1,4; else all but counterfactual ones."),
         QStringLiteral("LIST")},
        {QStringLiteral("policy"),
         QStringLiteral("Who writes, judges and filters: the offline planner or a large model."),
         QStringLiteral("planner|large"), QStringLiteral("planner")},
        {QStringLiteral("model"), QStringLiteral("Name of the large model."),
         QStringLiteral("NAME")},
        {QStringLiteral("endpoint"),
         QStringLiteral("OpenAI-compatible address of the large model."), QStringLiteral("URL")},
        {QStringLiteral("seed"), QStringLiteral("Of the draw of pieces and of the models."),
         QStringLiteral("N"), QStringLiteral("1")},
        {QStringLiteral("round"), QStringLiteral("build: round kept with the entries."),
         QStringLiteral("N"), QStringLiteral("0")},
        {QStringLiteral("no-judge"),
         QStringLiteral("build: do not have the episodes judged first.")},
        {QStringLiteral("no-committee"), QStringLiteral("build: accept every entry.")},
        {QStringLiteral("limit"), QStringLiteral("list: at most N entries."), QStringLiteral("N"),
         QStringLiteral("20")},
        {QStringLiteral("all"), QStringLiteral("list: also entries the committee refused.")},
        {QStringLiteral("episode"), QStringLiteral("query: the page of this episode."),
         QStringLiteral("N"), QStringLiteral("0")},
        {QStringLiteral("step"), QStringLiteral("query: at this step, from 1."),
         QStringLiteral("N"), QStringLiteral("1")},
    };
    return options + retrievalOptions();
}

Result<std::vector<RunId>> runsNamed(ProjectStore& store, const QString& list)
{
    std::vector<RunId> runs;
    for (const QString& part : list.split(u',', Qt::SkipEmptyParts)) {
        bool fits = false;
        const RunId run{part.toLongLong(&fits)};
        if (!fits)
            return Error(ErrorCode::InvalidInput,
                         "--runs takes numbers, e.g. 1,4, not \"" + list.toStdString() + "\"");
        SYM_TRY(const RunRecord found, store.run(run));
        runs.push_back(found.id);
    }
    if (!list.isEmpty()) return runs;
    SYM_TRY(const std::vector<RunRecord> all, store.runs());
    for (const RunRecord& run : all)
        if (run.policy != "counterfactual") runs.push_back(run.id);  // nobody decided to act so
    std::ranges::sort(runs);
    if (runs.empty())  // which would mean all of them
        return Error(ErrorCode::NotFound, "there is no run to build knowledge from");
    return runs;
}

json reportJson(const KnowledgeBuildReport& report)
{
    return {{"episodes", report.episodes},     {"forbidden", report.forbidden},
            {"unfinished", report.unfinished}, {"failed", report.failed},
            {"pieces", report.pieces},         {"before", report.before},
            {"accepted", report.accepted},     {"refused", report.refused},
            {"debates", report.debates},       {"unreadable", report.unreadable},
            {"embedded", report.embedded},     {"tokens", report.tokens},
            {"cost_usd", report.costUsd}};
}

Result<json> build(const VerbCall& call, ProjectStore& store, ChatModel& model,
                   TextEmbedder* embedder, JobContext& job)
{
    KnowledgeBuildSettings settings;
    if (!call.number("seed", settings.seed) || !call.number("round", settings.round))
        return Error(ErrorCode::InvalidInput, "see symbiont knowledge --help");
    SYM_TRY(settings.runs, runsNamed(store, call.options.value(QStringLiteral("runs"))));
    settings.committee = !call.has("no-committee");
    int judged = 0, successes = 0, unreadable = 0;
    if (!call.has("no-judge"))
        for (const RunId run : settings.runs) {
            SYM_TRY(const JudgingReport report,
                    judgeEpisodes(store, run, model, settings.seed, job, JudgedEpisodes::MayLearn));
            judged += report.judged;
            unreadable += report.unreadable;
            successes += report.successes;
        }
    const KnowledgeBuilders builders{.writer = model, .judges = {}, .embedder = embedder};
    SYM_TRY(const KnowledgeBuildReport report, buildKnowledge(store, builders, settings, job));
    json result = reportJson(report);
    result["judged"] = judged;
    result["unreadable_verdicts"] = unreadable;
    char line[240];
    std::snprintf(line, sizeof line,
                  "%d episodes (%d judged now, %d successes in the judge's opinion), %d may not be "
                  "learned from\n%d pieces: %d accepted, %d refused, %d were there",
                  report.episodes, judged, successes, report.forbidden, report.pieces,
                  report.accepted, report.refused, report.before);
    call.console.result(line);
    return result;
}

Result<json> list(const VerbCall& call, ProjectStore& store)
{
    int limit = 20;
    if (!call.number("limit", limit))
        return Error(ErrorCode::InvalidInput, "see symbiont knowledge --help");
    SYM_TRY(const std::vector<KnowledgeCount> counts, store.knowledge().counts());
    SYM_TRY(const std::vector<KnowledgeEntry> entries,
            store.knowledge().entries({.acceptedOnly = !call.has("all")}, 0, limit));
    json result{{"counts", json::array()}, {"entries", json::array()}};
    for (const KnowledgeCount& count : counts) {
        call.console.result("round " + std::to_string(count.round) + ", " + count.policy + ": "
                            + std::to_string(count.accepted) + " accepted, "
                            + std::to_string(count.refused) + " refused");
        result["counts"].push_back({{"symbiosis", count.symbiosis.value},
                                    {"round", count.round},
                                    {"policy", count.policy},
                                    {"accepted", count.accepted},
                                    {"refused", count.refused}});
    }
    for (const KnowledgeEntry& entry : entries) {
        call.console.result(std::to_string(entry.id.value) + "  " + entry.site + ", task "
                            + entry.taskId + ", " + std::to_string(entry.steps.size())
                            + " steps: " + entry.abstract);
        result["entries"].push_back(toJson(entry));
    }
    return result;
}

Result<json> show(const VerbCall& call, ProjectStore& store)
{
    bool fits = false;
    const KnowledgeId id{call.arguments.value(1).toLongLong(&fits)};
    if (!fits) return Error(ErrorCode::InvalidInput, "knowledge show takes the number of an entry");
    SYM_TRY(const KnowledgeEntry entry, store.knowledge().entry(id));
    std::string text = exampleText(entry) + "\nREPLICATE: " + entry.replicate
                       + "\nSUMMARY: " + entry.summary + '\n';
    for (const KnowledgeVote& vote : entry.votes)
        text += "VOTE of " + vote.judge + ", turn " + std::to_string(vote.turn + 1) + ": "
                + (vote.accepts() ? "yes" : "no") + ", " + vote.reason + '\n';
    call.console.result(text);
    return toJson(entry);
}

/// What a step of a recorded episode would be given.
Result<json> query(const VerbCall& call, ProjectStore& store, ChatModel& model,
                   TextEmbedder* embedder, JobContext& job)
{
    EpisodeId episode;
    int number = 1;
    if (!call.number("episode", episode.value) || !call.number("step", number))
        return Error(ErrorCode::InvalidInput, "see symbiont knowledge --help");
    SYM_TRY(const RetrievalSettings settings, retrievalSettings(call));
    SYM_TRY(Trajectory trajectory, store.trajectory(episode));
    if (number < 1 || number > int(trajectory.steps.size()))
        return Error(ErrorCode::InvalidInput, "episode " + std::to_string(episode.value) + " has "
                                                  + std::to_string(trajectory.steps.size())
                                                  + " steps, not step " + std::to_string(number));
    Step step;
    step.page = trajectory.steps[std::size_t(number - 1)].page;
    trajectory.steps.resize(std::size_t(number - 1));
    KnowledgeExamples examples({store.knowledge(), model, embedder}, settings);
    SYM_TRY(
        const std::vector<std::string> texts,
        examples.find({trajectory.episode, trajectory.steps, trajectory.episode.seed}, step, job));
    json found = json::array();
    for (const RetrievedExample& example : step.retrieved) {
        char head[64];
        std::snprintf(head, sizeof head, "%s %6lld  %8.3f  ", example.kept ? "+" : "-",
                      static_cast<long long>(example.entry.value), example.score);
        call.console.result(head + example.strategy + ": " + example.reason);
        found.push_back({{"entry", example.entry.value},
                         {"strategy", example.strategy},
                         {"score", example.score},
                         {"kept", example.kept},
                         {"reason", example.reason},
                         {"policy", example.policy},
                         {"round", example.round}});
    }
    return json{{"retrieval", toJson(settings)}, {"found", found}, {"examples", texts}};
}

ExitCode run(const VerbCall& call, JobContext& job)
{
    const QString what = call.arguments.value(0);
    const bool writes = what == u"build";
    auto store = ProjectStore::open(call.text("project"), writes ? ProjectStore::Access::ReadWrite
                                                                 : ProjectStore::Access::ReadOnly);
    if (!store) return fail(call.console, store.error());
    auto model = policyModel(call.text("policy"), call.text("model"), call.text("endpoint"));
    if (!model) return fail(call.console, model.error());
    const auto embedder = embedderNamed(call.text("embeddings"), call.text("endpoint"));
    if (!embedder) return fail(call.console, embedder.error());

    Result<json> result =
        Error(ErrorCode::InvalidInput,
              "knowledge takes build, list, show or query, not \"" + what.toStdString() + "\"");
    if (what == u"build") result = build(call, **store, **model, embedder->get(), job);
    if (what == u"list") result = list(call, **store);
    if (what == u"show") result = show(call, **store);
    if (what == u"query") result = query(call, **store, **model, embedder->get(), job);
    if (!result) return fail(call.console, result.error());
    call.console.finish(*result);
    return kDone;
}

}  // namespace

Verb knowledgeVerb()
{
    return {"knowledge", "build|list|show N|query",
            "The knowledge base: build it from recorded runs, look into it, search it.",
            knowledgeOptions, run};
}

}  // namespace sym
