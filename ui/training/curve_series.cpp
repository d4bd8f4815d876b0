#include "ui/training/curve_series.h"

#include <QtCore/QCoreApplication>

#include <cmath>
#include <set>

namespace sym {

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(sym::Curves)
};

std::optional<double> finite(double value)
{
    return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

std::optional<double> finite(const std::optional<double>& value)
{
    return value ? finite(*value) : std::nullopt;
}

}  // namespace

QString curveTitle(Curve curve)
{
    switch (curve) {
    case Curve::Loss: return Texts::tr("Loss");
    case Curve::LossByTask: return Texts::tr("Loss by task");
    case Curve::LossBySite: return Texts::tr("Loss by site");
    case Curve::TokenAccuracy: return Texts::tr("Token accuracy");
    case Curve::DevExactAction: return Texts::tr("Exact action on dev steps");
    case Curve::DevLoss: return Texts::tr("Loss on dev steps");
    case Curve::LearningRate: return Texts::tr("Learning rate");
    case Curve::GradientNorm: return Texts::tr("Gradient norm");
    case Curve::TokensPerSecond: return Texts::tr("Tokens per second");
    case Curve::ShareOfPeak: return Texts::tr("Share of peak speed");
    case Curve::Memory: return Texts::tr("Memory");
    }
    return {};
}

QString curveAxisTitle(Curve curve)
{
    switch (curve) {
    case Curve::Loss:
    case Curve::LossByTask:
    case Curve::LossBySite:
    case Curve::DevLoss: return Texts::tr("nats per token");
    case Curve::TokenAccuracy: return Texts::tr("share of tokens");
    case Curve::DevExactAction: return Texts::tr("share of steps");
    case Curve::LearningRate: return Texts::tr("step size");
    case Curve::GradientNorm: return Texts::tr("before clipping");
    case Curve::TokensPerSecond: return Texts::tr("tokens/s");
    case Curve::ShareOfPeak: return Texts::tr("of measured peak");
    case Curve::Memory: return Texts::tr("MiB");
    }
    return {};
}

QString axisTitle(CurveAxis axis)
{
    switch (axis) {
    case CurveAxis::Update: return Texts::tr("Update");
    case CurveAxis::Tokens: return Texts::tr("Tokens");
    case CurveAxis::Epoch: return Texts::tr("Epoch");
    case CurveAxis::Time: return Texts::tr("Time (s)");
    }
    return {};
}

const char* curveKey(Curve curve)
{
    switch (curve) {
    case Curve::Loss: return "loss";
    case Curve::LossByTask: return "loss_by_task";
    case Curve::LossBySite: return "loss_by_site";
    case Curve::TokenAccuracy: return "token_accuracy";
    case Curve::DevExactAction: return "dev_exact_action";
    case Curve::DevLoss: return "dev_loss";
    case Curve::LearningRate: return "learning_rate";
    case Curve::GradientNorm: return "gradient_norm";
    case Curve::TokensPerSecond: return "tokens_per_second";
    case Curve::ShareOfPeak: return "share_of_peak";
    case Curve::Memory: return "memory_mib";
    }
    return "";
}

bool isSparse(Curve curve)
{
    return curve == Curve::DevExactAction || curve == Curve::DevLoss;
}

std::vector<std::string> curveParts(Curve curve, const std::vector<UpdateMetrics>& metrics)
{
    if (curve == Curve::LossByTask) return {"action", "rationale"};
    if (curve != Curve::LossBySite) return {""};
    std::set<std::string> sites;
    for (const UpdateMetrics& update : metrics)
        for (const auto& [site, loss] : update.lossBySite) sites.insert(site);
    return {sites.begin(), sites.end()};
}

std::optional<double> curveValue(Curve curve, const std::string& part, const UpdateMetrics& metrics)
{
    switch (curve) {
    case Curve::Loss: return finite(metrics.loss);
    case Curve::LossByTask: {
        // A task without a token in an update has no loss there, written as 0.
        const double loss = part == "action" ? metrics.lossAction : metrics.lossRationale;
        return loss == 0 ? std::nullopt : finite(loss);
    }
    case Curve::LossBySite: {
        const auto found = metrics.lossBySite.find(part);
        return found == metrics.lossBySite.end() ? std::nullopt : finite(found->second);
    }
    case Curve::TokenAccuracy: return finite(metrics.tokenAccuracy);
    case Curve::DevExactAction: return finite(metrics.devExactAction);
    case Curve::DevLoss: return finite(metrics.devLoss);
    case Curve::LearningRate: return finite(metrics.learningRate);
    case Curve::GradientNorm: return finite(metrics.gradientNorm);
    case Curve::TokensPerSecond: return finite(metrics.tokensPerSecond);
    case Curve::ShareOfPeak: return finite(metrics.shareOfPeak);
    case Curve::Memory: return double(metrics.memoryBytes) / (1 << 20);
    }
    return std::nullopt;
}

double axisValue(CurveAxis axis, const UpdateMetrics& metrics)
{
    switch (axis) {
    case CurveAxis::Update: return metrics.update;
    case CurveAxis::Tokens: return double(metrics.tokens);
    case CurveAxis::Epoch: return metrics.epoch;
    case CurveAxis::Time: return metrics.seconds;
    }
    return 0;
}

}  // namespace sym
