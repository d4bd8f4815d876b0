#pragma once

#include <QtCore/QObject>
#include <QtGui/QKeySequence>

#include <functional>
#include <vector>

class QAction;
class QWidget;

namespace sym {

/// All that can be said about a command. Menus, toolbar, locator, shortcut list and tooltips are
/// made from it.
struct ActionText {
    QString id;    ///< "trajectory.nextStep"; the part before the dot is its group
    QString text;  ///< with & where it goes into a menu
    QString icon;  ///< of resources/icons, may be empty
    QList<QKeySequence> shortcuts;
    QString tip;  ///< one sentence
};

/// The commands of the window. Bare keys (without Ctrl or Alt) work only inside the widget given
/// as their place, and never while something is typed; see isTypingTarget().
class ActionRegistry final : public QObject {
    Q_OBJECT

public:
    explicit ActionRegistry(QObject* parent = nullptr);

    /// Makes a command that works in `place` and what is in it (a window: everywhere in it).
    QAction* add(const ActionText& description, QWidget* place, std::function<void()> handler);

    QAction* find(const QString& id) const;                 ///< null when there is none
    QList<QAction*> findAll(const QStringList& ids) const;  ///< those that exist, in this order
    const std::vector<QAction*>& actions() const { return m_actions; }

    /// The group's name for people ("Trajectory"), from an action's id.
    static QString groupTitle(const QString& id);

    /// Whether keys typed now belong to this widget: editable texts, boxes, menus, web pages.
    static bool isTypingTarget(const QWidget* widget);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    std::vector<QAction*> m_actions;
};

}  // namespace sym
