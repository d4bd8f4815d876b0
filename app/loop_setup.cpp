#include "app/loop_setup.h"

#include <chrono>
#include <cstdio>
#include <set>

#include "app/browser_provider.h"
#include "app/model_choice.h"
#include "app/student_training.h"
#include "app/work_settings.h"

namespace sym {

namespace {

using Option = QCommandLineOption;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds kLineEvery{10};

std::string timeText(double seconds)
{
    char text[32];
    if (seconds < 100)
        std::snprintf(text, sizeof text, "%.0f s", seconds);
    else
        std::snprintf(text, sizeof text, "%.1f min", seconds / 60);
    return text;
}

/// A line when a phase starts, now and then while it runs, and when it ends.
class LoopLines final : public SymbiosisObserver {
public:
    explicit LoopLines(Console& console) : m_console(console) {}

    void loopStarted(const LoopRecord& loop, const std::vector<LoopPhase>& all,
                     const PhaseCost& rest) override
    {
        m_console.progress("symbiosis " + std::to_string(loop.id.value) + " (" + loop.name + "), "
                           + std::to_string(all.size()) + " phases; about " + timeText(rest.seconds)
                           + " to go" + (rest.isMeasured ? "" : " (a rule of thumb)"));
    }
    void phaseStarted(const LoopPhase& phase, const PhaseCost& estimate) override
    {
        char numbers[96];
        std::snprintf(numbers, sizeof numbers, "%.0f %s, %lld tokens", estimate.units,
                      estimate.kind.c_str(), static_cast<long long>(estimate.tokens));
        m_console.progress("round " + std::to_string(phase.round) + ", " + phase.name + ": "
                           + phase.title + "; about " + timeText(estimate.seconds) + ", " + numbers
                           + (estimate.isMeasured ? "" : " (a rule of thumb)"));
        m_lastLine = Clock::now();
    }
    void phaseProgress(const LoopPhase&, double fraction, const std::string& stage) override
    {
        if (Clock::now() - m_lastLine < kLineEvery) return;
        m_lastLine = Clock::now();
        char percent[16];
        std::snprintf(percent, sizeof percent, "  %3.0f %%  ", 100 * fraction);
        m_console.progress(percent + stage);
    }
    void phaseFinished(const PhaseRecord& phase) override
    {
        m_console.progress("  done: " + phase.data);
    }
    void loopMessage(const std::string& line) override { m_console.progress(line); }
    RolloutObserver& rollouts() override { return m_episodes; }

private:
    /// Says what went wrong; the rest is counted by the phase.
    class Episodes final : public RolloutObserver {
    public:
        explicit Episodes(Console& console) : m_console(console) {}
        void episodeFinished(const EpisodeRecord& episode) override
        {
            if (episode.outcome != EpisodeOutcome::Finished)
                m_console.progress(std::string("  ") + episodeOutcomeName(episode.outcome)
                                   + ", task " + episode.taskId + ": " + episode.error);
        }
        void message(const std::string& line) override { m_console.progress("  " + line); }

    private:
        Console& m_console;
    };

    Console& m_console;
    Episodes m_episodes{m_console};
    Clock::time_point m_lastLine;
};

}  // namespace

QList<Option> loopOptions()
{
    return {
        {QStringLiteral("preset"), QStringLiteral("Settings to start from."),
         QStringLiteral("quick|standard|paper"), QStringLiteral("quick")},
        {QStringLiteral("project"), QStringLiteral("Project file everything is kept in."),
         QStringLiteral("FILE"), QStringLiteral("symbiosis.symbiont")},
        {QStringLiteral("seed"), QStringLiteral("Of the built-in world, draws and models."),
         QStringLiteral("N"), QStringLiteral("1")},
        {QStringLiteral("large"),
         QStringLiteral("The large model: planner (an offline stand-in) or a name."),
         QStringLiteral("planner|NAME"), QStringLiteral("planner")},
        {QStringLiteral("endpoint"),
         QStringLiteral("OpenAI-compatible address of the large model, instead of the project's."),
         QStringLiteral("URL")},
        {QStringLiteral("base"),
         QStringLiteral("The student before training: nano or a model folder."),
         QStringLiteral("MODEL"), QStringLiteral("nano")},
        {QStringLiteral("suite"), QStringLiteral("The tasks: builtin, or a file with splits."),
         QStringLiteral("builtin|FILE"), QStringLiteral("builtin")},
        {QStringLiteral("set"),
         QStringLiteral("Change a setting of the preset; may be given again."),
         QStringLiteral("KEY=VALUE")},
        {QStringLiteral("browsers"), QStringLiteral("Episodes at once."), QStringLiteral("N"),
         QStringLiteral("2")},
        {QStringLiteral("browser"), QStringLiteral("Which browser works."),
         QStringLiteral("embedded|chromium|ws://..."), QStringLiteral("embedded")}};
}

Result<LoopSettings> readLoopSettings(const VerbCall& call)
{
    SYM_TRY(LoopSettings settings, loopPreset(call.text("preset")));
    std::vector<std::string> changes{"seed=" + call.text("seed"), "large=" + call.text("large"),
                                     "base=" + call.text("base"), "suite=" + call.text("suite")};
    std::set<std::string> keys;
    for (const QString& option : call.options.values(QStringLiteral("set"))) {
        const std::string change = option.toStdString(), key = change.substr(0, change.find('='));
        if (!keys.insert(key).second)
            return Error(ErrorCode::InvalidInput, "--set " + key
                                                      + " is given twice; a list is one value, "
                                                        "its parts divided by semicolons");
        changes.push_back(change);
    }
    return withLoopSettings(settings, changes);
}

Result<std::unique_ptr<LoopSetup>> LoopSetup::open(const VerbCall& call,
                                                   const LoopSettings& settings, JobContext& job)
{
    int browsers = 2;
    if (!call.number("browsers", browsers) || browsers < 1 || browsers > 64)
        return Error(ErrorCode::InvalidInput, "--browsers takes 1 to 64");
    SYM_CHECK(checkBaseModel(settings.base));
    std::unique_ptr<LoopSetup> setup(new LoopSetup);
    const bool isPlanner = settings.large == "planner";
    SYM_TRY(setup->m_store,
            ProjectStore::open(call.text("project"), ProjectStore::Access::ReadWrite));
    SYM_TRY(WorkSettings work, readWorkSettings(*setup->m_store));
    const bool isOwnEndpoint = !call.has("endpoint");
    SYM_TRY(setup->m_large,
            policyModel(isPlanner ? "planner" : "large", settings.large,
                        isOwnEndpoint ? work.endpoint.address : call.text("endpoint"),
                        isOwnEndpoint ? keyVariableOf(work) : "OPENAI_API_KEY"));
    SYM_TRY(BrowserHost * host, call.browsers.host(call.text("browser"), job));
    setup->m_observer = std::make_unique<LoopLines>(call.console);
    setup->m_work = std::make_unique<EngineLoopWork>(
        LoopEngine{.store = *setup->m_store,
                   .host = *host,
                   .devTools = call.browsers.devTools(),
                   .large = *setup->m_large,
                   .openStudent = openLoopStudent,
                   .train = trainStudent,
                   .observer = *setup->m_observer,
                   .control = setup->m_control,
                   .evaluatorJudge = isPlanner ? nullptr : setup->m_large.get(),
                   .sites = std::move(work.sites),
                   .allowedHosts = std::move(work.allowedHosts),
                   .browsers = browsers});
    return setup;
}

}  // namespace sym
