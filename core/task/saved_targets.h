#pragma once

#include <nlohmann/json.hpp>

#include <string>

#include "core/task/score_lines.h"
#include "core/task/target_reader.h"

namespace sym {

/// Reads targets from the pages and values that a line of `symbiont score` carries (score_lines.h).
class SavedTargets final : public TargetReader {
public:
    /// @param row must outlive this
    SavedTargets(const nlohmann::json& row, std::string finalUrl, const ScoreOptions& options);

    std::string currentUrl() const override { return m_currentUrl; }
    Result<TargetReading> read(const nlohmann::json& target, JobContext& job) override;

private:
    /// The page saved for an address, null when there is none.
    const nlohmann::json* find(const std::string& url) const;
    const nlohmann::json* findLast() const;
    Result<std::string> resolve(const std::string& targetUrl) const;
    Result<nlohmann::json> valueOn(const nlohmann::json& page, const TargetReading& reading,
                                   JobContext& job) const;

    const nlohmann::json& m_row;
    std::string m_finalUrl;
    std::string m_currentUrl;
    const ScoreOptions& m_options;
};

}  // namespace sym
