#pragma once

#include "ui/step/step_tab.h"
#include "ui/widgets/image_view.h"

class QToolButton;
class QLabel;

namespace sym {

class ImageCache;

/// The page before and after the action: one of them, swiped or side by side; the element acted on
/// is outlined.
class ScreenshotTab final : public StepTab {
    Q_OBJECT

public:
    explicit ScreenshotTab(ImageCache& images, QWidget* parent = nullptr);

    void showStep(const std::shared_ptr<const Step>& step) override;
    ImageView* view() const { return m_view; }

private:
    void showImages();
    void setMode(ImageView::Mode mode);

    ImageCache& m_images;
    ImageView* m_view;
    QLabel* m_zoom;
    std::shared_ptr<const Step> m_step;
};

/// The frame around the element a step acted on, scaled from the page's CSS pixels to the image's.
QList<ImageMark> targetMarks(const Step& step, const QImage& image);

/// A rectangle of the page in pixels of a screenshot of it.
QRectF toImage(const Rectangle& rectangle, const Step& step, const QImage& image);

}  // namespace sym
