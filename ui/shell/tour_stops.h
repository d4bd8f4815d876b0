#pragma once

#include <QtCore/QPointer>
#include <QtCore/QString>
#include <QtWidgets/QWidget>

#include <functional>
#include <vector>

namespace sym {

class MainWindow;
class TourRun;

/// One picture of the tour.
struct TourStop {
    QString name;                      ///< of the file, without number and ending
    std::function<void()> prepare;     ///< shows what is to be seen
    std::function<bool()> isReady;     ///< polled; empty: at once
    std::function<QWidget*()> widget;  ///< what is taken; empty: the window
    std::function<QString()>
        obstacle;  ///< polled; a reason not to take it, "" for none; empty: there is never one
};

/// The stops before a project is open, and those with one; `run` outlives them.
std::vector<TourStop> emptyStops(MainWindow& window);
std::vector<TourStop> projectStops(MainWindow& window, TourRun& run);

/// The Knowledge and the Rounds panel's.
void addSymbiosisStops(MainWindow& window, std::vector<TourStop>& stops);

/// The Training panel's.
void addTrainingStops(MainWindow& window, std::vector<TourStop>& stops);

/// Those of the Synthesis and Divergence panels.
void addDecisionStops(MainWindow& window, std::vector<TourStop>& stops);

}  // namespace sym
