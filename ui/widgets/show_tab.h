#pragma once

#include <QtCore/QString>

class QTabWidget;

namespace sym {

/// Brings the page of that object name to the front; nothing when there is none.
void showTab(QTabWidget* tabs, const QString& objectName);

}  // namespace sym
