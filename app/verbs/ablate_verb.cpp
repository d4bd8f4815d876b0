#include "app/loop_setup.h"
#include "core/model/json_file.h"
#include "core/symbiosis/ablation/ablation.h"

namespace sym {

namespace {

using Option = QCommandLineOption;

QList<Option> options()
{
    QList<Option> all = loopOptions();
    all << Option(QStringLiteral("seeds"), QStringLiteral("How many seeds, from --seed on."),
                  QStringLiteral("N"), QStringLiteral("3"))
        << Option(QStringLiteral("k"), QStringLiteral("Further values of K, e.g. 1,5."),
                  QStringLiteral("LIST"))
        << Option(QStringLiteral("lambda"),
                  QStringLiteral("Further weights of the reasoning loss, e.g. 0,0.5,2."),
                  QStringLiteral("LIST"))
        << Option(QStringLiteral("no-retrievals"),
                  QStringLiteral("Leave out the arms without one retrieval or the filter."))
        << Option(QStringLiteral("out"),
                  QStringLiteral("Write the table here: .txt, .json, .csv or .tex."),
                  QStringLiteral("FILE"));
    return all;
}

template <typename Number>
Result<std::vector<Number>> numbers(const VerbCall& call, const char* option)
{
    std::vector<Number> all;
    for (const QString& word :
         call.options.value(QLatin1String(option)).split(u',', Qt::SkipEmptyParts)) {
        bool fits = false;
        const double value = word.toDouble(&fits);
        all.push_back(Number(value));
        if (!fits || double(all.back()) != value)
            return Error(
                ErrorCode::InvalidInput,
                std::string("--") + option + " takes numbers, not \"" + word.toStdString() + "\"");
    }
    return all;
}

Result<AblationSettings> readSettings(const VerbCall& call)
{
    AblationSettings settings;
    SYM_TRY(settings.loop, readLoopSettings(call));
    if (!call.number("seeds", settings.seeds))
        return Error(ErrorCode::InvalidInput, "see symbiont ablate --help");
    SYM_TRY(settings.candidates, numbers<int>(call, "k"));
    SYM_TRY(settings.lambdas, numbers<double>(call, "lambda"));
    settings.retrievals = !call.has("no-retrievals");
    SYM_CHECK(checkAblationSettings(settings));
    return settings;
}

/// The table in the form that the file's ending names.
Result<std::string> tableFor(const ResultTable& table, const std::string& file)
{
    if (file.ends_with(".txt")) return resultTableText(table);
    if (file.ends_with(".json")) return resultTableJson(table).dump(2) + "\n";
    if (file.ends_with(".csv")) return resultTableCsv(table);
    if (file.ends_with(".tex")) return resultTableLatex(table);
    return Error(ErrorCode::InvalidInput,
                 "--out takes a file that ends in .txt, .json, .csv or .tex, not " + file);
}

ExitCode run(const VerbCall& call, JobContext& job)
{
    const auto settings = readSettings(call);
    if (!settings) return fail(call.console, settings.error());
    if (const auto form = tableFor({}, call.text("out")); call.has("out") && !form)
        return fail(call.console, form.error());
    const auto setup = LoopSetup::open(call, settings->loop, job);
    if (!setup) return fail(call.console, setup.error());
    ProjectStore& store = (*setup)->store();
    const auto loops = runAblation(store, (*setup)->work(), *settings, (*setup)->observer(), job);
    if (!loops) return fail(call.console, loops.error());
    const auto table = reportAblation(store, *settings, *loops);
    if (!table) return fail(call.console, table.error());
    call.console.result(resultTableText(*table));
    if (call.has("out")) {
        const auto text = tableFor(*table, call.text("out"));
        if (const Status written = writeWholeFile(call.text("out"), *text); !written)
            return fail(call.console, written.error());
    }
    call.console.finish(resultTableJson(*table));
    return kDone;
}

}  // namespace

Verb ablateVerb()
{
    return {"ablate", "[--preset quick] [--seeds N]",
            "Take the method's parts out one at a time and compare.", options, run};
}

}  // namespace sym
