#include "ui/session/run_monitor.h"

#include <algorithm>

#include "ui/widgets/number_text.h"

namespace sym {

namespace {

constexpr int kDrainMilliseconds = 100;

QString failure(const QFuture<Result<RolloutSummary>>& future)
{
    if (future.isCanceled() || future.resultCount() == 0) return RunMonitor::tr("stopped");
    const auto result = future.resultAt(0);
    if (result) return {};
    return result.error().code() == ErrorCode::Cancelled ? RunMonitor::tr("stopped")
                                                         : text(result.error().message());
}

}  // namespace

RunMonitor::RunMonitor(QObject* parent) : QObject(parent)
{
    m_timer.setInterval(kDrainMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, &RunMonitor::drain);
}

void RunMonitor::add(std::shared_ptr<ProjectStore> store, RunHandle handle)
{
    m_active.push_back({.store = std::move(store), .handle = std::move(handle), .run = {}});
    m_timer.start();
    Q_EMIT activeChanged();
}

std::shared_ptr<RolloutControl> RunMonitor::control() const
{
    return m_active.empty() ? nullptr : m_active.back().handle.control;
}

void RunMonitor::cancelAll()
{
    for (Active& active : m_active) active.handle.future.cancel();
}

void RunMonitor::deliver(Active& active, const RunEvent& event)
{
    ProjectStore* store = active.store.get();
    if (const auto* started = std::get_if<RunStarted>(&event)) {
        active.run = started->run.id;
        active.planned = started->run.planned;
        active.finished = 0;  // rounds start one run after another
        Q_EMIT runStarted(started->run, store);
    } else if (const auto* begun = std::get_if<EpisodeStarted>(&event)) {
        Q_EMIT episodeStarted(*begun, store);
    } else if (const auto* about = std::get_if<AboutToAct>(&event)) {
        Q_EMIT aboutToAct(*about);
    } else if (const auto* step = std::get_if<StepFinished>(&event)) {
        Q_EMIT stepFinished(*step, store);
    } else if (const auto* finished = std::get_if<EpisodeFinished>(&event)) {
        ++active.finished;
        Q_EMIT episodeFinished(finished->episode, store);
    } else if (const auto* said = std::get_if<RunMessage>(&event)) {
        Q_EMIT message(text(said->line));
    }
}

void RunMonitor::drain()
{
    bool changed = false;
    for (std::size_t i = 0; i < m_active.size();) {
        Active active = m_active[i];                           // a handler may add a run
        const bool ended = active.handle.future.isFinished();  // asked first: events come before it
        const auto events =
            active.handle.events ? active.handle.events->takeAll() : std::vector<RunEvent>();
        for (const RunEvent& event : events) deliver(active, event);
        changed = changed || !events.empty() || ended;
        m_active[i] = active;
        if (!ended) {
            ++i;
            continue;
        }
        m_active.erase(m_active.begin() + std::ptrdiff_t(i));
        Q_EMIT runEnded(active.run, failure(active.handle.future), active.store.get());
    }
    if (m_active.empty()) m_timer.stop();
    if (changed) Q_EMIT activeChanged();
}

}  // namespace sym
