#pragma once

#include <QtCore/QObject>
#include <QtCore/QTimer>

#include <vector>

class QDockWidget;
class QMainWindow;
class QMenu;

namespace sym {

class ActionRegistry;
class Preferences;

/// The dockable panels of the window: where they are, named layouts, and menus to float and dock
/// them (dragging a floating dock back does not work on Wayland with Qt before 6.5.4).
class WindowDocks final : public QObject {
    Q_OBJECT

public:
    /// Arrangements for a kind of work.
    enum class Layout { Overview, Watch, Inspect, Compare };

    WindowDocks(QMainWindow& window, Preferences& preferences, ActionRegistry& actions);

    /// What becomes of a panel while another tab lies over it. To Qt it stays visible; a hidden one
    /// can tell, does no work then, and catches up in its showEvent().
    enum class Behind { Visible, Hidden };

    /// @param id "tasks", "browser", ...; object name of the dock is id + "Dock"
    void add(const QString& id, const QString& title, QWidget* panel,
             Behind behind = Behind::Visible);
    QDockWidget* dock(const QString& id) const;
    void raise(const QString& id);  ///< shows it and brings it to the front

    void apply(Layout layout);
    void restore();  ///< geometry and layout of the last time; Overview when there is none
    void save();
    void fillMenu(QMenu* menu);

private:
    void hideBehind(QDockWidget* dock);
    void addDockMenu(QMenu* menu, QDockWidget* dock);
    void setLocked(bool locked);

    QMainWindow& m_window;
    Preferences& m_preferences;
    ActionRegistry& m_actions;
    std::vector<QDockWidget*> m_docks;
    QTimer m_saveSoon;
    bool m_restored = false;
};

}  // namespace sym
