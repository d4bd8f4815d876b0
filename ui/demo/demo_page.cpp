#include "ui/demo/demo_page.h"

#include <QtCore/QBuffer>
#include <QtGui/QImage>
#include <QtGui/QPainter>

using namespace Qt::StringLiterals;

namespace sym {

namespace {

constexpr int kWidth = 1280;
constexpr int kHeight = 720;
constexpr int kQuickPng = 80;  ///< little compression: drawing hundreds of pages stays quick
constexpr QColor kInk{0x22, 0x2b, 0x36};
constexpr QColor kBar{0x1f, 0x4e, 0x79};
constexpr QColor kButton{0xd9, 0x6b, 0x1f};

/// Draws and describes at once, so that rectangles and pixels agree.
class PageBuilder {
public:
    PageBuilder() : m_image(kWidth, kHeight, QImage::Format_RGB32), m_painter(&m_image)
    {
        m_image.fill(Qt::white);
        m_painter.setRenderHint(QPainter::Antialiasing);
    }

    void text(const QRectF& box, const QString& words, int pixels, const QColor& color = kInk)
    {
        QFont font = m_painter.font();
        font.setPixelSize(pixels);
        m_painter.setFont(font);
        m_painter.setPen(color);
        m_painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter, words);
    }

    void fill(const QRectF& box, const QColor& color)
    {
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(color);
        m_painter.drawRoundedRect(box, 4, 4);
    }

    void element(int indent, const char* role, const std::string& name, const QRectF& box)
    {
        const std::string id = std::to_string(m_next++);
        m_page.observation +=
            std::string(std::size_t(indent), '\t') + role + " [" + id + "] '" + name + "'\n";
        m_page.elements.push_back(
            {id, role, name, {}, Rectangle{box.x(), box.y(), box.width(), box.height()}});
    }

    void words(int indent, const std::string& line)
    {
        m_page.observation += std::string(std::size_t(indent), '\t') + line + "\n";
    }

    DemoPage finish(const std::string& title)
    {
        m_painter.end();
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        m_image.save(&buffer, "PNG", kQuickPng);
        m_page.title = title;
        m_page.engine = "page";
        m_page.format = "symbiont";
        m_page.browser = "demo";
        m_page.viewportWidth = kWidth;
        m_page.viewportHeight = kHeight;
        m_page.httpStatus = 200;
        return {m_page, bytes.toStdString()};
    }

private:
    QImage m_image;
    QPainter m_painter;
    PageRecord m_page;
    int m_next = 1;
};

void drawHeader(PageBuilder& builder, const std::string& filled)
{
    builder.fill({0, 0, kWidth, 64}, kBar);
    const QRectF logo(24, 14, 200, 36);
    builder.text(logo, u"Greenleaf Store"_s, 24, Qt::white);
    builder.element(1, "link", "Greenleaf Store", logo);
    const QRectF box(300, 14, 420, 36);
    builder.fill(box, Qt::white);
    builder.text(box.adjusted(10, 0, 0, 0),
                 filled.empty() ? u"Search the store"_s : QString::fromStdString(filled), 16,
                 filled.empty() ? QColor(0x77, 0x77, 0x77) : kInk);
    builder.element(1, "searchbox", filled.empty() ? "Search" : "Search: " + filled, box);
    const QRectF button(730, 14, 90, 36);
    builder.fill(button, kButton);
    builder.text(button.adjusted(18, 0, 0, 0), u"Search"_s, 16, Qt::white);
    builder.element(1, "button", "Search", button);
    double x = 900;
    for (const QString& link : {u"My Account"_s, u"My Orders"_s, u"Cart"_s}) {
        const QRectF place(x, 14, 110, 36);
        builder.text(place, link, 16, Qt::white);
        builder.element(1, "link", link.toStdString(), place);
        x += 120;
    }
}

}  // namespace

namespace {

const std::vector<std::string>& products(int page)
{
    static const std::vector<std::vector<std::string>> pages{
        {"Oak Bookshelf, 5 shelves", "Pine Bookshelf, 3 shelves", "Walnut Side Table",
         "Desk Lamp, brass", "Wool Rug"},
        {"Oak Bookshelf, 5 shelves", "Oak Bookshelf, narrow", "Oak Bookend pair"},
        {"Garden Chair", "Garden Table, folding", "Parasol, green", "Watering Can"}};
    return pages[std::size_t(page) % pages.size()];
}

}  // namespace

DemoPage demoPage(const std::string& title, const std::vector<std::string>& products,
                  const std::string& filled)
{
    PageBuilder builder;
    builder.words(0, "RootWebArea '" + title + "'");
    drawHeader(builder, filled);
    builder.text({24, 84, 900, 40}, QString::fromStdString(title), 28);
    builder.words(1, "heading '" + title + "'");
    double y = 140;
    int price = 12;
    for (const std::string& product : products) {
        builder.fill({24, y, 100, 80}, QColor(0xdd, 0xe6, 0xee));
        const QRectF name(144, y, 620, 30);
        builder.text(name, QString::fromStdString(product), 18, QColor(0x1b, 0x5f, 0xae));
        builder.element(1, "link", product, name);
        const std::string cost = "$" + std::to_string(price) + ".95";
        builder.text({144, y + 34, 200, 26}, QString::fromStdString(cost), 16);
        builder.words(2, "StaticText '" + cost + "'");
        const QRectF add(980, y + 20, 140, 40);
        builder.fill(add, kButton);
        builder.text(add.adjusted(20, 0, 0, 0), u"Add to Cart"_s, 16, Qt::white);
        builder.element(2, "button", "Add to Cart", add);
        y += 100;
        price += 7;
    }
    return builder.finish(title);
}

const DemoPage& DemoPages::at(int number)
{
    const auto found = m_drawn.find(number);
    if (found != m_drawn.end()) return found->second;
    const std::string title =
        number == 0 ? "Home & Furniture" : "Page " + std::to_string(number + 1);
    DemoPage made = demoPage(title, products(number), number % 3 == 1 ? "oak bookshelf" : "");
    made.page.url = "http://127.0.0.1:7770/furniture?page=" + std::to_string(number + 1);
    return m_drawn[number] = std::move(made);
}

}  // namespace sym
