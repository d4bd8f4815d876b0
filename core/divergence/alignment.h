#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/store/project_store.h"
#include "core/trajectory/step.h"

namespace sym {

/// A row of two trajectories side by side; a side without step has a gap there.
struct AlignedSteps {
    std::optional<int> left;  ///< position in the left list
    std::optional<int> right;
    bool isSamePage = false;    ///< path and query, or content without ids
    bool isSameAction = false;  ///< on the same page, canonically
};

/// Two trajectories of one task beside each other.
struct Alignment {
    std::vector<AlignedSteps> rows;
    std::optional<int> firstDivergence;  ///< row; nothing: they do the same throughout
    std::optional<int> recovery;  ///< first row behind it where both are on one page; nothing: none
};

/// Aligns by page identity and action: the rows with the most in common, in order (global sequence
/// alignment, Needleman and Wunsch 1970). Time and memory grow with the product of the lengths.
Alignment alignSteps(const std::vector<Step>& left, const std::vector<Step>& right);

/// An episode of either run, of one task.
struct EpisodePair {
    std::string taskId;
    std::string objective;
    EpisodeId left;
    EpisodeId right;
};

/// The tasks that both runs hold an episode of; of several attempts the last. @return Storage
Result<std::vector<EpisodePair>> pairEpisodes(ProjectStore& store, RunId left, RunId right);

/// Two episodes of one task, aligned.
struct AlignedEpisodes {
    std::string taskId;
    EpisodeId left;
    EpisodeId right;
    Alignment alignment;
};

/// All that pairEpisodes() finds. @return Storage
Result<std::vector<AlignedEpisodes>> alignRuns(ProjectStore& store, RunId left, RunId right);

}  // namespace sym
