#include "ui/knowledge/knowledge_panel.h"

#include <QtCore/QDataStream>
#include <QtCore/QThreadPool>
#include <QtCore/QUrl>
#include <QtGui/QAction>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QTabWidget>
#include <QtWidgets/QTableView>
#include <QtWidgets/QTextBrowser>
#include <QtWidgets/QVBoxLayout>

#include "core/jobs/job.h"
#include "core/knowledge/retrieval/search_words.h"
#include "core/store/knowledge_store.h"
#include "ui/knowledge/entry_text.h"
#include "ui/knowledge/knowledge_filter_bar.h"
#include "ui/knowledge/knowledge_list_model.h"
#include "ui/knowledge/retrieval_tab.h"
#include "ui/knowledge/use_tab.h"
#include "ui/session/action_registry.h"
#include "ui/session/run_monitor.h"
#include "ui/session/selection.h"
#include "ui/widgets/column_menu.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/panel_stack.h"
#include "ui/widgets/row_table.h"
#include "ui/widgets/share_splitter.h"
#include "ui/widgets/show_tab.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

constexpr int kListShare = 50;  // of the width, per cent
constexpr int kHits = 1000;     // of a search; more nobody reads
constexpr std::size_t kSearchedWords = 24;
constexpr int kRefreshMilliseconds = 2000;

/// Ids by filter, or best first by words.
Result<std::vector<KnowledgeId>> findEntries(KnowledgeStore& store, const KnowledgeFilter& filter,
                                             const std::string& words)
{
    if (words.empty()) return store.entryIds(filter);
    SYM_TRY(const std::vector<KnowledgeHit> hits,
            store.search(searchWords(words, kSearchedWords), KnowledgeField::Any, filter, kHits));
    std::vector<KnowledgeId> ids;
    for (const KnowledgeHit& hit : hits) ids.push_back(hit.entry);
    return ids;
}

}  // namespace

KnowledgePanel::KnowledgePanel(const Needs& needs, QWidget* parent)
    : QWidget(parent),
      m_needs(needs),
      m_entries(new KnowledgeListModel(
          [this](quint64 generation, int first, std::vector<KnowledgeId> ids) {
              readPage(generation, first, std::move(ids));
          },
          this))
{
    setObjectName(u"knowledgePanel"_s);
    build();
    addActions();
    connectData();
    readProject();
}

void KnowledgePanel::addActions()
{
    ActionRegistry& actions = m_needs.actions;
    actions.add({u"knowledge.search"_s,
                 tr("&Search the knowledge base"),
                 u"search"_s,
                 {QKeySequence(u"/"_s)},
                 tr("Find entries by words of their instructions, summaries and pages")},
                this, [this] {
                    Q_EMIT wanted();
                    m_filter->focusWords();
                });
    actions.add({u"knowledge.openStep"_s,
                 tr("&Open where it comes from"),
                 u"trajectory"_s,
                 {},
                 tr("Show the entry's first step in the Trajectory panel")},
                this, [this] {
                    if (m_shown) openStep(m_shown->firstStep);
                });
    actions.add(
        {u"knowledge.forStep"_s,
         tr("&Examples for the selected step"),
         u"search"_s,
         {},
         tr("What the knowledge base has for the page of the step in the Trajectory panel")},
        this, [this] {
            Q_EMIT wanted();
            openTab(u"retrievalTab"_s);
        });
    actions.add({u"knowledge.use"_s,
                 tr("&Which entries helped"),
                 u"results"_s,
                 {},
                 tr("Count how often entries were found, kept and on solved tasks")},
                this, [this] {
                    Q_EMIT wanted();
                    openTab(u"useTab"_s);
                });
    m_list->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_list->addActions(actions.findAll({u"knowledge.openStep"_s}));
}

void KnowledgePanel::build()
{
    m_tabs = new QTabWidget(this);
    m_tabs->setObjectName(u"knowledgeTabs"_s);
    m_tabs->setDocumentMode(true);
    m_page = new QTextBrowser(m_tabs);
    m_page->setObjectName(u"entryPage"_s);
    m_page->setAccessibleName(tr("The entry"));
    m_page->setOpenLinks(false);
    m_page->setFrameShape(QFrame::NoFrame);
    m_entryStack = new PanelStack(m_page, m_tabs);
    m_entryStack->setObjectName(u"entryTab"_s);
    m_retrieval = new RetrievalTab(m_needs.engine, m_needs.selection, m_tabs);
    m_use = new UseTab(m_needs.pool, m_needs.jobs, m_tabs);
    m_tabs->addTab(m_entryStack, tr("Entry"));
    m_tabs->addTab(m_retrieval, tr("For the selected page"));
    m_tabs->addTab(m_use, tr("Which helped"));
    m_splitter = new ShareSplitter(Qt::Horizontal, {kListShare, 100 - kListShare}, this);
    m_splitter->setObjectName(u"knowledgeSplitter"_s);
    m_splitter->addWidget(buildList());
    m_splitter->addWidget(m_tabs);
    m_stack = new PanelStack(m_splitter, this);
    m_stack->setObjectName(u"knowledgeStack"_s);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    showEntry();
}

QWidget* KnowledgePanel::buildList()
{
    auto* box = new QWidget(this);
    m_filter = new KnowledgeFilterBar(box);
    m_count = new QLabel(box);
    m_count->setObjectName(u"knowledgeCount"_s);
    m_count->setContentsMargins(6, 0, 6, 0);
    m_list = new QTableView(box);
    m_list->setObjectName(u"knowledgeList"_s);
    m_list->setAccessibleName(tr("Entries"));
    prepareTable(m_list, m_entries);
    QHeaderView* header = m_list->horizontalHeader();
    const int unit = fontMetrics().averageCharWidth();
    const int widths[] = {40, 16, 26, 9, 9, 20, 10, 13};
    for (int column = 0; column < KnowledgeListModel::kColumns; ++column)
        header->resizeSection(column, unit * widths[column]);
    header->setMinimumSectionSize(unit * 8);
    header->setSectionResizeMode(KnowledgeListModel::Instruction, QHeaderView::Stretch);
    for (const int column : {KnowledgeListModel::Outcome, KnowledgeListModel::State})
        header->hideSection(column);
    enableColumnMenu(header);
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(4, 4, 0, 0);
    layout->addWidget(m_filter);
    layout->addWidget(m_count);
    layout->addWidget(m_list, 1);
    return box;
}

void KnowledgePanel::connectData()
{
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(kRefreshMilliseconds);
    connect(&m_refresh, &QTimer::timeout, this, &KnowledgePanel::readChoices);
    connect(&m_needs.selection, &Selection::projectChanged, this, &KnowledgePanel::readProject);
    connect(m_stack, &PanelStack::retryRequested, this, &KnowledgePanel::readProject);
    connect(m_filter, &KnowledgeFilterBar::changed, this, &KnowledgePanel::readIds);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &KnowledgePanel::showRow);
    // The row that is current already, while an entry of another tab is shown
    connect(m_list, &QTableView::clicked, this, &KnowledgePanel::showRow);
    connect(m_list, &QTableView::activated, this, &KnowledgePanel::showRow);
    connect(m_page, &QTextBrowser::anchorClicked, this,
            [this](const QUrl& link) { openStep(link.path().toInt()); });
    connect(m_retrieval, &RetrievalTab::entryChosen, this, &KnowledgePanel::readEntry);
    connect(m_use, &UseTab::entryChosen, this, &KnowledgePanel::readEntry);
    const auto showPage = [this] { m_tabs->setCurrentWidget(m_entryStack); };
    connect(m_retrieval, &RetrievalTab::opened, this, showPage);
    connect(m_use, &UseTab::opened, this, showPage);
    // A loop's phases after a run add entries: look again when runs begin and end.
    const auto later = [this](ProjectStore* store) {
        if (store != m_needs.selection.project().get()) return;
        m_use->setStale();
        m_refresh.start();
    };
    connect(&m_needs.monitor, &RunMonitor::runStarted, this,
            [later](const RunRecord&, ProjectStore* store) { later(store); });
    connect(&m_needs.monitor, &RunMonitor::runEnded, this,
            [later](RunId, const QString&, ProjectStore* store) { later(store); });
}

void KnowledgePanel::readProject()
{
    ++m_generation;
    m_shown.reset();
    showEntry();
    m_entries->setIds({});
    m_use->setProject(m_needs.selection.project());
    if (!m_needs.selection.project()) {
        m_stack->showEmpty(u"knowledge"_s, tr("No project is open"),
                           tr("The knowledge base of a project appears here."),
                           m_needs.actions.findAll({u"file.new"_s, u"file.open"_s}));
        return;
    }
    m_stack->showBusy(tr("Reading the knowledge base…"));
    readChoices();
}

void KnowledgePanel::readChoices()
{
    const auto& project = m_needs.selection.project();
    if (!project) return;
    const quint64 generation = m_generation;
    const auto future = runJob<KnowledgeChoices>(
        m_needs.engine.storePool(), [store = project](JobContext&) -> Result<KnowledgeChoices> {
            KnowledgeChoices choices;
            SYM_TRY(choices.counts, store->knowledge().counts());
            SYM_TRY(choices.sites, store->knowledge().sites());
            return choices;
        });
    onFinished(future, this, [this, generation](const Result<KnowledgeChoices>& choices) {
        if (generation != m_generation) return;
        if (!choices) {
            if (choices.error().code() != ErrorCode::Cancelled)
                m_stack->showError(tr("The knowledge base could not be read"),
                                   text(choices.error().message()));
            return;
        }
        m_filter->setChoices(*choices);
        if (!choices->counts.empty()) {
            readIds();
            return;
        }
        m_stack->showEmpty(u"knowledge"_s, tr("The knowledge base is empty"),
                           tr("Rounds fill it with pieces of trajectories, as does "
                              "“symbiont knowledge build” from the runs of a project."),
                           m_needs.actions.findAll({u"rounds.new"_s}));
    });
}

void KnowledgePanel::readIds()
{
    const auto& project = m_needs.selection.project();
    if (!project) return;
    const quint64 generation = ++m_generation;
    const auto future = runJob<std::vector<KnowledgeId>>(
        m_needs.engine.storePool(),
        [store = project, filter = m_filter->filter(), words = engineText(m_filter->words())](
            JobContext&) { return findEntries(store->knowledge(), filter, words); });
    onFinished(future, this, [this, generation](const Result<std::vector<KnowledgeId>>& ids) {
        if (generation != m_generation) return;
        if (ids)
            showIds(*ids);
        else if (ids.error().code() != ErrorCode::Cancelled)
            m_stack->showError(tr("The knowledge base could not be read"),
                               text(ids.error().message()));
    });
}

void KnowledgePanel::showIds(std::vector<KnowledgeId> ids)
{
    const bool isSearch = !m_filter->words().isEmpty();
    const int count = int(ids.size());
    m_entries->setIds(std::move(ids));
    m_count->setText(count == 0 ? tr("No entry fits. Fewer words or filters find more.")
                     : isSearch && count == kHits ? tr("The best %1 hits").arg(countText(count))
                     : isSearch                   ? tr("%1 hits, best first").arg(countText(count))
                                : tr("%1 entries, oldest first").arg(countText(count)));
    m_stack->showFull();
    // What is read goes on being read, wherever it now stands.
    const int row = m_shown ? m_entries->rowOf(m_shown->id) : count > 0 ? 0 : -1;
    if (row >= 0) {
        const int tab = m_tabs->currentIndex();
        m_list->setCurrentIndex(m_entries->index(row, 0));
        m_tabs->setCurrentIndex(tab);
    }
}

void KnowledgePanel::readPage(quint64 generation, int first, std::vector<KnowledgeId> ids)
{
    using Entries = std::vector<KnowledgeEntry>;
    const auto future =
        runJob<Entries>(m_needs.engine.storePool(),
                        [store = m_needs.selection.project(),
                         ids = std::move(ids)](JobContext&) -> Result<Entries> {
                            Entries entries;
                            for (const KnowledgeId id : ids) {
                                SYM_TRY(KnowledgeEntry entry, store->knowledge().entry(id));
                                entries.push_back(std::move(entry));
                            }
                            return entries;
                        });
    onFinished(future, this, [this, generation, first](const Result<Entries>& entries) {
        if (entries)
            m_entries->addPage(generation, first, *entries);
        else
            m_entries->readFailed(generation, first);
    });
}

void KnowledgePanel::showRow(const QModelIndex& row)
{
    if (!row.isValid()) return;
    readEntry(m_entries->id(row.row()));
    m_tabs->setCurrentWidget(m_entryStack);
}

void KnowledgePanel::readEntry(KnowledgeId id)
{
    const auto& project = m_needs.selection.project();
    m_wanted = id;  // first of all: another one may be on its way
    if (!project) return;
    if (m_shown && m_shown->id == id) {
        if (m_entryStack->state() != PanelStack::State::Full) showEntry();
        return;
    }
    const auto future = runJob<KnowledgeEntry>(
        m_needs.engine.storePool(),
        [store = project, id](JobContext&) { return store->knowledge().entry(id); });
    onFinished(future, this,
               [this, id, store = project.get()](const Result<KnowledgeEntry>& entry) {
                   if (id != m_wanted || store != m_needs.selection.project().get()) return;
                   if (!entry) {
                       if (entry.error().code() != ErrorCode::Cancelled)
                           m_entryStack->showError(tr("The entry could not be read"),
                                                   text(entry.error().message()));
                       return;
                   }
                   m_shown = *entry;
                   showEntry();
               });
}

void KnowledgePanel::showEntry()
{
    if (QAction* open = m_needs.actions.find(u"knowledge.openStep"_s))
        open->setEnabled(m_shown.has_value());
    if (!m_shown) {
        m_page->clear();
        m_entryStack->showEmpty(u"knowledge"_s, tr("Select an entry"),
                                tr("Its steps, votes and where it comes from appear here."));
        return;
    }
    m_page->setHtml(entryHtml(*m_shown, palette()));
    m_entryStack->showFull();
}

void KnowledgePanel::openStep(int position)
{
    const auto& project = m_needs.selection.project();
    if (!m_shown || !project) return;
    const EpisodeId episode = m_shown->episode;
    const auto future = runJob<EpisodeRecord>(
        m_needs.engine.storePool(),
        [store = project, episode](JobContext&) { return store->episode(episode); });
    onFinished(future, this,
               [this, position, store = project.get()](const Result<EpisodeRecord>& record) {
                   if (store != m_needs.selection.project().get() || !record) return;
                   m_needs.selection.goTo(record->run, record->id, position);
                   Q_EMIT stepShown();
               });
}

void KnowledgePanel::openTab(const QString& tab)
{
    showTab(m_tabs, tab);
}

QByteArray KnowledgePanel::saveState() const
{
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    stream << m_splitter->saveState() << m_list->horizontalHeader()->saveState();
    return state;
}

void KnowledgePanel::restoreState(const QByteArray& state)
{
    QDataStream stream(state);
    QByteArray splitter;
    QByteArray header;
    stream >> splitter >> header;
    if (stream.status() != QDataStream::Ok) return;
    m_splitter->restore(splitter);
    m_list->horizontalHeader()->restoreState(header);
}

}  // namespace sym
