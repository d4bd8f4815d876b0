#include <QtCore/QFileInfo>
#include <QtCore/QProcess>
#include <QtCore/QStandardPaths>
#include <QtCore/QStorageInfo>
#include <QtGui/QFontDatabase>
#include <QtWebEngineCore/QtWebEngineCore>

#include <sys/stat.h>
#include <sys/statvfs.h>

#include "app/browser_provider.h"
#include "app/verb.h"
#include "core/browser/browser_session.h"

namespace sym {

namespace {

struct Check {
    std::string name;
    bool ok = false;
    std::string detail;  ///< what was found, and the remedy when it is not well
};

constexpr std::int64_t kMebibyte = 1 << 20;

Check webEngine()
{
    return {"web engine", true,
            std::string("QtWebEngine ") + qWebEngineVersion() + ", Chromium "
                + qWebEngineChromiumVersion()};
}

/// Opens a page and reads it: the whole chain from the view to the observation.
Check embeddedPage(const VerbCall& call, JobContext& job)
{
    const auto work = [&]() -> Result<std::string> {
        SYM_TRY(BrowserHost * host, call.browsers.host("embedded", job));
        SYM_TRY(const auto session, BrowserSession::open(*host, call.browsers.devTools(), {}, job));
        SYM_CHECK(
            session->navigate("data:text/html,<title>doctor</title><button>here</button>", job));
        SYM_TRY(const PageRecord page, session->observe({}, job));
        if (page.observation.find("here") == std::string::npos)
            return Error(ErrorCode::Protocol,
                         "the page was loaded but its button is not in the observation");
        return "a page was opened, driven and read, " + session->product();
    };
    const auto answer = work();
    return {"embedded browser", bool(answer), answer ? *answer : answer.error().message()};
}

/// The sandbox Chromium reports and the one in force may differ: the renderer's user namespace
/// tells.
Check sandbox()
{
    if (qEnvironmentVariableIsSet("QTWEBENGINE_DISABLE_SANDBOX"))
        return {"sandbox", true,
                "off by QTWEBENGINE_DISABLE_SANDBOX, as it must be for root; do not browse the "
                "open web so"};
    const QString own = QFileInfo(QStringLiteral("/proc/self/ns/user")).symLinkTarget();
    QProcess list;
    list.start(QStringLiteral("pgrep"),
               {QStringLiteral("-f"), QStringLiteral("QtWebEngineProcess.*type=renderer")});
    list.waitForFinished();
    for (const QByteArray& pid : list.readAllStandardOutput().split('\n')) {
        if (pid.isEmpty()) continue;
        const QString theirs =
            QFileInfo(QStringLiteral("/proc/%1/ns/user").arg(QString::fromLatin1(pid)))
                .symLinkTarget();
        if (!theirs.isEmpty() && theirs != own)
            return {"sandbox", true, "renderers have a user namespace of their own"};
    }
    return {"sandbox", true, "seccomp only: the kernel or container refuses user namespaces"};
}

Check sharedMemory()
{
    struct stat info {};
    struct statvfs space {};
    if (::stat("/dev/shm", &info) != 0 || ::statvfs("/dev/shm", &space) != 0)
        return {"shared memory", false, "/dev/shm is missing: mount a tmpfs of mode 1777 there"};
    const auto bytes = std::int64_t(space.f_frsize) * std::int64_t(space.f_blocks);
    const bool open = (info.st_mode & 01777) == 01777;
    const bool large = bytes >= 64 * kMebibyte;
    std::string detail = std::to_string(bytes / kMebibyte) + " MiB";
    if (!open) detail += "; mode should be 1777: chmod 1777 /dev/shm";
    if (!large) detail += "; renderers crash below 64 MiB: enlarge it (docker: --shm-size=1g)";
    return {"shared memory", open && large, detail};
}

Check fonts()
{
    const auto chinese = QFontDatabase::families(QFontDatabase::SimplifiedChinese);
    if (chinese.isEmpty())
        return {"fonts", false,
                "no font for Chinese, Japanese and Korean: install fonts-noto-cjk "
                "fonts-noto-color-emoji"};
    return {"fonts", true, "CJK: " + chinese.front().toStdString()};
}

Check program(const char* name, const char* use)
{
    const QString path = QStandardPaths::findExecutable(QString::fromUtf8(name));
    return {
        name, true,
        path.isEmpty() ? std::string("not installed; needed only for ") + use : path.toStdString()};
}

Check endpoint()
{
    const bool key = qEnvironmentVariableIsSet("OPENAI_API_KEY");
    const QString address = qEnvironmentVariable("OPENAI_BASE_URL");
    return {
        "large model", true,
        (address.isEmpty() ? std::string("OPENAI_BASE_URL is not set (api.openai.com is assumed)")
                           : "OPENAI_BASE_URL is " + address.toStdString())
            + (key ? ", OPENAI_API_KEY is set"
                   : ", OPENAI_API_KEY is not set; the offline planner needs neither")};
}

Check disk()
{
    const QStorageInfo here(QStringLiteral("."));
    const auto free = here.bytesAvailable() / kMebibyte;
    return {"disk", free > 1024,
            std::to_string(free) + " MiB free here"
                + (free > 1024 ? "" : ": a run of 800 tasks needs about 1 GiB")};
}

ExitCode run(const VerbCall& call, JobContext& job)
{
    const std::vector<Check> checks{
        webEngine(),
        embeddedPage(call, job),
        sandbox(),
        sharedMemory(),
        fonts(),
        program("chromium", "--browser chromium and for bench step's peer"),
        program("node", "the Playwright side of bench step"),
        endpoint(),
        disk()};
    nlohmann::json list = nlohmann::json::array();
    bool well = true;
    for (const Check& check : checks) {
        call.console.result((check.ok ? "ok    " : "FAIL  ") + check.name + ": " + check.detail);
        list.push_back({{"name", check.name}, {"ok", check.ok}, {"detail", check.detail}});
        well = well && check.ok;
    }
    call.console.finish({{"checks", std::move(list)}});
    return well ? kDone : kFailed;
}

}  // namespace

Verb doctorVerb()
{
    return {"doctor", "", "Check what is installed and usable, with remedies.",
            [] { return QList<QCommandLineOption>{}; }, run};
}

}  // namespace sym
