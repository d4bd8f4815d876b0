#include "ui/session/action_registry.h"

#include <QtGui/QAction>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QAbstractSpinBox>
#include <QtWidgets/QApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QTextEdit>

#include <utility>

#include "ui/widgets/svg_icon.h"

using namespace Qt::StringLiterals;

namespace sym {

ActionRegistry::ActionRegistry(QObject* parent) : QObject(parent)
{
    qApp->installEventFilter(this);
}

QAction* ActionRegistry::add(const ActionText& description, QWidget* place,
                             std::function<void()> handler)
{
    auto* action = new QAction(description.text, place);
    action->setObjectName(description.id);
    if (!description.icon.isEmpty()) action->setIcon(svgIcon(description.icon));
    action->setShortcuts(description.shortcuts);
    action->setShortcutContext(place->isWindow() ? Qt::WindowShortcut
                                                 : Qt::WidgetWithChildrenShortcut);
    const QString keys = description.shortcuts.isEmpty()
                             ? QString()
                             : description.shortcuts[0].toString(QKeySequence::NativeText);
    action->setToolTip(keys.isEmpty() ? description.tip : tr("%1 (%2)").arg(description.tip, keys));
    action->setStatusTip(description.tip);
    connect(action, &QAction::triggered, this, [handler = std::move(handler)] { handler(); });
    connect(action, &QObject::destroyed, this, [this, action] { std::erase(m_actions, action); });
    place->addAction(action);
    m_actions.push_back(action);
    return action;
}

QAction* ActionRegistry::find(const QString& id) const
{
    for (QAction* action : m_actions)
        if (action->objectName() == id) return action;
    return nullptr;
}

QList<QAction*> ActionRegistry::findAll(const QStringList& ids) const
{
    QList<QAction*> found;
    for (const QString& id : ids)
        if (QAction* action = find(id)) found << action;
    return found;
}

QString ActionRegistry::groupTitle(const QString& id)
{
    const QString group = id.section(u'.', 0, 0);
    if (group == "file"_L1) return tr("File");
    if (group == "edit"_L1) return tr("Edit");
    if (group == "view"_L1) return tr("View");
    if (group == "go"_L1) return tr("Go");
    if (group == "run"_L1) return tr("Run");
    if (group == "tools"_L1) return tr("Tools");
    if (group == "help"_L1) return tr("Help");
    if (group == "trajectory"_L1) return tr("Trajectory");
    if (group == "tasks"_L1) return tr("Tasks");
    if (group == "browser"_L1) return tr("Browser");
    if (group == "results"_L1) return tr("Results");
    if (group == "training"_L1) return tr("Training");
    if (group == "synthesis"_L1) return tr("Synthesis");
    if (group == "divergence"_L1) return tr("Divergence");
    if (group == "knowledge"_L1) return tr("Knowledge");
    if (group == "rounds"_L1) return tr("Rounds");
    if (group == "jobs"_L1) return tr("Jobs");
    return group;
}

bool ActionRegistry::isTypingTarget(const QWidget* widget)
{
    if (!widget) return false;
    if (QApplication::activePopupWidget()) return true;
    if (const auto* edit = qobject_cast<const QPlainTextEdit*>(widget)) return !edit->isReadOnly();
    if (const auto* edit = qobject_cast<const QTextEdit*>(widget)) return !edit->isReadOnly();
    if (const auto* edit = qobject_cast<const QLineEdit*>(widget)) return !edit->isReadOnly();
    if (qobject_cast<const QComboBox*>(widget) || qobject_cast<const QAbstractSpinBox*>(widget)
        || qobject_cast<const QMenu*>(widget))
        return true;
    for (const QWidget* up = widget; up; up = up->parentWidget())
        if (up->inherits("QWebEngineView")) return true;
    return false;
}

bool ActionRegistry::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool bare =
            !(key->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
        const bool printable = !key->text().isEmpty() && key->text()[0].isPrint();
        const bool moves = key->key() == Qt::Key_Home || key->key() == Qt::Key_End
                           || key->key() == Qt::Key_Left || key->key() == Qt::Key_Right;
        const auto* widget = qobject_cast<QWidget*>(watched);
        if (bare && (printable || moves) && isTypingTarget(widget)) {
            event->accept();  // the widget gets it as a key press
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

}  // namespace sym
