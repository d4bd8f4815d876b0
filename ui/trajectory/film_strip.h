#pragma once

#include <QtWidgets/QAbstractScrollArea>

namespace sym {

class StepListModel;

/// The episode as a strip of thumbnails over bars as high as each step took. A click selects; the
/// current step is framed; steps with an error carry a mark.
class FilmStrip final : public QAbstractScrollArea {
    Q_OBJECT

public:
    explicit FilmStrip(StepListModel* model, QWidget* parent = nullptr);

    void setCurrent(int row);
    int current() const { return m_current; }
    QSize sizeHint() const override;

Q_SIGNALS:
    void clicked(int row);

protected:
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void mousePressEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    int frameWidth() const;
    int frameHeight() const;
    int barHeight() const;
    QRect frameRect(int row) const;
    int rowAt(int x) const;
    void updateRange();
    void paintFrame(QPainter& painter, int row, double slowest) const;

    StepListModel* m_model;
    int m_current = -1;
};

}  // namespace sym
