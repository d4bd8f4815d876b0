#pragma once

#include <QtCore/QObject>
#include <QtGui/QColor>
#include <QtGui/QFont>
#include <QtGui/QPalette>

namespace sym {

enum class Theme { System, Light, Dark };

/// What a colour says; never the only sign of it, words or shapes say the same.
enum class Tone { Neutral, Muted, Good, Bad, Warning, Accent };

/// The phases of a step, in the order they happen; indices of phaseColor().
enum class Phase { Observe, Decide, Act, Settle, Screenshot };
inline constexpr int kPhases = 5;

bool isDark(const QPalette& palette);

/// A colour with enough contrast on the palette's base, dark or light.
QColor toneColor(Tone tone, const QPalette& palette);

/// Okabe-Ito colours, told apart by colour-blind people too.
QColor phaseColor(Phase phase);

/// Switches the program between the platform's look and our light and dark palettes, and scales
/// its text. One object, made after QApplication; the GUI thread only.
class ThemeSwitch final : public QObject {
    Q_OBJECT

public:
    explicit ThemeSwitch(QObject* parent = nullptr);

    void setTheme(Theme theme);
    Theme theme() const { return m_theme; }

    /// @param percent of the system's text size, kept within 60...250
    void setTextPercent(int percent);
    int textPercent() const { return m_textPercent; }

private:
    QPalette m_systemPalette;
    QString m_systemStyle;
    QFont m_systemFont;
    Theme m_theme = Theme::System;
    int m_textPercent = 100;
};

/// The fixed-width font in the program's text size.
QFont fixedFont();

}  // namespace sym
