#pragma once

#include <QtGui/QImage>

#include "core/trajectory/page_record.h"

namespace sym {

/// A page as far as its elements tell: their places and names as boxes, for a step that was
/// recorded without a screenshot. One pixel is one CSS pixel. Empty when no element has a place.
QImage pageSketch(const PageRecord& page);

}  // namespace sym
