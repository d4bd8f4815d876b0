#pragma once

#include <QtCore/QString>

#include <cstdint>
#include <string>
#include <string_view>

/// Numbers and dates as the user's locale writes them, for labels and tables. Any thread.
namespace sym {

QString text(std::string_view utf8);          ///< engine text (UTF-8) as a QString
std::string engineText(const QString& text);  ///< and back

QString durationText(double milliseconds);  ///< "840 ms", "12.4 s", "3 min 05 s"
QString countText(std::int64_t count);      ///< with the locale's digit groups
QString costText(double dollars);           ///< "$0.0123"; "–" for nothing
QString percentText(double fraction);       ///< "62.5 %"
QString timeText(std::string_view isoUtc);  ///< local date and time, short; "" for ""

}  // namespace sym
