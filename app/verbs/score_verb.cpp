#include <iostream>

#include "app/browser_provider.h"
#include "app/model_choice.h"
#include "app/verb.h"
#include "core/browser/browser_session.h"
#include "core/task/score_lines.h"

namespace sym {

namespace {

QList<QCommandLineOption> options()
{
    return {{QStringLiteral("profile"), QStringLiteral("Whose rules."),
             QStringLiteral("webarena|agentoccam"), QStringLiteral("webarena")},
            {QStringLiteral("tasks"),
             QStringLiteral("Task file for lines that name a task only by its id."),
             QStringLiteral("FILE")},
            {QStringLiteral("judge"), QStringLiteral("Model that grades fuzzy answers."),
             QStringLiteral("NAME")},
            {QStringLiteral("endpoint"), QStringLiteral("OpenAI-compatible address of the judge."),
             QStringLiteral("URL")},
            {QStringLiteral("browser"), QStringLiteral("Browser for scripts on saved pages."),
             QStringLiteral("embedded|chromium|ws://..."), QStringLiteral("embedded")}};
}

/// Evaluates locators in saved pages: one blank page, opened when the first line needs it.
class SavedPageReader {
public:
    explicit SavedPageReader(const VerbCall& call) : m_call(call) {}

    Result<nlohmann::json> evaluate(const std::string& html, const std::string& script,
                                    JobContext& job)
    {
        if (!m_session) {
            SYM_TRY(BrowserHost * host, m_call.browsers.host(m_call.text("browser"), job));
            SYM_TRY(m_session, BrowserSession::open(*host, m_call.browsers.devTools(), {}, job));
        }
        SYM_CHECK(m_session->navigate("about:blank", job));
        // innerHTML runs no scripts: a saved page is what its scripts had made of it already.
        SYM_TRY(const nlohmann::json written,
                m_session->evaluate("(document.documentElement.innerHTML = "
                                        + nlohmann::json(html).dump() + ", true)",
                                    job));
        (void)written;
        return m_session->evaluate(script, job);
    }

private:
    const VerbCall& m_call;
    std::unique_ptr<BrowserSession> m_session;
};

ExitCode run(const VerbCall& call, JobContext& job)
{
    ScoreOptions score;
    const std::string profile = call.text("profile");
    if (profile == evaluatorProfileName(EvaluatorProfile::AgentOccam))
        score.profile = EvaluatorProfile::AgentOccam;
    else if (profile != evaluatorProfileName(EvaluatorProfile::WebArena))
        return fail(call.console,
                    Error(ErrorCode::InvalidInput,
                          "unknown profile \"" + profile + "\": webarena or agentoccam"));
    std::optional<TaskFile> tasks;
    if (call.has("tasks")) {
        auto loaded = loadTaskFile(call.text("tasks"), {});
        if (!loaded) return fail(call.console, loaded.error());
        tasks = std::move(*loaded);
        score.tasks = &*tasks;
    }
    std::unique_ptr<ChatModel> judge;
    if (call.has("judge")) {
        auto model = policyModel("large", call.text("judge"), call.text("endpoint"));
        if (!model) return fail(call.console, model.error());
        judge = std::move(*model);
        score.judge = judge.get();
    }
    SavedPageReader pages(call);
    score.evaluateInHtml = [&](const std::string& html, const std::string&,
                               const std::string& script,
                               JobContext& inner) { return pages.evaluate(html, script, inner); };

    const auto count = scoreLines(std::cin, std::cout, score, job);
    if (!count) return fail(call.console, count.error());
    call.console.progress(std::to_string(count->rows) + " lines, " + std::to_string(count->errors)
                          + " could not be scored, " + std::to_string(count->unjudged)
                          + " not judged");
    return count->errors == 0 ? kDone : kFailed;
}

}  // namespace

Verb scoreVerb()
{
    return {"score", "< LINES", "Score JSON lines with WebArena's evaluators.", options, run};
}

}  // namespace sym
