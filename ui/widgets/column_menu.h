#pragma once

class QHeaderView;

namespace sym {

/// Lets a person choose the columns of a table by a right click on its header. The first column
/// always stays.
void enableColumnMenu(QHeaderView* header);

}  // namespace sym
