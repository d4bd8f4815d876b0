#include "ui/training/field_text.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QHash>

using namespace Qt::StringLiterals;

namespace sym {

namespace {

struct Fields {
    Q_DECLARE_TR_FUNCTIONS(sym::Fields)

public:
    static QHash<QString, QString> labels()
    {
        return {{u"name"_s, tr("Name")},
                {u"baseModel"_s, tr("Base model")},
                {u"examplesFile"_s, tr("Data set")},
                {u"evaluationFile"_s, tr("Dev steps")},
                {u"outputFolder"_s, tr("Folder")},
                {u"lambda"_s, tr("Weight of reasoning (λ)")},
                {u"promptLoss"_s, tr("Weight of the prompt")},
                {u"shareAction"_s, tr("Action examples a step")},
                {u"shareRationale"_s, tr("Rationale examples a step")},
                {u"shareJoint"_s, tr("Joint examples a step")},
                {u"maxTokens"_s, tr("Longest example (tokens)")},
                {u"history"_s, tr("Earlier actions in the prompt")},
                {u"markMatches"_s, tr("Matching lines marked")},
                {u"method"_s, tr("Method")},
                {u"loraTargets"_s, tr("Adapted projections")},
                {u"loraRank"_s, tr("Rank")},
                {u"loraAlpha"_s, tr("Alpha")},
                {u"loraDropout"_s, tr("Dropout")},
                {u"loraRankStabilised"_s, tr("Rank-stabilised")},
                {u"epochs"_s, tr("Epochs")},
                {u"maxUpdates"_s, tr("At most updates")},
                {u"maxMinutes"_s, tr("At most minutes")},
                {u"tokensPerUpdate"_s, tr("Tokens an update")},
                {u"rowTokens"_s, tr("Tokens a row")},
                {u"accumulation"_s, tr("Accumulation")},
                {u"learningRate"_s, tr("Learning rate")},
                {u"schedule"_s, tr("Schedule")},
                {u"warmupShare"_s, tr("Warm-up share")},
                {u"minimumShare"_s, tr("Final share")},
                {u"beta1"_s, tr("Beta 1")},
                {u"beta2"_s, tr("Beta 2")},
                {u"epsilon"_s, tr("Epsilon")},
                {u"weightDecay"_s, tr("Weight decay")},
                {u"clipNorm"_s, tr("Clip gradients at")},
                {u"precision"_s, tr("Precision")},
                {u"activationCheckpointing"_s, tr("Recompute activations")},
                {u"threads"_s, tr("Threads")},
                {u"engine"_s, tr("Engine")},
                {u"device"_s, tr("Device")},
                {u"seed"_s, tr("Seed")},
                {u"evaluateEvery"_s, tr("Evaluate every (updates)")},
                {u"checkpointEvery"_s, tr("Checkpoint every (updates)")},
                {u"keepCheckpoints"_s, tr("Checkpoints kept")},
                {u"patience"_s, tr("Patience (evaluations)")},
                {u"sampleSteps"_s, tr("Sample answers")}};
    }

    static QHash<QString, QString> sections()
    {
        return {{u"run"_s, tr("Run")},
                {u"data"_s, tr("What is learned")},
                {u"model"_s, tr("What is changed")},
                {u"optimizer"_s, tr("How it is learned")},
                {u"watching"_s, tr("Watching and saving")}};
    }
};

}  // namespace

QString fieldLabel(const QString& key)
{
    return Fields::labels().value(key, key);
}

QString sectionTitle(const QString& section)
{
    return Fields::sections().value(section, section);
}

}  // namespace sym
