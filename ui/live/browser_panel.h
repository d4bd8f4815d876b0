#pragma once

#include <QtWidgets/QWidget>

#include <memory>

#include "ui/live/live_page.h"
#include "ui/session/run_monitor.h"

class QAction;
class QLabel;
class QSlider;
class QTabBar;

namespace sym {

class ActionRegistry;
class PageDeck;
class PagePane;
class PanelStack;

/// The pages agents are working on, and the means to watch and steer them: what is about to be
/// done and why, pause, single step, speed, take over by hand and hand back.
class BrowserPanel final : public QWidget {
    Q_OBJECT

public:
    BrowserPanel(RunMonitor& monitor, ActionRegistry& actions, QWidget* parent = nullptr);
    ~BrowserPanel() override;  ///< gives all views back

    void addPage(const QString& targetId, std::unique_ptr<LivePage> page);
    void removePage(const QString& targetId);
    int pageCount() const;
    PagePane* pane(int index) const;
    PanelStack* stack() const { return m_stack; }
    std::chrono::milliseconds delay() const;

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* buildControls();
    void addActions();
    void followRuns();
    void forEachControl(const std::function<void(RolloutControl&)>& call);
    PagePane* paneOf(EpisodeId episode, const std::string& url);
    PagePane* paneOfTarget(const std::string& targetId) const;
    void showState();
    void showTabs();
    void applyDelay();

    RunMonitor& m_monitor;
    ActionRegistry& m_actions;
    PanelStack* m_stack;
    PageDeck* m_deck;
    QTabBar* m_tabs;
    QSlider* m_speed = nullptr;
    QLabel* m_speedText = nullptr;
    QLabel* m_stateText = nullptr;
    QAction* m_pause = nullptr;
    QAction* m_step = nullptr;
    QAction* m_takeOver = nullptr;
    QAction* m_grid = nullptr;
    QHash<qint64, std::pair<EpisodeRecord, int>> m_episodes;  ///< running ones with their workers
};

}  // namespace sym
