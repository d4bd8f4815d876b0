#pragma once

#include <QtWidgets/QWidget>

#include <memory>

#include "core/base/ids.h"
#include "ui/session/run_monitor.h"

class QComboBox;
class QLineEdit;
class QThreadPool;
class QTreeView;

namespace sym {

class EpisodeFilterModel;
class EpisodeTreeModel;
class PanelStack;
class Selection;

/// The runs and episodes of the project, filtered and sorted; follows and sets the selection.
class EpisodeList final : public QWidget {
    Q_OBJECT

public:
    EpisodeList(Selection& selection, QThreadPool& storePool, RunMonitor& monitor,
                QWidget* parent = nullptr);

    void reload();
    void goToNeighbour(int direction);  ///< +1: the next episode listed, -1: the one before
    EpisodeTreeModel* model() const { return m_model; }
    QTreeView* view() const { return m_tree; }

Q_SIGNALS:
    void loaded(int runs);
    void failed(const QString& reason);

private:
    void buildView();
    void followRuns(RunMonitor& monitor);
    void readEpisodes(quint64 generation, RunId run);
    void select(const QModelIndex& proxyIndex);
    void showSelection();

    Selection& m_selection;
    QThreadPool& m_pool;
    EpisodeTreeModel* m_model;
    EpisodeFilterModel* m_filter;
    QLineEdit* m_words;
    QComboBox* m_kind;
    QTreeView* m_tree;
    bool m_showing = false;  ///< the current row changes because the selection did
};

}  // namespace sym
