#pragma once

#include <QtWidgets/QWidget>

#include <optional>

namespace sym {

/// Lies over a live page: frames the element an agent is about to act on, and keeps the mouse of
/// the person away from the page unless the page was taken over.
class TargetOverlay final : public QWidget {
    Q_OBJECT

public:
    explicit TargetOverlay(QWidget* parent);

    /// @param target in the page's CSS pixels, nothing: no frame
    void setTarget(const std::optional<QRectF>& target, const QString& label);
    const std::optional<QRectF>& target() const { return m_target; }
    void setTakenOver(bool takenOver);

protected:
    void paintEvent(QPaintEvent*) override;

private:
    std::optional<QRectF> m_target;
    QString m_label;
};

}  // namespace sym
