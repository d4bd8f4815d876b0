#include "ui/symbiosis/loop_watch.h"

#include "core/rollout/rollout_control.h"
#include "ui/session/job_list.h"
#include "ui/session/run_monitor.h"
#include "ui/widgets/number_text.h"

namespace sym {

namespace {
constexpr int kDrainMilliseconds = 100;
}

LoopWatch::LoopWatch(const Needs& needs, QObject* parent) : QObject(parent), m_needs(needs)
{
    m_timer.setInterval(kDrainMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, &LoopWatch::drain);
}

void LoopWatch::start(std::shared_ptr<ProjectStore> store, const LoopOrder& order)
{
    if (m_running) return;
    m_store = std::move(store);
    m_loop = {};
    m_running = true;
    m_handle = m_needs.engine.startLoop(m_store, order);
    m_needs.jobs.add(tr("Rounds, %1").arg(text(order.request.settings.preset)),
                     m_handle.run.future);
    m_needs.monitor.add(m_store, m_handle.run);
    m_timer.start();
    Q_EMIT started();
}

void LoopWatch::stop()
{
    if (!m_running) return;
    m_handle.run.control->resume();
    m_handle.run.future.cancel();
}

void LoopWatch::setPaused(bool paused)
{
    if (!m_running) return;
    if (paused)
        m_handle.run.control->pause();
    else
        m_handle.run.control->resume();
}

bool LoopWatch::isPaused() const
{
    return m_running && m_handle.run.control->isPaused();
}

void LoopWatch::drain()
{
    const bool isFinished = m_handle.run.future.isFinished();  // asked first: events come before it
    for (const LoopEvent& event : m_handle.events->takeAll()) {
        if (const auto* loop = std::get_if<LoopBegan>(&event)) {
            m_loop = loop->loop.id;
            Q_EMIT began(*loop);
        } else if (const auto* phase = std::get_if<PhaseBegan>(&event)) {
            Q_EMIT phaseBegan(*phase);
        } else if (const auto* moved = std::get_if<PhaseMoved>(&event)) {
            Q_EMIT phaseMoved(*moved);
        } else if (const auto* finished = std::get_if<PhaseEnded>(&event)) {
            Q_EMIT phaseEnded(*finished);
        } else if (const auto* said = std::get_if<LoopSaid>(&event)) {
            m_needs.jobs.log(text(said->line));
        }
    }
    if (!isFinished) return;
    m_timer.stop();
    m_running = false;
    QString error;
    const auto& future = m_handle.run.future;
    if (future.resultCount() > 0) {
        const auto result = future.resultAt(0);
        if (!result && result.error().code() != ErrorCode::Cancelled)
            error = text(result.error().message());
    }
    Q_EMIT ended(error);
}

}  // namespace sym
