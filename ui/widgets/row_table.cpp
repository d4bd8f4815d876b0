#include "ui/widgets/row_table.h"

#include <QtWidgets/QHeaderView>
#include <QtWidgets/QTableView>

#include "ui/widgets/table_copy.h"

namespace sym {

namespace {
constexpr int kRoomPixels = 8;  ///< of a row, beside its text
}  // namespace

void prepareTable(QTableView* table, QAbstractItemModel* model)
{
    table->setModel(model);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setAlternatingRowColors(true);
    table->setShowGrid(false);
    table->setTabKeyNavigation(false);
    table->setWordWrap(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(table->fontMetrics().height() + kRoomPixels);
    table->horizontalHeader()->setHighlightSections(false);
    enableTableCopy(table);
}

}  // namespace sym
