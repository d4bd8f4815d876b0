#include "ui/synthesis/revision_bar.h"

#include <QtCore/QDateTime>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>

#include "core/jobs/job.h"
#include "core/store/project_store.h"
#include "core/synthesis/revise_decision.h"
#include "ui/widgets/number_text.h"

using namespace Qt::StringLiterals;

namespace sym {

using Newest = std::optional<Revision>;

RevisionBar::RevisionBar(QThreadPool& storePool, QWidget* parent)
    : QWidget(parent), m_pool(storePool)
{
    setObjectName(u"revisionBar"_s);
    build();
    setDecision(nullptr, {}, nullptr);
}

void RevisionBar::build()
{
    m_state = new QLabel(this);
    m_state->setObjectName(u"revisionState"_s);
    m_state->setWordWrap(true);
    m_state->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_action = new QLineEdit(this);
    m_action->setObjectName(u"revisionAction"_s);
    m_action->setPlaceholderText(tr("click [12]"));
    m_reason = new QLineEdit(this);
    m_reason->setObjectName(u"revisionReason"_s);
    m_reason->setPlaceholderText(tr("Why this is right"));
    auto* actionLabel = new QLabel(tr("&Better action:"), this);
    actionLabel->setBuddy(m_action);
    auto* reasonLabel = new QLabel(tr("Rea&son:"), this);
    reasonLabel->setBuddy(m_reason);
    m_save = new QPushButton(tr("Save revision"), this);
    m_save->setObjectName(u"revisionSave"_s);
    m_undo = new QPushButton(tr("Undo revision"), this);
    m_undo->setObjectName(u"revisionUndo"_s);
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(6, 4, 6, 4);
    layout->addWidget(m_state, 0, 0, 1, 4);
    layout->addWidget(actionLabel, 1, 0);
    layout->addWidget(m_action, 1, 1);
    layout->addWidget(reasonLabel, 1, 2);
    layout->addWidget(m_reason, 1, 3);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_undo);
    buttons->addWidget(m_save);
    layout->addLayout(buttons, 2, 0, 1, 4);
    layout->setColumnStretch(1, 2);
    layout->setColumnStretch(3, 3);
    connect(m_save, &QPushButton::clicked, this, &RevisionBar::save);
    connect(m_undo, &QPushButton::clicked, this, &RevisionBar::undo);
    for (QLineEdit* field : {m_action, m_reason}) {
        connect(field, &QLineEdit::returnPressed, this, &RevisionBar::save);
        connect(field, &QLineEdit::textChanged, this, &RevisionBar::showButtons);
        connect(field, &QLineEdit::textChanged, this, &RevisionBar::edited);
    }
}

void RevisionBar::setDecision(std::shared_ptr<ProjectStore> store, EpisodeId episode,
                              const std::shared_ptr<const Step>& step)
{
    m_store = std::move(store);
    m_episode = episode;
    m_step = step;
    ++m_generation;
    m_isBusy = false;
    m_revision.reset();
    setEnabled(m_step != nullptr);
    fill({}, {});
    m_state->clear();
    if (m_step) read();
}

void RevisionBar::read()
{
    const auto future = runJob<Newest>(
        m_pool, [store = m_store, episode = m_episode, step = m_step->index](JobContext&) {
            return store->revisions().newest(episode, step);
        });
    onFinished(future, this, [this, generation = m_generation](const Result<Newest>& newest) {
        if (generation != m_generation) return;
        if (!newest)
            fail(tr("The revision could not be read: %1").arg(text(newest.error().message())));
        else
            show(*newest, isDirty() ? Fields::Kept : Fields::Filled);
    });
}

bool RevisionBar::isDirty() const
{
    return m_step && (m_action->text() != m_filledAction || m_reason->text() != m_filledReason);
}

void RevisionBar::fill(const QString& action, const QString& reason)
{
    m_filledAction = action;
    m_filledReason = reason;
    m_action->setText(action);
    m_reason->setText(reason);
    showButtons();
    Q_EMIT edited();
}

void RevisionBar::show(const std::optional<Revision>& revision, Fields fields)
{
    m_revision = revision;
    if (revision)
        m_state->setText(tr("Revised %1: %2 – this is what is learned from this step.")
                             .arg(timeText(revision->madeAt), text(revision->action)));
    else
        m_state->setText(tr("Not revised: what was executed is what is learned."));
    if (fields == Fields::Filled)
        fill(revision ? text(revision->action) : QString(),
             revision ? text(revision->reason) : QString());
    else
        showButtons();
}

void RevisionBar::fail(const QString& what)
{
    m_state->setText(what);
    showButtons();
}

void RevisionBar::showButtons()
{
    for (QLineEdit* field : {m_action, m_reason}) field->setReadOnly(m_isBusy);
    m_save->setEnabled(m_step && !m_isBusy && !m_action->text().trimmed().isEmpty());
    m_undo->setEnabled(m_step && !m_isBusy && m_revision.has_value());
}

void RevisionBar::propose(const Candidate& candidate)
{
    if (!m_step) return;
    m_action->setText(text(candidate.raw.empty() ? formatAction(candidate.action) : candidate.raw));
    m_reason->setText(text(candidate.reason));
    m_action->setFocus();
}

void RevisionBar::startEditing()
{
    if (!m_step) return;
    if (m_action->text().isEmpty() && !isDirty())
        fill(text(m_step->rawAction), text(m_step->reasoning));
    m_action->setFocus();
    m_action->selectAll();
}

/// `work(ProjectStore&) -> Status` in a job, then reads what counts now. When it fails, the fields
/// stay as they are and `failure` says so, with the reason at %1.
template <typename Work>
void RevisionBar::change(const QString& failure, Work work)
{
    m_isBusy = true;
    showButtons();
    const auto future = runJob<Newest>(m_pool,
                                       [store = m_store, episode = m_episode, step = m_step->index,
                                        work = std::move(work)](JobContext&) -> Result<Newest> {
                                           SYM_CHECK(work(*store));
                                           return store->revisions().newest(episode, step);
                                       });
    onFinished(future, this,
               [this, failure, episode = m_episode,
                generation = m_generation](const Result<Newest>& newest) {
                   if (newest) Q_EMIT revised(episode);
                   if (generation != m_generation) return;
                   m_isBusy = false;
                   if (newest)
                       show(*newest, Fields::Filled);
                   else
                       fail(failure.arg(text(newest.error().message())));
               });
}

void RevisionBar::save()
{
    if (!m_save->isEnabled()) return;
    const std::string madeAt =
        engineText(QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs));
    change(tr("Not saved: %1"),
           [episode = m_episode, step = m_step->index, madeAt,
            action = engineText(m_action->text().trimmed()),
            reason = engineText(m_reason->text().trimmed())](ProjectStore& store) -> Status {
               SYM_TRY([[maybe_unused]] const Revision made,
                       reviseDecision(store, episode, step, action, reason, madeAt));
               return {};
           });
}

void RevisionBar::undo()
{
    if (!m_undo->isEnabled()) return;
    change(tr("Not taken back: %1"),
           [episode = m_episode, step = m_step->index](ProjectStore& store) -> Status {
               SYM_TRY([[maybe_unused]] const Revision taken,
                       store.revisions().undo(episode, step));
               return {};
           });
}

}  // namespace sym
