#pragma once

#include <QtCore/QAbstractTableModel>
#include <QtCore/QSet>
#include <QtCore/QSize>

#include "ui/training/run_watch.h"

namespace sym {

/// The training runs of the project; a checked run is drawn in the charts.
class RunListModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Name, State, Loss, Exact, kColumns };
    static constexpr QSize kSwatch{26, 12};  ///< of the pictures of the runs' lines

    explicit RunListModel(const RunWatch& watch, QObject* parent = nullptr);

    /// Names of runs that wait for their turn; the trainer does not know them yet.
    void setWaiting(const QStringList& names);

    QStringList shown() const;  ///< checked runs, in list order
    void setShown(const QString& name, bool shown);
    void showOnly(const QString& name);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void shownChanged();

private:
    QVariant display(const WatchedRun& run, int column) const;

    const RunWatch& m_watch;
    QSet<QString> m_hidden;
    QStringList m_waiting;
    int m_rows = 0;  ///< as told to the views
};

/// "update 120 of 312, 3 min left", "stopped at update 40", "waiting", ...
QString stateText(const WatchedRun& run, bool isWaiting);

}  // namespace sym
