#include "ui/shell/tour_run.h"

#include <set>

#include "core/jobs/job.h"
#include "core/rollout/rollout_control.h"
#include "ui/live/browser_panel.h"
#include "ui/live/page_pane.h"
#include "ui/live/target_overlay.h"
#include "ui/session/engine.h"
#include "ui/shell/main_window.h"
#include "ui/tasks/task_table_model.h"
#include "ui/tasks/tasks_panel.h"
#include "ui/widgets/number_text.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {
constexpr int kPages = 4;
constexpr std::chrono::minutes kHold{10};  ///< longer than any tour looks at a page
}  // namespace

TourRun::TourRun(MainWindow& window, QObject* parent) : QObject(parent), m_window(window) {}

void TourRun::begin()
{
    if (m_begun) return;
    m_begun = true;
    if (!m_window.engine().embeddedHost()) {
        m_obstacle = u"there is no embedded browser"_s;
        return;
    }
    RunMonitor& monitor = m_window.monitor();
    connect(&monitor, &RunMonitor::runStarted, this,
            [this, &monitor](const RunRecord&, const ProjectStore* store) {
                for (const RunMonitor::Active& active : monitor.active())
                    if (store == m_store.lock().get() && active.store.get() == store)
                        active.handle.control->setDelay(kHold);
            });
    connect(&monitor, &RunMonitor::runEnded, this,
            [this](RunId, const QString& error, const ProjectStore* store) {
                if (m_ended || store != m_store.lock().get()) return;
                m_obstacle = error.isEmpty() ? u"the run ended too early"_s : error;
            });
    const QString file = m_folder.filePath(u"watched.symbiont"_s);
    using Store = std::shared_ptr<ProjectStore>;
    onFinished(m_window.engine().openProject(engineText(file), ProjectStore::Access::ReadWrite),
               this, [this](const Result<Store>& store) {
                   if (store)
                       start(*store);
                   else
                       m_obstacle = text(store.error().message());
               });
}

/// One task of each site, those of the development split where there is one.
std::string TourRun::chooseTasks() const
{
    const TaskTableModel* model = m_window.tasksPanel().model();
    std::set<std::string> sites;
    std::string ids;
    for (int row = 0; row < model->rowCount() && int(sites.size()) < kPages; ++row) {
        const Task& task = model->task(row);
        const bool isSeen = task.split == "dev" || task.split.empty();
        if (!isSeen || task.sites.size() != 1 || !sites.insert(task.sites[0]).second) continue;
        ids += (ids.empty() ? "" : ",") + task.id;
    }
    return ids;
}

void TourRun::start(const std::shared_ptr<ProjectStore>& store)
{
    RolloutOptions options;
    options.taskSpec = chooseTasks();
    options.browsers = kPages;
    options.limit = kPages;
    m_store = store;
    m_window.startRun(store, options);
}

void TourRun::end()
{
    if (m_ended) return;
    m_ended = true;
    for (const RunMonitor::Active& active : m_window.monitor().active())
        if (active.store == m_store.lock()) {
            RunHandle handle = active.handle;
            handle.future.cancel();
        }
}

bool TourRun::isReady() const
{
    const BrowserPanel& panel = m_window.browserPanel();
    int outlined = 0;
    for (int i = 0; i < panel.pageCount(); ++i)
        if (panel.pane(i)->overlay()->target()) ++outlined;
    return outlined == kPages;
}

int TourRun::outlinedPage() const
{
    const BrowserPanel& panel = m_window.browserPanel();
    for (int i = 0; i < panel.pageCount(); ++i)
        if (panel.pane(i)->overlay()->target()) return i;
    return -1;
}

}  // namespace sym
