#include "core/dataset/step_choice.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "core/base/random.h"
#include "core/store/revision_store.h"
#include "core/training/page_elements.h"
#include "core/training/told_action.h"
#include "core/trajectory/learning_guard.h"

namespace sym {

namespace {

constexpr const char* kFirstAction = "None";  // what the student's prompt says at the first step
constexpr double kMaxHeldOut = 0.5;

bool approved(const EpisodeRecord& episode, Approval approval)
{
    if (approval == Approval::Judge)
        return !episode.judgements.empty() && episode.judgements.back().success;
    return !episode.scores.empty() && episode.scores.front().judged
           && episode.scores.front().score == 1;
}

template <typename T>
bool named(const std::vector<T>& wanted, const T& value)
{
    return wanted.empty() || std::find(wanted.begin(), wanted.end(), value) != wanted.end();
}

bool isNamed(const EpisodeRecord& episode, const StepChoice& choice)
{
    const bool onSite =
        choice.sites.empty()
        || std::any_of(episode.sites.begin(), episode.sites.end(),
                       [&](const std::string& site) { return named(choice.sites, site); });
    // Made to measure what a rejected action leads to; learned from only when asked for
    const bool isMeasurement =
        episode.policy == "counterfactual" && choice.runs.empty() && choice.policies.empty();
    return onSite && !isMeasurement && named(choice.runs, episode.run)
           && named(choice.policies, episode.policy);
}

/// Attempts at one task share it; so do equal tasks of different seeds.
std::string taskKey(const EpisodeRecord& episode)
{
    return episode.templateId + '\n' + episode.objective;
}

bool isOnPage(const PageRecord& page, const std::string& id)
{
    return id.empty() || page.elements.empty()
           || std::any_of(page.elements.begin(), page.elements.end(),
                          [&](const Element& element) { return element.id == id; });
}

/// What is to be learned from a step.
struct Lesson {
    Action action;
    std::string reason;
};

/// @return why it cannot be learned; empty when it can
std::string whyUnusable(const Lesson& lesson, const PageRecord& page)
{
    if (lesson.action.kind == ActionKind::None) return "there is no action that can be executed";
    if (page.observation.empty()) return "the page was not observed";
    for (const std::string& id : {lesson.action.elementId, lesson.action.targetId})
        if (!isOnPage(page, id)) return "the page has no element " + id;
    return {};
}

/// The newest revision of each step that has one.
using Revisions = std::map<int, Revision>;

Result<Revisions> revisionsOf(ProjectStore& store, EpisodeId episode)
{
    SYM_TRY(std::vector<Revision> all, store.revisions().of(episode));
    Revisions newest;
    for (Revision& revision : all) newest[revision.step] = std::move(revision);
    return newest;
}

Result<Lesson> lessonOf(const Step& step, const Revisions& revisions)
{
    const auto revised = revisions.find(step.index);
    if (revised == revisions.end()) return Lesson{step.action, step.reasoning};
    SYM_TRY(const std::vector<Action> actions,
            parseActions(revised->second.action, ActionGrammar::Symbiont));
    return Lesson{actions.front(), revised->second.reason};
}

/// Whether a step may have changed something besides the page that is shown.
bool mayChange(const Step& step)
{
    switch (step.action.kind) {
    case ActionKind::GoBack:
    case ActionKind::GoHome:
    case ActionKind::Hover:
    case ActionKind::Scroll: return false;
    case ActionKind::Type: return !step.action.pressEnter;
    case ActionKind::Click: {
        const auto element =
            std::find_if(step.page.elements.begin(), step.page.elements.end(),
                         [&](const Element& one) { return one.id == step.action.elementId; });
        return element != step.page.elements.end()
               && (element->role == "button" || element->role == "checkbox"
                   || element->role == "radio");
    }
    default: return true;
    }
}

/// Which steps led nowhere: they only looked about, the page they began on came again, and
/// something else than an answer followed there; or the same action was tried again on it.
std::vector<bool> detours(const std::vector<Step>& steps)
{
    std::vector<bool> isDetour(steps.size(), false);
    std::vector<std::size_t> path;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const auto before = std::find_if(path.begin(), path.end(), [&](std::size_t earlier) {
            return steps[earlier].page.observation == steps[i].page.observation;
        });
        const bool isAgain = i > 0 && before == path.end() - 1 && path.back() == i - 1
                             && steps[i].action == steps[i - 1].action;
        const bool onlyLooked = std::none_of(
            before, path.end(), [&](std::size_t step) { return mayChange(steps[step]); });
        if (before != path.end() && (isAgain || onlyLooked)
            && steps[i].action.kind != ActionKind::Stop && !steps[i].page.observation.empty()) {
            for (auto step = before; step != path.end(); ++step) isDetour[*step] = true;
            path.erase(before, path.end());
        }
        path.push_back(i);
    }
    return isDetour;
}

/// Why an episode is not chosen; the first that holds.
enum class Refusal { None, NotNamed, OtherSplit, Unfinished, Unapproved };

Refusal refusalOf(const EpisodeRecord& episode, const StepChoice& choice)
{
    if (!isNamed(episode, choice)) return Refusal::NotNamed;
    if (!checkMayLearn(episode)) return Refusal::OtherSplit;
    if (episode.outcome != EpisodeOutcome::Finished) return Refusal::Unfinished;
    return approved(episode, choice.approval) ? Refusal::None : Refusal::Unapproved;
}

std::string refusalText(const EpisodeRecord& episode, const StepChoice& choice)
{
    switch (refusalOf(episode, choice)) {
    case Refusal::None: return {};
    case Refusal::NotNamed: return "the episode is not among the chosen runs, sites and policies";
    case Refusal::OtherSplit: return checkMayLearn(episode).error().message();
    case Refusal::Unfinished: return "the episode did not finish";
    case Refusal::Unapproved:
        return choice.approval == Approval::Judge ? "no judge found the episode a success"
                                                  : "the episode was not solved";
    }
    return {};
}

class Selection {
public:
    explicit Selection(const StepChoice& choice) : m_choice(choice) {}

    /// Draws the tasks to hold out: each by its own draw, and at least one where there are two.
    void holdOut(const std::vector<const EpisodeRecord*>& episodes)
    {
        std::map<double, std::string> draws;
        for (const EpisodeRecord* episode : episodes) {
            const std::string task = taskKey(*episode);
            draws[Random(m_choice.seed).fork(task).unit()] = task;
        }
        for (const auto& [draw, task] : draws)
            if (draw < m_choice.heldOutShare) m_heldOut.insert(task);
        if (m_heldOut.empty() && m_choice.heldOutShare > 0 && draws.size() > 1)
            m_heldOut.insert(draws.begin()->second);
        m_dataset.counts.tasks = int(draws.size());
        m_dataset.counts.heldOutTasks = int(m_heldOut.size());
    }

    /// Counts the episode and says whether its steps are wanted.
    bool takes(const EpisodeRecord& episode)
    {
        const Refusal refusal = refusalOf(episode, m_choice);
        DatasetCounts& counts = m_dataset.counts;
        counts.episodes += refusal == Refusal::NotNamed ? 0 : 1;
        switch (refusal) {
        case Refusal::NotNamed: break;
        case Refusal::OtherSplit: ++counts.otherSplit; break;
        case Refusal::Unfinished: ++counts.unfinished; break;
        case Refusal::Unapproved: ++counts.unapproved; break;
        case Refusal::None: ++counts.chosen; break;
        }
        return refusal == Refusal::None;
    }

    Status add(const EpisodeRecord& episode, const std::vector<Step>& steps,
               const Revisions& revisions)
    {
        SYM_CHECK(checkMayLearn(episode));
        const bool heldOut = m_heldOut.contains(taskKey(episode));
        TrainingRecord record;
        record.objective = episode.objective;
        record.episode = episode.id.value;
        record.taskId = episode.taskId;
        record.templateId = episode.templateId;
        record.site = episode.sites.empty() ? "" : episode.sites.front();
        record.split = episode.split;
        record.lastAction = kFirstAction;
        const std::vector<bool> isDetour = detours(steps);
        for (std::size_t i = 0; i < steps.size(); ++i) {
            const Step& step = steps[i];
            SYM_TRY(const Lesson lesson, lessonOf(step, revisions));
            if (std::string problem = whyUnusable(lesson, step.page); !problem.empty()) {
                ++m_dataset.counts.unusable;
                leaveOut(episode, step, std::move(problem));
            } else if (!revisions.contains(step.index) && isDetour[i]) {
                ++m_dataset.counts.detours;
                leaveOut(episode, step, "the same page came again later: it led nowhere");
                continue;  // later steps are not told of it
            } else {
                record.step = step.index;
                record.observation = step.page.observation;
                record.action = formatAction(lesson.action);
                record.reason =
                    reasonThatSays(record.action, record.observation, withoutPlace(lesson.reason));
                SYM_TRY(const bool isNew, keep(record, heldOut));
                if (!isNew) leaveOut(episode, step, "an equal step is there already");
            }
            // Later steps are told what was done
            if (!whyUnusable({step.action, step.reasoning}, step.page).empty()) continue;
            const std::string action = formatAction(step.action);
            record.lastAction = toldAction(action, reasonThatSays(action, step.page.observation,
                                                                  withoutPlace(step.reasoning)));
            record.history += (record.history.empty() ? "" : "\n") + record.lastAction;
        }
        return {};
    }

    Dataset take() { return std::move(m_dataset); }

private:
    void leaveOut(const EpisodeRecord& episode, const Step& step, std::string reason)
    {
        m_dataset.leftOut.push_back({episode.id, step.index, std::move(reason)});
    }

    /// @return false for one that is there already
    Result<bool> keep(const TrainingRecord& record, bool heldOut)
    {
        SYM_CHECK(checkMayTrain(record));
        const std::string text =
            record.objective + '\0' + record.observation + '\0' + record.action;
        if (!m_seen.insert(text).second) {
            ++m_dataset.counts.duplicates;
            return false;
        }
        DatasetCounts::OfSite& site = m_dataset.counts.bySite[record.site];
        if (heldOut) {
            ++site.heldOut;
            m_dataset.heldOut.push_back(record);
            return true;
        }
        ++site.train;
        m_dataset.counts.textBytes += std::int64_t(record.objective.size() + record.reason.size()
                                                   + record.observation.size());
        m_dataset.train.push_back(record);
        return true;
    }

    const StepChoice& m_choice;
    std::set<std::string> m_heldOut;  ///< task keys
    std::set<std::string> m_seen;
    Dataset m_dataset;
};

}  // namespace

const char* approvalName(Approval approval)
{
    return approval == Approval::Judge ? "judge" : "evaluator";
}

Result<Approval> approvalFromName(const std::string& name)
{
    if (name == "evaluator") return Approval::Evaluator;
    if (name == "judge") return Approval::Judge;
    return Error(ErrorCode::InvalidInput,
                 "steps are chosen by evaluator or judge, not by \"" + name + "\"");
}

Status checkMayTrain(const TrainingRecord& record)
{
    // a record says nothing of its template: episodes are checked before they become records
    return checkMayLearn(
        "step " + std::to_string(record.step + 1) + " of episode " + std::to_string(record.episode),
        record.split, record.templateId, false);
}

Result<Dataset> chooseSteps(ProjectStore& store, const StepChoice& choice, JobContext& job)
{
    if (!(choice.heldOutShare >= 0 && choice.heldOutShare <= kMaxHeldOut))
        return Error(ErrorCode::InvalidInput, "the held-out share is from 0 to 0.5, not "
                                                  + std::to_string(choice.heldOutShare));
    SYM_TRY(const std::vector<EpisodeRecord> episodes, store.episodes({}));
    Selection selection(choice);
    std::vector<const EpisodeRecord*> chosen;
    for (const EpisodeRecord& episode : episodes)
        if (selection.takes(episode)) chosen.push_back(&episode);
    selection.holdOut(chosen);
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        if (job.isCancelled()) return Error(ErrorCode::Cancelled, "cancelled");
        job.report(double(i) / double(chosen.size()), "reading steps");
        SYM_TRY(const Trajectory trajectory, store.trajectory(chosen[i]->id));
        SYM_TRY(const Revisions revisions, revisionsOf(store, chosen[i]->id));
        SYM_CHECK(selection.add(trajectory.episode, trajectory.steps, revisions));
    }
    return selection.take();
}

StepUse useOfStep(const Dataset& dataset, const StepChoice& choice, const EpisodeRecord& episode,
                  int step)
{
    StepUse use;
    use.leftOut = refusalText(episode, choice);
    if (!use.leftOut.empty()) return use;
    const auto isIt = [&](const TrainingRecord& record) {
        return record.episode == episode.id.value && record.step == step;
    };
    for (const auto* records : {&dataset.train, &dataset.heldOut}) {
        const auto found = std::find_if(records->begin(), records->end(), isIt);
        if (found == records->end()) continue;
        use.record = *found;
        use.isHeldOut = records == &dataset.heldOut;
        return use;
    }
    for (const LeftOutStep& left : dataset.leftOut)
        if (left.episode == episode.id && left.step == step) use.leftOut = left.reason;
    return use;
}

Result<StepUse> trainingUse(ProjectStore& store, const StepChoice& choice, EpisodeId episode,
                            int step, JobContext& job)
{
    SYM_TRY(const EpisodeRecord record, store.episode(episode));
    SYM_TRY(const Dataset dataset, chooseSteps(store, choice, job));
    return useOfStep(dataset, choice, record, step);
}

std::string whyEmpty(const Dataset& dataset)
{
    if (!dataset.train.empty()) return {};
    const DatasetCounts& counts = dataset.counts;
    const auto number = [](int count) { return std::to_string(count); };
    if (counts.episodes == 0) return "there are no episodes of these runs, sites and policies";
    if (counts.chosen > 0 && counts.heldOutTasks == counts.tasks)
        return "all " + number(counts.tasks) + " tasks are held out for measuring";
    return "none of " + number(counts.episodes) + " episodes may be learned from: "
           + number(counts.otherSplit) + " are not of the train split, " + number(counts.unfinished)
           + " did not finish, " + number(counts.unapproved) + " were not solved";
}

}  // namespace sym
