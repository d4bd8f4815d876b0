#pragma once

#include <QtGui/QIcon>

namespace sym {

/// An icon of resources/icons by file name without ending. Drawn in the text colour of the current
/// palette each time it is painted, so it follows a theme change and any scale. An unknown name
/// gives an empty icon. A file is read once. GUI thread.
///
/// The files use a small part of SVG (path with absolute and relative M L H V C Q Z, line, rect,
/// circle, polyline; stroke or fill "currentColor"), so that no SVG plugin is needed.
QIcon svgIcon(const QString& name);

}  // namespace sym
