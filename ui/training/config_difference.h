#pragma once

#include <QtCore/QAbstractTableModel>

#include <vector>

#include "ui/training/run_watch.h"

namespace sym {

/// In which settings the shown runs differ: a row a setting, a column a run. A single run is
/// compared with the defaults.
class ConfigDifference final : public QAbstractTableModel {
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    void setRuns(const std::vector<const WatchedRun*>& runs);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QStringList m_columns;
    QList<int> m_colors;              ///< of the columns; -1: the defaults
    std::vector<QStringList> m_rows;  ///< key first
};

}  // namespace sym
