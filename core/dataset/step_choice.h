#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/base/job_context.h"
#include "core/base/result.h"
#include "core/store/project_store.h"
#include "core/training/training_record.h"

namespace sym {

/// Who says that an episode did what it was asked.
enum class Approval {
    Evaluator,  ///< the evaluator's reward is 1
    Judge,      ///< a model's opinion; never the evaluator's reward
};

const char* approvalName(Approval approval);  ///< "evaluator", "judge"
Result<Approval> approvalFromName(const std::string& name);

/// Which recorded steps become training data. An empty list means all; counterfactual rollouts must
/// be named by run or policy. The split is no choice: only episodes of the train split are ever
/// taken.
struct StepChoice {
    std::vector<RunId> runs;
    std::vector<std::string> sites;     ///< an episode on any of them
    std::vector<std::string> policies;  ///< "planner", "large", ...
    Approval approval = Approval::Evaluator;
    /// Of the tasks, 0...0.5: their steps measure and do not train. Above 0 at least one is held
    /// out where there are two.
    double heldOutShare = 0.1;
    std::uint64_t seed = 1;  ///< of the draw of those tasks

    bool operator==(const StepChoice&) const = default;
};

/// What became of everything that was looked at. Episodes are counted once, in the order of the
/// members: one of another split is not also counted as unsolved.
struct DatasetCounts {
    struct OfSite {
        int train = 0;
        int heldOut = 0;

        bool operator==(const OfSite&) const = default;
    };

    int episodes = 0;            ///< that the choice of runs, sites and policies names
    int otherSplit = 0;          ///< dev, test, no split, or a held-out template: refused
    int unfinished = 0;          ///< running, cancelled, timed out or failed by the environment
    int unapproved = 0;          ///< not solved, or not in the judge's opinion
    int chosen = 0;              ///< episodes
    int tasks = 0;               ///< different ones among them
    int heldOutTasks = 0;        ///< of these
    int duplicates = 0;          ///< steps left out: same objective, page and action as another
    int unusable = 0;            ///< steps left out: no action, or its element is not on the page
    int detours = 0;             ///< steps left out: they only led back to the same page
    std::int64_t textBytes = 0;  ///< of the steps for training
    std::map<std::string, OfSite> bySite;  ///< steps

    bool operator==(const DatasetCounts&) const = default;
};

/// A step of a chosen episode that gave no record, and why.
struct LeftOutStep {
    EpisodeId episode;
    int step = 0;
    std::string reason;

    bool operator==(const LeftOutStep&) const = default;
};

/// Steps to learn from, and steps of other tasks to measure on.
struct Dataset {
    std::vector<TrainingRecord> train;
    std::vector<TrainingRecord> heldOut;
    std::vector<LeftOutStep> leftOut;  ///< of the chosen episodes
    DatasetCounts counts;
};

/// Refuses what must not be learned from. Everything that goes into a data set passes here.
/// @return InvalidInput naming episode, step and split unless the record is of the train split
Status checkMayTrain(const TrainingRecord& record);

/// Reads the chosen steps. Where a person revised a decision, the newest revision is what is
/// learned; what later steps are told of it stays what was done. What only led back to a page
/// is left out and not told of, unless an answer follows there. Tasks are told apart by template
/// and objective, so that attempts at one task are all held out or all trained on; the draw depends
/// on the seed and the task alone.
/// @return InvalidInput for a share out of range, Cancelled, or what the store says
Result<Dataset> chooseSteps(ProjectStore& store, const StepChoice& choice, JobContext& job);

/// What a step became in a data set. With neither record nor reason there is no such step.
struct StepUse {
    std::optional<TrainingRecord> record;
    bool isHeldOut = false;  ///< it measures and does not train
    std::string leftOut;     ///< why there is no record
};

/// @param dataset as chooseSteps() gave it for the choice
StepUse useOfStep(const Dataset& dataset, const StepChoice& choice, const EpisodeRecord& episode,
                  int step);

/// The training example a recorded decision gives under a choice: chooses all steps to know, since
/// a step counts once however often it was seen. @return NotFound without the episode; as
/// chooseSteps
Result<StepUse> trainingUse(ProjectStore& store, const StepChoice& choice, EpisodeId episode,
                            int step, JobContext& job);

/// One sentence that says why a data set has nothing to train on; empty when it has.
std::string whyEmpty(const Dataset& dataset);

}  // namespace sym
