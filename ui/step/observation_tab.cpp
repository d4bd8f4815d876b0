#include "ui/step/observation_tab.h"

#include <QtCore/QScopedValueRollback>
#include <QtGui/QTextBlock>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QVBoxLayout>

#include "ui/step/image_cache.h"
#include "ui/step/screenshot_tab.h"
#include "ui/widgets/find_bar.h"
#include "ui/widgets/image_view.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/theme.h"

using namespace Qt::StringLiterals;

namespace sym {

ObservationTab::ObservationTab(ImageCache& images, QWidget* parent)
    : StepTab(parent), m_images(images), m_summary(new QLabel(this))
{
    auto* left = new QWidget(this);
    m_text = new QPlainTextEdit(left);
    m_text->setObjectName(u"observationText"_s);
    m_text->setAccessibleName(tr("Observation as the agent read it"));
    m_text->setReadOnly(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFont(fixedFont());
    m_text->setTabStopDistance(m_text->fontMetrics().horizontalAdvance(u' ') * 4);
    m_find = new FindBar(m_text, left);
    auto* leftLayout = new QVBoxLayout(left);
    leftLayout->setContentsMargins(0, 0, 0, 0);
    leftLayout->setSpacing(0);
    leftLayout->addWidget(m_find);
    leftLayout->addWidget(m_text, 1);

    m_view = new ImageView(this);
    m_view->setObjectName(u"observationImage"_s);
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setObjectName(u"observationSplitter"_s);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(left);
    splitter->addWidget(m_view);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setMargin(4);
    m_summary->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);  // its text is long
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_summary);
    layout->addWidget(splitter, 1);

    connect(m_text, &QPlainTextEdit::cursorPositionChanged, this, [this] { followCursor(); });
    connect(m_find, &FindBar::marksChanged, this, [this] {
        if (!m_find->isVisible()) markElement();
    });
    connect(m_view, &ImageView::clicked, this, [this](const QPointF& source) {
        if (!m_step) return;
        const QString id = ObservationLines::elementAround(m_step->page, toPage(source));
        if (!id.isEmpty()) selectElement(id);
    });
    connect(&m_images, &ImageCache::ready, this, [this](const BlobId& id) {
        if (m_step && id == m_step->screenshotBefore) showImage();
    });
}

void ObservationTab::showStep(const std::shared_ptr<const Step>& step)
{
    m_step = step;
    m_element.clear();
    const QScopedValueRollback quiet(m_filling, true);
    if (!step) {
        m_text->clear();
        m_summary->clear();
        m_view->setImages({});
        return;
    }
    const PageRecord& page = step->page;
    m_lines = ObservationLines(page);
    m_text->setPlainText(text(page.observation));
    m_summary->setText(
        tr("%1 · engine %2, format %3 v%4 · %n element(s) · %5", nullptr, int(page.elements.size()))
            .arg(text(page.title), text(page.engine), text(page.format))
            .arg(page.formatVersion)
            .arg(text(page.browser)));
    m_summary->setToolTip(text(page.url));
    m_element = text(step->action.elementId);
    showImage();
    const int line = m_lines.lineOf(m_element);
    if (line >= 0) {
        m_text->setTextCursor(QTextCursor(m_text->document()->findBlockByNumber(line)));
        m_text->centerCursor();
    }
    markElement();
}

void ObservationTab::showImage()
{
    const QImage image = m_images.full(m_step->screenshotBefore);
    m_view->setCaption(m_step->screenshotBefore.empty() ? tr("No screenshot") : tr("Loading…"));
    m_view->setImages(image);
    markElement();
}

QPointF ObservationTab::toPage(const QPointF& source) const
{
    const QImage& image = m_view->firstImage();
    if (!m_step || image.isNull() || m_step->page.viewportWidth <= 0) return source;
    return source * m_step->page.viewportWidth / image.width();
}

void ObservationTab::followCursor()
{
    if (!m_step || m_filling) return;
    const QString id = m_lines.elementAt(m_text->textCursor().blockNumber());
    if (id == m_element) return;
    m_element = id;
    markElement();
}

void ObservationTab::selectElement(const QString& id)
{
    const int line = m_lines.lineOf(id);
    if (line < 0) return;
    m_element = id;
    const QScopedValueRollback quiet(m_filling, true);
    m_text->setTextCursor(QTextCursor(m_text->document()->findBlockByNumber(line)));
    m_text->centerCursor();
    markElement();
}

void ObservationTab::markElement()
{
    if (!m_step) return;
    const QImage& image = m_view->firstImage();
    QList<ImageMark> marks = targetMarks(*m_step, image);
    for (ImageMark& mark : marks) mark.label.clear();
    for (const Element& element : m_step->page.elements) {
        if (text(element.id) != m_element || !element.rectangle || image.isNull()) continue;
        marks.append({toImage(*element.rectangle, *m_step, image),
                      text(element.role) + u" "_s + text(element.name), ImageMark::Kind::Hover});
        break;
    }
    m_view->setMarks(marks);

    const int line = m_lines.lineOf(m_element);
    if (m_find->isVisible()) return;  // its hits are marked instead
    if (line < 0) {
        m_text->setExtraSelections({});
        return;
    }
    QTextEdit::ExtraSelection mark;
    mark.cursor = QTextCursor(m_text->document()->findBlockByNumber(line));
    QColor color = palette().color(QPalette::Highlight);
    color.setAlpha(70);
    mark.format.setBackground(color);
    mark.format.setProperty(QTextFormat::FullWidthSelection, true);
    m_text->setExtraSelections({mark});
}

}  // namespace sym
