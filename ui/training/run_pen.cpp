#include "ui/training/run_pen.h"

#include <array>

#include "ui/widgets/theme.h"

namespace sym {

namespace {

constexpr double kWidth = 1.8;

// Okabe and Ito's colours with grey for yellow, darkened on white and lightened on black; the blues
// are far apart in the order.
constexpr std::array<QRgb, 8> kOnLight{0xff0072b2, 0xffd55e00, 0xff008a65, 0xffb8568f,
                                       0xff30353d, 0xffb07a00, 0xff49a7e0, 0xff8a919c};
constexpr std::array<QRgb, 8> kOnDark{0xff4ea8e0, 0xfff0803a, 0xff2fc394, 0xffe29cc4,
                                      0xfff1f3f6, 0xffe6b03a, 0xffa5defc, 0xff8d95a1};
constexpr std::array<Qt::PenStyle, 4> kStyles{Qt::SolidLine, Qt::DashLine, Qt::DotLine,
                                              Qt::DashDotLine};

}  // namespace

QPen runPen(int index, const QPalette& palette)
{
    const bool dark = isDark(palette);
    const auto at = std::size_t(std::max(0, index));
    QColor color = QColor::fromRgb((dark ? kOnDark : kOnLight)[at % kOnLight.size()]);
    const std::size_t round = at / kOnLight.size();
    if (round / kStyles.size() % 2 == 1) color = dark ? color.lighter(135) : color.darker(145);
    return QPen(color, kWidth, kStyles[round % kStyles.size()]);
}

}  // namespace sym
