#pragma once

#include <QtCore/QHash>
#include <QtCore/QPointF>
#include <QtCore/QString>

#include "core/trajectory/page_record.h"

namespace sym {

/// Which line of an observation text speaks of which element, both ways.
///
/// Element ids stand in square brackets (`link [12] 'Home'`, `[12] link 'Home'`); only those of the
/// page's element table count, so brackets in names do no harm. Built once a step.
class ObservationLines {
public:
    ObservationLines() = default;
    explicit ObservationLines(const PageRecord& page);

    int lineOf(const QString& elementId) const;  ///< 0-based, -1: not in the text
    QString elementAt(int line) const;           ///< "" when the line names none

    /// The smallest element around a point of the page in CSS pixels, "" for none.
    static QString elementAround(const PageRecord& page, const QPointF& point);

private:
    QHash<QString, int> m_lines;
    QHash<int, QString> m_elements;
};

}  // namespace sym
