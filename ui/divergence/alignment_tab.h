#pragma once

#include <QtCore/QFuture>
#include <QtWidgets/QWidget>

#include <memory>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "ui/divergence/alignment_model.h"

class QComboBox;
class QLabel;
class QThreadPool;
class QTreeView;

namespace sym {

class ImageCache;
class ImageView;
class PanelStack;
class RunMonitor;
class Selection;

/// Two trajectories of one task in parallel columns, with the first divergence and the recovery;
/// the row chosen shows both pages.
class AlignmentTab final : public QWidget {
    Q_OBJECT

public:
    struct Needs {
        Selection& selection;
        RunMonitor& monitor;
        ImageCache& images;
        QThreadPool& pool;
    };

    explicit AlignmentTab(const Needs& needs, QWidget* parent = nullptr);

    AlignmentModel* model() const { return m_model; }
    PanelStack* stack() const { return m_stack; }
    int row() const;
    bool move(int direction);  ///< to the next or previous row that is not the same; false: none
    void openStep();           ///< selects the chosen row's step: the one in the chosen column

Q_SIGNALS:
    void stepRequested();  ///< the selection is at the chosen row's left or right step

protected:
    void showEvent(QShowEvent* event) override;

private:
    void build();
    QWidget* buildPages();
    void connectData();
    void forget();
    void readRuns();
    void showRuns(const std::vector<RunRecord>& runs);
    void readTasks();
    void showTasks(const std::vector<EpisodePair>& tasks);
    bool isShown(const EpisodePair& pair) const;
    void readPair();
    void showPair(const std::shared_ptr<const AlignedTrajectories>& aligned,
                  const QModelIndex& kept);
    void showRow();
    void openStepOf(int column);
    const Step* leftStep() const;  ///< of the chosen row; null: none
    const Step* rightStep() const;

    Needs m_needs;
    AlignmentModel* m_model;
    QComboBox* m_left = nullptr;
    QComboBox* m_right = nullptr;
    QComboBox* m_task = nullptr;
    QLabel* m_facts = nullptr;
    QTreeView* m_view = nullptr;
    ImageView* m_leftPage = nullptr;
    ImageView* m_rightPage = nullptr;
    QLabel* m_leftText = nullptr;
    QLabel* m_rightText = nullptr;
    PanelStack* m_stack = nullptr;
    std::vector<EpisodePair> m_pairs;
    std::pair<RunId, RunId> m_runs;  ///< the pairs are theirs
    quint64 m_generation = 0;
    bool m_isOutdated = true;  ///< read when it is looked at
};

}  // namespace sym
