#include "ui/decision/two_action_view.h"

#include <QtCore/QEvent>
#include <QtCore/QRegularExpression>
#include <QtWidgets/QLabel>
#include <QtWidgets/QVBoxLayout>

#include "ui/decision/decision_text.h"
#include "ui/decision/page_sketch.h"
#include "ui/step/candidate_model.h"
#include "ui/step/image_cache.h"
#include "ui/step/screenshot_tab.h"
#include "ui/widgets/number_text.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

constexpr int kLighterInTheDark = 150;  ///< per cent, so that words in a mark's colour are read

/// On the frame itself there is little room; the legend says it in full.
QString shortName(const std::optional<Candidate>& candidate)
{
    if (!candidate) return {};
    switch (candidate->proposer) {
    case Actor::Planner: return TwoActionView::tr("Planner");
    case Actor::Large: return TwoActionView::tr("Large");
    case Actor::Small: return TwoActionView::tr("Small");
    default: return actorText(candidate->proposer);
    }
}

void addMark(const Step& step, const std::optional<Candidate>& candidate, ImageMark::Kind kind,
             const QString& who, const QImage& image, QList<ImageMark>& marks)
{
    if (!candidate || candidate->action.elementId.empty()) return;
    for (const Element& element : step.page.elements) {
        if (element.id != candidate->action.elementId || !element.rectangle) continue;
        const QString action =
            text(candidate->raw.empty() ? formatAction(candidate->action) : candidate->raw);
        marks << ImageMark{toImage(*element.rectangle, step, image), who + u": "_s + action, kind};
        return;
    }
}

}  // namespace

QList<ImageMark> twoActionMarks(const Step& step, const TwoActions& actions, const QImage& image)
{
    QList<ImageMark> marks;
    if (image.isNull()) return marks;
    addMark(step, actions.large, ImageMark::Kind::Large, shortName(actions.large), image, marks);
    addMark(step, actions.small, ImageMark::Kind::Small, shortName(actions.small), image, marks);
    if (marks.size() == 2 && marks[0].rectangle == marks[1].rectangle) {
        marks[0].rectangle.adjust(-6, -6, 6, 6);  // around the other, so that both are seen
        marks[0].label =
            TwoActionView::tr("%1 and %2").arg(shortName(actions.large), shortName(actions.small));
        if (actions.large->action == actions.small->action)
            marks[0].label += u": "_s + text(actions.large->raw);
        marks[1].label.clear();
    }
    return marks;
}

QString swatchHtml(ImageMark::Kind kind, const QPalette& palette)
{
    QColor color = markColor(kind);
    if (isDark(palette)) color = color.lighter(kLighterInTheDark);
    return u"<span style=\"color:%1\">%2</span>"_s.arg(
        color.name(), kind == ImageMark::Kind::Large ? u"▧"_s : u"■"_s);
}

TwoActionView::TwoActionView(ImageCache& images, QWidget* parent)
    : QWidget(parent), m_images(images), m_view(new ImageView(this)), m_legend(new QLabel(this))
{
    m_view->setObjectName(u"twoActionImage"_s);
    m_legend->setObjectName(u"twoActionLegend"_s);
    m_legend->setWordWrap(true);
    m_legend->setTextFormat(Qt::RichText);
    m_legend->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_legend);
    layout->addWidget(m_view, 1);
    connect(&m_images, &ImageCache::ready, this, [this](const BlobId& id) {
        if (m_step && id == m_step->screenshotBefore) showImage();
    });
    setActions(nullptr, {});
}

void TwoActionView::setActions(std::shared_ptr<const Step> step, const TwoActions& actions)
{
    m_step = std::move(step);
    m_actions = actions;
    showLegend();
    showImage();
}

void TwoActionView::showImage()
{
    if (!m_step) {
        m_view->setCaption(tr("No decision selected"));
        m_view->setImages({});
        m_view->setMarks({});
        return;
    }
    const bool isSketch = m_step->screenshotBefore.empty();
    const QImage image =
        isSketch ? pageSketch(m_step->page) : m_images.full(m_step->screenshotBefore);
    m_view->setCaption(isSketch ? tr("This run was recorded without screenshots") : tr("Loading…"));
    m_view->setImages(image);
    m_view->setMarks(twoActionMarks(*m_step, m_actions, image));
}

bool TwoActionView::isLoading() const
{
    return m_step && !m_step->screenshotBefore.empty() && m_view->firstImage().isNull();
}

void TwoActionView::showLegend()
{
    if (!m_step) {
        m_legend->clear();
        return;
    }
    const auto line = [this](ImageMark::Kind kind, const std::optional<Candidate>& candidate,
                             Actor otherwise) {
        const QString name = actorText(candidate ? candidate->proposer : otherwise);
        const QString who = kind == ImageMark::Kind::Small ? tr("%1 (solid):").arg(name)
                                                           : tr("%1 (dashed):").arg(name);
        const QString what = candidate ? actionInWords(*candidate, *m_step) : tr("no action");
        return swatchHtml(kind, palette()) + u" <b>"_s + who.toHtmlEscaped() + u"</b> "_s
               + what.toHtmlEscaped();
    };
    QString legend = line(ImageMark::Kind::Small, m_actions.small, Actor::Small) + u"<br>"_s
                     + line(ImageMark::Kind::Large, m_actions.large, Actor::Large);
    if (m_step->screenshotBefore.empty())
        legend +=
            u"<br>"_s + tr("Recorded without screenshots: the boxes are the page's elements.");
    m_legend->setText(legend);
}

QString TwoActionView::legend() const
{
    QString plain = m_legend->text();
    static const QRegularExpression tags(u"<[^>]*>"_s);
    return plain.replace(u"<br>"_s, u"\n"_s).remove(tags);
}

void TwoActionView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) showLegend();
}

}  // namespace sym
