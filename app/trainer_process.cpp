#include "app/trainer_process.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QProcess>

#include <unistd.h>

namespace sym {

namespace {

constexpr const char* kProgram = "symbiont-train";
constexpr const char* kVariable = "SYMBIONT_TRAINER";
constexpr qint64 kLastOutput = 2000;  // bytes

/// Program, arguments and redirections; nothing is started.
Status prepare(QProcess& process, const std::vector<std::string>& arguments,
               const std::string& outputFile)
{
    SYM_TRY(const std::string program, trainerProgram());
    QStringList list;
    for (const std::string& argument : arguments) list << QString::fromStdString(argument);
    process.setProgram(QString::fromStdString(program));
    process.setArguments(list);
    process.setStandardInputFile(QProcess::nullDevice());
    process.setStandardOutputFile(QString::fromStdString(outputFile), QIODevice::Append);
    process.setStandardErrorFile(QString::fromStdString(outputFile), QIODevice::Append);
    return {};
}

class OwnTrainer final : public TrainerProcess {
public:
    explicit OwnTrainer(std::string outputFile) : m_outputFile(std::move(outputFile)) {}

    Status begin(const std::vector<std::string>& arguments)
    {
        SYM_CHECK(prepare(m_process, arguments, m_outputFile));
        m_process.setChildProcessModifier([] { ::setsid(); });
        m_process.start();
        if (m_process.waitForStarted()) return {};
        return Error(ErrorCode::Io, "cannot start " + m_process.program().toStdString() + ": "
                                        + m_process.errorString().toStdString());
    }
    bool waitFor(std::chrono::milliseconds time) override
    {
        return m_process.state() == QProcess::NotRunning
               || m_process.waitForFinished(int(time.count()));
    }
    void terminate() override { m_process.terminate(); }
    std::string lastOutput() const override
    {
        QFile file(QString::fromStdString(m_outputFile));
        if (!file.open(QIODevice::ReadOnly)) return {};
        file.seek(std::max<qint64>(0, file.size() - kLastOutput));
        return file.readAll().trimmed().toStdString();
    }

private:
    std::string m_outputFile;
    QProcess m_process;
};

}  // namespace

Result<std::string> trainerProgram()
{
    const QString named = qEnvironmentVariable(kVariable);
    const QString path =
        named.isEmpty()
            ? QDir(QCoreApplication::applicationDirPath()).filePath(QLatin1String(kProgram))
            : named;
    if (QFileInfo(path).isExecutable()) return path.toStdString();
    return Error(ErrorCode::NotFound, "there is no trainer at " + path.toStdString()
                                          + "; build the target symbiont-train, or name it in "
                                          + kVariable);
}

std::string findBaseModel(const std::string& name)
{
    if (name != "nano") return name;
    const QDir program(QCoreApplication::applicationDirPath());
    QStringList places{program.filePath(QStringLiteral("../share/symbiont/model")),
                       QStringLiteral(SYM_RESOURCES "/model")};
    if (const QString named = qEnvironmentVariable("SYMBIONT_MODELS"); !named.isEmpty())
        places.prepend(named);
    for (const QString& place : places)
        if (QFileInfo::exists(place + QStringLiteral("/nano/config.json")))
            return QDir::cleanPath(place + QStringLiteral("/nano")).toStdString();
    return (places.last() + QStringLiteral("/nano")).toStdString();
}

Result<std::int64_t> startDetachedTrainer(const std::vector<std::string>& arguments,
                                          const std::string& outputFile)
{
    QProcess process;
    SYM_CHECK(prepare(process, arguments, outputFile));
    qint64 id = 0;
    if (process.startDetached(&id)) return std::int64_t(id);
    return Error(ErrorCode::Io, "cannot start " + process.program().toStdString() + ": "
                                    + process.errorString().toStdString());
}

Result<std::unique_ptr<TrainerProcess>> TrainerProcess::start(
    const std::vector<std::string>& arguments, const std::string& outputFile)
{
    auto trainer = std::make_unique<OwnTrainer>(outputFile);
    SYM_CHECK(trainer->begin(arguments));
    return std::unique_ptr<TrainerProcess>(std::move(trainer));
}

}  // namespace sym
