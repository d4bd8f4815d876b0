#include "core/symbiosis/loop_flow.h"

#include <map>

#include <nlohmann/json.hpp>

#include "core/symbiosis/loop_phases.h"

namespace sym {

namespace {

using nlohmann::json;

/// Adds a count that a phase gives; several phases of a round may give to one.
void take(int& to, const json& data, const char* key)
{
    if (const auto found = data.find(key); found != data.end() && found->is_number())
        to = std::max(to, 0) + found->get<int>();
}

void addPhase(RoundFlow& flow, const std::string& name, const json& data)
{
    if (name == phase::kLarge) {
        take(flow.largeEpisodes, data, "episodes");
        take(flow.largeSolved, data, "successes");
    } else if (name == phase::kJudgeLarge) {
        take(flow.largeApproved, data, "approved");
    } else if (name == phase::kKnowledgeLarge || name == phase::kKnowledgeSpeculate) {
        take(flow.largeEntries, data, "accepted");
    } else if (name == phase::kSpeculate) {
        take(flow.speculativeEpisodes, data, "episodes");
    } else if (name == phase::kJudgeSpeculate) {
        take(flow.speculativeApproved, data, "approved");
    } else if (name == phase::kTrain) {
        take(flow.trainedSteps, data, "steps");
        take(flow.updates, data, "updates");
    } else if (name == phase::kExplore) {
        take(flow.exploredEpisodes, data, "episodes");
        take(flow.exploredSolved, data, "successes");
    } else if (name == phase::kKnowledgeExplore) {
        take(flow.studentEntries, data, "accepted");
    }
}

}  // namespace

CycleStep cycleStepOf(const std::string& name)
{
    for (const char* of : {phase::kLarge, phase::kJudgeLarge})
        if (name == of) return CycleStep::Large;
    for (const char* of :
         {phase::kDistil, phase::kSpeculate, phase::kJudgeSpeculate, phase::kTrain})
        if (name == of) return CycleStep::Distil;
    for (const char* of : {phase::kExplore, phase::kJudgeExplore})
        if (name == of) return CycleStep::Explore;
    for (const char* of :
         {phase::kKnowledgeLarge, phase::kKnowledgeSpeculate, phase::kKnowledgeExplore})
        if (name == of) return CycleStep::Knowledge;
    return CycleStep::None;
}

std::vector<RoundFlow> roundFlows(const std::vector<PhaseRecord>& phases)
{
    std::map<int, RoundFlow> rounds;
    for (const PhaseRecord& record : phases) {
        if (record.finishedAt.empty()) continue;
        const json data = json::parse(record.data, nullptr, false);
        if (!data.is_object()) continue;
        RoundFlow& flow = rounds[record.round];
        flow.round = record.round;
        addPhase(flow, record.phase, data);
    }
    std::vector<RoundFlow> flows;
    for (const auto& [round, flow] : rounds) flows.push_back(flow);
    return flows;
}

}  // namespace sym
