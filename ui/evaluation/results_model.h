#pragma once

#include <QtCore/QAbstractTableModel>

#include <optional>
#include <vector>

#include "core/rollout/rollout.h"

namespace sym {

/// Success rates of one run, or of two beside each other: overall, by site, by held-out template.
/// Every rate comes with its n and its 95 % interval.
class ResultsModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        Group,
        Solved,
        Rate,
        Interval,
        OtherSolved,
        OtherRate,
        OtherInterval,
        Difference,
        kColumns
    };
    enum Role { TallyRole = Qt::UserRole + 1 };  ///< sym::Tally, for the interval columns

    using QAbstractTableModel::QAbstractTableModel;

    void clear();
    void setSummary(const RolloutSummary& summary);
    void setOther(const std::optional<RolloutSummary>& other);  ///< the run to compare with
    bool isComparing() const { return m_other.has_value(); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        QString group;
        bool isHeading = false;
        Tally tally;
        Tally other;
    };

    void rebuild();
    QVariant display(const Row& row, int column) const;

    std::optional<RolloutSummary> m_summary;
    std::optional<RolloutSummary> m_other;
    std::vector<Row> m_rows;
};

/// "12 / 40 = 30.0 % [18.1, 45.4]".
QString tallyText(const Tally& tally);

}  // namespace sym

Q_DECLARE_METATYPE(sym::Tally)
