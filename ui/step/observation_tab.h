#pragma once

#include "ui/step/observation_lines.h"
#include "ui/step/step_tab.h"

class QLabel;
class QPlainTextEdit;

namespace sym {

class FindBar;
class ImageCache;
class ImageView;

/// The observation text beside the page: the element of the line under the cursor is framed on the
/// screenshot, and a click on the screenshot goes to the element's line.
class ObservationTab final : public StepTab {
    Q_OBJECT

public:
    explicit ObservationTab(ImageCache& images, QWidget* parent = nullptr);

    void showStep(const std::shared_ptr<const Step>& step) override;

    void selectElement(const QString& id);  ///< goes to its line and frames it
    QString currentElement() const { return m_element; }
    QPlainTextEdit* textView() const { return m_text; }
    FindBar* findBar() const { return m_find; }

private:
    void showImage();
    void followCursor();
    void markElement();
    QPointF toPage(const QPointF& source) const;

    ImageCache& m_images;
    QLabel* m_summary;
    QPlainTextEdit* m_text;
    FindBar* m_find;
    ImageView* m_view;
    std::shared_ptr<const Step> m_step;
    ObservationLines m_lines;
    QString m_element;
    bool m_filling = false;  ///< the cursor moves because we move it
};

}  // namespace sym
