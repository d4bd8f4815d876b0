#pragma once

#include <QtWidgets/QFrame>

#include <optional>

#include "core/trajectory/step.h"
#include "ui/widgets/image_view.h"

class QLabel;
class QPlainTextEdit;

namespace sym {

/// What one of the two models wants and why.
class ProposalPane final : public QFrame {
    Q_OBJECT

public:
    ProposalPane(ImageMark::Kind kind, const QString& name, QWidget* parent = nullptr);

    /// @param note below the action, e.g. the rank; @param whenNone shown without a candidate
    void setCandidate(const std::optional<Candidate>& candidate, const Step& step,
                      const QString& note, const QString& whenNone);
    void clear();

protected:
    void changeEvent(QEvent* event) override;

private:
    void showTitle();

    ImageMark::Kind m_kind;
    QString m_title;
    QLabel* m_heading;
    QLabel* m_action;
    QLabel* m_note;
    QPlainTextEdit* m_reason;
};

}  // namespace sym
