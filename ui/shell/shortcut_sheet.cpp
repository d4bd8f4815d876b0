#include "ui/shell/shortcut_sheet.h"

#include <QtGui/QAction>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QTreeWidget>
#include <QtWidgets/QVBoxLayout>

#include <map>

#include "ui/session/action_registry.h"

using namespace Qt::StringLiterals;

namespace sym {

ShortcutSheet::ShortcutSheet(const ActionRegistry& actions, QWidget* parent) : QDialog(parent)
{
    setObjectName(u"shortcutSheet"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Keyboard shortcuts"));
    auto* filter = new QLineEdit(this);
    filter->setPlaceholderText(tr("Filter"));
    filter->setAccessibleName(tr("Filter shortcuts"));
    auto* tree = new QTreeWidget(this);
    tree->setObjectName(u"shortcutTree"_s);
    tree->setHeaderLabels({tr("Command"), tr("Keys"), tr("What it does")});
    tree->setAlternatingRowColors(true);
    std::map<QString, QTreeWidgetItem*> groups;
    for (const QAction* action : actions.actions()) {
        if (action->shortcuts().isEmpty()) continue;
        const QString group = ActionRegistry::groupTitle(action->objectName());
        QTreeWidgetItem*& parentItem = groups[group];
        if (!parentItem) {
            parentItem = new QTreeWidgetItem(tree, {group});
            QFont font = tree->font();
            font.setBold(true);
            parentItem->setFont(0, font);
        }
        new QTreeWidgetItem(
            parentItem, {action->text().remove(u'&'),
                         QKeySequence::listToString(action->shortcuts(), QKeySequence::NativeText)
                             .replace(u"; "_s, u"  "_s),
                         action->statusTip()});
    }
    tree->expandAll();
    const int unit = fontMetrics().averageCharWidth();
    tree->header()->resizeSection(0, unit * 34);
    tree->header()->resizeSection(1, unit * 30);
    auto* note = new QLabel(tr("Keys without Ctrl or Alt work in the lists and views, never while "
                               "you type or in a web page."),
                            this);
    note->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(filter, &QLineEdit::textChanged, tree, [tree](const QString& words) {
        for (int i = 0; i < tree->topLevelItemCount(); ++i) {
            QTreeWidgetItem* group = tree->topLevelItem(i);
            bool any = false;
            for (int j = 0; j < group->childCount(); ++j) {
                QTreeWidgetItem* item = group->child(j);
                const bool hit = item->text(0).contains(words, Qt::CaseInsensitive)
                                 || item->text(1).contains(words, Qt::CaseInsensitive);
                item->setHidden(!hit);
                any = any || hit;
            }
            group->setHidden(!any);
        }
    });
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(filter);
    layout->addWidget(tree, 1);
    layout->addWidget(note);
    layout->addWidget(buttons);
    resize(unit * 120, fontMetrics().height() * 36);
}

}  // namespace sym
