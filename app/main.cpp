#include <QtCore/QLibraryInfo>
#include <QtCore/QThreadPool>
#include <QtCore/QTranslator>
#include <QtWidgets/QApplication>

#include <csignal>

#include "app/browser_provider.h"
#include "app/verb.h"
#include "app/window_main.h"
#include "core/jobs/job.h"
#include "ui/browser/embedded_browser_host.h"

namespace {

using namespace sym;

volatile std::sig_atomic_t interrupted = 0;

void onInterrupt(int)
{
    interrupted = 1;
}

/// The job of a verb: Ctrl+C cancels it, progress goes nowhere (verbs write their own lines).
class VerbContext final : public JobContext {
public:
    bool isCancelled() const override { return interrupted != 0; }
    void report(double, std::string_view) override {}
};

const Verb* findVerb(const QString& name)
{
    for (const Verb& verb : verbs())
        if (name == QLatin1String(verb.name)) return &verb;
    return nullptr;
}

void printHelp()
{
    std::string text =
        "symbiont - a workbench for web agents\n\n"
        "  symbiont [--project FILE] [FILES...]   open the window\n"
        "  symbiont VERB [OPTIONS]                work without a window\n\n";
    for (const Verb& verb : verbs()) {
        std::string head = std::string("  ") + verb.name + " " + verb.arguments;
        head.resize(std::max<std::size_t>(head.size() + 1, 34), ' ');
        text += head + verb.summary + "\n";
    }
    text += "\nsymbiont VERB --help lists the options of a verb.\n";
    std::fputs(text.c_str(), stdout);
}

/// Runs a verb in a working thread while this thread serves the browser's events.
int runVerb(QApplication& app, const Verb& verb, int debuggingPort)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QString::fromUtf8(verb.summary));
    parser.addOptions(verb.options());
    parser.addOption(
        {QStringLiteral("json"), QStringLiteral("Print one JSON object as the last line.")});
    parser.addHelpOption();
    parser.addPositionalArgument(
        QString::fromUtf8(verb.name), QString::fromUtf8(verb.summary),
        QString::fromUtf8(verb.name) + u' ' + QString::fromUtf8(verb.arguments));
    if (!parser.parse(app.arguments())) {
        std::fprintf(stderr, "symbiont: %s\n", qPrintable(parser.errorText()));
        return kUsage;
    }
    if (parser.isSet(QStringLiteral("help"))) {
        std::fputs(qPrintable(parser.helpText()), stdout);
        return kDone;
    }

    QGuiApplication::setQuitOnLastWindowClosed(false);  // views come and go with the episodes
    std::signal(SIGINT, onInterrupt);
    std::signal(SIGTERM, onInterrupt);
    Console console(parser.isSet(QStringLiteral("json")));
    BrowserProvider browsers(debuggingPort);
    QThreadPool pool;
    int exitCode = kFailed;
    const auto future = runJob<int>(pool, [&](JobContext&) -> Result<int> {
        VerbContext job;
        return int(verb.run({parser, parser.positionalArguments().mid(1), console, browsers}, job));
    });
    onFinished(future, &app, [&](const Result<int>& code) {
        exitCode = code.valueOr(kFailed);
        app.quit();
    });
    app.exec();
    pool.waitForDone();
    return exitCode;
}

}  // namespace

int main(int argc, char** argv)
{
    const QString first = argc > 1 ? QString::fromLocal8Bit(argv[1]) : QString();
    const Verb* verb = findVerb(first);
    if (first == u"--help" || first == u"-h" || first == u"help") {
        printHelp();
        return kDone;
    }
    if (first == u"--version" || first == u"-v") {
        std::puts("symbiont " SYM_VERSION);
        return kDone;
    }
    if (verb) {
        // A verb draws nothing a person sees; the browser renders into memory.
        if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
        if (qEnvironmentVariableIsEmpty("QT_QUICK_BACKEND"))
            qputenv("QT_QUICK_BACKEND", "software");
    }
    if (qEnvironmentVariableIsEmpty("QT_LOGGING_RULES"))
        qputenv("QT_LOGGING_RULES", "qt.webenginecontext*=false");
    const int debuggingPort = EmbeddedBrowserHost::reserveDebuggingPort();

    QApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("Symbiont"));
    QCoreApplication::setOrganizationName(QStringLiteral("Symbiont"));
    QCoreApplication::setApplicationVersion(QStringLiteral(SYM_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral("org.symbiont.Symbiont"));
    QTranslator ours;
    if (ours.load(QLocale(), QStringLiteral("symbiont"), QStringLiteral("_"), QStringLiteral(":/translations"))
        || ours.load(QStringLiteral(":/translations/symbiont_en")))
        QCoreApplication::installTranslator(&ours);
    QTranslator qts;
    if (qts.load(QLocale(), QStringLiteral("qtbase"), QStringLiteral("_"), QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&qts);
    return verb ? runVerb(app, *verb, debuggingPort) : runWindow(app, debuggingPort);
}
