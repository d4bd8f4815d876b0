#include "ui/browser/embedded_browser_host.h"

#include <QtCore/QPointer>
#include <QtCore/QUuid>
#include <QtNetwork/QTcpServer>
#include <QtWebEngineCore/QWebEngineProfile>
#include <QtWebEngineWidgets/QWebEngineView>

#include <map>
#include <mutex>
#include <set>

#include "core/browser/devtools_thread.h"
#include "core/browser/host/target_registry.h"
#include "ui/browser/embedded_page.h"

namespace sym {

namespace {

constexpr std::chrono::milliseconds kOpenLimit{60'000};

QString blankAddress(const QString& token)
{
    return QStringLiteral("about:blank#") + token;
}

}  // namespace

/// One profile with its views. Touched in the GUI thread only.
struct EmbeddedProfile {
    ProfileOptions options;
    std::unique_ptr<QWebEngineProfile> profile;
    std::map<QString, QWebEngineView*> views;  // by target id
    std::set<QString> targets;  // all there ever were: a profile is found by any of its pages
    std::vector<QPointer<QWebEngineView>>
        unnamed;  // opened by pages, in order, target not known yet
};

struct EmbeddedBrowserHost::Private {
    explicit Private(EmbeddedBrowserHost& owner) : host(owner) {}

    EmbeddedBrowserHost& host;
    int port = 0;
    DevToolsThread devTools;

    std::mutex registryMutex;
    std::unique_ptr<TargetRegistry> registry;  // made by the first worker that needs it

    std::vector<std::unique_ptr<EmbeddedProfile>> profiles;  // GUI thread

    Result<TargetRegistry*> connectedRegistry(JobContext& job);
    EmbeddedProfile* profileOf(const QString& targetId);
    QWebEngineView* makeView(EmbeddedProfile& profile);
    void nameView(EmbeddedProfile& profile, const std::string& targetId, QWebEngineView* view);
    void onCloseRequested(EmbeddedProfile& profile, QWebEngineView* view);
    void closeView(EmbeddedProfile& profile, QString targetId);  // a copy: its owner goes
    void closeProfileOf(const QString& targetId);
    void dropProfile(EmbeddedProfile& profile, QPointer<QWebEngineView> unnamed);
    QString loadToken(QWebEngineView* view);

    /// Runs `work` in the GUI thread and waits for its answer, unless the job is cancelled first.
    template <typename T>
    Result<T> inGuiThread(JobContext& job, std::function<Result<T>()> work)
    {
        auto answer = std::make_shared<Waiter<T>>();
        QMetaObject::invokeMethod(
            &host, [answer, work = std::move(work)] { answer->give(work()); },
            Qt::QueuedConnection);
        return answer->wait(job, after(kOpenLimit), "the window");
    }
};

int EmbeddedBrowserHost::reserveDebuggingPort()
{
    QTcpServer probe;
    probe.listen(QHostAddress::LocalHost, 0);
    const int port = probe.serverPort();
    probe.close();
    // an agent is quicker than the first frame of a page: its input must not be dropped
    qputenv("QTWEBENGINE_CHROMIUM_FLAGS",
            qgetenv("QTWEBENGINE_CHROMIUM_FLAGS") + " --allow-pre-commit-input");
    qputenv("QTWEBENGINE_REMOTE_DEBUGGING", "127.0.0.1:" + QByteArray::number(port));
    return port;
}

EmbeddedBrowserHost::EmbeddedBrowserHost(int debuggingPort, QObject* parent)
    : QObject(parent), d(std::make_unique<Private>(*this))
{
    d->port = debuggingPort;
}

EmbeddedBrowserHost::~EmbeddedBrowserHost()
{
    while (!d->profiles.empty()) d->dropProfile(*d->profiles.back(), nullptr);
}

std::string EmbeddedBrowserHost::name() const
{
    return "embedded";
}

Result<TargetRegistry*> EmbeddedBrowserHost::Private::connectedRegistry(JobContext& job)
{
    const std::lock_guard lock(registryMutex);
    if (registry && registry->browser().isOpen()) return registry.get();
    auto endpoint =
        findBrowser(devTools, "http://127.0.0.1:" + std::to_string(port), kOpenLimit, job);
    if (!endpoint)
        return endpoint.error().within(
            "the embedded browser's DevTools are not there (was "
            "reserveDebuggingPort() called before QApplication?)");
    SYM_TRY(registry, TargetRegistry::open(devTools, *endpoint, job));
    return registry.get();
}

EmbeddedProfile* EmbeddedBrowserHost::Private::profileOf(const QString& targetId)
{
    for (const auto& profile : profiles)
        if (profile->targets.contains(targetId)) return profile.get();
    return nullptr;
}

QWebEngineView* EmbeddedBrowserHost::Private::makeView(EmbeddedProfile& profile)
{
    auto* view = new OffscreenView;
    auto* page = new EmbeddedPage(profile.profile.get(), view);
    view->setPage(page);
    view->resize(profile.options.viewportWidth, profile.options.viewportHeight);
    page->setWindowMaker([this, owner = &profile] {
        QWebEngineView* opened = makeView(*owner);
        owner->unnamed.emplace_back(opened);
        return opened->page();
    });
    QObject::connect(
        page, &QWebEnginePage::windowCloseRequested, view,
        [this, owner = &profile, view] { onCloseRequested(*owner, view); },
        Qt::QueuedConnection);  // not from inside the page's own signal
    view->show();
    return view;
}

QString EmbeddedBrowserHost::Private::loadToken(QWebEngineView* view)
{
    const QString token = QUuid::createUuid().toString(QUuid::WithoutBraces);
    view->setUrl(QUrl(blankAddress(token)));
    return token;
}

void EmbeddedBrowserHost::Private::nameView(EmbeddedProfile& profile, const std::string& targetId,
                                            QWebEngineView* view)
{
    const QString id = QString::fromStdString(targetId);
    profile.views[id] = view;
    profile.targets.insert(id);
    view->setObjectName(id);
    Q_EMIT host.viewOpened(id, view);
}

/// window.close() of a page that a page opened.
void EmbeddedBrowserHost::Private::onCloseRequested(EmbeddedProfile& profile, QWebEngineView* view)
{
    const auto found = std::find_if(profile.views.begin(), profile.views.end(),
                                    [&](const auto& entry) { return entry.second == view; });
    if (found != profile.views.end())
        closeView(profile, found->first);
    else
        view->deleteLater();
}

void EmbeddedBrowserHost::Private::closeView(EmbeddedProfile& profile, QString targetId)
{
    const auto found = profile.views.find(targetId);
    if (found == profile.views.end()) return;
    QWebEngineView* view = found->second;
    profile.views.erase(found);
    Q_EMIT host.viewClosing(targetId, view);
    delete view;
}

void EmbeddedBrowserHost::Private::closeProfileOf(const QString& targetId)
{
    if (EmbeddedProfile* profile = profileOf(targetId)) dropProfile(*profile, nullptr);
}

/// Views first: a page must not outlive its profile.
void EmbeddedBrowserHost::Private::dropProfile(EmbeddedProfile& profile,
                                               QPointer<QWebEngineView> unnamed)
{
    while (!profile.views.empty()) closeView(profile, profile.views.begin()->first);
    for (const auto& view : profile.unnamed) delete view.data();
    delete unnamed.data();
    std::erase_if(profiles, [&](const auto& entry) { return entry.get() == &profile; });
}

Result<PageTarget> EmbeddedBrowserHost::openProfile(const ProfileOptions& options, JobContext& job)
{
    Private* const p = d.get();
    struct Opened {
        EmbeddedProfile* profile;
        QWebEngineView* view;
        QString token;
    };
    // the page first: the engine's DevTools start with the first profile
    SYM_TRY(const Opened opened, p->inGuiThread<Opened>(job, [p, options]() -> Result<Opened> {
        auto& profile = *p->profiles.emplace_back(std::make_unique<EmbeddedProfile>());
        profile.options = options;
        profile.profile = makeOffTheRecordProfile(options);
        QWebEngineView* view = p->makeView(profile);
        return Opened{&profile, view, p->loadToken(view)};
    }));
    const auto findPage = [&]() -> Result<PageTarget> {
        SYM_TRY(TargetRegistry* const registry, p->connectedRegistry(job));
        SYM_TRY(const PageTarget target,
                registry->waitForPage(opened.token.toStdString(), after(kOpenLimit), job));
        SYM_CHECK(p->inGuiThread<bool>(job, [p, opened, id = target.id]() -> Result<bool> {
            p->nameView(*opened.profile, id, opened.view);
            return true;
        }));
        return target;
    };
    auto page = findPage();
    if (!page)  // nobody will ever name it: its view and profile go
        QMetaObject::invokeMethod(
            this, [p, opened] { p->dropProfile(*opened.profile, opened.view); },
            Qt::QueuedConnection);
    return page;
}

Result<PageTarget> EmbeddedBrowserHost::openTab(const PageTarget& page, JobContext& job)
{
    Private* const p = d.get();
    struct Opened {
        QPointer<QWebEngineView> view;
        QString token;
    };
    const QString pageId = QString::fromStdString(page.id);
    SYM_TRY(const Opened opened, p->inGuiThread<Opened>(job, [p, pageId]() -> Result<Opened> {
        EmbeddedProfile* profile = p->profileOf(pageId);
        if (profile == nullptr)
            return Error(ErrorCode::NotFound, "no profile has the page " + pageId.toStdString());
        QWebEngineView* view = p->makeView(*profile);
        return Opened{view, p->loadToken(view)};
    }));
    SYM_TRY(TargetRegistry* const registry, p->connectedRegistry(job));
    SYM_TRY(const PageTarget target,
            registry->waitForPage(opened.token.toStdString(), after(kOpenLimit), job));
    SYM_CHECK(p->inGuiThread<bool>(job, [p, opened, pageId, id = target.id]() -> Result<bool> {
        EmbeddedProfile* profile = p->profileOf(pageId);
        if (profile == nullptr || opened.view == nullptr)
            return Error(ErrorCode::NotFound, "the profile was closed meanwhile");
        p->nameView(*profile, id, opened.view);
        return true;
    }));
    return target;
}

Result<std::vector<PageTarget>> EmbeddedBrowserHost::newTabs(const PageTarget& page,
                                                             JobContext& job)
{
    Private* const p = d.get();
    SYM_TRY(TargetRegistry* const registry, p->connectedRegistry(job));
    const std::vector<PageTarget> opened = registry->takeNewPages(page.id);
    if (opened.empty()) return opened;
    SYM_CHECK(p->inGuiThread<bool>(
        job, [p, opened, pageId = QString::fromStdString(page.id)]() -> Result<bool> {
            EmbeddedProfile* profile = p->profileOf(pageId);
            if (profile == nullptr)
                return Error(ErrorCode::NotFound, "the profile was closed meanwhile");
            // views and targets come into being in the same order
            for (const PageTarget& target : opened) {
                QWebEngineView* view = nullptr;
                while (view == nullptr && !profile->unnamed.empty()) {
                    view = profile->unnamed.front();
                    profile->unnamed.erase(profile->unnamed.begin());
                }
                if (view == nullptr) break;
                p->nameView(*profile, target.id, view);
            }
            return true;
        }));
    return opened;
}

Status EmbeddedBrowserHost::closeTab(const PageTarget& tab, JobContext& job)
{
    Private* const p = d.get();
    const QString id = QString::fromStdString(tab.id);
    auto closed = p->inGuiThread<bool>(job, [p, id]() -> Result<bool> {
        EmbeddedProfile* profile = p->profileOf(id);
        if (profile == nullptr)
            return Error(ErrorCode::NotFound, "there is no tab " + id.toStdString());
        p->closeView(*profile, id);
        return true;
    });
    return closed ? Status() : Status(closed.error());
}

void EmbeddedBrowserHost::closeProfile(const PageTarget& page)
{
    Private* const p = d.get();
    QMetaObject::invokeMethod(
        this, [p, id = QString::fromStdString(page.id)] { p->closeProfileOf(id); },
        Qt::QueuedConnection);
}

}  // namespace sym
