#include "ui/step/screenshot_tab.h"

#include <QtGui/QActionGroup>
#include <QtWidgets/QLabel>
#include <QtWidgets/QToolBar>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include "ui/step/image_cache.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/svg_icon.h"

using namespace Qt::StringLiterals;

namespace sym {

QRectF toImage(const Rectangle& rectangle, const Step& step, const QImage& image)
{
    const double scale = step.page.viewportWidth > 0 && !image.isNull()
                             ? double(image.width()) / step.page.viewportWidth
                             : 1.0;
    return {rectangle.x * scale, rectangle.y * scale, rectangle.width * scale,
            rectangle.height * scale};
}

QList<ImageMark> targetMarks(const Step& step, const QImage& image)
{
    if (!step.target || image.isNull()) return {};
    return {{toImage(*step.target, step, image), text(step.rawAction), ImageMark::Kind::Target}};
}

ScreenshotTab::ScreenshotTab(ImageCache& images, QWidget* parent)
    : StepTab(parent), m_images(images), m_view(new ImageView(this)), m_zoom(new QLabel(this))
{
    m_view->setObjectName(u"screenshotView"_s);
    m_view->setTitles(tr("Before"), tr("After"));
    auto* bar = new QToolBar(this);
    bar->setToolButtonStyle(Qt::ToolButtonTextOnly);
    auto* modes = new QActionGroup(this);
    const auto mode = [&](const QString& name, const QString& title, const QString& tip,
                          ImageView::Mode value) {
        QAction* action = bar->addAction(title);
        action->setObjectName(name);
        action->setToolTip(tip);
        action->setCheckable(true);
        modes->addAction(action);
        connect(action, &QAction::triggered, this, [this, value] { setMode(value); });
        return action;
    };
    mode(u"showBefore"_s, tr("Before"), tr("The page the agent saw"), ImageView::Mode::First)
        ->setChecked(true);
    mode(u"showAfter"_s, tr("After"), tr("The page after the action"), ImageView::Mode::Second);
    mode(u"showSwipe"_s, tr("Swipe"), tr("Drag a divider between before and after"),
         ImageView::Mode::Swipe);
    mode(u"showBoth"_s, tr("Side by side"), tr("Before and after beside each other"),
         ImageView::Mode::SideBySide);
    bar->addSeparator();
    const auto zoom = [&](const QString& icon, const QString& tip, auto handler) {
        QAction* action = bar->addAction(svgIcon(icon), tip);
        connect(action, &QAction::triggered, this, handler);
        qobject_cast<QWidget*>(bar->widgetForAction(action))->setAccessibleName(tip);
        static_cast<QToolButton*>(bar->widgetForAction(action))
            ->setToolButtonStyle(Qt::ToolButtonIconOnly);
    };
    zoom(u"zoom_out"_s, tr("Zoom out (Ctrl+wheel)"),
         [this] { m_view->setZoom(m_view->zoom() / 1.25); });
    zoom(u"zoom_in"_s, tr("Zoom in (Ctrl+wheel)"),
         [this] { m_view->setZoom(m_view->zoom() * 1.25); });
    zoom(u"fit"_s, tr("Fit into the view (double click: 100 %)"), [this] { m_view->setZoom({}); });
    bar->addWidget(m_zoom);
    connect(m_view, &ImageView::zoomChanged, this, [this] {
        m_zoom->setText(m_view->isFitted() ? tr("fit") : percentText(m_view->zoom()));
    });
    m_zoom->setText(tr("fit"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(bar);
    layout->addWidget(m_view, 1);
    connect(&m_images, &ImageCache::ready, this, [this](const BlobId& id) {
        if (m_step && (id == m_step->screenshotBefore || id == m_step->screenshotAfter))
            showImages();
    });
}

void ScreenshotTab::setMode(ImageView::Mode mode)
{
    m_view->setMode(mode);
}

void ScreenshotTab::showStep(const std::shared_ptr<const Step>& step)
{
    m_step = step;
    showImages();
}

void ScreenshotTab::showImages()
{
    if (!m_step) {
        m_view->setCaption(tr("No step selected"));
        m_view->setImages({});
        return;
    }
    const QImage before = m_images.full(m_step->screenshotBefore);
    const QImage after = m_images.full(m_step->screenshotAfter);
    const bool none = m_step->screenshotBefore.empty() && m_step->screenshotAfter.empty();
    m_view->setCaption(none ? tr("This run was recorded without screenshots") : tr("Loading…"));
    m_view->setImages(before, after);
    m_view->setMarks(targetMarks(*m_step, before));
}

}  // namespace sym
