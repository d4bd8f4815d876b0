#pragma once

#include <QtWidgets/QWidget>

#include <memory>

#include "core/base/ids.h"
#include "core/trajectory/step.h"

class QLabel;
class QTabWidget;
class QThreadPool;
class QTreeView;

namespace sym {

class ActionRegistry;
class EpisodeList;
class FilmStrip;
class ImageCache;
class PanelStack;
class ProjectStore;
class RunMonitor;
class Selection;
class ShareSplitter;
class StepCache;
class StepDelegate;
class StepDetail;
class StepListModel;
class StepSearch;

/// Runs and episodes, the steps of the chosen episode as a list and a film strip, and everything
/// recorded of the chosen step. A running episode grows at its end and leaves the selection alone.
class TrajectoryPanel final : public QWidget {
    Q_OBJECT

public:
    struct Needs {
        Selection& selection;
        RunMonitor& monitor;
        ActionRegistry& actions;
        QThreadPool& storePool;
        QThreadPool& imagePool;
    };

    explicit TrajectoryPanel(const Needs& needs, QWidget* parent = nullptr);

    StepDetail* detail() const { return m_detail; }
    StepListModel* steps() const { return m_steps; }
    PanelStack* stack() const { return m_stack; }
    ImageCache* images() const { return m_images; }
    EpisodeList& episodes() const { return *m_episodes; }
    void openSearch();

    QByteArray saveState() const;  ///< splitters and columns
    void restoreState(const QByteArray& state);

Q_SIGNALS:
    /// The step on show is complete: record read, screenshots decoded.
    void stepShown(int step);

private:
    void build();
    QWidget* buildSteps();
    void buildStepColumns();
    void addStepActions();
    void addListActions();
    void addTabActions();
    void connectData();
    void showProject();
    void showEpisode();
    void readPage(quint64 generation, int first);
    void showStep();
    void showStepList(int step);
    void goToStep(int step);
    void setReduced(bool reduced);
    void prefetchAround(int step);
    void reportShown();

    Needs m_needs;
    ImageCache* m_images;
    StepCache* m_cache;
    StepListModel* m_steps;
    EpisodeList* m_episodes = nullptr;
    StepSearch* m_search = nullptr;
    QTabWidget* m_left = nullptr;
    QLabel* m_heading = nullptr;
    QTreeView* m_list = nullptr;
    StepDelegate* m_delegate = nullptr;
    FilmStrip* m_strip = nullptr;
    StepDetail* m_detail = nullptr;
    PanelStack* m_stack = nullptr;
    PanelStack* m_stepStack = nullptr;
    ShareSplitter* m_splitter = nullptr;
    ShareSplitter* m_right = nullptr;
    QByteArray m_fullColumns;  ///< while the list is reduced
    int m_waitingFor = -1;     ///< a chosen step whose row is not read yet
};

}  // namespace sym
