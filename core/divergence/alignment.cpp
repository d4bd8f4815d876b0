#include "core/divergence/alignment.h"

#include <algorithm>
#include <map>

#include "core/trajectory/page_identity.h"

namespace sym {

namespace {

// Two gaps cost less than two steps that have nothing in common.
constexpr int kSameAction = 4;
constexpr int kSamePage = 2;
constexpr int kNothingAlike = -3;
constexpr int kGap = -1;

struct StepKey {
    std::string path;
    std::string content;
    std::string action;
};

std::vector<StepKey> keysOf(const std::vector<Step>& steps)
{
    std::vector<StepKey> keys;
    for (const Step& step : steps) {
        const PageIdentity page(step.page);
        keys.push_back({pagePath(step.page.url), page.text(), page.actionKey(step.action)});
    }
    return keys;
}

AlignedSteps paired(int left, int right, const StepKey& a, const StepKey& b)
{
    const bool isSamePage = a.path == b.path || a.content == b.content;
    return {left, right, isSamePage, isSamePage && a.action == b.action};
}

int scoreOf(const AlignedSteps& pair)
{
    return pair.isSameAction ? kSameAction : pair.isSamePage ? kSamePage : kNothingAlike;
}

/// Best score of the first i steps against the first j.
class ScoreTable {
public:
    ScoreTable(std::size_t rows, std::size_t columns)
        : m_columns(columns + 1), m_scores((rows + 1) * (columns + 1))
    {
    }
    int& at(std::size_t i, std::size_t j) { return m_scores[i * m_columns + j]; }

private:
    std::size_t m_columns;
    std::vector<int> m_scores;
};

}  // namespace

Alignment alignSteps(const std::vector<Step>& left, const std::vector<Step>& right)
{
    const std::vector<StepKey> a = keysOf(left);
    const std::vector<StepKey> b = keysOf(right);
    const auto pairAt = [&](std::size_t i, std::size_t j) {
        return paired(int(i), int(j), a[i], b[j]);
    };
    ScoreTable best(a.size(), b.size());
    for (std::size_t i = 0; i <= a.size(); ++i) {
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                best.at(i, j) = kGap * int(i + j);
                continue;
            }
            best.at(i, j) = std::max({best.at(i - 1, j - 1) + scoreOf(pairAt(i - 1, j - 1)),
                                      best.at(i - 1, j) + kGap, best.at(i, j - 1) + kGap});
        }
    }

    Alignment alignment;
    for (std::size_t i = a.size(), j = b.size(); i > 0 || j > 0;) {
        const bool isPair =
            i > 0 && j > 0
            && best.at(i, j) == best.at(i - 1, j - 1) + scoreOf(pairAt(i - 1, j - 1));
        if (isPair) {
            alignment.rows.push_back(pairAt(--i, --j));
        } else if (i > 0 && best.at(i, j) == best.at(i - 1, j) + kGap) {
            alignment.rows.push_back({.left = int(--i)});
        } else {
            alignment.rows.push_back({.right = int(--j)});
        }
    }
    std::reverse(alignment.rows.begin(), alignment.rows.end());
    for (int row = 0; row < int(alignment.rows.size()); ++row) {
        const AlignedSteps& pair = alignment.rows[std::size_t(row)];
        if (!alignment.firstDivergence) {
            if (!pair.isSameAction) alignment.firstDivergence = row;
        } else if (pair.isSamePage) {
            alignment.recovery = row;
            break;
        }
    }
    return alignment;
}

Result<std::vector<EpisodePair>> pairEpisodes(ProjectStore& store, RunId left, RunId right)
{
    using TaskKey = std::pair<std::string, std::string>;
    std::map<TaskKey, std::pair<EpisodeId, EpisodeId>> tasks;
    SYM_TRY(const std::vector<EpisodeRecord> leftEpisodes, store.episodes({.run = left}));
    SYM_TRY(const std::vector<EpisodeRecord> rightEpisodes, store.episodes({.run = right}));
    for (const EpisodeRecord& episode : leftEpisodes)
        tasks[{episode.taskId, episode.objective}].first = episode.id;
    for (const EpisodeRecord& episode : rightEpisodes)
        tasks[{episode.taskId, episode.objective}].second = episode.id;
    std::vector<EpisodePair> pairs;
    for (const auto& [task, pair] : tasks)
        if (pair.first && pair.second)
            pairs.push_back({task.first, task.second, pair.first, pair.second});
    return pairs;
}

Result<std::vector<AlignedEpisodes>> alignRuns(ProjectStore& store, RunId left, RunId right)
{
    SYM_TRY(const std::vector<EpisodePair> pairs, pairEpisodes(store, left, right));
    std::vector<AlignedEpisodes> aligned;
    for (const EpisodePair& pair : pairs) {
        SYM_TRY(const Trajectory one, store.trajectory(pair.left));
        SYM_TRY(const Trajectory other, store.trajectory(pair.right));
        aligned.push_back(
            {pair.taskId, pair.left, pair.right, alignSteps(one.steps, other.steps)});
    }
    return aligned;
}

}  // namespace sym
