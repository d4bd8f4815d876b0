#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/agent/decide.h"
#include "core/base/result.h"
#include "core/trajectory/trajectory.h"

namespace sym {

/// Goes a recorded episode's way again in a fresh copy of its sites, up to a step at which it does
/// something else, and leaves what follows to another decider. Elements are found by their
/// canonical identity, addresses of the old copy become those of the new one. For one episode; one
/// thread.
class ReplayDecider final : public StepDecider {
public:
    /// @param recorded of the episode; those behind `turn` are not used
    /// @param turn step at which `instead` is done, named by the ids of that recorded page
    /// @param after decides the steps behind it; outlives this
    ReplayDecider(std::vector<Step> recorded, int turn, Candidate instead, StepDecider& after);

    /// @return NotFound naming step, page and element where the episode cannot be followed: another
    ///         page came, or the element is not on it
    Result<std::optional<Decision>> decide(const AgentMind& mind, std::uint64_t seed, Step& step,
                                           JobContext& job) override;

private:
    Result<Action> actionHere(const Action& action, const Step& recorded, const Step& here);
    void learnAddresses(const PageRecord& recorded, const PageRecord& here);

    std::vector<Step> m_recorded;
    int m_turn;
    Candidate m_instead;
    StepDecider& m_after;
    std::map<std::string, std::string> m_addresses;  ///< of the recorded sites to those here
};

}  // namespace sym
