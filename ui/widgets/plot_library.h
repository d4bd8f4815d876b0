#pragma once

#include <QtCore/QtGlobal>

// QCustomPlot's header is written with Qt's short keywords, which this program does without.
#define signals Q_SIGNALS
#define slots Q_SLOTS
#define foreach(variable, container) for (variable : container)
#include <qcustomplot.h>
#undef signals
#undef slots
#undef foreach
