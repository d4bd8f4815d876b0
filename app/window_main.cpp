#include "app/window_main.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QSettings>
#include <QtCore/QStandardPaths>
#include <QtWidgets/QApplication>

#include "app/browser_provider.h"
#include "app/workbench.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/theme.h"

namespace sym {

int runWindow(QApplication& app, int debuggingPort)
{
    QCommandLineParser parser;
    parser.addOption({QStringLiteral("project"), QStringLiteral("Project to open or make."),
                      QStringLiteral("FILE")});
    parser.addPositionalArgument(QStringLiteral("FILES"),
                                 QStringLiteral("Projects or task files to open."));
    if (!parser.parse(app.arguments())) {
        std::fprintf(stderr, "symbiont: %s; see symbiont --help\n", qPrintable(parser.errorText()));
        return 2;
    }

    if (const Status usable = BrowserProvider::checkEmbedded(); !usable) {
        std::fprintf(stderr, "symbiont: %s\n", usable.error().message().c_str());
        return 1;
    }
    QSettings settings(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("Symbiont"),
                       QStringLiteral("Symbiont"));
    ThemeSwitch theme;
    BrowserProvider browsers(debuggingPort);
    Workbench workbench(browsers);
    MainWindow window({.engine = workbench, .settings = settings, .theme = theme});
    window.show();
    QStringList files = parser.positionalArguments();
    if (parser.isSet(QStringLiteral("project")))
        files.prepend(parser.value(QStringLiteral("project")));
    for (const QString& file : files) window.openPath(file);
    return app.exec();
}

}  // namespace sym
