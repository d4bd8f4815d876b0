#pragma once

#include <string>
#include <vector>

#include "core/symbiosis/ablation/ablation.h"
#include "core/symbiosis/phases/phase_list.h"

namespace sym {

/// A line of the ablation's table and the phase that measures it.
struct AblationArm {
    std::string measure;  ///< name of the phase
    std::string title;    ///< of the row
    std::string train;    ///< phase that trained the arm's student; empty: none
};

/// A comparison of two arms, by the names of their measuring phases.
struct AblationComparison {
    std::string first;
    std::string second;
};

std::vector<AblationArm> ablationArms(const AblationSettings& settings);
std::vector<AblationComparison> ablationComparisons();

/// All phases of one seed, as round 0 of a loop. @param context outlives the phases
std::vector<LoopPhase> ablationPhases(const AblationSettings& settings, const LoopContext& context);

}  // namespace sym
