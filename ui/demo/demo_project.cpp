#include "ui/demo/demo_project.h"

#include <array>

#include "ui/demo/demo_page.h"

namespace sym {

namespace {

constexpr int kEpisodes = 10;
constexpr std::array kSites{"shopping", "shopping_admin", "reddit", "gitlab", "map"};
constexpr std::array kObjectives{"Add the cheapest oak bookshelf to the cart",
                                 "How many orders were shipped last month?",
                                 "Post a question about hiking boots in the outdoors forum",
                                 "Open the newest issue labelled bug and assign it to me",
                                 "How long is the walk from the museum to the station?"};

std::string promptOf(const EpisodeRecord& episode, const Step& step)
{
    const nlohmann::json messages = nlohmann::json::array(
        {{{"role", "system"}, {"content", "You are a web agent. Answer with REASON and ACTION."}},
         {{"role", "user"},
          {"content",
           "OBJECTIVE:\n" + episode.objective + "\n\nOBSERVATION:\n" + step.page.observation}}});
    return messages.dump();
}

Candidate candidate(const Action& action, const std::string& reason, int rank, double score)
{
    Candidate made;
    made.action = action;
    made.raw = formatAction(action);
    made.reason = reason;
    made.rank = rank;
    made.score = score;
    return made;
}

void decide(const EpisodeRecord& episode, Step& step, bool last)
{
    const auto& elements = step.page.elements;
    const Element& target = elements[std::size_t(step.index * 3 + 1) % elements.size()];
    Action click;
    click.kind = last ? ActionKind::Stop : ActionKind::Click;
    click.elementId = last ? "" : target.id;
    click.text = last ? "$12.95" : "";
    Action other;
    other.kind = ActionKind::GoBack;
    step.reasoning = last ? "The price stands on the page, so the question is answered."
                          : "“" + target.name + "” shares most words with the objective.";
    step.candidates = {candidate(click, step.reasoning, 0, 0.71),
                       candidate(other, "The page may not lead on.", 1, 0.18)};
    step.action = click;
    step.rawAction = formatAction(click);
    step.plan = "[0] Find the page for: " + episode.objective
                + "\n\t[1] Search for the right thing\n\t\t[2] (Active Plan) Open the best hit\n\t[3] Read the answer";
    step.observationDescription = "A shop page with a search box and a list of products.";
    step.historySummary = step.index == 0 ? "" : "Opened the store and looked for the product.";
    if (!last) {
        step.target = target.rectangle;
        step.targetDescription = target.role + " '" + target.name + "'";
        step.highlightIds = {target.id};
    }
    if (step.index % 4 == 3)
        step.errors = {"click [" + target.id + "]: the element was covered by a dialog"};
    ModelCall call;
    call.purpose = "act";
    call.model = "planner (offline stand-in)";
    call.prompt = promptOf(episode, step);
    call.response = "REASON:\n" + step.reasoning + "\n\nACTION:\n" + step.rawAction;
    call.promptTokens = std::int64_t(call.prompt.size() / 4);
    call.responseTokens = std::int64_t(call.response.size() / 4);
    call.milliseconds = 38;
    step.calls = {call};
    step.timings = {.observe = 14.0 + step.index % 5,
                    .decide = 38,
                    .act = 41,
                    .settle = 120.0 + 37 * (step.index % 3),
                    .screenshot = 85};
}

Result<Step> demoStep(ProjectStore& store, DemoPages& pages, const EpisodeRecord& episode,
                      int index, int steps)
{
    const DemoPage& before = pages.at(index);
    const DemoPage& after = pages.at(index + 1);
    Step step;
    step.index = index;
    step.page = before.page;
    SYM_TRY(step.screenshotBefore, store.putBlob(before.screenshotPng));
    SYM_TRY(step.screenshotAfter, store.putBlob(after.screenshotPng));
    step.startedAt = "2026-01-05T10:00:00.000Z";
    decide(episode, step, index + 1 == steps);
    return step;
}

}  // namespace

EpisodeRecord demoEpisode(const RunRecord& run, int number)
{
    const auto kind = std::size_t(number) % kObjectives.size();
    EpisodeRecord episode;
    episode.run = run.id;
    episode.split = run.split;
    episode.taskId = std::to_string(100 + number);
    episode.templateId = std::to_string(kind);
    episode.sites = {kSites[kind]};
    episode.templateHeldOut = number % 2 == 1;
    episode.objective = kObjectives[kind];
    episode.startUrl = "http://127.0.0.1:7770";
    episode.policy = "planner";
    episode.seed = 1;
    episode.startedAt = "2026-01-05T10:00:00Z";
    return episode;
}

void finishDemoEpisode(EpisodeRecord& episode, int number, int steps)
{
    episode.steps = steps;
    episode.seconds = steps * 1.4;
    episode.tokens = steps * 2300;
    episode.finalUrl = "http://127.0.0.1:7770/furniture?page=" + std::to_string(steps);
    if (number % 9 == 7) {
        episode.outcome = EpisodeOutcome::EnvironmentError;
        episode.error = "the page's process ended";
        return;
    }
    episode.outcome = EpisodeOutcome::Finished;
    episode.answer = "$12.95";
    const double score = number % 3 == 2 ? 0.0 : 1.0;
    episode.scores = {{"webarena",
                       score,
                       true,
                       {{"string_match", score, true,
                         score > 0 ? "the answer contains “12.95”" : "the answer lacks “19.95”"}}}};
}

namespace {

Result<EpisodeId> addEpisode(ProjectStore& store, DemoPages& pages, const RunRecord& run,
                             int number, int steps)
{
    EpisodeRecord episode = demoEpisode(run, number);
    SYM_TRY(episode.id, store.beginEpisode(episode));
    for (int i = 0; i < steps; ++i) {
        SYM_TRY(const Step step, demoStep(store, pages, episode, i, steps));
        SYM_TRY([[maybe_unused]] const StepId id, store.appendStep(episode.id, step));
    }
    finishDemoEpisode(episode, number, steps);
    SYM_CHECK(store.finishEpisode(episode));
    return episode.id;
}

}  // namespace

Result<EpisodeId> addDemoEpisode(ProjectStore& store, RunId run, int number, int steps)
{
    DemoPages pages;
    RunRecord record;
    record.id = run;
    record.split = "dev";
    return addEpisode(store, pages, record, number, steps);
}

Status fillDemoProject(ProjectStore& store, JobContext& job)
{
    DemoPages pages;
    for (int i = 0; i < 2; ++i) {
        RunRecord run;
        run.name = i == 0 ? "Demo: made-up run, seed 1" : "Demo: made-up run, seed 2";
        run.suite = "builtin";
        run.split = i == 0 ? "train" : "dev";
        run.policy = "planner";
        run.model = "planner (offline stand-in)";
        run.seed = std::uint64_t(i + 1);
        run.startedAt = i == 0 ? "2026-01-05T10:00:00Z" : "2026-01-06T10:00:00Z";
        run.planned = kEpisodes;
        SYM_TRY(run.id, store.addRun(run));
        for (int number = 0; number < kEpisodes; ++number) {
            if (job.isCancelled()) return Error(ErrorCode::Cancelled, "cancelled");
            job.report(double(i * kEpisodes + number) / (2 * kEpisodes), "demo project");
            SYM_TRY([[maybe_unused]] const EpisodeId id,
                    addEpisode(store, pages, run, number + i, 4 + (number * 3 + i) % 7));
        }
        SYM_CHECK(store.finishRun(run.id, "2026-01-06T10:20:00Z"));
    }
    return {};
}

}  // namespace sym
