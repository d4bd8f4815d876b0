#pragma once

#include <vector>

#include "core/symbiosis/phases/phase_runner.h"
#include "core/symbiosis/phases/phase_work.h"

namespace sym {

/// The names of phases, as stored and as `loop --only` takes them, in the order of a round.
namespace phase {
inline constexpr const char* kBaseline = "baseline";             ///< round 0
inline constexpr const char* kBaselineSmall = "baseline_small";  ///< round 0
inline constexpr const char* kLarge = "large";
inline constexpr const char* kJudgeLarge = "judge_large";
inline constexpr const char* kKnowledgeLarge = "knowledge_large";
inline constexpr const char* kDistil = "distil";  ///< round 0: the warm student
inline constexpr const char* kSpeculate = "speculate";
inline constexpr const char* kJudgeSpeculate = "judge_speculate";
inline constexpr const char* kKnowledgeSpeculate = "knowledge_speculate";  ///< a setting
inline constexpr const char* kTrain = "train";
inline constexpr const char* kExplore = "explore";
inline constexpr const char* kJudgeExplore = "judge_explore";
inline constexpr const char* kKnowledgeExplore = "knowledge_explore";
inline constexpr const char* kMeasureLarge = "measure_large";
inline constexpr const char* kMeasureSmall = "measure_small";
inline constexpr const char* kTestBaseline = "test_baseline";  ///< last round
inline constexpr const char* kTestLarge = "test_large";        ///< last round
inline constexpr const char* kTestSmall = "test_small";        ///< last round
}  // namespace phase

/// The phases of all rounds in their order (METHOD 1.3). What a phase needs of an earlier one it
/// reads from that one's stored data, so that each can be run in a process of its own.
/// @param context outlives the phases
std::vector<LoopPhase> loopPhases(const LoopContext& context);

}  // namespace sym
