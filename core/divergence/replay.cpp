#include "core/divergence/replay.h"

#include "core/trajectory/page_identity.h"

namespace sym {

namespace {

/// "http://127.0.0.1:4012" of an address; empty without host.
std::string originOf(const std::string& url)
{
    const std::size_t scheme = url.find("://");
    return scheme == std::string::npos ? "" : url.substr(0, url.find('/', scheme + 3));
}

Error cannotFollow(const Step& recorded, const std::string& why)
{
    return {ErrorCode::NotFound, "the recorded episode cannot be followed at step "
                                     + std::to_string(recorded.index + 1) + ": " + why};
}

}  // namespace

ReplayDecider::ReplayDecider(std::vector<Step> recorded, int turn, Candidate instead,
                             StepDecider& after)
    : m_recorded(std::move(recorded)), m_turn(turn), m_instead(std::move(instead)), m_after(after)
{
}

void ReplayDecider::learnAddresses(const PageRecord& recorded, const PageRecord& here)
{
    m_addresses[originOf(recorded.url)] = originOf(here.url);
    for (std::size_t i = 0; i < std::min(recorded.tabs.size(), here.tabs.size()); ++i)
        m_addresses[originOf(recorded.tabs[i].url)] = originOf(here.tabs[i].url);
}

Result<Action> ReplayDecider::actionHere(const Action& action, const Step& recorded,
                                         const Step& here)
{
    Action moved = action;
    const PageIdentity there(recorded.page);
    const PageIdentity page(here.page);
    for (std::string* id : {&moved.elementId, &moved.targetId}) {
        if (id->empty()) continue;
        const std::optional<ElementIdentity> identity = there.identityOf(*id);
        if (!identity) return cannotFollow(recorded, "the recorded page has no element " + *id);
        const std::optional<std::string> found = page.find(*identity);
        if (!found)
            return cannotFollow(
                recorded, identity->role + " '" + identity->name + "' is not on " + here.page.url);
        *id = *found;
    }
    if (action.kind == ActionKind::Goto) {
        const std::string origin = originOf(action.text);
        const auto known = m_addresses.find(origin);
        if (known != m_addresses.end()) moved.text.replace(0, origin.size(), known->second);
    }
    return moved;
}

Result<std::optional<Decision>> ReplayDecider::decide(const AgentMind& mind, std::uint64_t seed,
                                                      Step& step, JobContext& job)
{
    if (step.index > m_turn) return m_after.decide(mind, seed, step, job);
    if (step.index >= int(m_recorded.size()))
        return Error(ErrorCode::NotFound,
                     "the recorded episode has no step " + std::to_string(step.index + 1));
    const Step& recorded = m_recorded[std::size_t(step.index)];
    if (urlTemplate(recorded.page.url) != urlTemplate(step.page.url))
        return cannotFollow(recorded, "the page is " + pagePath(step.page.url) + ", it was "
                                          + pagePath(recorded.page.url));
    learnAddresses(recorded.page, step.page);

    Decision decision = recordedDecision(recorded);
    Candidate executed = decision.candidates[std::size_t(decision.chosen)];
    if (step.index == m_turn) {
        executed = m_instead;
        decision.reasoning = m_instead.reason;
    }
    SYM_TRY(executed.action, actionHere(executed.action, recorded, step));
    executed.raw = formatAction(executed.action);
    executed.rank = 0;
    decision.candidates = {std::move(executed)};
    decision.chosen = 0;
    decision.highlightIds.clear();  // those of the other page
    recordDecision(decision, step);
    return std::optional(std::move(decision));
}

}  // namespace sym
