#include "ui/widgets/show_tab.h"

#include <QtWidgets/QTabWidget>

namespace sym {

void showTab(QTabWidget* tabs, const QString& objectName)
{
    for (int i = 0; i < tabs->count(); ++i)
        if (tabs->widget(i)->objectName() == objectName) tabs->setCurrentIndex(i);
}

}  // namespace sym
