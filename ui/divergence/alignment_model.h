#pragma once

#include <QtCore/QAbstractTableModel>

#include <memory>

#include "core/divergence/alignment.h"

namespace sym {

/// Two trajectories of one task and how their steps belong together.
struct AlignedTrajectories {
    Trajectory left;
    Trajectory right;
    Alignment alignment;
};

/// The rows of two aligned trajectories, in parallel columns.
class AlignmentModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { LeftStep, LeftAction, Relation, RightStep, RightAction, kColumns };

    using QAbstractTableModel::QAbstractTableModel;

    void setTrajectories(std::shared_ptr<const AlignedTrajectories> trajectories);
    const std::shared_ptr<const AlignedTrajectories>& trajectories() const { return m_shown; }

    const Step* left(int row) const;  ///< null: a gap
    const Step* right(int row) const;
    bool isSame(int row) const;  ///< the same action on the same page
    QString relation(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const AlignedSteps& pair(int row) const;

    std::shared_ptr<const AlignedTrajectories> m_shown;
};

}  // namespace sym
