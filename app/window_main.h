#pragma once

class QApplication;

namespace sym {

/// Opens the window with the project and files of the command line. @return the exit code
int runWindow(QApplication& app, int debuggingPort);

}  // namespace sym
