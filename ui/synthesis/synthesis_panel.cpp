#include "ui/synthesis/synthesis_panel.h"

#include <QtCore/QDataStream>
#include <QtGui/QAction>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QTabWidget>
#include <QtWidgets/QTableView>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QTreeView>
#include <QtWidgets/QVBoxLayout>

#include "core/store/project_store.h"
#include "ui/decision/decision_list.h"
#include "ui/decision/decision_text.h"
#include "ui/decision/proposal_pane.h"
#include "ui/decision/two_action_view.h"
#include "ui/session/action_registry.h"
#include "ui/session/selection.h"
#include "ui/step/candidate_model.h"
#include "ui/synthesis/acceptance_tab.h"
#include "ui/synthesis/example_tab.h"
#include "ui/synthesis/revision_bar.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/panel_stack.h"
#include "ui/widgets/share_splitter.h"
#include "ui/widgets/show_tab.h"
#include "ui/widgets/table_copy.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

constexpr qint32 kStateVersion = 2;  ///< raised when columns or panes change

/// The candidates of the large model alone, for a table beside the proposal.
std::shared_ptr<const Step> withTeacherOnly(const Step& step)
{
    auto copy = std::make_shared<Step>(step);
    std::erase_if(copy->candidates,
                  [](const Candidate& candidate) { return candidate.proposer == Actor::Small; });
    return copy;
}

}  // namespace

SynthesisPanel::SynthesisPanel(const Needs& needs, QWidget* parent)
    : QWidget(parent), m_needs(needs)
{
    setObjectName(u"synthesisPanel"_s);
    build();
    addActions();
    connectData();
    showState();
    showStep(nullptr);
}

void SynthesisPanel::build()
{
    m_list = new DecisionList({.selection = m_needs.selection,
                               .source = m_needs.decisions,
                               .storePool = m_needs.storePool},
                              DecisionChoice::All, this);
    m_follow = new QCheckBox(tr("&Follow the newest decision"), this);
    m_follow->setObjectName(u"followDecisions"_s);
    m_follow->setToolTip(
        tr("While a run works, show each decision as it is made; choosing one ends it"));
    m_follow->setChecked(true);
    auto* left = new QWidget(this);
    auto* leftLayout = new QVBoxLayout(left);
    leftLayout->setContentsMargins(0, 0, 0, 6);
    leftLayout->addWidget(m_list, 1);
    auto* followRow = new QHBoxLayout;
    followRow->setContentsMargins(6, 0, 6, 0);
    followRow->addWidget(m_follow);
    leftLayout->addLayout(followRow);
    m_tabs = new QTabWidget(this);
    m_tabs->setObjectName(u"synthesisTabs"_s);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(buildDecision(), tr("Decision"));
    m_example = new ExampleTab(m_needs.pool, this);
    m_tabs->addTab(m_example, tr("Training example"));
    m_acceptance = new AcceptanceTab(m_needs.decisions, this);
    m_tabs->addTab(m_acceptance, tr("Acceptance"));
    m_splitter = new ShareSplitter(Qt::Horizontal, {42, 58}, this);
    m_splitter->addWidget(left);
    m_splitter->addWidget(m_tabs);
    m_stack = new PanelStack(m_splitter, this);
    m_stack->setObjectName(u"synthesisStack"_s);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
}

QWidget* SynthesisPanel::buildDecision()
{
    auto* tab = new QWidget(this);
    tab->setObjectName(u"decisionTab"_s);
    m_heading = new QLabel(tab);
    m_heading->setObjectName(u"decisionHeading"_s);
    m_heading->setWordWrap(true);
    m_page = new TwoActionView(m_needs.images, tab);
    m_proposal = new ProposalPane(ImageMark::Kind::Small, u"studentPane"_s, tab);
    auto* words = new ShareSplitter(Qt::Horizontal, {35, 65}, tab);
    words->addWidget(m_proposal);
    words->addWidget(buildCandidates());
    auto* splitter = new ShareSplitter(Qt::Vertical, {64, 36}, tab);
    splitter->addWidget(m_page);
    splitter->addWidget(words);
    m_revision = new RevisionBar(m_needs.storePool, tab);
    auto* layout = new QVBoxLayout(tab);
    layout->setContentsMargins(6, 6, 6, 0);
    layout->addWidget(m_heading);
    layout->addWidget(splitter, 1);
    layout->addWidget(m_revision);
    return tab;
}

QWidget* SynthesisPanel::buildCandidates()
{
    m_candidates = new CandidateModel(this);
    m_candidateView = new QTableView(this);
    m_candidateView->setObjectName(u"teacherTable"_s);
    m_candidateView->setAccessibleName(tr("Candidates listed"));
    m_candidateView->setModel(m_candidates);
    m_candidateView->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_candidateView->setSelectionMode(QAbstractItemView::SingleSelection);
    m_candidateView->setAlternatingRowColors(true);
    m_candidateView->setShowGrid(false);
    m_candidateView->setTabKeyNavigation(false);
    m_candidateView->setToolTip(
        tr("Select a candidate to outline it; Enter or a double click puts it into the revision"));
    m_candidateView->verticalHeader()->hide();
    QHeaderView* header = m_candidateView->horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setStretchLastSection(true);
    for (const int column : {CandidateModel::Proposer, CandidateModel::VerdictText})
        m_candidateView->hideColumn(column);
    enableTableCopy(m_candidateView);
    return m_candidateView;
}

void SynthesisPanel::addActions()
{
    ActionRegistry& registry = m_needs.actions;
    registry.add({u"synthesis.next"_s,
                  tr("Next decision"),
                  u"down"_s,
                  {Qt::Key_J, Qt::Key_L},
                  tr("Show the next decision in the list")},
                 this, [this] { m_list->move(1); });
    registry.add({u"synthesis.previous"_s,
                  tr("Previous decision"),
                  u"up"_s,
                  {Qt::Key_K, Qt::Key_H},
                  tr("Show the previous decision in the list")},
                 this, [this] { m_list->move(-1); });
    registry.add({u"synthesis.openStep"_s,
                  tr("Open decision as step"),
                  u"trajectory"_s,
                  {Qt::Key_O},
                  tr("Show the step of this decision in the Trajectory panel")},
                 this, [this] { openStep(); });
    registry.add({u"synthesis.revise"_s,
                  tr("Revise decision"),
                  u"hand"_s,
                  {Qt::Key_E},
                  tr("Write what should have been done at this decision, and why")},
                 this, [this] {
                     openTab(u"decisionTab"_s);
                     m_revision->startEditing();
                 });
    registry.add({u"synthesis.undo"_s,
                  tr("Undo revision"),
                  {},
                  QKeySequence::keyBindings(QKeySequence::Undo),
                  tr("Take the newest revision of this decision back")},
                 this, [this] { m_revision->undo(); });
    auto* open = new QToolButton(m_tabs);
    open->setDefaultAction(registry.find(u"synthesis.openStep"_s));
    open->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_tabs->setCornerWidget(open);
}

void SynthesisPanel::connectData()
{
    connect(&m_needs.decisions, &DecisionSource::stateChanged, this, &SynthesisPanel::showState);
    connect(&m_needs.decisions, &DecisionSource::rowsAdded, this, [this](int first) {
        showState();
        if (first > 0) followNewest();
    });
    connect(&m_needs.decisions, &DecisionSource::recordsChanged, this, [this] {
        showState();
        m_example->forget();
    });
    connect(m_stack, &PanelStack::retryRequested, &m_needs.decisions, &DecisionSource::reload);
    connect(m_list, &DecisionList::stepShown, this, &SynthesisPanel::showStep);
    connect(m_list, &DecisionList::stepFailed, this, [this](const QString& reason) {
        m_heading->setText(tr("The step could not be read: %1").arg(reason));
    });
    connect(m_list, &DecisionList::opened, this, &SynthesisPanel::openStep);
    connect(m_list, &DecisionList::picked, m_follow, [this] { m_follow->setChecked(false); });
    connect(m_follow, &QCheckBox::toggled, this, [this] {
        hold();
        followNewest();
    });
    connect(m_candidateView->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &SynthesisPanel::showPage);
    connect(m_candidateView, &QTableView::activated, this, [this](const QModelIndex& index) {
        if (m_speculation) m_revision->propose(m_speculation->teacher[std::size_t(index.row())]);
    });
    connect(m_revision, &RevisionBar::edited, this, &SynthesisPanel::hold);
    connect(m_revision, &RevisionBar::revised, m_example, &ExampleTab::forget);
    connect(m_revision, &RevisionBar::revised, &m_needs.decisions, &DecisionSource::readRevisions);
}

void SynthesisPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_needs.decisions.want();
}

void SynthesisPanel::showState()
{
    const DecisionSource& source = m_needs.decisions;
    switch (source.state()) {
    case DecisionSource::State::NoProject:
        m_stack->showEmpty(u"synthesis"_s, tr("No project is open"),
                           tr("The decisions of speculative runs appear here."),
                           m_needs.actions.findAll({u"file.new"_s, u"file.open"_s}));
        return;
    case DecisionSource::State::Reading: m_stack->showBusy(tr("Reading the decisions…")); return;
    case DecisionSource::State::Failed:
        m_stack->showError(tr("The decisions could not be read"), source.failure());
        return;
    case DecisionSource::State::NoRuns:
        m_stack->showEmpty(
            u"synthesis"_s, tr("No speculative runs yet"),
            tr("In a speculative run a small model proposes each action and a large one accepts or "
               "replaces it: symbiont run --policy sds, or the rounds of the symbiosis."),
            m_needs.actions.findAll({u"tasks.show"_s}));
        return;
    case DecisionSource::State::Ready: break;
    }
    const bool isRunning = source.run() && source.run()->finishedAt.empty();
    if (source.rows().empty() && !isRunning)
        m_stack->showEmpty(u"synthesis"_s, tr("This run has no decisions of two models"),
                           tr("It ended before the first step, or one model decided alone."));
    else
        m_stack->showFull();
}

void SynthesisPanel::showStep(const std::shared_ptr<const Step>& step)
{
    m_step = step;
    m_speculation = step ? readSpeculation(*step) : std::nullopt;
    const DecisionRow* row = m_list->decision();
    m_needs.actions.find(u"synthesis.openStep"_s)->setEnabled(row);
    m_needs.actions.find(u"synthesis.revise"_s)->setEnabled(step != nullptr);
    if (!step || !row) {
        m_heading->setText(row ? tr("Reading the step…") : QString());
        m_page->setActions(nullptr, {});
        m_proposal->clear();
        m_candidates->setStep(nullptr);
        m_revision->setDecision(nullptr, {}, nullptr);
        if (!row) m_example->setDecision(nullptr, std::nullopt, -1);
        return;
    }
    const EpisodeRecord* episode = m_needs.decisions.episode(row->episode);
    QString objective =
        u"<b>"_s + tr("Task %1").arg(text(row->taskId)).toHtmlEscaped() + u"</b> "_s;
    if (episode) objective += text(episode->objective).toHtmlEscaped();
    m_heading->setText(objective + u"<br>"_s + decisionSentence(*row).toHtmlEscaped());
    const auto proposal = m_speculation ? m_speculation->proposal : std::nullopt;
    m_proposal->setCandidate(proposal, *step, verdictText(proposal ? proposal->verdict : Verdict{}),
                             tr("No action that can be executed"));
    m_candidates->setStep(withTeacherOnly(*step));
    for (const int column : {CandidateModel::Chosen, CandidateModel::Rank,
                             CandidateModel::ActionText, CandidateModel::Score})
        m_candidateView->resizeColumnToContents(column);
    showPage();
    m_revision->setDecision(m_needs.selection.project(), row->episode, step);
    m_example->setDecision(m_needs.selection.project(),
                           episode ? std::optional(*episode) : std::nullopt, row->step);
}

void SynthesisPanel::showPage()
{
    if (!m_speculation) return;
    const int row = std::max(0, m_candidateView->currentIndex().row());
    m_page->setActions(m_step, {m_speculation->proposal, m_speculation->teacher[std::size_t(row)]});
}

void SynthesisPanel::openStep()
{
    const DecisionRow* row = m_list->decision();
    const RunRecord* run = m_needs.decisions.run();
    if (!row || !run) return;
    m_needs.selection.goTo(run->id, row->episode, row->step);
    Q_EMIT stepRequested();
}

/// What is half written stays: nothing but a person's own choice takes its decision away.
void SynthesisPanel::hold()
{
    const bool isHeld = m_revision->isDirty();
    m_list->setHeld(isHeld);
    m_needs.decisions.setFollow(isHeld                  ? DecisionSource::Follow::Nothing
                                : m_follow->isChecked() ? DecisionSource::Follow::Everything
                                                        : DecisionSource::Follow::Selection);
}

void SynthesisPanel::followNewest()
{
    const bool isWritten = m_revision->isDirty() || m_revision->isAncestorOf(focusWidget());
    if (m_follow->isChecked() && !isWritten)
        m_list->choose(int(m_needs.decisions.rows().size()) - 1);
}

void SynthesisPanel::openTab(const QString& objectName)
{
    showTab(m_tabs, objectName);
}

QByteArray SynthesisPanel::saveState() const
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out << kStateVersion << m_splitter->saveState() << m_list->saveState();
    return bytes;
}

void SynthesisPanel::restoreState(const QByteArray& state)
{
    QDataStream in(state);
    qint32 version = 0;
    QByteArray splitter, list;
    in >> version;
    if (version != kStateVersion) return;
    in >> splitter >> list;
    m_splitter->restore(splitter);
    m_list->restoreState(list);
}

}  // namespace sym
