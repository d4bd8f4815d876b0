#include "ui/widgets/number_text.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDateTime>
#include <QtCore/QLocale>

#include <cmath>

using namespace Qt::StringLiterals;

namespace sym {

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

std::string engineText(const QString& text)
{
    const QByteArray bytes = text.toUtf8();
    return std::string(bytes.constData(), std::size_t(bytes.size()));
}

QString durationText(double milliseconds)
{
    const QLocale locale;
    if (milliseconds < 1000)
        return QCoreApplication::translate("sym::numbers", "%1 ms")
            .arg(locale.toString(std::lround(milliseconds)));
    const double seconds = milliseconds / 1000;
    if (seconds < 60)
        return QCoreApplication::translate("sym::numbers", "%1 s")
            .arg(locale.toString(seconds, 'f', 1));
    const auto whole = std::int64_t(std::llround(seconds));
    return QCoreApplication::translate("sym::numbers", "%1 min %2 s")
        .arg(locale.toString(whole / 60))
        .arg(whole % 60, 2, 10, QLatin1Char('0'));
}

QString countText(std::int64_t count)
{
    return QLocale().toString(qlonglong(count));
}

QString costText(double dollars)
{
    if (dollars <= 0) return u"–"_s;
    return u"$"_s + QLocale().toString(dollars, 'f', dollars < 1 ? 4 : 2);
}

QString percentText(double fraction)
{
    return QCoreApplication::translate("sym::numbers", "%1 %")
        .arg(QLocale().toString(fraction * 100, 'f', 1));
}

QString timeText(std::string_view isoUtc)
{
    if (isoUtc.empty()) return {};
    QDateTime time = QDateTime::fromString(text(isoUtc), Qt::ISODateWithMs);
    if (!time.isValid()) return text(isoUtc);
    if (time.timeSpec() == Qt::LocalTime) time.setTimeSpec(Qt::UTC);
    return QLocale().toString(time.toLocalTime(), QLocale::ShortFormat);
}

}  // namespace sym
