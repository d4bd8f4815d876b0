#include "app/bench/model_bench.h"

#include <cstdio>
#include <map>

#include "app/bench/inference_bench.h"
#include "app/bench/train_bench.h"
#include "core/model/native/vector_kernels.h"

namespace sym {

namespace {

using Json = nlohmann::json;

/// Our best thread count over the peer's best, for each size and precision; the lowest of these.
/// Null when the peer is missing anywhere.
Json lowestRatio(const std::vector<BenchRow>& rows, const std::string& work)
{
    std::map<std::string, std::pair<double, double>> best;  // ours, peer
    for (const BenchRow& row : rows) {
        if (row.work != work) continue;
        auto& [ours, peer] = best[row.size + row.precision];
        if (row.ours) ours = std::max(ours, row.ours->median);
        if (row.peer) peer = std::max(peer, row.peer->median);
    }
    Json lowest;
    for (const auto& [setting, rates] : best) {
        if (rates.second <= 0) return {};
        const double ratio = rates.first / rates.second;
        if (lowest.is_null() || ratio < lowest.get<double>()) lowest = ratio;
    }
    return lowest;
}

std::string rate(const Json& row, const std::string& name)
{
    if (!row.at(name).is_number()) return "-";
    char text[64];
    std::snprintf(text, sizeof text, "%.0f (%.0f-%.0f)", row.at(name).get<double>(),
                  row.at(name + "_low").get<double>(), row.at(name + "_high").get<double>());
    return text;
}

std::string tableLine(const std::string& size, const std::string& precision,
                      const std::string& threads, const std::string& work, const std::string& ours,
                      const std::string& peer, const std::string& ratio)
{
    char line[200];
    std::snprintf(line, sizeof line, "%-6s %-9s %-8s %-9s %26s %26s %7s\n", size.c_str(),
                  precision.c_str(), threads.c_str(), work.c_str(), ours.c_str(), peer.c_str(),
                  ratio.c_str());
    return line;
}

std::string ratioText(const Json& value)
{
    if (!value.is_number()) return "-";
    char text[32];
    std::snprintf(text, sizeof text, "%.2f", value.get<double>());
    return text;
}

}  // namespace

Result<Json> benchModel(const ModelBenchOptions& options, JobContext& job)
{
    Json llama;
    SYM_TRY(std::vector<BenchRow> rows, inferenceRows(options, llama, job));
    Json measured{{"rounds", options.rounds},
                  {"instructions", instructionSetName(availableInstructionSets().back())},
                  {"prompt_ratio", lowestRatio(rows, "prompt")},
                  {"decode_ratio_1", lowestRatio(rows, "decode_1")},
                  {"decode_ratio_8", lowestRatio(rows, "decode_8")},
                  {"train_ratio_nano", nullptr},
                  {"train_ratio_100m", nullptr},
                  {"train_share_of_peak_100m", nullptr}};
    measured["peers"] = Json::array({llama});
    if (options.withTraining) {
        SYM_TRY(const TrainingMeasurement training, trainingRows(options, job));
        measured.update(training.figures);
        measured["peers"].push_back(training.peer);
        rows.insert(rows.end(), training.rows.begin(), training.rows.end());
    }
    measured["rows"] = Json::array();
    for (const BenchRow& row : rows) measured["rows"].push_back(row.json());
    return measured;
}

std::string modelBenchTable(const Json& measured)
{
    std::string text = tableLine("size", "precision", "threads", "work", "ours, tokens/s",
                                 "peer, tokens/s", "ratio");
    for (const Json& row : measured.at("rows")) {
        const bool hasBoth = row.at("ours").is_number() && row.at("peer").is_number();
        text += tableLine(
            row.value("size", std::string()), row.value("precision", std::string()),
            std::to_string(row.value("threads", 0)), row.value("work", std::string()),
            rate(row, "ours"), rate(row, "peer"),
            hasBoth ? ratioText(row["ours"].get<double>() / row["peer"].get<double>()) : "-");
    }
    text += "best thread count of each, lowest of all settings: prompt "
            + ratioText(measured.at("prompt_ratio")) + ", decoding one "
            + ratioText(measured.at("decode_ratio_1")) + ", decoding eight "
            + ratioText(measured.at("decode_ratio_8")) + "\ntraining: nano "
            + ratioText(measured.at("train_ratio_nano")) + ", 100m "
            + ratioText(measured.at("train_ratio_100m")) + ", share of peak "
            + ratioText(measured.at("train_share_of_peak_100m"));
    for (const Json& peer : measured.at("peers")) {
        text += "\n" + peer.value("name", std::string());
        for (const auto& [key, value] : peer.items())
            if (key != "name" && value.is_string())
                text += ", " + key + " " + value.get<std::string>();
    }
    return text;
}

}  // namespace sym
