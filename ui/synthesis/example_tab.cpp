#include "ui/synthesis/example_tab.h"

#include <QtCore/QThreadPool>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPlainTextEdit>

#include "core/jobs/job.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/panel_stack.h"
#include "ui/widgets/theme.h"

using namespace Qt::StringLiterals;

namespace sym {

ExampleTab::ExampleTab(QThreadPool& pool, QWidget* parent) : QWidget(parent), m_pool(pool)
{
    setObjectName(u"exampleTab"_s);
    build();
    refresh();
}

ExampleTab::~ExampleTab()
{
    m_choosing.cancel();
}

void ExampleTab::build()
{
    auto* content = new QWidget(this);
    m_facts = new QLabel(content);
    m_facts->setObjectName(u"exampleFacts"_s);
    m_facts->setWordWrap(true);
    m_text = new QPlainTextEdit(content);
    m_text->setObjectName(u"exampleText"_s);
    m_text->setAccessibleName(tr("Training example"));
    m_text->setReadOnly(true);
    m_text->setFont(fixedFont());
    auto* inner = new QVBoxLayout(content);
    inner->setContentsMargins(6, 0, 6, 6);
    inner->addWidget(m_facts);
    inner->addWidget(m_text, 1);
    m_stack = new PanelStack(content, this);
    m_approval = new QComboBox(this);
    m_approval->setObjectName(u"exampleApproval"_s);
    m_approval->addItem(tr("the judge approved"), int(Approval::Judge));
    m_approval->addItem(tr("the evaluator found solved"), int(Approval::Evaluator));
    auto* label = new QLabel(tr("Learn from episodes of this run that"), this);
    label->setBuddy(m_approval);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(6, 6, 6, 0);
    bar->addWidget(label);
    bar->addWidget(m_approval);
    bar->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(bar);
    layout->addWidget(m_stack, 1);
    connect(m_approval, &QComboBox::currentIndexChanged, this, &ExampleTab::forget);
    connect(m_stack, &PanelStack::retryRequested, this, &ExampleTab::forget);
}

void ExampleTab::setDecision(std::shared_ptr<ProjectStore> store,
                             const std::optional<EpisodeRecord>& episode, int step)
{
    const bool isSameRun =
        store == m_store && episode && m_episode && episode->run == m_episode->run;
    m_store = std::move(store);
    m_episode = episode;
    m_step = step;
    if (isSameRun)
        refresh();
    else
        forget();
}

void ExampleTab::forget()
{
    ++m_generation;
    m_choosing.cancel();
    m_choosing = {};
    m_chosen.reset();
    refresh();
}

void ExampleTab::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
}

void ExampleTab::refresh()
{
    if (!m_episode) {
        m_stack->showEmpty(u"training"_s, tr("Select a decision"),
                           tr("The training example it became appears here."));
        return;
    }
    if (m_chosen) showUse();
    if (!isVisible()) return;
    if (m_chosen)
        check();
    else
        choose();
}

/// Whether the chosen decision's episode is still what it was when the steps were chosen.
void ExampleTab::check()
{
    const EpisodeId id = m_episode->id;
    const auto future = runJob<EpisodeRecord>(
        m_pool, [store = m_store, id](JobContext&) { return store->episode(id); });
    onFinished(future, this,
               [this, id, generation = m_generation](const Result<EpisodeRecord>& record) {
                   if (generation != m_generation || !m_chosen || !record) return;
                   const auto known = m_chosen->episodes.find(id);
                   if (known == m_chosen->episodes.end() || known->second != *record) forget();
               });
}

void ExampleTab::choose()
{
    m_stack->showBusy(tr("Choosing the steps of this run…"));
    if (m_choosing.isRunning()) return;
    m_choice = {};
    m_choice.runs = {m_episode->run};
    m_choice.approval = Approval(m_approval->currentData().toInt());
    m_choosing = runJob<Chosen>(
        m_pool, [store = m_store, choice = m_choice](JobContext& job) -> Result<Chosen> {
            auto chosen = std::make_shared<Choice>();
            SYM_TRY(const std::vector<EpisodeRecord> episodes,
                    store->episodes({.run = choice.runs.front(), .taskId = {}, .limit = -1}));
            for (const EpisodeRecord& episode : episodes)
                chosen->episodes.emplace(episode.id, episode);
            SYM_TRY(chosen->dataset, chooseSteps(*store, choice, job));
            return Chosen(std::move(chosen));
        });
    onFinished(m_choosing, this, [this, generation = m_generation](const Result<Chosen>& chosen) {
        if (generation != m_generation) return;
        if (!chosen) {
            m_stack->showError(tr("The steps could not be chosen"), text(chosen.error().message()));
            return;
        }
        m_chosen = *chosen;
        showUse();
    });
}

void ExampleTab::showUse()
{
    const auto known = m_chosen->episodes.find(m_episode->id);
    const EpisodeRecord& episode = known == m_chosen->episodes.end() ? *m_episode : known->second;
    const StepUse use = useOfStep(m_chosen->dataset, m_choice, episode, m_step);
    if (!use.record) {
        m_stack->showEmpty(
            u"training"_s, tr("No training example"),
            use.leftOut.empty() ? tr("The step is not in the data set.") : text(use.leftOut));
        return;
    }
    const TrainingRecord& record = *use.record;
    m_facts->setText(use.isHeldOut ? tr("Held out: this example measures and is not learned.")
                                   : tr("Learned: reason and action below the prompt."));
    m_text->setPlainText(text(studentPrompt(ExampleKind::Joint, record.objective, record.lastAction,
                                            record.history, record.observation)
                              + studentResponse(ExampleKind::Joint, record.reason, record.action)));
    m_text->moveCursor(QTextCursor::End);
    m_stack->showFull();
}

}  // namespace sym
