#include "core/divergence/agreement.h"

#include "core/divergence/measure_json.h"
#include "core/synthesis/speculation.h"

namespace sym {

namespace {

nlohmann::json kindsJson(const std::map<DivergenceKind, int>& kinds)
{
    nlohmann::json json = nlohmann::json::object();
    for (const auto& [kind, count] : kinds) json[divergenceKindName(kind)] = count;
    return json;
}

}  // namespace

void Agreement::add(const ComparedState& state)
{
    states.push_back(state);
    for (const int k : kReportedK) {
        const auto isWithin = [k](int rank) {
            return rank >= 0 && (k == kAllCandidates || rank < k);
        };
        atK[k].add(isWithin(state.ranks.canonical));
        atKStrict[k].add(isWithin(state.ranks.strict));
    }
    ++kinds[state.ranks.kind];
    ++kindsBySite[state.site][state.ranks.kind];
    bySite[state.site].add(!state.isDivergent());
}

Result<Agreement> agreementOf(ProjectStore& store, RunId run)
{
    Agreement agreement;
    SYM_TRY(const std::vector<EpisodeRecord> episodes, store.episodes({.run = run}));
    for (const EpisodeRecord& episode : lastAttempts(episodes)) {
        SYM_TRY(const Trajectory trajectory, store.trajectory(episode.id));
        for (const Step& step : trajectory.steps) {
            const std::optional<Speculation> speculation = readSpeculation(step);
            if (!speculation) continue;
            if (!speculation->proposal)
                ++agreement.withoutProposal;
            else
                agreement.add({episode.id, step.index, siteRowOf(episode), speculation->ranks});
        }
    }
    return agreement;
}

nlohmann::json toJson(const Agreement& agreement)
{
    nlohmann::json byK = nlohmann::json::object();
    for (const auto& [k, tally] : agreement.atK) {
        nlohmann::json row = measureJson(tally);
        row["strict"] = measureJson(agreement.atKStrict.at(k));
        byK[k == kAllCandidates ? "all" : std::to_string(k)] = std::move(row);
    }
    nlohmann::json bySite = nlohmann::json::object();
    for (const auto& [site, tally] : agreement.bySite) {
        bySite[site] = measureJson(tally);
        bySite[site]["kinds"] = kindsJson(agreement.kindsBySite.at(site));
    }
    return {{"states", agreement.states.size()},
            {"without_proposal", agreement.withoutProposal},
            {"by_k", std::move(byK)},
            {"kinds", kindsJson(agreement.kinds)},
            {"by_site", std::move(bySite)}};
}

}  // namespace sym
