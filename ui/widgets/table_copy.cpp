#include "ui/widgets/table_copy.h"

#include <QtCore/QItemSelectionModel>
#include <QtGui/QAction>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QAbstractItemView>

using namespace Qt::StringLiterals;

namespace sym {

namespace {

QString cell(const QString& text)
{
    return QString(text).replace(u'\t', u' ').replace(u'\n', u' ');
}

QString selectedText(const QAbstractItemView& view)
{
    const QAbstractItemModel* model = view.model();
    if (!model || !view.selectionModel()) return {};
    QStringList lines;
    QStringList fields;
    for (int column = 0; column < model->columnCount(); ++column)
        fields << cell(model->headerData(column, Qt::Horizontal).toString());
    lines << fields.join(u'\t');
    QModelIndexList rows = view.selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    for (const QModelIndex& row : rows) {
        fields.clear();
        for (int column = 0; column < model->columnCount(row.parent()); ++column)
            fields << cell(row.siblingAtColumn(column).data().toString());
        lines << fields.join(u'\t');
    }
    return lines.join(u'\n') + u'\n';
}

}  // namespace

void enableTableCopy(QAbstractItemView* view)
{
    auto* copy = new QAction(QAction::tr("Copy rows"), view);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    QObject::connect(copy, &QAction::triggered, view,
                     [view] { QGuiApplication::clipboard()->setText(selectedText(*view)); });
    view->addAction(copy);
    view->setContextMenuPolicy(Qt::ActionsContextMenu);
}

}  // namespace sym
