#pragma once

#include <QtCore/QAbstractTableModel>

#include "core/symbiosis/loop_report.h"

namespace sym {

/// The numbers of a loop by round: success of both models on dev tasks with n and interval, Delta,
/// acceptance, entries. The first row is before the first round; the last, once it is measured, the
/// held-out test.
class RoundsModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        Round,
        Large,
        LargeWithKnowledge,
        Student,
        Delta,
        Accepted,
        Learned,
        Entries,
        Used,
        kColumns
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setReport(const LoopReport& report);
    void clear();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    using Cells = std::array<QString, kColumns>;

    std::vector<Cells> m_rows;
};

/// "35.0 % [24.2, 47.6] of 60", or "–" for what is not measured.
QString intervalText(const std::optional<Tally>& tally);

}  // namespace sym
