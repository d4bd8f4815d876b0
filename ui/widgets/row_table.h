#pragma once

class QAbstractItemModel;
class QTableView;

namespace sym {

/// Makes the table one of whole rows, of which one can be chosen: striped, without grid and row
/// numbers, a line of text high; Ctrl+C copies.
void prepareTable(QTableView* table, QAbstractItemModel* model);

}  // namespace sym
