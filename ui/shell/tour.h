#pragma once

#include <QtCore/QFuture>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include "core/base/result.h"
#include "ui/widgets/theme.h"

namespace sym {

class MainWindow;

struct TourOptions {
    QString folder;   ///< made if it is not there
    QString project;  ///< opened first; empty: the window's own, or a made-up one in `folder`
    Theme theme = Theme::Light;
    double scale = 1;       ///< device pixels per pixel of the pictures
    QSize size{1500, 950};  ///< of the window
};

/// Opens every panel, tab and dialog of the window on a project and writes a PNG of each.
///
/// Returns at once; the pictures are made from the event loop. The window may be offscreen.
/// @return the files in the order taken; Io when one cannot be written, Timeout when a panel does
///         not get ready, Storage when the project cannot be opened
QFuture<Result<QStringList>> runTour(MainWindow& window, const TourOptions& options);

}  // namespace sym
