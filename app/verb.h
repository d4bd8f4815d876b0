#pragma once

#include <QtCore/QCommandLineParser>

#include <string>
#include <vector>

#include "app/console.h"
#include "core/base/job_context.h"

namespace sym {

class BrowserProvider;

/// Exit codes of the command line.
enum ExitCode { kDone = 0, kFailed = 1, kUsage = 2, kInterrupted = 130 };

/// What a verb is called with.
struct VerbCall {
    const QCommandLineParser& options;
    QStringList arguments;  ///< positional, without the verb
    Console& console;
    BrowserProvider& browsers;

    std::string text(const char* option) const
    {
        return options.value(QLatin1String(option)).toStdString();
    }
    bool has(const char* option) const { return options.isSet(QLatin1String(option)); }
    /// A whole number, or nothing when the text is none; the verb then answers kUsage.
    template <typename Number>
    bool number(const char* option, Number& value) const
    {
        if (!has(option)) return true;
        bool fits = false;
        const qlonglong read = options.value(QLatin1String(option)).toLongLong(&fits);
        if (fits)
            value = Number(read);
        else
            console.progress("symbiont: --" + std::string(option) + " takes a whole number, not \""
                             + text(option) + "\"");
        return fits;
    }
};

/// One verb of the command line. It runs in a working thread; the GUI thread serves the browser.
struct Verb {
    const char* name;
    const char* arguments;  ///< for the usage line, e.g. "list|show|validate FILE"
    const char* summary;
    QList<QCommandLineOption> (*options)();
    ExitCode (*run)(const VerbCall&, JobContext&);
};

/// All verbs, in the order of --help.
const std::vector<Verb>& verbs();

/// One function a file in app/verbs.
Verb runVerb();
Verb evalVerb();
Verb tasksVerb();
Verb sitesVerb();
Verb conformanceVerb();
Verb scoreVerb();
Verb observeVerb();
Verb benchVerb();
Verb divergenceVerb();
Verb trainVerb();
Verb loopVerb();
Verb ablateVerb();
Verb knowledgeVerb();
Verb pretrainVerb();
Verb tourVerb();
Verb doctorVerb();

/// Writes an error and gives the exit code for it: kInterrupted for Cancelled, else kFailed.
ExitCode fail(Console& console, const class Error& error);

}  // namespace sym
