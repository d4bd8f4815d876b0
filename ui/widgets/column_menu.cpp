#include "ui/widgets/column_menu.h"

#include <QtGui/QAction>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QMenu>

namespace sym {

namespace {

void showMenu(QHeaderView* header, const QPoint& place)
{
    auto* menu = new QMenu(header);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int column = 1; column < header->count(); ++column) {
        const QString title = header->model()->headerData(column, Qt::Horizontal).toString();
        QAction* shown = menu->addAction(title);
        shown->setCheckable(true);
        shown->setChecked(!header->isSectionHidden(column));
        QObject::connect(shown, &QAction::toggled, header,
                         [header, column](bool on) { header->setSectionHidden(column, !on); });
    }
    menu->popup(header->mapToGlobal(place));
}

}  // namespace

void enableColumnMenu(QHeaderView* header)
{
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    header->setToolTip(QHeaderView::tr("Right click to choose the columns"));
    QObject::connect(header, &QWidget::customContextMenuRequested, header,
                     [header](const QPoint& place) { showMenu(header, place); });
}

}  // namespace sym
