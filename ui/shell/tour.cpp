#include "ui/shell/tour.h"

#include <QtCore/QDir>
#include <QtCore/QElapsedTimer>
#include <QtCore/QThreadPool>
#include <QtCore/QTimer>
#include <QtGui/QPixmap>
#include <QtWidgets/QApplication>

#include <memory>

#include "core/jobs/job.h"
#include "ui/demo/demo_project.h"
#include "ui/demo/demo_symbiosis.h"
#include "ui/demo/demo_synthesis.h"
#include "ui/shell/main_window.h"
#include "ui/shell/tour_run.h"
#include "ui/shell/tour_stops.h"
#include "ui/training/demo_training.h"
#include "ui/widgets/number_text.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

constexpr int kPollMilliseconds = 40;
constexpr int kSettlePolls = 3;                 ///< after being ready: layouts and late images
constexpr int kPatienceMilliseconds = 120'000;  ///< a busy machine reads slowly

/// Walks the stops from a timer; deletes itself at the end.
class Guide final : public QObject {
public:
    Guide(MainWindow& window, const TourOptions& options)
        : m_window(window), m_options(options), m_run(window), m_timer(this)
    {
        m_promise.start();
        connect(&m_timer, &QTimer::timeout, this, [this] { poll(); });
        connect(&window, &MainWindow::projectOpened, this, [this] { projectIsOpen(); });
        connect(&window, &MainWindow::openFailed, this, [this](const QString& reason) {
            finish(Error(ErrorCode::Storage, engineText(reason)));
        });
    }

    QFuture<Result<TourPictures>> begin()
    {
        const QFuture<Result<TourPictures>> future = m_promise.future();
        if (!QDir().mkpath(m_options.folder)) {
            finish(Error(ErrorCode::Io, "cannot make folder " + engineText(m_options.folder)));
            return future;
        }
        m_window.resize(m_options.size);
        m_window.show();
        if (m_window.selection().project())
            m_stops = projectStops(m_window, m_run);
        else
            m_stops = emptyStops(m_window);
        m_needsProject = !m_window.selection().project();
        startStop();
        m_timer.start(kPollMilliseconds);
        return future;
    }

private:
    void startStop()
    {
        m_readyPolls = 0;
        m_clock.start();
        m_stops[m_next].prepare();
    }

    void poll()
    {
        const TourStop& stop = m_stops[m_next];
        if (stop.obstacle && !stop.obstacle().isEmpty()) {
            skip(stop, stop.obstacle());
            return;
        }
        if (stop.isReady && m_readyPolls == 0 && !stop.isReady()) {
            if (m_clock.elapsed() <= kPatienceMilliseconds) return;
            if (stop.obstacle)
                skip(stop, u"it was not ready in time"_s);
            else
                finish(Error(ErrorCode::Timeout, "not ready in time: " + engineText(stop.name)));
            return;
        }
        if (++m_readyPolls <= kSettlePolls) return;
        QWidget* widget = stop.widget ? stop.widget() : &m_window;
        if (!widget || !take(*widget, stop.name)) {
            finish(Error(ErrorCode::Io, "cannot write the picture " + engineText(stop.name)));
            return;
        }
        goOn();
    }

    void skip(const TourStop& stop, const QString& reason)
    {
        m_pictures.notes << u"no picture of %1: %2"_s.arg(stop.name, reason);
        goOn();
    }

    void goOn()
    {
        ++m_next;
        if (m_next < m_stops.size())
            startStop();
        else if (m_needsProject)
            openProject();
        else
            finish(m_pictures);
    }

    bool take(QWidget& widget, const QString& name)
    {
        QPixmap pixmap(widget.size() * m_options.scale);
        pixmap.setDevicePixelRatio(m_options.scale);
        widget.render(&pixmap);
        const QString file =
            QDir(m_options.folder)
                .filePath(u"%1-%2.png"_s.arg(m_pictures.files.size() + 1, 2, 10, QLatin1Char('0'))
                              .arg(name));
        m_pictures.files << file;
        return pixmap.save(file, "PNG");
    }

    void openProject()
    {
        m_timer.stop();
        m_needsProject = false;
        m_isDemo = m_options.project.isEmpty();
        m_window.openProject(m_isDemo ? QDir(m_options.folder).filePath(u"demo.symbiont"_s)
                                      : m_options.project);
    }

    void projectIsOpen()
    {
        if (!m_isDemo) {
            continueWithProject();
            return;
        }
        m_isDemo = false;
        const auto store = m_window.selection().project();
        using Done = bool;
        const auto future =
            runJob<Done>(*QThreadPool::globalInstance(), [store](JobContext& job) -> Result<Done> {
                SYM_TRY(const std::vector<RunRecord> runs, store->runs());
                if (runs.empty()) SYM_CHECK(fillDemoProject(*store, job));
                if (runs.empty()) SYM_CHECK(fillDemoSynthesis(*store, job));
                if (runs.empty()) SYM_CHECK(fillDemoSymbiosis(*store, job));
                SYM_CHECK(fillDemoTraining(*store, job));
                return true;
            });
        m_window.jobs().add(MainWindow::tr("Make the demo project"), future);
        onFinished(future, this, [this, store](const Result<Done>& done) {
            if (!done) {
                finish(done.error());
                return;
            }
            m_window.selection().setProject(nullptr);  // read again, now that it is full
            m_window.selection().setProject(store);
            continueWithProject();
        });
    }

    void continueWithProject()
    {
        m_stops = projectStops(m_window, m_run);
        m_next = 0;
        startStop();
        m_timer.start();
    }

    void finish(const Result<TourPictures>& result)
    {
        if (m_finished) return;
        m_finished = true;
        m_run.end();
        m_timer.stop();
        m_promise.addResult(result);
        m_promise.finish();
        deleteLater();
    }

    MainWindow& m_window;
    TourOptions m_options;
    TourRun m_run;
    QPromise<Result<TourPictures>> m_promise;
    QTimer m_timer;
    QElapsedTimer m_clock;
    std::vector<TourStop> m_stops;
    std::size_t m_next = 0;
    int m_readyPolls = 0;
    bool m_needsProject = false;
    bool m_isDemo = false;
    bool m_finished = false;
    TourPictures m_pictures;
};

}  // namespace

QFuture<Result<TourPictures>> runTour(MainWindow& window, const TourOptions& options)
{
    window
        .findChild<QAction*>(options.theme == Theme::Dark ? u"view.themeDark"_s
                                                          : u"view.themeLight"_s)
        ->trigger();
    auto* guide = new Guide(window, options);
    return guide->begin();
}

}  // namespace sym
