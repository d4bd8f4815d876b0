#include "core/dataset/training_setup.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QDir>
#include <QtCore/QFileInfo>

#include <nlohmann/json.hpp>

#include <algorithm>

#include "core/model/json_file.h"

namespace sym {

namespace {

constexpr std::size_t kMaxName = 80;
constexpr int kHashLetters = 12;

std::string joinPath(const std::string& folder, const std::string& name)
{
    return folder + '/' + name;
}

bool exists(const std::string& path)
{
    return QFileInfo::exists(QString::fromStdString(path));
}

std::string absolute(const std::string& path)
{
    return QFileInfo(QString::fromStdString(path)).absoluteFilePath().toStdString();
}

std::string hashOf(const Dataset& dataset)
{
    QCryptographicHash hash(QCryptographicHash::Sha1);
    for (const auto* records : {&dataset.train, &dataset.heldOut}) {
        for (const TrainingRecord& record : *records)
            hash.addData(QByteArray::fromStdString(trainingRecordToJson(record) + '\n'));
        hash.addData(QByteArrayView("\n"));
    }
    return hash.result().toHex().left(kHashLetters).toStdString();
}

nlohmann::ordered_json countsJson(const DatasetCounts& counts)
{
    nlohmann::ordered_json sites = nlohmann::ordered_json::object();
    for (const auto& [site, steps] : counts.bySite)
        sites[site] = {{"train", steps.train}, {"held_out", steps.heldOut}};
    return {{"episodes", counts.episodes},
            {"other_split", counts.otherSplit},
            {"unfinished", counts.unfinished},
            {"unapproved", counts.unapproved},
            {"chosen", counts.chosen},
            {"tasks", counts.tasks},
            {"held_out_tasks", counts.heldOutTasks},
            {"duplicates", counts.duplicates},
            {"unusable", counts.unusable},
            {"detours", counts.detours},
            {"by_site", sites}};
}

Status writeDataset(const std::string& folder, const Dataset& dataset, const StepChoice& choice)
{
    for (const auto* records : {&dataset.train, &dataset.heldOut})
        for (const TrainingRecord& record : *records) SYM_CHECK(checkMayTrain(record));
    if (!QDir().mkpath(QString::fromStdString(folder)))
        return Error(ErrorCode::Io, "cannot make the folder " + folder);
    SYM_CHECK(writeTrainingRecords(joinPath(folder, "train.jsonl"), dataset.train));
    SYM_CHECK(writeTrainingRecords(joinPath(folder, "held_out.jsonl"), dataset.heldOut));
    nlohmann::ordered_json about;
    about["choice"] = nlohmann::ordered_json::parse(stepChoiceToJson(choice));
    about["counts"] = countsJson(dataset.counts);
    return writeWholeFile(joinPath(folder, "data_set.json"), about.dump(2) + "\n");
}

}  // namespace

std::string trainingRunsFolder(const std::string& projectFile)
{
    constexpr std::string_view kEnding = ".symbiont";
    std::string stem = absolute(projectFile);
    if (stem.ends_with(kEnding)) stem.resize(stem.size() - kEnding.size());
    return stem + ".runs";
}

Status checkRunName(const std::string& name)
{
    const bool plain = std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
               || c == '.' || c == '-' || c == '_';
    });
    if (plain && !name.empty() && name.size() <= kMaxName && name[0] != '.' && name != "data")
        return {};
    return Error(ErrorCode::InvalidInput,
                 "a run's name has letters, digits, dots, hyphens and underscores, at most "
                     + std::to_string(kMaxName) + "; not \"" + name + "\"");
}

std::string freeRunName(const std::string& runsFolder, const std::string& start)
{
    for (int number = 1;; ++number) {
        const std::string name = start + '-' + std::to_string(number);
        const std::string path = joinPath(runsFolder, name);
        if (!exists(path) && !exists(path + ".json")) return name;
    }
}

Result<TrainConfig> withDataset(const std::string& projectFile, const Dataset& dataset,
                                const StepChoice& choice, TrainConfig config)
{
    if (const std::string reason = whyEmpty(dataset); !reason.empty())
        return Error(ErrorCode::InvalidInput, "nothing to train on: " + reason);
    const std::string data =
        joinPath(joinPath(trainingRunsFolder(projectFile), "data"), hashOf(dataset));
    config.examplesFile = joinPath(data, "train.jsonl");
    config.evaluationFile = dataset.heldOut.empty() ? "" : joinPath(data, "held_out.jsonl");
    SYM_CHECK(checkTrainConfig(config));
    SYM_CHECK(writeDataset(data, dataset, choice));
    return config;
}

Result<TrainingSetup> setUpTraining(const std::string& projectFile, const Dataset& dataset,
                                    const StepChoice& choice, TrainConfig config)
{
    SYM_CHECK(checkRunName(config.name));
    const std::string runs = trainingRunsFolder(projectFile);
    config.outputFolder = joinPath(runs, config.name);
    TrainingSetup setup;
    setup.configFile = config.outputFolder + ".json";
    if (exists(config.outputFolder) || exists(setup.configFile))
        return Error(ErrorCode::InvalidInput,
                     "there is already a run \"" + config.name + "\" in " + runs);
    SYM_TRY(setup.config, withDataset(projectFile, dataset, choice, std::move(config)));
    SYM_CHECK(writeWholeFile(setup.configFile, trainConfigToJson(setup.config)));
    return setup;
}

std::string stepChoiceToJson(const StepChoice& choice)
{
    nlohmann::ordered_json runs = nlohmann::ordered_json::array();
    for (const RunId run : choice.runs) runs.push_back(run.value);
    const nlohmann::ordered_json object{{"split", "train"},
                                        {"runs", runs},
                                        {"sites", choice.sites},
                                        {"policies", choice.policies},
                                        {"approval", approvalName(choice.approval)},
                                        {"held_out_share", choice.heldOutShare},
                                        {"seed", choice.seed}};
    return object.dump();
}

}  // namespace sym
