#include "ui/demo/demo_synthesis.h"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <optional>

#include "core/synthesis/speculative_decider.h"
#include "core/trajectory/action_match.h"
#include "ui/demo/demo_page.h"
#include "ui/demo/demo_project.h"

namespace sym {

namespace {

constexpr int kEpisodes = 6;
constexpr int kTeacherK = 3;

const Element& elementAt(const PageRecord& page, int index)
{
    return page.elements[std::size_t(index) % page.elements.size()];
}

Candidate proposalOf(Actor proposer, ActionKind kind, const std::string& element,
                     const std::string& words, const std::string& reason)
{
    Candidate made;
    made.proposer = proposer;
    made.action.kind = kind;
    made.action.elementId = element;
    made.action.text = words;
    made.action.pressEnter = kind == ActionKind::Type;
    made.raw = formatAction(made.action);
    made.reason = reason;
    return made;
}

std::vector<Candidate> teacherList(const PageRecord& page, int index, bool isLast)
{
    const Element& best = elementAt(page, index * 3 + 1);
    const Element& second = elementAt(page, index * 3 + 6);
    std::vector<Candidate> list;
    if (isLast)
        list.push_back(proposalOf(Actor::Planner, ActionKind::Stop, {}, "$12.95",
                                  "The price stands on the page, so the question is answered."));
    else
        list.push_back(proposalOf(Actor::Planner, ActionKind::Click, best.id, {},
                                  "“" + best.name + "” shares most words with the objective."));
    list.push_back(proposalOf(Actor::Planner, ActionKind::Click, second.id, {},
                              "“" + second.name + "” may lead to the same page."));
    list.push_back(proposalOf(Actor::Planner, ActionKind::Type, page.elements[1].id,
                              "oak bookshelf", "A search finds it if the list does not have it."));
    list.push_back(
        proposalOf(Actor::Planner, ActionKind::GoBack, {}, {}, "The page may not lead on."));
    for (std::size_t i = 0; i < list.size(); ++i) {
        list[i].rank = int(i);
        list[i].score = 0.72 / double(i + 1);
    }
    return list;
}

/// What the student says at a step; nothing where its answer could not be read.
std::optional<Candidate> studentProposal(const PageRecord& page, int mood,
                                         const std::vector<Candidate>& teacher)
{
    const auto like = [&](std::size_t rank, const std::string& reason) {
        Candidate made = teacher[rank];
        made.proposer = Actor::Small;
        made.reason = reason;
        made.rank = 0;
        made.score = 0;
        return made;
    };
    const Element& other = elementAt(page, mood + 8);
    switch (mood % 8) {
    case 0:
    case 1:
    case 5: return like(0, "This is the entry the task names.");
    case 2: return like(1, "The second entry reads closer to what is asked.");
    case 3:
        return proposalOf(Actor::Small, ActionKind::Click, other.id, {},
                          "“" + other.name + "” looks like the right place.");
    case 4:
        return proposalOf(Actor::Small, ActionKind::Type, page.elements[1].id, "bookshelf",
                          "Searching is shorter than reading the list.");
    case 6: return std::nullopt;
    default:
        return proposalOf(Actor::Small, ActionKind::Stop, {}, "done",
                          "Everything seems to be done already.");
    }
}

ModelCall callOf(const std::string& purpose, const std::string& model, const Step& step,
                 const std::string& answer, double milliseconds)
{
    ModelCall call;
    call.purpose = purpose;
    call.model = model;
    call.prompt =
        nlohmann::json::array({{{"role", "user"}, {"content", step.page.observation}}}).dump();
    call.response = answer;
    call.promptTokens = std::int64_t(call.prompt.size() / 4);
    call.responseTokens = std::int64_t(answer.size() / 4 + 1);
    call.milliseconds = milliseconds;
    return call;
}

void decideByBoth(Step& step, int mood, bool isLast)
{
    const std::vector<Candidate> teacher = teacherList(step.page, step.index, isLast);
    std::optional<Candidate> proposal = studentProposal(step.page, mood, teacher);
    bool isAccepted = false;
    if (proposal) {
        const MatchedRanks ranks = matchRanks(PageIdentity(step.page), *proposal, teacher);
        const auto within = [](int rank) { return rank >= 0 && rank < kTeacherK; };
        proposal->verdict = {
            .compared = true, .strict = within(ranks.strict), .canonical = within(ranks.canonical)};
        isAccepted = proposal->verdict.canonical;
        step.candidates.push_back(*proposal);
    } else {
        step.errors.push_back("student: ActionParsingError: Cannot parse 'click the shelf'");
    }
    step.candidates.insert(step.candidates.end(), teacher.begin(), teacher.end());
    const Candidate& done = isAccepted ? *proposal : teacher.front();
    step.action = done.action;
    step.rawAction = done.raw;
    step.reasoning = done.reason;
    step.decidedBy = done.proposer;
    for (const Element& element : step.page.elements) {
        if (element.id != done.action.elementId) continue;
        step.target = element.rectangle;
        step.targetDescription = element.role + " '" + element.name + "'";
    }
    step.calls = {
        callOf(kProposePurpose, "demo student", step,
               proposal ? "REASON:\n" + proposal->reason + "\nACTION:\n" + proposal->raw : "click",
               210),
        callOf(mood % 5 == 4 ? kCachedPurpose : kVerifyPurpose, "planner (offline stand-in)", step,
               teacher.front().raw, 38)};
    step.timings = {.observe = 14, .decide = 230, .act = 41, .settle = 140, .screenshot = 85};
}

Result<Step> speculativeStep(ProjectStore& store, DemoPages& pages, int number, int index,
                             int steps)
{
    // in some episodes a page of the first run is never seen: a gap when the two are aligned
    const int page = index + (number % 2 == 1 && index > 1 ? 1 : 0);
    Step step;
    step.index = index;
    const DemoPage& before = pages.at(page);
    step.page = before.page;
    SYM_TRY(step.screenshotBefore, store.putBlob(before.screenshotPng));
    SYM_TRY(step.screenshotAfter, store.putBlob(pages.at(page + 1).screenshotPng));
    char startedAt[48];
    std::snprintf(startedAt, sizeof startedAt, "2026-01-07T10:%02d:%02d.000Z", number, index * 3);
    step.startedAt = startedAt;
    decideByBoth(step, number * 3 + index, index + 1 == steps);
    return step;
}

}  // namespace

Status fillDemoSynthesis(ProjectStore& store, JobContext& job)
{
    DemoPages pages;
    RunRecord run;
    run.name = "Demo: made-up speculative run, seed 1";
    run.suite = "builtin";
    run.split = "train";
    run.policy = "sds";
    run.model = "demo student";
    run.seed = 1;
    run.settings =
        nlohmann::json{{"method", toJson(SpeculativeSettings{.k = kTeacherK, .asked = 4})}}.dump();
    run.startedAt = "2026-01-07T10:00:00Z";
    run.planned = kEpisodes;
    SYM_TRY(run.id, store.addRun(run));
    for (int number = 0; number < kEpisodes; ++number) {
        if (job.isCancelled()) return Error(ErrorCode::Cancelled, "cancelled");
        job.report(double(number) / kEpisodes, "demo synthesis");
        EpisodeRecord episode = demoEpisode(run, number);
        episode.policy = "sds";
        SYM_TRY(episode.id, store.beginEpisode(episode));
        const int steps = 5 + number % 3;
        for (int index = 0; index < steps; ++index) {
            SYM_TRY(const Step step, speculativeStep(store, pages, number, index, steps));
            SYM_TRY([[maybe_unused]] const StepId id, store.appendStep(episode.id, step));
        }
        finishDemoEpisode(episode, number, steps);
        episode.judgements = {
            {"planner (offline stand-in)", number % 3 != 2, "The steps read as they should."}};
        SYM_CHECK(store.finishEpisode(episode));
    }
    return store.finishRun(run.id, "2026-01-07T10:20:00Z");
}

}  // namespace sym
