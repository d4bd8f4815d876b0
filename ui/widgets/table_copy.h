#pragma once

class QAbstractItemView;

namespace sym {

/// Lets Ctrl+C put the selected rows of a table or tree on the clipboard as tab-separated text with
/// a header line.
void enableTableCopy(QAbstractItemView* view);

}  // namespace sym
