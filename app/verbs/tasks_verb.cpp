#include <QtCore/QSaveFile>

#include "app/browser_provider.h"
#include "app/model_choice.h"
#include "app/verb.h"
#include "core/rollout/prove.h"
#include "core/site/tasks/task_template.h"
#include "core/task/task_filter.h"
#include "core/task/task_report.h"

namespace sym {

namespace {

QList<QCommandLineOption> options()
{
    return {
        {QStringLiteral("seed"), QStringLiteral("Seed of generated tasks."), QStringLiteral("N"),
         QStringLiteral("1")},
        {QStringLiteral("out"), QStringLiteral("File to write generated tasks to."),
         QStringLiteral("FILE")},
        {QStringLiteral("sample"),
         QStringLiteral("Prove at most N tasks, spread over the templates."), QStringLiteral("N")},
        {QStringLiteral("tasks"), QStringLiteral("Only these tasks, e.g. 3,7,10-19."),
         QStringLiteral("SPEC")},
        {QStringLiteral("project"),
         QStringLiteral("Project whose site addresses fill the placeholders."),
         QStringLiteral("FILE")},
        {QStringLiteral("browsers"), QStringLiteral("Pages at work at once."), QStringLiteral("N"),
         QStringLiteral("2")},
        {QStringLiteral("browser"), QStringLiteral("Which browser."),
         QStringLiteral("embedded|chromium|ws://..."), QStringLiteral("embedded")}};
}

/// The tasks of "builtin" or of a file, with the addresses of the project if one is named.
Result<TaskFile> readTasks(const VerbCall& call, const std::string& suite)
{
    SiteAddresses addresses;
    if (call.has("project")) {
        SYM_TRY(const auto store,
                ProjectStore::open(call.text("project"), ProjectStore::Access::ReadOnly));
        SYM_TRY(const SiteSettings sites, storedSiteSettings(*store));
        addresses = sites.addresses();
    }
    if (suite != "builtin") return loadTaskFile(suite, addresses);
    std::uint64_t seed = 1;
    if (!call.number("seed", seed))
        return Error(ErrorCode::InvalidInput, "see symbiont tasks --help");
    return parseTaskFile(generateTasks(seed).dump(), addresses);
}

Status generate(const VerbCall& call)
{
    std::uint64_t seed = 1;
    if (!call.number("seed", seed) || !call.has("out"))
        return Error(ErrorCode::InvalidInput, "tasks generate takes --seed N --out FILE");
    const nlohmann::json tasks = generateTasks(seed);
    QSaveFile file(QString::fromStdString(call.text("out")));
    const std::string text = tasks.dump(2) + "\n";
    if (!file.open(QIODevice::WriteOnly)
        || file.write(text.data(), qint64(text.size())) != qint64(text.size()) || !file.commit())
        return Error(ErrorCode::Io,
                     "cannot write " + call.text("out") + ": " + file.errorString().toStdString());
    call.console.result(std::to_string(tasks.size()) + " tasks written to " + call.text("out"));
    call.console.finish({{"tasks", tasks.size()}, {"file", call.text("out")}, {"seed", seed}});
    return {};
}

Status show(const VerbCall& call, const std::string& what)
{
    const std::string suite = call.arguments.value(1, QStringLiteral("builtin")).toStdString();
    SYM_TRY(const TaskFile file, readTasks(call, suite));
    if (what == "list") {
        call.console.result(taskListText(file.tasks));
        call.console.finish(taskListJson(file.tasks));
    } else if (what == "validate") {
        call.console.result(validationText(file));
        call.console.finish(validationJson(file));
    } else {
        nlohmann::json shown = nlohmann::json::array();
        SYM_TRY(const std::vector<Task> chosen,
                chooseTasks(file.tasks, {.spec = call.text("tasks")}));
        for (const Task& task : chosen) {
            call.console.result(taskText(task));
            shown.push_back(taskJson(task));
        }
        call.console.finish({{"tasks", std::move(shown)}});
    }
    return {};
}

Status prove(const VerbCall& call, JobContext& job)
{
    ProofOptions options;
    options.suite = call.arguments.value(1, QStringLiteral("builtin")).toStdString();
    options.taskSpec = call.text("tasks");
    if (!call.number("seed", options.seed) || !call.number("sample", options.sample)
        || !call.number("browsers", options.browsers))
        return Error(ErrorCode::InvalidInput, "see symbiont tasks --help");
    SYM_TRY(BrowserHost * host, call.browsers.host(call.text("browser"), job));
    SYM_TRY(const ProofSummary proof,
            proveTasks(
                *host, call.browsers.devTools(), options,
                [&](const std::string& line) { call.console.progress(line); }, job));
    nlohmann::json failures = nlohmann::json::array();
    for (const auto& failure : proof.failures) {
        failures.push_back({{"task_id", failure.taskId}, {"reason", failure.reason}});
        call.console.result("task " + failure.taskId + ": " + failure.reason);
    }
    call.console.result(std::to_string(proof.solved) + " of " + std::to_string(proof.tasks)
                        + " solutions score 1, " + std::to_string(proof.negativesZero) + " of "
                        + std::to_string(proof.negatives) + " negatives score 0");
    call.console.finish({{"tasks", proof.tasks},
                         {"solved", proof.solved},
                         {"negatives", proof.negatives},
                         {"negatives_zero", proof.negativesZero},
                         {"failures", std::move(failures)}});
    if (!proof.failures.empty())
        return Error(ErrorCode::Protocol, std::to_string(proof.failures.size()) + " proofs failed");
    return {};
}

ExitCode run(const VerbCall& call, JobContext& job)
{
    const std::string what = call.arguments.value(0).toStdString();
    Status status;
    if (what == "generate")
        status = generate(call);
    else if (what == "prove")
        status = prove(call, job);
    else if (what == "list" || what == "show" || what == "validate")
        status = show(call, what);
    else
        status = Error(ErrorCode::InvalidInput,
                       "tasks takes list, show, validate, generate or prove, not \"" + what + "\"");
    return status ? kDone : fail(call.console, status.error());
}

}  // namespace

Verb tasksVerb()
{
    return {"tasks", "list|show|validate|prove [FILE], generate",
            "Read, check, make and prove task files.", options, run};
}

}  // namespace sym
