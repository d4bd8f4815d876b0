#pragma once

#include <QtCore/QAbstractTableModel>

#include "ui/session/job_list.h"

namespace sym {

/// The rows of the JobList.
class JobTableModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Title, Progress, Stage, StateText, Started, kColumns };
    enum Role { IdRole = Qt::UserRole + 1, FractionRole, StateRole };

    explicit JobTableModel(const JobList& jobs, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const JobList& m_jobs;
    int m_rows = 0;  ///< told to the views so far
};

}  // namespace sym
