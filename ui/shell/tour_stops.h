#pragma once

#include <QtCore/QPointer>
#include <QtCore/QString>
#include <QtWidgets/QWidget>

#include <functional>
#include <vector>

namespace sym {

class MainWindow;

/// One picture of the tour.
struct TourStop {
    QString name;                      ///< of the file, without number and ending
    std::function<void()> prepare;     ///< shows what is to be seen
    std::function<bool()> isReady;     ///< polled; empty: at once
    std::function<QWidget*()> widget;  ///< what is taken; empty: the window
};

/// The stops before a project is open, and those with one.
std::vector<TourStop> emptyStops(MainWindow& window);
std::vector<TourStop> projectStops(MainWindow& window);

}  // namespace sym
