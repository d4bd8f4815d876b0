#pragma once

#include <QtCore/QAbstractTableModel>
#include <QtWidgets/QTableView>

#include <vector>

#include "core/evaluation/tally.h"

namespace sym {

/// A rate of a table: "K = 3", 12 of 40. A row without n can be a heading.
struct NamedTally {
    QString name;
    Tally tally;
    bool isHeading = false;
};

/// Rates with their n and 95 % Wilson intervals, as numbers and drawn.
class TallyModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Name, Successes, Total, Rate, Interval, kColumns };

    /// @param successes what is counted, for the heading of its column: "Accepted"
    TallyModel(const QString& successes, QObject* parent = nullptr);

    void setRows(std::vector<NamedTally> rows);
    const std::vector<NamedTally>& rows() const { return m_rows; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString m_successes;
    std::vector<NamedTally> m_rows;
};

/// How many candidates count: "K = 3", "all candidates".
QString nameOfK(int k);

/// The view of a TallyModel.
QTableView* makeTallyView(TallyModel* model, const QString& objectName, QWidget* parent);

}  // namespace sym
