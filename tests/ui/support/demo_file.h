#pragma once

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>

#include "tests/core/symbiosis/small_suite.h"
#include "ui/demo/demo_project.h"
#include "ui/demo/demo_symbiosis.h"

namespace sym {

/// A real project file with the made-up runs, rounds and knowledge, for panels that read tables.
struct DemoFile {
    QTemporaryDir folder;
    std::string suite = folder.filePath(QStringLiteral("tasks.json")).toStdString();
    std::shared_ptr<ProjectStore> store;

    DemoFile()
    {
        auto opened =
            ProjectStore::open(folder.filePath(QStringLiteral("demo.symbiont")).toStdString(),
                               ProjectStore::Access::ReadWrite);
        if (!opened) qFatal("%s", opened.error().message().c_str());
        store = *std::move(opened);
        QFile tasks(QString::fromStdString(suite));
        if (!tasks.open(QIODevice::WriteOnly) || tasks.write(smallSuite().c_str()) <= 0)
            qFatal("cannot write tasks");
        tasks.close();
        PlainJobContext job;
        Status filled = fillDemoProject(*store, job);
        if (filled) filled = fillDemoSymbiosis(*store, job, suite);
        if (!filled) qFatal("%s", filled.error().message().c_str());
    }
};

}  // namespace sym
