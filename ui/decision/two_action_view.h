#pragma once

#include <QtWidgets/QWidget>

#include <memory>
#include <optional>

#include "core/trajectory/step.h"
#include "ui/widgets/image_view.h"

class QLabel;

namespace sym {

class ImageCache;

/// What two models want on one page.
struct TwoActions {
    std::optional<Candidate> small;
    std::optional<Candidate> large;
};

/// The page of a step with what both models want outlined: the small model's solid and blue, the
/// large model's dashed and orange. Actions without an element stand in the legend above.
class TwoActionView final : public QWidget {
    Q_OBJECT

public:
    explicit TwoActionView(ImageCache& images, QWidget* parent = nullptr);

    /// @param step null clears the view
    void setActions(std::shared_ptr<const Step> step, const TwoActions& actions);
    ImageView* view() const { return m_view; }
    bool hasStep() const { return m_step != nullptr; }
    bool isLoading() const;  ///< the step has a picture, which is not here yet
    QString legend() const;  ///< as plain text

protected:
    void changeEvent(QEvent* event) override;

private:
    void showImage();
    void showLegend();

    ImageCache& m_images;
    ImageView* m_view;
    QLabel* m_legend;
    std::shared_ptr<const Step> m_step;
    TwoActions m_actions;
};

/// Frames for what both want, scaled to the image; none for actions without an element that is
/// drawn.
QList<ImageMark> twoActionMarks(const Step& step, const TwoActions& actions, const QImage& image);

/// A small sample of a model's frame for legends: the filled or the hollow square in its colour.
QString swatchHtml(ImageMark::Kind kind, const QPalette& palette);

}  // namespace sym
