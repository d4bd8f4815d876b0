#include "ui/training/run_scanner.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>

#include <nlohmann/json.hpp>

#include <set>

#include "core/model/json_file.h"
#include "ui/widgets/number_text.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

constexpr const char* kColorFile = "/colors.json";

bool exists(const std::string& path)
{
    return QFileInfo::exists(text(path));
}

}  // namespace

bool isActive(RunPhase phase)
{
    return phase == RunPhase::Preparing || phase == RunPhase::Training || phase == RunPhase::Paused;
}

std::vector<RunNews> RunScanner::scan(Depth depth)
{
    if (depth == Depth::All) find();
    std::vector<RunNews> news;
    for (auto& [name, run] : m_runs) {
        const bool active = !run.isReported || (run.last.state && isActive(run.last.state->phase));
        if (depth == Depth::Active && !active) continue;
        if (auto changed = read(run)) news.push_back(std::move(*changed));
    }
    return news;
}

void RunScanner::find()
{
    readColors();
    const QDir folder(text(m_folder));
    std::set<std::string> names;
    for (const QFileInfo& entry : folder.entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot))
        if (QFileInfo::exists(entry.filePath() + u"/config.json"_s))
            names.insert(engineText(entry.fileName()));
    for (const QFileInfo& entry : folder.entryInfoList({u"*.json"_s}, QDir::Files))
        if (entry.fileName() != u"colors.json"_s)
            names.insert(engineText(entry.completeBaseName()));
    for (const std::string& name : names) {
        if (m_runs.contains(name)) continue;
        Known known{RunFolderReader(m_folder + '/' + name), {}, 0, false};
        known.last.name = name;
        known.last.color = colorOf(name);
        m_runs.emplace(name, std::move(known));
    }
    if (!m_colorsChanged) return;
    const nlohmann::json colors = m_colors;
    // A folder that cannot be written only makes colours change with the next start.
    if (writeWholeFile(m_folder + kColorFile, colors.dump(2) + "\n")) m_colorsChanged = false;
}

std::optional<RunNews> RunScanner::read(Known& run)
{
    RunNews news = run.last;
    news.problem.clear();
    const std::string file = run.reader.folder() + ".json";
    news.configFile = exists(file) ? file : "";
    news.hasBegun = exists(run.reader.folder() + "/config.json");
    if (!news.config || news.hasBegun != run.last.hasBegun) {
        auto config = news.hasBegun ? run.reader.config() : Result<TrainConfig>(TrainConfig{});
        if (!news.hasBegun) {
            const auto json = readWholeFile(file);
            config = json ? trainConfigFromJson(*json) : Result<TrainConfig>(json.error());
        }
        if (config)
            news.config = *config;
        else
            news.problem = config.error().message();
    }
    if (news.hasBegun) {
        if (const auto state = run.reader.state())
            news.state = *state;
        else if (state.error().code() != ErrorCode::NotFound)
            news.problem = state.error().message();
        auto metrics = run.reader.newMetrics();
        if (metrics)
            news.metrics = std::move(*metrics);
        else
            news.problem = metrics.error().message();
        if (auto samples = run.reader.newSamples()) news.samples = std::move(*samples);
        news.restarted = run.reader.restarts() != run.restarts;
        run.restarts = run.reader.restarts();
    }

    const bool changed = !run.isReported || news.state != run.last.state
                         || news.hasBegun != run.last.hasBegun || news.config != run.last.config
                         || news.configFile != run.last.configFile
                         || news.problem != run.last.problem || news.restarted
                         || !news.metrics.empty() || !news.samples.empty();
    run.isReported = true;
    run.last = news;
    run.last.metrics.clear();
    run.last.samples.clear();
    run.last.restarted = false;
    if (!changed) return std::nullopt;
    return news;
}

void RunScanner::readColors()
{
    if (std::exchange(m_colorsRead, true)) return;
    const auto colors = readJsonFile(m_folder + kColorFile);
    if (!colors) return;
    for (const auto& [name, index] : colors->items())
        if (index.is_number_unsigned()) m_colors[name] = index.get<int>();
}

int RunScanner::colorOf(const std::string& name)
{
    if (const auto known = m_colors.find(name); known != m_colors.end()) return known->second;
    std::set<int> taken;
    for (const auto& [other, index] : m_colors) taken.insert(index);
    int index = 0;
    while (taken.contains(index)) ++index;
    m_colors[name] = index;
    m_colorsChanged = true;
    return index;
}

}  // namespace sym
