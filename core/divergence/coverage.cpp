#include "core/divergence/coverage.h"

#include <map>

#include "core/trajectory/page_identity.h"

namespace sym {

namespace {

double perRollout(const Coverage& coverage, int RolloutCoverage::*count)
{
    if (coverage.rollouts.empty()) return 0;
    int sum = 0;
    for (const RolloutCoverage& rollout : coverage.rollouts) sum += rollout.*count;
    return double(sum) / double(coverage.rollouts.size());
}

double per1000Tokens(int count, std::int64_t tokens)
{
    constexpr double kTokens = 1000;
    return tokens > 0 ? kTokens * count / double(tokens) : 0;
}

std::string stateKey(const EpisodeRecord& episode, const PageRecord& page)
{
    return siteRowOf(episode) + ' ' + pagePath(page.url) + '\n' + PageIdentity(page).text();
}

int countNew(const ActionPairs& pairs, const ActionPairs& known)
{
    int count = 0;
    for (const std::string& pair : pairs) count += known.contains(pair) ? 0 : 1;
    return count;
}

}  // namespace

std::string actionPairKey(const EpisodeRecord& episode, const Step& step)
{
    return siteRowOf(episode) + ' ' + urlTemplate(step.page.url) + '\n'
           + PageIdentity(step.page).actionKey(step.action);
}

double Coverage::pairsPerRollout() const
{
    return perRollout(*this, &RolloutCoverage::pairs);
}

double Coverage::pagesPerRollout() const
{
    return perRollout(*this, &RolloutCoverage::pages);
}

double Coverage::pairsPer1000Tokens() const
{
    return per1000Tokens(pairs, tokens);
}

double Coverage::pagesPer1000Tokens() const
{
    return per1000Tokens(pages, tokens);
}

double Coverage::novelty() const
{
    return pairs > 0 ? double(novelPairs) / pairs : 0;
}

Result<Coverage> coverageOf(ProjectStore& store, RunId run, const ActionPairs& known)
{
    Coverage coverage;
    ActionPairs allPairs;
    std::set<std::string> allPages;
    SYM_TRY(const std::vector<EpisodeRecord> episodes, store.episodes({.run = run}));
    for (const EpisodeRecord& episode : lastAttempts(episodes)) {
        SYM_TRY(const Trajectory trajectory, store.trajectory(episode.id));
        ActionPairs pairs;
        std::set<std::string> pages;
        RolloutCoverage rollout{episode.id, episode.taskId, siteRowOf(episode)};
        for (const Step& step : trajectory.steps) {
            pages.insert(stateKey(episode, step.page));
            if (step.action.kind != ActionKind::None) pairs.insert(actionPairKey(episode, step));
            for (const ModelCall& call : step.calls)
                rollout.tokens += call.promptTokens + call.responseTokens;
        }
        rollout.steps = int(trajectory.steps.size());
        rollout.pairs = int(pairs.size());
        rollout.novelPairs = countNew(pairs, known);
        rollout.pages = int(pages.size());
        coverage.steps += rollout.steps;
        coverage.tokens += rollout.tokens;
        coverage.rollouts.push_back(std::move(rollout));
        allPairs.merge(pairs);
        allPages.merge(pages);
    }
    coverage.pairs = int(allPairs.size());
    coverage.novelPairs = countNew(allPairs, known);
    coverage.pages = int(allPages.size());
    return coverage;
}

Result<ActionPairs> pairsOfKnowledge(ProjectStore& store, const KnowledgeFilter& filter,
                                     std::optional<RunId> except)
{
    SYM_TRY(const std::vector<KnowledgeEntry> entries, store.knowledge().entries(filter, 0, -1));
    std::map<EpisodeId, std::set<int>> steps;
    for (const KnowledgeEntry& entry : entries)
        for (int step = entry.firstStep; step <= entry.lastStep; ++step)
            steps[entry.episode].insert(step);
    ActionPairs pairs;
    for (const auto& [episode, positions] : steps) {
        SYM_TRY(const Trajectory trajectory, store.trajectory(episode));
        if (except && trajectory.episode.run == *except) continue;
        for (const Step& step : trajectory.steps)
            if (positions.contains(step.index))
                pairs.insert(actionPairKey(trajectory.episode, step));
    }
    return pairs;
}

nlohmann::json toJson(const Coverage& coverage)
{
    return {{"rollouts", coverage.rollouts.size()},
            {"steps", coverage.steps},
            {"tokens", coverage.tokens},
            {"pairs", coverage.pairs},
            {"pairs_per_rollout", coverage.pairsPerRollout()},
            {"pairs_per_1000_tokens", coverage.pairsPer1000Tokens()},
            {"pages", coverage.pages},
            {"pages_per_rollout", coverage.pagesPerRollout()},
            {"pages_per_1000_tokens", coverage.pagesPer1000Tokens()},
            {"novel_pairs", coverage.novelPairs},
            {"novelty", coverage.novelty()}};
}

}  // namespace sym
