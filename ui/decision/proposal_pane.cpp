#include "ui/decision/proposal_pane.h"

#include <QtCore/QEvent>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QVBoxLayout>

#include "ui/decision/decision_text.h"
#include "ui/decision/two_action_view.h"
#include "ui/step/candidate_model.h"
#include "ui/widgets/number_text.h"

using namespace Qt::StringLiterals;

namespace sym {

ProposalPane::ProposalPane(ImageMark::Kind kind, const QString& name, QWidget* parent)
    : QFrame(parent),
      m_kind(kind),
      m_heading(new QLabel(this)),
      m_action(new QLabel(this)),
      m_note(new QLabel(this)),
      m_reason(new QPlainTextEdit(this))
{
    setObjectName(name);
    setFrameShape(QFrame::StyledPanel);
    m_action->setObjectName(u"proposalAction"_s);
    m_action->setWordWrap(true);
    m_action->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QFont bold = font();
    bold.setBold(true);
    m_action->setFont(bold);
    m_note->setObjectName(u"proposalNote"_s);
    m_note->setWordWrap(true);
    m_reason->setObjectName(u"proposalReason"_s);
    m_reason->setReadOnly(true);
    m_reason->setFrameShape(QFrame::NoFrame);
    m_reason->setTabChangesFocus(true);
    m_reason->setAccessibleName(tr("Reasoning"));
    m_reason->setMinimumHeight(fontMetrics().height() * 2);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 4, 6, 4);
    layout->setSpacing(2);
    layout->addWidget(m_heading);
    layout->addWidget(m_action);
    layout->addWidget(m_note);
    layout->addWidget(m_reason, 1);
    clear();
}

void ProposalPane::clear()
{
    m_title = m_kind == ImageMark::Kind::Small ? tr("Small model") : tr("Large model");
    showTitle();
    m_action->clear();
    m_note->clear();
    m_reason->clear();
}

void ProposalPane::setCandidate(const std::optional<Candidate>& candidate, const Step& step,
                                const QString& note, const QString& whenNone)
{
    if (candidate) m_title = actorText(candidate->proposer);
    showTitle();
    m_action->setText(candidate ? actionInWords(*candidate, step) : whenNone);
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    m_reason->setPlainText(candidate ? text(candidate->reason) : QString());
    m_reason->setPlaceholderText(candidate ? tr("It gave no reason.") : QString());
}

void ProposalPane::showTitle()
{
    m_heading->setText(swatchHtml(m_kind, palette()) + u" "_s + m_title.toHtmlEscaped());
}

void ProposalPane::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) showTitle();
    if (event->type() == QEvent::FontChange
        && m_action->font().pointSizeF() != font().pointSizeF()) {
        QFont bold = font();
        bold.setBold(true);
        m_action->setFont(bold);
    }
}

}  // namespace sym
