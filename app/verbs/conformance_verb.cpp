#include <filesystem>

#include "app/verb.h"
#include "core/agent/agent_conformance.h"
#include "core/observation/observation_conformance.h"
#include "core/task/evaluator_conformance.h"
#include "core/trajectory/action_conformance.h"

namespace sym {

namespace {

namespace fs = std::filesystem;

/// Runs one file of reference cases, told apart by its name; nothing for other files.
std::optional<Result<ConformanceCount>> checkFile(const fs::path& file, const fs::path& folder,
                                                  JobContext& job)
{
    const std::string name = file.filename().string();
    const bool occam = name.find("agentoccam") != std::string::npos;
    if (!name.ends_with(".jsonl")) return std::nullopt;
    if (isEvaluatorFile(name))
        return checkEvaluatorFile(file.string(), (folder / ".." / "webarena").string(), job);
    if (name.starts_with("actions_"))
        return checkActionFile(file, occam ? ActionGrammar::AgentOccam : ActionGrammar::WebArena);
    if (name.starts_with("observation_"))
        return checkObservationFile(file, folder / "pages",
                                    occam ? TextRules::AgentOccam : TextRules::WebArena);
    if (name.starts_with("agent_")) return checkAgentFile(file);
    return std::nullopt;
}

ExitCode run(const VerbCall& call, JobContext& job)
{
    if (call.arguments.size() != 1) {
        call.console.progress("symbiont: conformance takes the folder of the reference cases");
        return kUsage;
    }
    const fs::path folder(call.arguments.front().toStdString());
    std::error_code failed;
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder, failed)) files.push_back(entry.path());
    if (failed)
        return fail(call.console, Error(ErrorCode::Io, "cannot read " + folder.string() + ": "
                                                           + failed.message()));
    std::sort(files.begin(), files.end());

    nlohmann::json counts = nlohmann::json::object();
    int disagreed = 0;
    for (const fs::path& file : files) {
        const auto checked = checkFile(file, folder, job);
        if (!checked) continue;
        if (!*checked) return fail(call.console, checked->error());
        const ConformanceCount& count = **checked;
        disagreed += count.disagreed;
        counts[file.filename().string()] = {{"agreed", count.agreed},
                                            {"disagreed", count.disagreed}};
        call.console.result(file.filename().string() + ": " + std::to_string(count.agreed)
                            + " agreed, " + std::to_string(count.disagreed) + " disagreed");
        for (const std::string& first : count.firstDisagreements)
            call.console.result("    " + first);
    }
    if (counts.empty())
        return fail(call.console,
                    Error(ErrorCode::NotFound, folder.string() + " holds no reference cases"));
    call.console.finish({{"files", std::move(counts)}});
    return disagreed == 0 ? kDone : kFailed;
}

}  // namespace

Verb conformanceVerb()
{
    return {"conformance", "FOLDER", "Compare with recorded outputs of the reference programs.",
            [] { return QList<QCommandLineOption>{}; }, run};
}

}  // namespace sym
