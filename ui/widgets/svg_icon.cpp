#include "ui/widgets/svg_icon.h"

#include <QtCore/QFile>
#include <QtCore/QHash>
#include <QtCore/QRegularExpression>
#include <QtCore/QXmlStreamReader>
#include <QtGui/QGuiApplication>
#include <QtGui/QIconEngine>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <QtGui/QPalette>

#include <memory>
#include <vector>

using namespace Qt::StringLiterals;

namespace sym {

namespace {

struct Shape {
    QPainterPath path;
    double strokeWidth = 0;  ///< 0: filled
};

struct Drawing {
    QRectF viewBox{0, 0, 24, 24};
    std::vector<Shape> shapes;
};

/// Reads the `d` attribute of a path, one command after the other.
class PathReader {
public:
    explicit PathReader(const QString& text)
    {
        static const QRegularExpression token(
            u"([MmLlHhVvCcQqZz])|(-?(?:[0-9]*\\.[0-9]+|[0-9]+))"_s);
        for (auto match = token.globalMatch(text); match.hasNext();)
            m_tokens.append(match.next().captured());
    }

    QPainterPath read()
    {
        QChar command;
        while (m_next < m_tokens.size()) {
            if (m_tokens[m_next][0].isLetter()) command = m_tokens[m_next++][0];
            apply(command);
            if (command == u'M') command = u'L';  // further pairs are lines
            if (command == u'm') command = u'l';
        }
        return m_path;
    }

private:
    double number() { return m_next < m_tokens.size() ? m_tokens[m_next++].toDouble() : 0; }

    QPointF point(bool relative)
    {
        const double x = number();
        const double y = number();
        return relative ? m_path.currentPosition() + QPointF(x, y) : QPointF(x, y);
    }

    void apply(QChar command)
    {
        const bool relative = command.isLower();
        const QPointF here = m_path.currentPosition();
        switch (command.toUpper().unicode()) {
        case 'M': m_path.moveTo(point(relative)); break;
        case 'L': m_path.lineTo(point(relative)); break;
        case 'H': m_path.lineTo(number() + (relative ? here.x() : 0), here.y()); break;
        case 'V': m_path.lineTo(here.x(), number() + (relative ? here.y() : 0)); break;
        case 'C': {
            const QPointF a = point(relative);
            const QPointF b = point(relative);
            m_path.cubicTo(a, b, point(relative));
            break;
        }
        case 'Q': {
            const QPointF a = point(relative);
            m_path.quadTo(a, point(relative));
            break;
        }
        case 'Z': m_path.closeSubpath(); break;
        default: m_next = m_tokens.size(); break;  // not part of the language
        }
    }

    QStringList m_tokens;
    qsizetype m_next = 0;
    QPainterPath m_path;
};

QPainterPath shapePath(const QXmlStreamReader& xml)
{
    const auto attributes = xml.attributes();
    const auto number = [&](QLatin1StringView name) { return attributes.value(name).toDouble(); };
    QPainterPath path;
    if (xml.name() == "path"_L1)
        path = PathReader(attributes.value("d"_L1).toString()).read();
    else if (xml.name() == "circle"_L1)
        path.addEllipse(QPointF(number("cx"_L1), number("cy"_L1)), number("r"_L1), number("r"_L1));
    else if (xml.name() == "rect"_L1)
        path.addRoundedRect(
            QRectF(number("x"_L1), number("y"_L1), number("width"_L1), number("height"_L1)),
            number("rx"_L1), number("rx"_L1));
    else if (xml.name() == "line"_L1) {
        path.moveTo(number("x1"_L1), number("y1"_L1));
        path.lineTo(number("x2"_L1), number("y2"_L1));
    } else if (xml.name() == "polyline"_L1) {
        path = PathReader(u"M"_s + attributes.value("points"_L1).toString()).read();
    }
    return path;
}

using SharedDrawing = std::shared_ptr<const Drawing>;

SharedDrawing readDrawing(const QString& file)
{
    QFile device(file);
    if (!device.open(QIODevice::ReadOnly)) return nullptr;
    auto drawing = std::make_shared<Drawing>();
    QXmlStreamReader xml(&device);
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) continue;
        const QPainterPath path = shapePath(xml);
        if (path.isEmpty()) continue;
        const bool filled = xml.attributes().value("fill"_L1) == "currentColor"_L1;
        const double width = xml.attributes().value("stroke-width"_L1).toDouble();
        drawing->shapes.push_back({path, filled ? 0.0 : (width > 0 ? width : 2.0)});
    }
    return drawing;
}

class DrawingEngine final : public QIconEngine {
public:
    explicit DrawingEngine(SharedDrawing drawing) : m_drawing(std::move(drawing)) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        const QPalette palette = QGuiApplication::palette();
        const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
        const QColor color = mode == QIcon::Selected ? palette.color(QPalette::HighlightedText)
                                                     : palette.color(group, QPalette::ButtonText);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->translate(rect.topLeft());
        painter->scale(rect.width() / m_drawing->viewBox.width(),
                       rect.height() / m_drawing->viewBox.height());
        for (const Shape& shape : m_drawing->shapes) {
            const QPen pen(color, shape.strokeWidth, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
            painter->setPen(shape.strokeWidth > 0 ? pen : QPen(Qt::NoPen));
            painter->setBrush(shape.strokeWidth > 0 ? QBrush(Qt::NoBrush) : QBrush(color));
            painter->drawPath(shape.path);
        }
        painter->restore();
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

    QIconEngine* clone() const override { return new DrawingEngine(*this); }

private:
    SharedDrawing m_drawing;
};

}  // namespace

QIcon svgIcon(const QString& name)
{
    static QHash<QString, SharedDrawing> known;  // lists ask for an icon at each painted row
    SharedDrawing& drawing = known[name];
    if (!drawing) drawing = readDrawing(u":/icons/"_s + name + u".svg"_s);
    return drawing ? QIcon(new DrawingEngine(drawing)) : QIcon();
}

}  // namespace sym
