#include "core/browser/host/chromium_host.h"

#include <QtCore/QFile>
#include <QtCore/QProcess>
#include <QtCore/QStandardPaths>
#include <QtCore/QTemporaryDir>
#include <QtCore/QTimer>

#include <sys/prctl.h>
#include <unistd.h>
#include <csignal>

#include "core/browser/devtools_thread.h"
#include "core/browser/host/endpoint_host.h"
#include "core/jobs/waiter.h"

namespace sym {

namespace {

constexpr std::chrono::milliseconds kStartLimit{30'000};
constexpr int kPortPollMilliseconds = 10;  ///< the browser tells its port in a file
constexpr int kKillMilliseconds = 3'000;
constexpr qsizetype kLastWords = 400;

QStringList arguments(const QString& userFolder)
{
    QStringList arguments{
        QStringLiteral("--headless=new"),
        QStringLiteral("--remote-debugging-port=0"),
        QStringLiteral("--remote-debugging-address=127.0.0.1"),
        QStringLiteral("--user-data-dir=") + userFolder,
        QStringLiteral("--no-first-run"),
        QStringLiteral("--no-default-browser-check"),
        QStringLiteral("--disable-gpu"),
        QStringLiteral("--disable-extensions"),
        QStringLiteral("--disable-sync"),
        QStringLiteral("--disable-background-networking"),
        QStringLiteral("--disable-component-update"),
        QStringLiteral("--disable-default-apps"),
        QStringLiteral("--disable-background-timer-throttling"),
        QStringLiteral("--disable-backgrounding-occluded-windows"),
        QStringLiteral("--disable-renderer-backgrounding"),
        // every frame in its page's process: one connection sees them all
        QStringLiteral("--disable-site-isolation-trials"),
        QStringLiteral("--disable-features=IsolateOrigins,site-per-process,Translate,"
                       "MediaRouter,OptimizationHints"),
        QStringLiteral("--force-device-scale-factor=1"),
        QStringLiteral("--hide-scrollbars"),
        QStringLiteral("--allow-pre-commit-input"),
        QStringLiteral("--mute-audio"),
        QStringLiteral("--password-store=basic"),
        QStringLiteral("--use-mock-keychain"),
    };
    // Chromium refuses to run as root with its sandbox on; for everybody else it stays on
    if (::geteuid() == 0) arguments << QStringLiteral("--no-sandbox");
    arguments << QStringLiteral("about:blank");
    return arguments;
}

/// The port, once the browser has written its file.
int readPort(const QString& userFolder)
{
    QFile file(userFolder + QStringLiteral("/DevToolsActivePort"));
    if (!file.open(QIODevice::ReadOnly)) return 0;
    const QByteArray line = file.readLine();
    return line.endsWith('\n') ? line.trimmed().toInt() : 0;
}

}  // namespace

/// The process and its folder; lives in the DevTools thread.
class ChromiumHost::Process {
public:
    explicit Process(DevToolsThread& thread) : m_thread(thread) {}

    ~Process()
    {
        m_thread.run([this] {
            if (m_process == nullptr) return;
            m_process->disconnect();
            m_process->terminate();
            if (!m_process->waitForFinished(kKillMilliseconds)) {
                m_process->kill();
                m_process->waitForFinished(kKillMilliseconds);
            }
            delete m_process;
        });
    }

    Result<int> start(const QString& program, JobContext& job)
    {
        if (!m_folder.isValid())
            return Error(ErrorCode::Io, "cannot make a folder for the browser: "
                                            + m_folder.errorString().toStdString());
        auto port = std::make_shared<Waiter<int>>();
        m_thread.run([&] { launch(program, port); });
        return port->wait(job, after(kStartLimit), program.toStdString());
    }

private:
    void launch(const QString& program, const std::shared_ptr<Waiter<int>>& port)
    {
        m_process = new QProcess(m_thread.context());
        m_process->setProcessChannelMode(QProcess::MergedChannels);
        auto* poll = new QTimer(m_process);
        QObject::connect(poll, &QTimer::timeout, m_process, [this, poll, port] {
            const int found = readPort(m_folder.path());
            if (found == 0) return;
            poll->stop();
            port->give(found);
        });
        QObject::connect(m_process, &QProcess::readyRead, m_process,
                         [this] { m_words = (m_words + m_process->readAll()).right(kLastWords); });
        QObject::connect(m_process, &QProcess::errorOccurred, m_process, [this, port] {
            port->give(Error(ErrorCode::Network, "the browser did not start: "
                                                     + m_process->errorString().toStdString()));
        });
        QObject::connect(m_process, &QProcess::finished, m_process, [this, port] {
            port->give(
                Error(ErrorCode::Network, "the browser ended at once: " + m_words.toStdString()));
        });
        // whatever ends this program, a kill included, ends its browser
        m_process->setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); });
        m_process->start(program, arguments(m_folder.path()));
        poll->start(kPortPollMilliseconds);
    }

    DevToolsThread& m_thread;
    QTemporaryDir m_folder;
    QProcess* m_process = nullptr;
    QByteArray m_words;
};

ChromiumHost::ChromiumHost(std::unique_ptr<Process> process, std::unique_ptr<BrowserHost> pages)
    : m_process(std::move(process)), m_pages(std::move(pages))
{
}

ChromiumHost::~ChromiumHost() = default;

Result<std::unique_ptr<ChromiumHost>> ChromiumHost::open(DevToolsThread& thread,
                                                         const std::string& program,
                                                         JobContext& job)
{
    const QString path = QStandardPaths::findExecutable(QString::fromStdString(program));
    if (path.isEmpty())
        return Error(ErrorCode::NotFound, "there is no program " + program
                                              + "; install Debian's package chromium or use "
                                                "--browser embedded");
    auto process = std::make_unique<Process>(thread);
    SYM_TRY(const int port, process->start(path, job));
    SYM_TRY(auto pages,
            EndpointHost::open(thread, "http://127.0.0.1:" + std::to_string(port), job));
    return std::unique_ptr<ChromiumHost>(new ChromiumHost(std::move(process), std::move(pages)));
}

Result<PageTarget> ChromiumHost::openProfile(const ProfileOptions& options, JobContext& job)
{
    return m_pages->openProfile(options, job);
}

Result<PageTarget> ChromiumHost::openTab(const PageTarget& page, JobContext& job)
{
    return m_pages->openTab(page, job);
}

Result<std::vector<PageTarget>> ChromiumHost::newTabs(const PageTarget& page, JobContext& job)
{
    return m_pages->newTabs(page, job);
}

Status ChromiumHost::closeTab(const PageTarget& tab, JobContext& job)
{
    return m_pages->closeTab(tab, job);
}

void ChromiumHost::closeProfile(const PageTarget& page)
{
    m_pages->closeProfile(page);
}

}  // namespace sym
