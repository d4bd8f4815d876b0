#pragma once

#include <QtCore/QString>

#include <optional>
#include <string>
#include <vector>

#include "core/training/run_folder.h"

namespace sym {

/// What can be drawn of a run.
enum class Curve {
    Loss,
    LossByTask,
    LossBySite,
    TokenAccuracy,
    DevExactAction,
    DevLoss,
    LearningRate,
    GradientNorm,
    TokensPerSecond,
    ShareOfPeak,
    Memory,
};
inline constexpr int kCurves = 11;

/// What it is drawn over.
enum class CurveAxis { Update, Tokens, Epoch, Time };
inline constexpr int kCurveAxes = 4;

QString curveTitle(Curve curve);      ///< translated
QString curveAxisTitle(Curve curve);  ///< with its unit
QString axisTitle(CurveAxis axis);
const char* curveKey(Curve curve);  ///< "loss_by_site"; stays the same in files

/// Whether a curve has points at evaluations only; it is drawn as dots and never smoothed.
bool isSparse(Curve curve);

/// The lines a curve has for these metrics: one without a name, the two tasks, or the sites.
std::vector<std::string> curveParts(Curve curve, const std::vector<UpdateMetrics>& metrics);

/// @return nothing where the update has no such number, or one that is not finite
std::optional<double> curveValue(Curve curve, const std::string& part,
                                 const UpdateMetrics& metrics);

double axisValue(CurveAxis axis, const UpdateMetrics& metrics);  ///< Time: seconds

/// Exponential moving average that starts right: the mean of the first n points has no memory of
/// the zero it began with. Source: the bias correction of Kingma and Ba, Adam, section 3.
class RunningMean {
public:
    /// @param weight of what was before, 0...0.999; 0 gives the values themselves
    explicit RunningMean(double weight) : m_weight(weight) {}

    double add(double value)
    {
        m_mean = m_weight * m_mean + (1 - m_weight) * value;
        m_remaining *= m_weight;
        return m_mean / (1 - m_remaining);
    }

private:
    double m_weight;
    double m_mean = 0;
    double m_remaining = 1;
};

}  // namespace sym
