#include "ui/training/seed_band.h"

#include <cmath>
#include <map>

namespace sym {

namespace {

struct Sums {
    double x = 0;
    std::vector<double> values;
};

BandPoint pointOf(const Sums& sums)
{
    const double n = double(sums.values.size());
    BandPoint point{.x = sums.x / n, .runs = int(sums.values.size())};
    for (const double value : sums.values) point.mean += value / n;
    double squares = 0;
    for (const double value : sums.values) squares += (value - point.mean) * (value - point.mean);
    point.deviation = n > 1 ? std::sqrt(squares / (n - 1)) : 0;
    return point;
}

}  // namespace

std::string seedGroup(const TrainConfig& config)
{
    TrainConfig common = config;
    common.name.clear();
    common.outputFolder.clear();
    common.seed = 0;
    return trainConfigToJson(common);
}

std::vector<BandPoint> seedBand(const std::vector<const std::vector<UpdateMetrics>*>& runs,
                                Curve curve, const std::string& part, CurveAxis axis,
                                double smoothing)
{
    std::map<int, Sums> byUpdate;
    for (const std::vector<UpdateMetrics>* run : runs) {
        RunningMean mean(isSparse(curve) ? 0 : smoothing);
        for (const UpdateMetrics& update : *run) {
            const auto value = curveValue(curve, part, update);
            if (!value) continue;
            Sums& sums = byUpdate[update.update];
            sums.x += axisValue(axis, update);
            sums.values.push_back(mean.add(*value));
        }
    }
    std::vector<BandPoint> band;
    for (const auto& [update, sums] : byUpdate)
        if (sums.values.size() > 1) band.push_back(pointOf(sums));
    return band;
}

}  // namespace sym
