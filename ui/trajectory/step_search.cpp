#include "ui/trajectory/step_search.h"

#include <QtCore/QThreadPool>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QVBoxLayout>

#include <map>

#include "core/jobs/job.h"
#include "ui/session/selection.h"
#include "ui/widgets/number_text.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

constexpr int kLimit = 200;
constexpr int kTypingPauseMilliseconds = 200;
constexpr int kRunRole = Qt::UserRole;
constexpr int kEpisodeRole = Qt::UserRole + 1;
constexpr int kStepRole = Qt::UserRole + 2;

QString fieldText(const std::string& field)
{
    if (field == "observation") return StepSearch::tr("observation");
    if (field == "reasoning") return StepSearch::tr("reasoning");
    if (field == "action") return StepSearch::tr("action");
    if (field == "error") return StepSearch::tr("error");
    return text(field);
}

Result<std::vector<StepSearch::Hit>> findSteps(ProjectStore& store, const std::string& query,
                                               const JobContext& job)
{
    SYM_TRY(const std::vector<SearchHit> found, store.search(query, kLimit));
    std::map<EpisodeId, EpisodeRecord> episodes;
    std::vector<StepSearch::Hit> hits;
    for (const SearchHit& hit : found) {
        if (job.isCancelled()) return Error(ErrorCode::Cancelled, "cancelled");
        if (!episodes.contains(hit.episode)) {
            SYM_TRY(EpisodeRecord episode, store.episode(hit.episode));
            episodes[hit.episode] = std::move(episode);
        }
        const EpisodeRecord& episode = episodes[hit.episode];
        hits.push_back({hit, episode.run, text(episode.taskId)});
    }
    return hits;
}

}  // namespace

QString excerptHtml(const std::string& excerpt)
{
    QString html = text(excerpt).simplified().toHtmlEscaped();
    html.replace(QChar(2), u"<b>"_s).replace(QChar(3), u"</b>"_s);
    return html;
}

StepSearch::StepSearch(Selection& selection, QThreadPool& storePool, QWidget* parent)
    : QWidget(parent),
      m_selection(selection),
      m_pool(storePool),
      m_query(new QLineEdit(this)),
      m_status(new QLabel(this)),
      m_list(new QListWidget(this))
{
    setObjectName(u"stepSearch"_s);
    m_query->setObjectName(u"searchQuery"_s);
    m_query->setPlaceholderText(tr("Search all steps: observations, reasons, actions, errors"));
    m_query->setAccessibleName(tr("Search all steps"));
    m_query->setClearButtonEnabled(true);
    m_status->setObjectName(u"searchStatus"_s);
    m_status->setWordWrap(true);
    m_list->setObjectName(u"searchHits"_s);
    m_list->setAccessibleName(tr("Search hits"));
    m_list->setAlternatingRowColors(true);
    m_list->setWordWrap(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->addWidget(m_query);
    layout->addWidget(m_status);
    layout->addWidget(m_list, 1);
    m_delay.setSingleShot(true);
    m_delay.setInterval(kTypingPauseMilliseconds);
    m_status->setText(tr("Type words that must all occur in a step."));
    connect(&m_delay, &QTimer::timeout, this, &StepSearch::search);
    connect(m_query, &QLineEdit::textChanged, &m_delay, qOverload<>(&QTimer::start));
    connect(m_query, &QLineEdit::returnPressed, this, &StepSearch::search);
    const auto choose = [this](const QListWidgetItem* item) {
        if (!item) return;
        m_selection.goTo(RunId{item->data(kRunRole).toLongLong()},
                         EpisodeId{item->data(kEpisodeRole).toLongLong()},
                         item->data(kStepRole).toInt());
    };
    connect(m_list, &QListWidget::currentItemChanged, this, choose);
    connect(&selection, &Selection::projectChanged, this, [this] {
        m_list->clear();
        if (!m_query->text().isEmpty()) m_delay.start();
    });
}

void StepSearch::setQuery(const QString& query)
{
    m_query->setText(query);
}

void StepSearch::focusQuery()
{
    m_query->setFocus();
    m_query->selectAll();
}

void StepSearch::search()
{
    m_delay.stop();
    m_running.cancel();  // a newer question makes the old one moot
    const QString query = m_query->text().trimmed();
    if (query.isEmpty() || !m_selection.project()) {
        m_list->clear();
        m_status->setText(tr("Type words that must all occur in a step."));
        return;
    }
    m_status->setText(tr("Searching…"));
    m_running = runJob<std::vector<Hit>>(
        m_pool, [store = m_selection.project(), words = engineText(query)](JobContext& job) {
            return findSteps(*store, words, job);
        });
    onFinished(m_running, this, [this](const Result<std::vector<Hit>>& hits) { show(hits); });
}

void StepSearch::show(const Result<std::vector<Hit>>& hits)
{
    if (!hits && hits.error().code() == ErrorCode::Cancelled) return;
    m_list->clear();
    if (!hits) {
        m_status->setText(tr("The search failed: %1").arg(text(hits.error().message())));
        return;
    }
    for (const Hit& hit : *hits) {
        auto* item = new QListWidgetItem(m_list);
        const QString plain = text(hit.hit.excerpt).remove(QChar(2)).remove(QChar(3)).simplified();
        item->setText(tr("Task %1, step %2, %3\n%4")
                          .arg(hit.task)
                          .arg(hit.hit.step + 1)
                          .arg(fieldText(hit.hit.field), plain));
        item->setToolTip(excerptHtml(hit.hit.excerpt));
        item->setData(kRunRole, qlonglong(hit.run.value));
        item->setData(kEpisodeRole, qlonglong(hit.hit.episode.value));
        item->setData(kStepRole, hit.hit.step);
    }
    const int count = int(hits->size());
    if (count == 0)
        m_status->setText(tr("Nothing found. Fewer or shorter words find more."));
    else
        m_status->setText(count == kLimit ? tr("The first %n hits", nullptr, count)
                                          : tr("%n hit(s)", nullptr, count));
}

}  // namespace sym
