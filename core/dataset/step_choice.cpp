#include "core/dataset/step_choice.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "core/base/random.h"
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
    return onSite && named(choice.runs, episode.run) && named(choice.policies, episode.policy);
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

bool isUsable(const Step& step)
{
    return step.action.kind != ActionKind::None && isOnPage(step.page, step.action.elementId)
           && isOnPage(step.page, step.action.targetId) && !step.page.observation.empty();
}

/// Whether the next step does the same again on an unchanged page: then this one had no effect.
bool isRepeated(const std::vector<Step>& steps, std::size_t i)
{
    return i + 1 < steps.size() && steps[i].action == steps[i + 1].action
           && steps[i].page.observation == steps[i + 1].page.observation;
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
        if (!isNamed(episode, m_choice)) return false;
        DatasetCounts& counts = m_dataset.counts;
        ++counts.episodes;
        if (!checkMayLearn(episode))
            ++counts.otherSplit;
        else if (episode.outcome != EpisodeOutcome::Finished)
            ++counts.unfinished;
        else if (!approved(episode, m_choice.approval))
            ++counts.unapproved;
        else
            return ++counts.chosen, true;
        return false;
    }

    Status add(const EpisodeRecord& episode, const std::vector<Step>& steps)
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
        for (std::size_t i = 0; i < steps.size(); ++i) {
            const Step& step = steps[i];
            if (!isUsable(step)) {
                ++m_dataset.counts.unusable;
                continue;
            }
            record.action = formatAction(step.action);
            if (isRepeated(steps, i)) {
                ++m_dataset.counts.repeated;
            } else {
                record.step = step.index;
                record.observation = step.page.observation;
                record.reason = step.reasoning;
                SYM_CHECK(keep(record, heldOut));
            }
            record.lastAction = toldAction(record.action, step.reasoning);
            record.history += (record.history.empty() ? "" : "\n") + record.lastAction;
        }
        return {};
    }

    Dataset take() { return std::move(m_dataset); }

private:
    Status keep(const TrainingRecord& record, bool heldOut)
    {
        SYM_CHECK(checkMayTrain(record));
        const std::string text =
            record.objective + '\0' + record.observation + '\0' + record.action;
        if (!m_seen.insert(text).second) {
            ++m_dataset.counts.duplicates;
            return {};
        }
        DatasetCounts::OfSite& site = m_dataset.counts.bySite[record.site];
        if (heldOut) {
            ++site.heldOut;
            m_dataset.heldOut.push_back(record);
            return {};
        }
        ++site.train;
        m_dataset.counts.textBytes += std::int64_t(record.objective.size() + record.reason.size()
                                                   + record.observation.size());
        m_dataset.train.push_back(record);
        return {};
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
        SYM_CHECK(selection.add(trajectory.episode, trajectory.steps));
    }
    return selection.take();
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
