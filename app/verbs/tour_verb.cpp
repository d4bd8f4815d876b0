#include <QtCore/QSettings>
#include <QtCore/QTemporaryDir>

#include "app/verb.h"
#include "app/workbench.h"
#include "core/jobs/job.h"
#include "core/jobs/waiter.h"
#include "ui/shell/main_window.h"
#include "ui/shell/tour.h"
#include "ui/widgets/theme.h"

namespace sym {

namespace {

constexpr std::chrono::minutes kLimit{10};

QList<QCommandLineOption> options()
{
    return {
        {QStringLiteral("out"), QStringLiteral("Folder for the pictures."), QStringLiteral("DIR")},
        {QStringLiteral("project"), QStringLiteral("Project to show; default: a made-up one."),
         QStringLiteral("FILE")},
        {QStringLiteral("theme"), QStringLiteral("Colours."), QStringLiteral("light|dark"),
         QStringLiteral("light")},
        {QStringLiteral("scale"), QStringLiteral("Device pixels per pixel."), QStringLiteral("S"),
         QStringLiteral("1")},
        {QStringLiteral("language"), QStringLiteral("Language of the texts; English only for now."),
         QStringLiteral("L"), QStringLiteral("en")}};
}

/// The window with its engine and settings of its own. Made and deleted in the GUI thread.
struct TourStage {
    explicit TourStage(BrowserProvider& browsers)
        : settings(folder.filePath(QStringLiteral("tour.ini")), QSettings::IniFormat),
          workbench(browsers),
          window({.engine = workbench, .settings = settings, .theme = theme})
    {
    }

    QTemporaryDir folder;
    QSettings settings;
    ThemeSwitch theme;
    Workbench workbench;
    MainWindow window;
};

ExitCode run(const VerbCall& call, JobContext& job)
{
    TourOptions tour;
    tour.folder = QString::fromStdString(call.text("out"));
    tour.project = QString::fromStdString(call.text("project"));
    tour.theme = call.text("theme") == "dark" ? Theme::Dark : Theme::Light;
    tour.scale = QString::fromStdString(call.text("scale")).toDouble();
    const bool knownTheme = call.text("theme") == "dark" || call.text("theme") == "light";
    if (tour.folder.isEmpty() || !knownTheme || tour.scale < 0.5 || tour.scale > 4
        || call.text("language") != "en")
        return fail(
            call.console,
            Error(ErrorCode::InvalidInput,
                  "tour takes --out DIR [--theme light|dark] [--scale 0.5...4] [--language en]"));

    auto waiter = std::make_shared<Waiter<TourPictures>>();
    std::unique_ptr<TourStage> stage;
    const auto inGuiThread = [](const std::function<void()>& work) {
        QMetaObject::invokeMethod(QCoreApplication::instance(), work, Qt::BlockingQueuedConnection);
    };
    inGuiThread([&] {
        stage = std::make_unique<TourStage>(call.browsers);
        stage->window.setSilentClose(true);
        stage->window.show();
        onFinished(runTour(stage->window, tour), &stage->window,
                   [waiter](const Result<TourPictures>& pictures) { waiter->give(pictures); });
    });
    const auto pictures = waiter->wait(job, after(kLimit), "the tour");
    inGuiThread([&] { stage.reset(); });
    if (!pictures) return fail(call.console, pictures.error());

    nlohmann::json list = nlohmann::json::array();
    for (const QString& file : pictures->files) {
        call.console.result(file.toStdString());
        list.push_back(file.toStdString());
    }
    nlohmann::json notes = nlohmann::json::array();
    for (const QString& note : pictures->notes) {
        call.console.progress(note.toStdString());
        notes.push_back(note.toStdString());
    }
    call.console.finish({{"files", std::move(list)}, {"notes", std::move(notes)}});
    return kDone;
}

}  // namespace

Verb tourVerb()
{
    return {"tour", "--out DIR", "Write a screenshot of every panel.", options, run};
}

}  // namespace sym
