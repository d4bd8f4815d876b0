#include "ui/session/run_starter.h"

#include <QtCore/QFileInfo>

#include "ui/session/engine.h"
#include "ui/session/job_list.h"
#include "ui/session/run_monitor.h"
#include "ui/session/selection.h"
#include "ui/widgets/number_text.h"

using namespace Qt::StringLiterals;

namespace sym {

QString runTitle(const RolloutOptions& options)
{
    if (!options.name.empty()) return text(options.name);
    const QString suite = options.suite == "builtin" ? RunStarter::tr("built-in tasks")
                                                     : QFileInfo(text(options.suite)).fileName();
    const QString policy = options.policy == "planner"
                               ? RunStarter::tr("planner (offline stand-in)")
                               : text(options.policy);
    return RunStarter::tr("Run %1 with %2").arg(suite, policy);
}

RunStarter::RunStarter(const Needs& needs, QObject* parent) : QObject(parent), m_needs(needs)
{
    connect(&needs.monitor, &RunMonitor::runEnded, this, [this](RunId, const QString& error) {
        if (!error.isEmpty()) m_needs.jobs.log(tr("The run ended: %1").arg(error));
        startNext();
    });
    connect(&needs.monitor, &RunMonitor::message, &needs.jobs, &JobList::log);
}

bool RunStarter::isRunning() const
{
    return !m_needs.monitor.active().empty();
}

void RunStarter::start(const RolloutOptions& options)
{
    if (m_needs.selection.project()) start(m_needs.selection.project(), options);
}

void RunStarter::start(std::shared_ptr<ProjectStore> store, const RolloutOptions& options)
{
    m_queue.push_back({std::move(store), options});
    if (isRunning()) {
        m_needs.jobs.log(tr("Waiting for its turn: %1").arg(runTitle(options)));
        Q_EMIT queueChanged();
        return;
    }
    startNext();
}

void RunStarter::startNext()
{
    if (isRunning() || m_queue.empty()) return;
    const Waiting next = std::move(m_queue.front());
    m_queue.pop_front();
    launch(next);
    Q_EMIT queueChanged();
}

void RunStarter::launch(const Waiting& next)
{
    const RunHandle handle = m_needs.engine.startRun(next.store, next.options);
    m_needs.jobs.add(runTitle(next.options), handle.future);
    m_needs.monitor.add(next.store, handle);
}

void RunStarter::stop()
{
    m_needs.monitor.cancelAll();
}

void RunStarter::clearQueue()
{
    m_queue.clear();
    Q_EMIT queueChanged();
}

}  // namespace sym
