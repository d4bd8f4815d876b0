#include "ui/training/run_watch.h"

#include <QtCore/QDateTime>
#include <QtCore/QThreadPool>

#include <algorithm>

#include "core/jobs/job.h"
#include "ui/widgets/number_text.h"

namespace sym {

namespace {

/// Adds what was read; updates that are read again replace what was known of them and after them.
/// @return the index from which on `all` is new
template <typename T>
int append(std::vector<T>& all, const std::vector<T>& read)
{
    if (read.empty()) return int(all.size());
    const auto from = std::find_if(all.begin(), all.end(), [&](const T& known) {
        return known.update >= read.front().update;
    });
    const auto first = int(from - all.begin());
    all.erase(from, all.end());
    all.insert(all.end(), read.begin(), read.end());
    return first;
}

}  // namespace

RunWatch::RunWatch(QThreadPool& pool, QObject* parent) : QObject(parent), m_pool(pool)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(kPollMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, &RunWatch::poll);
}

void RunWatch::setFolder(const std::string& folder)
{
    ++m_generation;
    m_folder = folder;
    m_scanner = folder.empty() ? nullptr : std::make_shared<RunScanner>(folder);
    m_runs.clear();
    m_isRead = false;
    m_isPolling = false;
    m_lastSearch = 0;
    Q_EMIT reset();
    if (m_scanner)
        poll();
    else
        m_timer.stop();
}

const WatchedRun* RunWatch::find(const QString& name) const
{
    const int row = rowOf(name);
    return row < 0 ? nullptr : &m_runs[std::size_t(row)];
}

int RunWatch::rowOf(const QString& name) const
{
    for (std::size_t row = 0; row < m_runs.size(); ++row)
        if (m_runs[row].name == name) return int(row);
    return -1;
}

bool RunWatch::anyActive() const
{
    return std::any_of(m_runs.begin(), m_runs.end(),
                       [](const WatchedRun& run) { return run.isActive(); });
}

void RunWatch::poll()
{
    if (m_isPolling || !m_scanner) return;
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    const bool search = now - m_lastSearch >= kSearchMilliseconds;
    if (search) m_lastSearch = now;
    if (!search && !anyActive()) {
        m_timer.start();
        return;
    }
    m_isPolling = true;
    using News = std::vector<RunNews>;
    const auto depth = search ? RunScanner::Depth::All : RunScanner::Depth::Active;
    const auto future = runJob<News>(
        m_pool,
        [scanner = m_scanner, depth](JobContext&) -> Result<News> { return scanner->scan(depth); });
    onFinished(future, this, [this, generation = m_generation](const Result<News>& news) {
        if (generation != m_generation) return;
        m_isPolling = false;
        if (news) take(*news);
        m_timer.start();
    });
}

void RunWatch::take(const std::vector<RunNews>& news)
{
    if (!m_isRead) {
        m_isRead = true;
        const bool quiet = blockSignals(true);
        for (const RunNews& one : news) takeOne(one);
        blockSignals(quiet);
        Q_EMIT reset();
        return;
    }
    for (const RunNews& one : news) takeOne(one);
}

void RunWatch::takeOne(const RunNews& news)
{
    const QString name = text(news.name);
    int row = rowOf(name);
    const bool isNew = row < 0;
    if (isNew) {
        row = int(m_runs.size());
        m_runs.emplace_back();
    }
    WatchedRun& run = m_runs[std::size_t(row)];
    run.name = name;
    run.folder = m_folder + '/' + news.name;
    run.configFile = news.configFile;
    run.hasBegun = news.hasBegun;
    run.color = news.color;
    run.problem = text(news.problem);
    if (news.config) run.config = *news.config;
    if (news.state) run.state = *news.state;
    if (news.restarted) {
        run.metrics.clear();
        run.samples.clear();
    }
    const int first = append(run.metrics, news.metrics);
    const bool samples = !news.samples.empty();
    append(run.samples, news.samples);
    if (isNew)
        Q_EMIT runAdded(row);
    else
        Q_EMIT runChanged(row);
    if (!news.metrics.empty() || news.restarted) Q_EMIT metricsArrived(row, first);
    if (samples || news.restarted) Q_EMIT samplesArrived(row);
}

}  // namespace sym
