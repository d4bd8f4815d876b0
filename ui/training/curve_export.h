#pragma once

#include <QtCore/QByteArray>

#include <string>

#include "core/base/result.h"
#include "ui/training/run_watch.h"

namespace sym {

class CurvePlot;

/// A chart as a picture with title and legend: "png" (twice the size of the screen), "svg" or
/// "pdf". GUI thread, as painting is.
/// @return InvalidInput for another format
Result<QByteArray> chartPicture(CurvePlot& chart, const QString& format);

/// The runs' metrics as comma-separated text, a line an update, everything that was measured and
/// nothing smoothed; a column a site. Any thread.
std::string metricsCsv(const std::vector<WatchedRun>& runs);

}  // namespace sym
