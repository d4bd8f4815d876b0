#include "ui/decision/decision_list.h"

#include <QtCore/QScopedValueRollback>
#include <QtCore/QSignalBlocker>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QTreeView>
#include <QtWidgets/QVBoxLayout>

#include <set>

#include "ui/decision/decision_source.h"
#include "ui/decision/decision_text.h"
#include "ui/session/selection.h"
#include "ui/step/step_cache.h"
#include "ui/widgets/column_menu.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/table_copy.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {
constexpr int kTypingPauseMilliseconds = 200;
}  // namespace

DecisionList::DecisionList(const Needs& needs, DecisionChoice choice, QWidget* parent)
    : QWidget(parent),
      m_needs(needs),
      m_cache(new StepCache(needs.storePool, this)),
      m_model(new DecisionModel(needs.source, this)),
      m_filter(new DecisionFilter(needs.source, this))
{
    m_filter->setSourceModel(m_model);
    m_filter->setChoice(choice);
    build(choice);
    connectData();
    showRuns();
}

void DecisionList::build(DecisionChoice choice)
{
    m_rule = new QLabel(this);
    m_rule->setObjectName(u"decisionRule"_s);
    m_rule->setWordWrap(true);
    m_count = new QLabel(this);
    m_count->setObjectName(u"decisionCount"_s);
    m_view = new QTreeView(this);
    m_view->setObjectName(u"decisionTable"_s);
    m_view->setAccessibleName(tr("Decisions"));
    m_view->setModel(m_filter);
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setAlternatingRowColors(true);
    m_view->setAllColumnsShowFocus(true);
    m_view->setSortingEnabled(true);
    m_view->sortByColumn(DecisionModel::Number, Qt::AscendingOrder);
    enableTableCopy(m_view);
    QHeaderView* header = m_view->header();
    const int unit = fontMetrics().averageCharWidth();
    const int widths[] = {6, 17, 24, 18, 11, 20, 14, 16, 24, 10, 10, 10};
    for (int column = 0; column < DecisionModel::kColumns; ++column)
        header->resizeSection(column, unit * widths[column]);
    header->setMinimumSectionSize(unit * 6);
    header->setStretchLastSection(false);
    if (choice == DecisionChoice::Divergent) header->hideSection(DecisionModel::Executed);
    enableColumnMenu(header);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->addWidget(buildFilters(choice));
    layout->addWidget(m_rule);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_count);
}

QWidget* DecisionList::buildFilters(DecisionChoice choice)
{
    auto* box = new QWidget(this);
    m_run = new QComboBox(box);
    m_run->setObjectName(u"decisionRun"_s);
    m_run->setAccessibleName(tr("Run"));
    m_run->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_run->setMinimumContentsLength(16);
    m_site = new QComboBox(box);
    m_site->setObjectName(u"decisionSite"_s);
    m_site->setAccessibleName(tr("Site"));
    m_site->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    auto* which = new QComboBox(box);
    which->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    if (choice == DecisionChoice::Divergent) {
        which->setObjectName(u"decisionKind"_s);
        which->setAccessibleName(tr("Kind of difference"));
        which->addItem(tr("All differences"), -1);
        which->addItem(differenceText(kLaterChoice), kLaterChoice);
        for (int kind = int(DivergenceKind::EquivalentElement); kind < kDivergenceKinds; ++kind)
            which->addItem(differenceText(kind), kind);
        connect(which, &QComboBox::currentIndexChanged, this, [this, which] {
            const int difference = which->currentData().toInt();
            m_filter->setDifference(difference < 0 ? std::nullopt : std::optional(difference));
            showCount();
        });
    } else {
        which->setObjectName(u"decisionChoice"_s);
        which->setAccessibleName(tr("Verdict"));
        which->addItem(tr("All decisions"), int(DecisionChoice::All));
        which->addItem(tr("Accepted"), int(DecisionChoice::Accepted));
        which->addItem(tr("Replaced"), int(DecisionChoice::Replaced));
        which->addItem(tr("No proposal"), int(DecisionChoice::NoProposal));
        which->addItem(tr("Other than the first choice"), int(DecisionChoice::Divergent));
        which->addItem(tr("Revised"), int(DecisionChoice::Revised));
        connect(which, &QComboBox::currentIndexChanged, this, [this, which] {
            m_filter->setChoice(DecisionChoice(which->currentData().toInt()));
            showCount();
        });
    }
    m_words = new QLineEdit(box);
    m_words->setObjectName(u"decisionFilter"_s);
    m_words->setPlaceholderText(tr("Filter decisions"));
    m_words->setAccessibleName(tr("Filter decisions by words"));
    m_words->setClearButtonEnabled(true);
    auto* bar = new QHBoxLayout;
    bar->addWidget(which);
    bar->addWidget(m_site);
    bar->addWidget(m_words, 1);
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_run);
    layout->addLayout(bar);
    connect(m_site, &QComboBox::currentIndexChanged, this, [this] {
        m_filter->setSite(m_site->currentData().toString());
        showCount();
    });
    m_typing.setSingleShot(true);
    m_typing.setInterval(kTypingPauseMilliseconds);
    connect(m_words, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(&m_typing, &QTimer::timeout, this, [this] {
        m_filter->setWords(m_words->text());
        showCount();
    });
    connect(m_run, &QComboBox::activated, this, [this] {
        const RunId run{m_run->currentData().toLongLong()};
        m_needs.source.show(run);  // it may be selected already while another one is shown
        m_needs.selection.setRun(run);
    });
    return box;
}

void DecisionList::connectData()
{
    connect(&m_needs.source, &DecisionSource::runsChanged, this, &DecisionList::showRuns);
    connect(&m_needs.source, &DecisionSource::stateChanged, this, &DecisionList::showRuns);
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] {
        m_episode = {};
        showSites();
        showCount();
        showCurrent();
    });
    connect(m_model, &QAbstractItemModel::rowsInserted, this, [this] {
        showSites();
        showCount();
        if (!m_view->currentIndex().isValid()) chooseFirst();
    });
    connect(&m_needs.source, &DecisionSource::revisionsChanged, this, &DecisionList::showCount);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &DecisionList::showCurrent);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        if (m_view->hasFocus() && !m_isChoosing) Q_EMIT picked();
    });
    connect(m_view, &QTreeView::pressed, this, &DecisionList::picked);  // the current row, too
    connect(m_view, &QTreeView::activated, this, &DecisionList::opened);
    connect(m_cache, &StepCache::ready, this, [this](int step) {
        const DecisionRow* row = decision();
        if (row && row->episode == m_episode && row->step == step)
            Q_EMIT stepShown(m_cache->step(step));
    });
    connect(m_cache, &StepCache::failed, this, [this](int step, const QString& reason) {
        const DecisionRow* row = decision();
        if (row && row->episode == m_episode && row->step == step) Q_EMIT stepFailed(reason);
    });
    connect(&m_needs.selection, &Selection::stepChanged, this, &DecisionList::followSelection);
}

void DecisionList::showRuns()
{
    const QSignalBlocker quiet(m_run);
    m_run->clear();
    for (const RunRecord& run : m_needs.source.runs())
        m_run->addItem(runListTitle(run), qlonglong(run.id.value));
    const RunRecord* shown = m_needs.source.run();
    m_rule->setVisible(shown);
    if (!shown) return;
    m_run->setCurrentIndex(m_run->findData(qlonglong(shown->id.value)));
    const QString model = text(shown->model);
    const QString rule = ruleText(*shown);
    m_rule->setText(rule.isEmpty() ? tr("Small model: %1").arg(model)
                                   : tr("Small model: %1 · %2").arg(model, rule));
}

void DecisionList::showSites()
{
    std::set<std::string> sites;
    for (const DecisionRow& row : m_needs.source.rows()) sites.insert(row.site);
    if (int(sites.size()) + 1 == m_site->count()) return;
    const QString chosen = m_site->currentData().toString();
    const QSignalBlocker quiet(m_site);
    m_site->clear();
    m_site->addItem(tr("All sites"), QString());
    for (const std::string& site : sites) m_site->addItem(text(site), text(site));
    m_site->setCurrentIndex(std::max(0, m_site->findData(chosen)));
    m_filter->setSite(m_site->currentData().toString());
}

QString DecisionList::countLine() const
{
    return tr("%1 of %n decision(s)", nullptr, m_model->rowCount()).arg(m_filter->rowCount());
}

void DecisionList::showCount()
{
    m_count->setText(countLine());
}

int DecisionList::row() const
{
    const QModelIndex index = m_filter->mapToSource(m_view->currentIndex());
    return index.isValid() ? index.row() : -1;
}

const DecisionRow* DecisionList::decision() const
{
    const int chosen = row();
    const auto& rows = m_needs.source.rows();
    return chosen < 0 || chosen >= int(rows.size()) ? nullptr : &rows[std::size_t(chosen)];
}

void DecisionList::choose(int row)
{
    const QModelIndex index = m_filter->mapFromSource(m_model->index(row, DecisionModel::Number));
    if (index.isValid()) setCurrent(index);
}

void DecisionList::setCurrent(const QModelIndex& index)
{
    const QScopedValueRollback choosing(m_isChoosing, true);
    m_view->setCurrentIndex(index);
    m_view->scrollTo(index);
}

bool DecisionList::move(int direction)
{
    const QModelIndex current = m_view->currentIndex();
    const int next = current.isValid() ? current.row() + direction : 0;
    if (next < 0 || next >= m_filter->rowCount()) return false;
    setCurrent(m_filter->index(next, DecisionModel::Number));
    Q_EMIT picked();
    return true;
}

void DecisionList::chooseFirst()
{
    followSelection();
    if (!m_view->currentIndex().isValid() && m_filter->rowCount() > 0)
        setCurrent(m_filter->index(0, DecisionModel::Number));
}

void DecisionList::followSelection()
{
    if (m_isHeld) return;
    const DecisionRow* shown = decision();
    const EpisodeId episode = m_needs.selection.episode();
    const int step = m_needs.selection.step();
    if (!episode || step < 0 || (shown && shown->episode == episode && shown->step == step)) return;
    const int row = m_needs.source.rowOf(episode, step);
    if (row >= 0) choose(row);
}

void DecisionList::showCurrent()
{
    const DecisionRow* row = decision();
    if (!row) {
        Q_EMIT stepShown(nullptr);
        return;
    }
    m_isStale = !isVisible();
    if (m_isStale) return;
    if (row->episode != m_episode) {
        m_episode = row->episode;
        m_cache->setEpisode(m_needs.selection.project(), m_episode);
    }
    Q_EMIT stepShown(m_cache->step(row->step));
}

void DecisionList::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_isStale) showCurrent();
}

QByteArray DecisionList::saveState() const
{
    return m_view->header()->saveState();
}

void DecisionList::restoreState(const QByteArray& state)
{
    if (!state.isEmpty()) m_view->header()->restoreState(state);
}

}  // namespace sym
