#pragma once

#include <string>
#include <vector>

#include "core/training/run_folder.h"
#include "ui/training/curve_series.h"

namespace sym {

/// Equal for runs that differ in nothing but their seed (and name and folder).
std::string seedGroup(const TrainConfig& config);

/// Mean and spread of several runs at one update.
struct BandPoint {
    double x = 0;  ///< mean over the runs
    double mean = 0;
    double deviation = 0;  ///< standard deviation of a sample, n - 1; 0 for one run
    int runs = 0;
};

/// Joins runs by update; each is smoothed before. Updates that fewer than two runs have are left
/// out.
std::vector<BandPoint> seedBand(const std::vector<const std::vector<UpdateMetrics>*>& runs,
                                Curve curve, const std::string& part, CurveAxis axis,
                                double smoothing);

}  // namespace sym
