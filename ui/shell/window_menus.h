#pragma once

#include <QtCore/QObject>

class QMenu;

namespace sym {

class MainWindow;

/// The menu bar and toolbar, made from the action registry.
class WindowMenus final : public QObject {
    Q_OBJECT

public:
    explicit WindowMenus(MainWindow& window);

private:
    void buildFile();
    void buildView();
    void buildToolBar();
    void addAll(QMenu* menu, const QStringList& ids);
    void fillRecent(QMenu* menu);

    MainWindow& m_window;
};

}  // namespace sym
