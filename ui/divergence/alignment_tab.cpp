#include "ui/divergence/alignment_tab.h"

#include <QtCore/QSignalBlocker>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QTreeView>

#include "core/jobs/job.h"
#include "ui/decision/decision_text.h"
#include "ui/session/run_monitor.h"
#include "ui/session/selection.h"
#include "ui/step/image_cache.h"
#include "ui/step/screenshot_tab.h"
#include "ui/widgets/image_view.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/panel_stack.h"
#include "ui/widgets/share_splitter.h"
#include "ui/widgets/table_copy.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

using Aligned = std::shared_ptr<const AlignedTrajectories>;

RunId chosenRun(const QComboBox* box)
{
    return RunId{box->currentData().toLongLong()};
}

void choose(QComboBox* box, qlonglong run)
{
    const QSignalBlocker quiet(box);
    box->setCurrentIndex(std::max(0, box->findData(run)));
}

}  // namespace

AlignmentTab::AlignmentTab(const Needs& needs, QWidget* parent)
    : QWidget(parent), m_needs(needs), m_model(new AlignmentModel(this))
{
    setObjectName(u"alignmentTab"_s);
    build();
    connectData();
    readRuns();
}

void AlignmentTab::build()
{
    const auto combo = [this](const QString& name, const QString& accessible) {
        auto* box = new QComboBox(this);
        box->setObjectName(name);
        box->setAccessibleName(accessible);
        box->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        box->setMinimumContentsLength(16);
        return box;
    };
    m_left = combo(u"alignLeft"_s, tr("Left run"));
    m_right = combo(u"alignRight"_s, tr("Right run"));
    m_task = combo(u"alignTask"_s, tr("Task of both runs"));
    auto* leftLabel = new QLabel(tr("&Left:"), this);
    leftLabel->setBuddy(m_left);
    auto* rightLabel = new QLabel(tr("R&ight:"), this);
    rightLabel->setBuddy(m_right);
    auto* taskLabel = new QLabel(tr("&Task:"), this);
    taskLabel->setBuddy(m_task);
    auto* bar = new QGridLayout;
    bar->setContentsMargins(6, 6, 6, 0);
    bar->addWidget(leftLabel, 0, 0);
    bar->addWidget(m_left, 0, 1);
    bar->addWidget(rightLabel, 0, 2);
    bar->addWidget(m_right, 0, 3);
    bar->addWidget(taskLabel, 1, 0);
    bar->addWidget(m_task, 1, 1, 1, 3);
    bar->setColumnStretch(1, 1);
    bar->setColumnStretch(3, 1);
    m_facts = new QLabel(this);
    m_facts->setObjectName(u"alignFacts"_s);
    m_facts->setWordWrap(true);
    m_view = new QTreeView(this);
    m_view->setObjectName(u"alignTable"_s);
    m_view->setAccessibleName(tr("Aligned steps"));
    m_view->setModel(m_model);
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setAlternatingRowColors(true);
    m_view->setAllColumnsShowFocus(true);
    QHeaderView* header = m_view->header();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(AlignmentModel::LeftAction, QHeaderView::Stretch);
    header->setSectionResizeMode(AlignmentModel::RightAction, QHeaderView::Stretch);
    enableTableCopy(m_view);
    auto* top = new QWidget(this);
    auto* topLayout = new QVBoxLayout(top);
    topLayout->setContentsMargins(6, 4, 6, 0);
    topLayout->addWidget(m_facts);
    topLayout->addWidget(m_view, 1);
    auto* splitter = new ShareSplitter(Qt::Vertical, {45, 55}, this);
    splitter->addWidget(top);
    splitter->addWidget(buildPages());
    m_stack = new PanelStack(splitter, this);
    m_stack->setObjectName(u"alignStack"_s);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(bar);
    layout->addWidget(m_stack, 1);
}

QWidget* AlignmentTab::buildPages()
{
    auto* pages = new ShareSplitter(Qt::Horizontal, {50, 50}, this);
    const auto page = [&](const QString& name, ImageView*& view, QLabel*& label) {
        auto* box = new QWidget(pages);
        label = new QLabel(box);
        label->setObjectName(name + u"Text"_s);
        label->setWordWrap(true);
        view = new ImageView(box);
        view->setObjectName(name);
        auto* layout = new QVBoxLayout(box);
        layout->setContentsMargins(6, 4, 6, 4);
        layout->addWidget(label);
        layout->addWidget(view, 1);
        pages->addWidget(box);
    };
    page(u"alignLeftPage"_s, m_leftPage, m_leftText);
    page(u"alignRightPage"_s, m_rightPage, m_rightText);
    return pages;
}

void AlignmentTab::connectData()
{
    connect(&m_needs.selection, &Selection::projectChanged, this, [this] {
        forget();
        readRuns();
    });
    connect(&m_needs.selection, &Selection::episodeChanged, this, [this] {
        for (std::size_t i = 0; i < m_pairs.size(); ++i)
            if (m_pairs[i].left == m_needs.selection.episode()) m_task->setCurrentIndex(int(i));
    });
    connect(&m_needs.monitor, &RunMonitor::runEnded, this,
            [this](RunId, const QString&, const ProjectStore* store) {
                if (store == m_needs.selection.project().get()) readRuns();
            });
    for (QComboBox* box : {m_left, m_right})
        connect(box, &QComboBox::currentIndexChanged, this, [this] {
            m_stack->showBusy(tr("Reading the tasks of both runs…"));
            readTasks();
        });
    connect(m_task, &QComboBox::currentIndexChanged, this, &AlignmentTab::readPair);
    connect(m_stack, &PanelStack::retryRequested, this, &AlignmentTab::readRuns);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &AlignmentTab::showRow);
    connect(m_view, &QTreeView::activated, this,
            [this](const QModelIndex& index) { openStepOf(index.column()); });
    connect(&m_needs.images, &ImageCache::ready, this, [this](const BlobId& id) {
        for (const Step* step : {leftStep(), rightStep()}) {
            if (!step || step->screenshotBefore != id) continue;
            showRow();
            return;
        }
    });
}

/// Another project's runs and episodes have the same numbers.
void AlignmentTab::forget()
{
    for (QComboBox* box : {m_left, m_right, m_task}) {
        const QSignalBlocker quiet(box);
        box->clear();
    }
    m_pairs.clear();
    m_runs = {};
    m_model->setTrajectories(nullptr);
    showRow();
}

void AlignmentTab::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_isOutdated) readRuns();
}

void AlignmentTab::readRuns()
{
    const quint64 generation = ++m_generation;
    m_isOutdated = !isVisible();
    if (!m_needs.selection.project()) {
        m_stack->showEmpty(u"divergence"_s, tr("No project is open"),
                           tr("Two trajectories of one task appear here side by side."));
        return;
    }
    if (m_isOutdated) return;
    if (m_left->count() == 0) m_stack->showBusy(tr("Reading the runs…"));
    const auto future = runJob<std::vector<RunRecord>>(
        m_needs.pool, [store = m_needs.selection.project()](JobContext&) { return store->runs(); });
    onFinished(future, this, [this, generation](const Result<std::vector<RunRecord>>& runs) {
        if (generation != m_generation) return;
        if (runs)
            showRuns(*runs);
        else
            m_stack->showError(tr("The runs could not be read"), text(runs.error().message()));
    });
}

void AlignmentTab::showRuns(const std::vector<RunRecord>& runs)
{
    qlonglong left = chosenRun(m_left).value;
    qlonglong right = chosenRun(m_right).value;
    const bool isFirst = m_left->count() == 0;
    for (QComboBox* box : {m_left, m_right}) {
        const QSignalBlocker quiet(box);
        box->clear();
        for (const RunRecord& run : runs) box->addItem(runListTitle(run), qlonglong(run.id.value));
    }
    if (runs.size() < 2) {
        m_model->setTrajectories(nullptr);
        m_stack->showEmpty(u"divergence"_s, tr("Two runs are needed"),
                           tr("Run the same tasks twice, for example with two policies."));
        return;
    }
    if (isFirst) {
        left = m_needs.selection.run() ? m_needs.selection.run().value : runs.front().id.value;
        right = left;
    }
    choose(m_left, left);
    // another one that was made of the same tasks
    if (left == right) {
        const RunRecord& chosen = runs[std::size_t(std::max(0, m_left->currentIndex()))];
        for (const RunRecord& run : runs)
            if (run.id != chosen.id && run.suite == chosen.suite && run.seed == chosen.seed)
                right = run.id.value;
        for (const RunRecord& run : runs)
            if (right == left && run.id != chosen.id) right = run.id.value;
    }
    choose(m_right, right);
    readTasks();
}

void AlignmentTab::readTasks()
{
    const quint64 generation = ++m_generation;
    const RunId left = chosenRun(m_left);
    const RunId right = chosenRun(m_right);
    if (!left || !right || !m_needs.selection.project()) return;
    const auto future = runJob<std::vector<EpisodePair>>(
        m_needs.pool, [store = m_needs.selection.project(), left, right](JobContext&) {
            return pairEpisodes(*store, left, right);
        });
    onFinished(future, this, [this, generation](const Result<std::vector<EpisodePair>>& tasks) {
        if (generation != m_generation) return;
        if (tasks)
            showTasks(*tasks);
        else
            m_stack->showError(tr("The tasks could not be read"), text(tasks.error().message()));
    });
}

void AlignmentTab::showTasks(const std::vector<EpisodePair>& tasks)
{
    const std::pair runs{chosenRun(m_left), chosenRun(m_right)};
    const int before = m_task->currentIndex();
    std::string kept;  // the task on show, when only its runs were read again
    if (runs == m_runs && before >= 0) kept = m_pairs[std::size_t(before)].taskId;
    m_runs = runs;
    m_pairs = tasks;
    {
        const QSignalBlocker quiet(m_task);
        m_task->clear();
        int chosen = 0;
        for (const EpisodePair& pair : tasks) {
            const bool isWanted =
                kept.empty() ? pair.left == m_needs.selection.episode() : pair.taskId == kept;
            if (isWanted) chosen = m_task->count();
            m_task->addItem(tr("Task %1: %2").arg(text(pair.taskId), text(pair.objective)));
        }
        m_task->setCurrentIndex(tasks.empty() ? -1 : chosen);
    }
    if (tasks.empty()) {
        m_model->setTrajectories(nullptr);
        m_stack->showEmpty(u"divergence"_s, tr("These runs have no task in common"),
                           tr("Choose two runs of the same tasks and seed."));
        return;
    }
    const auto& shown = m_model->trajectories();
    const auto isOver = [](const Trajectory& trajectory) {
        return trajectory.episode.outcome != EpisodeOutcome::Running;
    };
    if (isShown(m_pairs[std::size_t(m_task->currentIndex())]) && isOver(shown->left)
        && isOver(shown->right))
        m_stack->showFull();
    else
        readPair();
}

bool AlignmentTab::isShown(const EpisodePair& pair) const
{
    const auto& shown = m_model->trajectories();
    return shown && shown->left.episode.id == pair.left && shown->right.episode.id == pair.right;
}

void AlignmentTab::readPair()
{
    const int task = m_task->currentIndex();
    if (task < 0 || task >= int(m_pairs.size())) return;
    const quint64 generation = ++m_generation;
    m_isOutdated = !isVisible();
    if (m_isOutdated) return;
    const bool isAgain = isShown(m_pairs[std::size_t(task)]);
    if (!isAgain) m_stack->showBusy(tr("Aligning the trajectories…"));
    const auto future =
        runJob<Aligned>(m_needs.pool,
                        [store = m_needs.selection.project(),
                         pair = m_pairs[std::size_t(task)]](JobContext&) -> Result<Aligned> {
                            auto both = std::make_shared<AlignedTrajectories>();
                            SYM_TRY(both->left, store->trajectory(pair.left));
                            SYM_TRY(both->right, store->trajectory(pair.right));
                            both->alignment = alignSteps(both->left.steps, both->right.steps);
                            return Aligned(std::move(both));
                        });
    onFinished(future, this, [this, generation, isAgain](const Result<Aligned>& aligned) {
        if (generation != m_generation) return;
        if (!aligned) {
            m_stack->showError(tr("The trajectories could not be read"),
                               text(aligned.error().message()));
            return;
        }
        showPair(*aligned, isAgain ? m_view->currentIndex() : QModelIndex());
    });
}

/// @param kept the row and column that stay chosen; invalid: the first divergence is chosen
void AlignmentTab::showPair(const std::shared_ptr<const AlignedTrajectories>& aligned,
                            const QModelIndex& kept)
{
    const int row = kept.row();
    const int column = kept.column();
    m_model->setTrajectories(aligned);
    const Alignment& alignment = aligned->alignment;
    QString facts = alignment.firstDivergence
                        ? tr("They part at row %1").arg(*alignment.firstDivergence + 1)
                        : tr("They do the same throughout");
    if (alignment.firstDivergence)
        facts += alignment.recovery
                     ? tr(" and are on one page again at row %1").arg(*alignment.recovery + 1)
                     : tr(" and are never on one page again");
    m_facts->setText(facts + u"."_s);
    m_stack->showFull();
    if (row >= 0 && row < m_model->rowCount())
        m_view->setCurrentIndex(m_model->index(row, column));
    else if (m_model->rowCount() > 0)
        m_view->setCurrentIndex(m_model->index(alignment.firstDivergence.value_or(0), 0));
    showRow();
}

int AlignmentTab::row() const
{
    return m_view->currentIndex().row();
}

const Step* AlignmentTab::leftStep() const
{
    return row() >= 0 && row() < m_model->rowCount() ? m_model->left(row()) : nullptr;
}

const Step* AlignmentTab::rightStep() const
{
    return row() >= 0 && row() < m_model->rowCount() ? m_model->right(row()) : nullptr;
}

bool AlignmentTab::move(int direction)
{
    for (int at = row() + direction; at >= 0 && at < m_model->rowCount(); at += direction) {
        if (m_model->isSame(at)) continue;
        m_view->setCurrentIndex(m_model->index(at, 0));
        return true;
    }
    return false;
}

void AlignmentTab::showRow()
{
    const auto show = [this](const Step* step, ImageView* view, QLabel* label) {
        const QImage image = step ? m_needs.images.full(step->screenshotBefore) : QImage();
        view->setCaption(!step                            ? tr("No step here")
                         : step->screenshotBefore.empty() ? tr("No screenshot")
                                                          : tr("Loading…"));
        view->setImages(image);
        view->setMarks(step ? targetMarks(*step, image) : QList<ImageMark>());
        label->setText(step ? tr("Step %1: %2").arg(step->index + 1).arg(text(step->page.title))
                            : tr("No step here"));
    };
    show(leftStep(), m_leftPage, m_leftText);
    show(rightStep(), m_rightPage, m_rightText);
}

void AlignmentTab::openStep()
{
    openStepOf(m_view->currentIndex().column());
}

void AlignmentTab::openStepOf(int column)
{
    const bool isRight = column >= AlignmentModel::RightStep;
    const Step* step = isRight ? rightStep() : leftStep();
    if (!step) return;
    const EpisodeRecord& episode =
        isRight ? m_model->trajectories()->right.episode : m_model->trajectories()->left.episode;
    m_needs.selection.goTo(episode.run, episode.id, step->index);
    Q_EMIT stepRequested();
}

}  // namespace sym
