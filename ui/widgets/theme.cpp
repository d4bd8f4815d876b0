#include "ui/widgets/theme.h"

#include <QtGui/QFontDatabase>
#include <QtWidgets/QApplication>
#include <QtWidgets/QStyle>
#include <QtWidgets/QStyleFactory>
#include <QtWidgets/QToolTip>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sym {

namespace {

struct Shades {
    QRgb window, windowText, base, alternate, button, mid, dark, light, highlight, link, faint;
};

constexpr Shades kLight{0xfff3f4f6, 0xff1d2129, 0xffffffff, 0xfff7f8fa, 0xffe9ebef, 0xffc3c8d0,
                        0xff9aa1ac, 0xffffffff, 0xff2463b8, 0xff1b5fae, 0xff8b929d};
constexpr Shades kDark{0xff24272d, 0xffe4e7ec, 0xff1b1d22, 0xff20232a, 0xff32363e, 0xff454b55,
                       0xff14161a, 0xff4a515c, 0xff2f6fc4, 0xff7db4f5, 0xff7f8793};

QPalette paletteOf(const Shades& shades)
{
    QPalette palette;
    palette.setColor(QPalette::Window, QColor::fromRgb(shades.window));
    palette.setColor(QPalette::WindowText, QColor::fromRgb(shades.windowText));
    palette.setColor(QPalette::Base, QColor::fromRgb(shades.base));
    palette.setColor(QPalette::AlternateBase, QColor::fromRgb(shades.alternate));
    palette.setColor(QPalette::Text, QColor::fromRgb(shades.windowText));
    palette.setColor(QPalette::Button, QColor::fromRgb(shades.button));
    palette.setColor(QPalette::ButtonText, QColor::fromRgb(shades.windowText));
    palette.setColor(QPalette::BrightText, Qt::white);
    palette.setColor(QPalette::ToolTipBase, QColor::fromRgb(shades.button));
    palette.setColor(QPalette::ToolTipText, QColor::fromRgb(shades.windowText));
    palette.setColor(QPalette::PlaceholderText, QColor::fromRgb(shades.faint));
    palette.setColor(QPalette::Mid, QColor::fromRgb(shades.mid));
    palette.setColor(QPalette::Midlight, QColor::fromRgb(shades.alternate));
    palette.setColor(QPalette::Dark, QColor::fromRgb(shades.dark));
    palette.setColor(QPalette::Light, QColor::fromRgb(shades.light));
    palette.setColor(QPalette::Shadow, Qt::black);
    palette.setColor(QPalette::Highlight, QColor::fromRgb(shades.highlight));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Link, QColor::fromRgb(shades.link));
    palette.setColor(QPalette::LinkVisited, QColor::fromRgb(shades.link));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, QColor::fromRgb(shades.faint));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, QColor::fromRgb(shades.mid));
    return palette;
}

}  // namespace

bool isDark(const QPalette& palette)
{
    return palette.color(QPalette::Window).lightness()
           < palette.color(QPalette::WindowText).lightness();
}

QColor toneColor(Tone tone, const QPalette& palette)
{
    const bool dark = isDark(palette);
    switch (tone) {
    case Tone::Neutral: return palette.color(QPalette::Text);
    case Tone::Muted: return dark ? QColor(0x9a, 0xa3, 0xb0) : QColor(0x5d, 0x66, 0x73);
    case Tone::Good: return dark ? QColor(0x4c, 0xc3, 0x8a) : QColor(0x0b, 0x74, 0x4a);
    case Tone::Bad: return dark ? QColor(0xff, 0x84, 0x78) : QColor(0xb4, 0x2a, 0x1f);
    case Tone::Warning: return dark ? QColor(0xf0, 0xb8, 0x4d) : QColor(0x8c, 0x5a, 0x00);
    case Tone::Accent: return dark ? QColor(0x7d, 0xb4, 0xf5) : QColor(0x1b, 0x5f, 0xae);
    }
    return palette.color(QPalette::Text);
}

QColor phaseColor(Phase phase)
{
    constexpr std::array<QRgb, kPhases> colors{0xff56b4e9, 0xffe69f00, 0xff009e73, 0xffcc79a7,
                                               0xff999999};
    return QColor::fromRgb(colors[std::size_t(phase)]);
}

ThemeSwitch::ThemeSwitch(QObject* parent)
    : QObject(parent),
      m_systemPalette(QApplication::palette()),
      m_systemStyle(QApplication::style()->objectName()),
      m_systemFont(QApplication::font())
{
}

void ThemeSwitch::setTheme(Theme theme)
{
    m_theme = theme;
    if (theme == Theme::System) {
        QApplication::setStyle(QStyleFactory::create(m_systemStyle));
        QApplication::setPalette(m_systemPalette);
        QToolTip::setPalette(m_systemPalette);
        return;
    }
    const QPalette palette = paletteOf(theme == Theme::Dark ? kDark : kLight);
    QApplication::setStyle(
        QStyleFactory::create(u"Fusion"_s));  // the only one that obeys a palette
    QApplication::setPalette(palette);
    QToolTip::setPalette(palette);
}

void ThemeSwitch::setTextPercent(int percent)
{
    m_textPercent = std::clamp(percent, 60, 250);
    QFont font = m_systemFont;
    const double points = font.pointSizeF() > 0 ? font.pointSizeF() : 10.0;
    font.setPointSizeF(points * m_textPercent / 100.0);
    QApplication::setFont(font);
}

QFont fixedFont()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(QApplication::font().pointSizeF());
    font.setStyleHint(QFont::Monospace);
    return font;
}

}  // namespace sym
