#pragma once

#include <QtCore/QAbstractTableModel>

#include <memory>

#include "core/trajectory/step.h"

namespace sym {

/// Everything that was proposed at a step, chosen or not.
class CandidateModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Chosen, Rank, Proposer, ActionText, Score, VerdictText, Reason, kColumns };

    using QAbstractTableModel::QAbstractTableModel;

    void setStep(std::shared_ptr<const Step> step);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QVariant display(const Candidate& candidate, int column) const;
    bool isChosen(const Candidate& candidate) const;

    std::shared_ptr<const Step> m_step;
};

QString actorText(Actor actor);  ///< "Planner", translated
QString verdictText(const Verdict& verdict);

}  // namespace sym
