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

/// What a tour brought home.
struct TourPictures {
    QStringList files;  ///< in the order taken
    QStringList notes;  ///< one sentence for each picture that could not be taken
};

/// Opens every panel, tab and dialog of the window on a project and writes a PNG of each.
///
/// Returns at once; the pictures are made from the event loop. The window may be offscreen. For the
/// live pages a small run is made in a project of its own; where no browser can be started, or
/// there is only one run to compare, those pictures are left out with a note.
/// @return Io when a picture cannot be written, Timeout when a panel does not get ready, Storage
///         when the project cannot be opened
QFuture<Result<TourPictures>> runTour(MainWindow& window, const TourOptions& options);

}  // namespace sym
