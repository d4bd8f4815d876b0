#include "ui/decision/page_sketch.h"

#include <QtGui/QFontMetrics>
#include <QtGui/QPainter>

#include <algorithm>

#include "ui/widgets/number_text.h"

namespace sym {

namespace {

constexpr int kWidth = 1280;  ///< of a page that does not say
constexpr int kHeight = 720;
constexpr int kMostScreens = 3;  ///< so much of a long page is drawn
constexpr QColor kPaper{0xfa, 0xfa, 0xf7};
constexpr QColor kEdge{0xb8, 0xc0, 0xc8};
constexpr QColor kInk{0x44, 0x4d, 0x57};

QRectF boxOf(const Element& element)
{
    return {element.rectangle->x, element.rectangle->y, element.rectangle->width,
            element.rectangle->height};
}

QSize sizeOf(const PageRecord& page)
{
    const int width = page.viewportWidth > 0 ? page.viewportWidth : kWidth;
    const int screen = page.viewportHeight > 0 ? page.viewportHeight : kHeight;
    double bottom = screen;
    for (const Element& element : page.elements)
        if (element.rectangle) bottom = std::max(bottom, boxOf(element).bottom());
    return {width, std::min(int(bottom), screen * kMostScreens)};
}

}  // namespace

QImage pageSketch(const PageRecord& page)
{
    const bool hasPlaces = std::ranges::any_of(
        page.elements, [](const Element& element) { return element.rectangle.has_value(); });
    if (!hasPlaces) return {};
    QImage image(sizeOf(page), QImage::Format_RGB32);
    image.fill(kPaper);
    QPainter painter(&image);
    QFont font = painter.font();
    font.setPixelSize(13);
    painter.setFont(font);
    const QFontMetrics metrics(font);
    for (const Element& element : page.elements) {
        if (!element.rectangle) continue;
        const QRectF box = boxOf(element);
        painter.setPen(kEdge);
        painter.drawRect(box);
        painter.setPen(kInk);
        painter.drawText(box.adjusted(3, 0, -3, 0), Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(text(element.name), Qt::ElideRight,
                                            std::max(0, int(box.width()) - 6)));
    }
    return image;
}

}  // namespace sym
