#pragma once

#include <QtCore/QAbstractTableModel>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/task/task.h"
#include "core/trajectory/trajectory.h"

namespace sym {

/// The tasks of a suite with what became of each the last time.
class TaskTableModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Id, Sites, Intent, Template, Evaluators, Split, LastResult, kColumns };
    enum Role { SortRole = Qt::UserRole + 1, FilterRole, SitesRole, SplitRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setTasks(std::shared_ptr<const std::vector<Task>> tasks);
    /// The newest episode of each task id.
    void setResults(std::map<std::string, EpisodeRecord> results);
    void putResult(const EpisodeRecord& episode);

    const Task& task(int row) const { return (*m_tasks)[std::size_t(row)]; }
    const EpisodeRecord* result(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QVariant display(int row, int column) const;
    QString resultText(int row) const;

    std::shared_ptr<const std::vector<Task>> m_tasks = std::make_shared<std::vector<Task>>();
    std::map<std::string, EpisodeRecord> m_results;
};

}  // namespace sym
