#include "ui/divergence/divergence_panel.h"

#include <QtCore/QDataStream>
#include <QtGui/QAction>
#include <QtWidgets/QLabel>
#include <QtWidgets/QTabWidget>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QTreeView>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

#include "core/synthesis/speculation.h"
#include "ui/decision/decision_list.h"
#include "ui/decision/decision_text.h"
#include "ui/decision/proposal_pane.h"
#include "ui/decision/two_action_view.h"
#include "ui/divergence/agreement_tab.h"
#include "ui/divergence/alignment_tab.h"
#include "ui/session/action_registry.h"
#include "ui/session/selection.h"
#include "ui/step/candidate_model.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/panel_stack.h"
#include "ui/widgets/share_splitter.h"
#include "ui/widgets/show_tab.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {
constexpr qint32 kStateVersion = 2;  ///< raised when columns or panes change
}  // namespace

DivergencePanel::DivergencePanel(const Needs& needs, QWidget* parent)
    : QWidget(parent), m_needs(needs)
{
    setObjectName(u"divergencePanel"_s);
    build();
    addActions();
    connectData();
    showState();
    showStep(nullptr);
}

void DivergencePanel::build()
{
    m_tabs = new QTabWidget(this);
    m_tabs->setObjectName(u"divergenceTabs"_s);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(buildStates(), tr("Differences"));
    m_agreement = new AgreementTab(m_needs.decisions, this);
    m_tabs->addTab(m_agreement, tr("Agreement"));
    m_alignment = new AlignmentTab({.selection = m_needs.selection,
                                    .monitor = m_needs.monitor,
                                    .images = m_needs.images,
                                    .pool = m_needs.pool},
                                   this);
    m_tabs->addTab(m_alignment, tr("Two trajectories"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_tabs);
}

QWidget* DivergencePanel::buildStates()
{
    m_list = new DecisionList({.selection = m_needs.selection,
                               .source = m_needs.decisions,
                               .storePool = m_needs.storePool},
                              DecisionChoice::Divergent, this);
    auto* right = new QWidget(this);
    m_heading = new QLabel(right);
    m_heading->setObjectName(u"divergenceHeading"_s);
    m_heading->setWordWrap(true);
    m_page = new TwoActionView(m_needs.images, right);
    m_small = new ProposalPane(ImageMark::Kind::Small, u"smallPane"_s, right);
    m_large = new ProposalPane(ImageMark::Kind::Large, u"largePane"_s, right);
    auto* words = new ShareSplitter(Qt::Horizontal, {50, 50}, right);
    words->addWidget(m_small);
    words->addWidget(m_large);
    auto* parts = new ShareSplitter(Qt::Vertical, {68, 32}, right);
    parts->addWidget(m_page);
    parts->addWidget(words);
    auto* rightLayout = new QVBoxLayout(right);
    rightLayout->setContentsMargins(6, 6, 6, 6);
    rightLayout->addWidget(m_heading);
    rightLayout->addWidget(parts, 1);
    m_splitter = new ShareSplitter(Qt::Horizontal, {38, 62}, this);
    m_splitter->addWidget(m_list);
    m_splitter->addWidget(right);
    m_stack = new PanelStack(m_splitter, this);
    m_stack->setObjectName(u"statesTab"_s);
    return m_stack;
}

void DivergencePanel::addActions()
{
    ActionRegistry& registry = m_needs.actions;
    QAction* next = registry.add({u"divergence.next"_s,
                                  tr("Next divergence"),
                                  u"down"_s,
                                  {Qt::Key_N},
                                  tr("Show the next state at which the models differ")},
                                 this, [this] { jump(1); });
    QAction* previous = registry.add({u"divergence.previous"_s,
                                      tr("Previous divergence"),
                                      u"up"_s,
                                      {QKeySequence(Qt::SHIFT | Qt::Key_N)},
                                      tr("Show the previous state at which the models differ")},
                                     this, [this] { jump(-1); });
    QAction* open = registry.add({u"divergence.openStep"_s,
                                  tr("Open divergence as step"),
                                  u"trajectory"_s,
                                  {Qt::Key_O},
                                  tr("Show the step in the Trajectory panel")},
                                 this, [this] { openStep(); });
    auto* corner = new QWidget(m_tabs);
    auto* layout = new QHBoxLayout(corner);
    layout->setContentsMargins(0, 0, 0, 0);
    for (QAction* action : {previous, next, open}) {
        auto* button = new QToolButton(corner);
        button->setDefaultAction(action);
        button->setAccessibleName(action->text());
        layout->addWidget(button);
    }
    m_tabs->setCornerWidget(corner);
}

void DivergencePanel::connectData()
{
    connect(&m_needs.decisions, &DecisionSource::stateChanged, this, &DivergencePanel::showState);
    connect(&m_needs.decisions, &DecisionSource::rowsAdded, this, [this] {
        showState();
        if (!m_list->decision()) showAbsence();
    });
    connect(&m_needs.decisions, &DecisionSource::recordsChanged, this, &DivergencePanel::showState);
    connect(m_tabs, &QTabWidget::currentChanged, this, &DivergencePanel::showActions);
    connect(m_stack, &PanelStack::retryRequested, &m_needs.decisions, &DecisionSource::reload);
    connect(m_list, &DecisionList::stepShown, this, &DivergencePanel::showStep);
    connect(m_list, &DecisionList::stepFailed, this, [this](const QString& reason) {
        m_heading->setText(tr("The step could not be read: %1").arg(reason));
    });
    connect(m_list, &DecisionList::opened, this, &DivergencePanel::openStep);
    connect(m_alignment, &AlignmentTab::stepRequested, this, &DivergencePanel::stepRequested);
}

void DivergencePanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_needs.decisions.want();
}

void DivergencePanel::showState()
{
    const DecisionSource& source = m_needs.decisions;
    switch (source.state()) {
    case DecisionSource::State::NoProject:
        m_stack->showEmpty(u"divergence"_s, tr("No project is open"),
                           tr("The states at which two models differ appear here."),
                           m_needs.actions.findAll({u"file.new"_s, u"file.open"_s}));
        return;
    case DecisionSource::State::Reading: m_stack->showBusy(tr("Reading the decisions…")); return;
    case DecisionSource::State::Failed:
        m_stack->showError(tr("The decisions could not be read"), source.failure());
        return;
    case DecisionSource::State::NoRuns:
        m_stack->showEmpty(u"divergence"_s, tr("No run asked two models yet"),
                           tr("In a speculative run (policy sds) a small and a large model say at "
                              "every state what they would do. Any two runs of the same tasks can "
                              "be compared under Two trajectories."),
                           m_needs.actions.findAll({u"tasks.show"_s}));
        return;
    case DecisionSource::State::Ready: break;
    }
    const bool isRunning = source.run() && source.run()->finishedAt.empty();
    if (isRunning || !source.rows().empty())
        m_stack->showFull();
    else
        m_stack->showEmpty(u"divergence"_s, tr("Nothing to compare in this run"),
                           tr("It holds no state at which both models said what they would do."));
}

/// Instead of a decision: why there is none to choose, or that it is being read.
void DivergencePanel::showAbsence()
{
    const auto& rows = m_needs.decisions.rows();
    const bool differs =
        std::ranges::any_of(rows, [](const DecisionRow& row) { return row.isDivergent(); });
    if (m_list->decision())
        m_heading->setText(tr("Reading the step…"));
    else if (!rows.empty() && !differs)
        m_heading->setText(
            tr("The models never differ in this run: wherever the small one had a "
               "proposal, it was the other's first choice."));
    else
        m_heading->clear();
}

/// How the models agreed in the rest of the episode, in the order of its steps.
QString DivergencePanel::historyLine(const DecisionRow& row) const
{
    QStringList parts;
    for (const DecisionRow& other : m_needs.decisions.rows()) {
        if (other.episode != row.episode) continue;
        const QString what = !other.hasProposal()  ? tr("no proposal")
                             : other.isDivergent() ? differenceText(differenceOf(other))
                                                   : tr("agree");
        const QString part = tr("%1 %2", "step number and how the models agreed")
                                 .arg(other.step + 1)
                                 .arg(what)
                                 .toHtmlEscaped();
        parts << (other.step == row.step ? u"<b>"_s + part + u"</b>"_s : part);
    }
    return parts.join(u" · "_s);
}

void DivergencePanel::showStep(const std::shared_ptr<const Step>& step)
{
    const DecisionRow* row = m_list->decision();
    showActions();
    if (!step || !row) {
        showAbsence();
        m_page->setActions(nullptr, {});
        m_small->clear();
        m_large->clear();
        return;
    }
    const auto speculation = readSpeculation(*step);
    if (!speculation) return;
    m_heading->setText(decisionSentence(*row).toHtmlEscaped() + u"<br>"_s + historyLine(*row));
    const Candidate& first = speculation->teacher.front();
    m_page->setActions(step, {speculation->proposal, first});
    const auto done = [&](bool isDone) { return isDone ? tr("executed") : tr("not executed"); };
    m_small->setCandidate(speculation->proposal, *step, done(row->isAccepted),
                          tr("No action that can be executed"));
    m_large->setCandidate(first, *step,
                          tr("first of %n candidate(s), %1", nullptr, row->candidates)
                              .arg(done(!row->isAccepted && first.action == step->action)),
                          {});
}

void DivergencePanel::jump(int direction)
{
    if (m_tabs->currentWidget() == m_alignment) {
        m_alignment->move(direction);
        return;
    }
    m_tabs->setCurrentIndex(0);
    m_list->move(direction);
}

void DivergencePanel::showActions()
{
    const bool hasStep = m_tabs->currentWidget() == m_stack
                             ? m_list->decision() != nullptr
                             : m_tabs->currentWidget() == m_alignment;
    m_needs.actions.find(u"divergence.openStep"_s)->setEnabled(hasStep);
}

void DivergencePanel::openStep()
{
    if (m_tabs->currentWidget() == m_alignment) {
        m_alignment->openStep();
        return;
    }
    const DecisionRow* row = m_list->decision();
    const RunRecord* run = m_needs.decisions.run();
    if (!row || !run) return;
    m_needs.selection.goTo(run->id, row->episode, row->step);
    Q_EMIT stepRequested();
}

void DivergencePanel::openTab(const QString& objectName)
{
    showTab(m_tabs, objectName);
}

QByteArray DivergencePanel::saveState() const
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out << kStateVersion << m_splitter->saveState() << m_list->saveState();
    return bytes;
}

void DivergencePanel::restoreState(const QByteArray& state)
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
