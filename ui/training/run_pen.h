#pragma once

#include <QtGui/QColor>
#include <QtGui/QPalette>
#include <QtGui/QPen>

namespace sym {

/// The line of a run in every chart and list: eight colours that colour-blind people tell apart,
/// then the same in dashes and dots, then darker or lighter; 64 lines before one comes again.
/// @param index RunNews::color
QPen runPen(int index, const QPalette& palette);

}  // namespace sym
