#include "ui/step/observation_lines.h"

#include <QtCore/QSet>

#include <limits>
#include <string_view>

#include "ui/widgets/number_text.h"

namespace sym {

ObservationLines::ObservationLines(const PageRecord& page)
{
    QSet<QString> known;
    known.reserve(qsizetype(page.elements.size()));
    for (const Element& element : page.elements) known.insert(text(element.id));

    int line = 0;
    const std::string_view all = page.observation;
    for (std::size_t start = 0; start <= all.size(); ++line) {
        const std::size_t end = std::min(all.find('\n', start), all.size());
        const std::string_view words = all.substr(start, end - start);
        start = end + 1;
        for (std::size_t open = words.find('['); open != std::string_view::npos;
             open = words.find('[', open + 1)) {
            const std::size_t close = words.find(']', open);
            if (close == std::string_view::npos) break;
            const QString id = text(words.substr(open + 1, close - open - 1));
            if (!known.contains(id) || m_lines.contains(id)) continue;
            m_lines.insert(id, line);
            m_elements.insert(line, id);
            break;
        }
    }
}

int ObservationLines::lineOf(const QString& elementId) const
{
    return m_lines.value(elementId, -1);
}

QString ObservationLines::elementAt(int line) const
{
    return m_elements.value(line);
}

QString ObservationLines::elementAround(const PageRecord& page, const QPointF& point)
{
    const Element* best = nullptr;
    double bestArea = std::numeric_limits<double>::max();
    for (const Element& element : page.elements) {
        if (!element.rectangle) continue;
        const Rectangle& box = *element.rectangle;
        const bool inside = point.x() >= box.x && point.y() >= box.y
                            && point.x() <= box.x + box.width && point.y() <= box.y + box.height;
        if (!inside || box.width * box.height >= bestArea) continue;
        best = &element;
        bestArea = box.width * box.height;
    }
    return best ? text(best->id) : QString();
}

}  // namespace sym
