#include "core/synthesis/revise_decision.h"

#include "core/trajectory/page_identity.h"

namespace sym {

Result<Revision> reviseDecision(ProjectStore& store, EpisodeId episode, int step,
                                const std::string& action, const std::string& reason,
                                const std::string& madeAt)
{
    SYM_TRY(const Step recorded, store.step(episode, step));
    SYM_TRY(const std::vector<Action> actions, parseActions(action, ActionGrammar::Symbiont));
    const PageIdentity page(recorded.page);
    for (const std::string& id : {actions.front().elementId, actions.front().targetId})
        if (!id.empty() && !page.identityOf(id))
            return Error(ErrorCode::InvalidInput, "`" + formatAction(actions.front()) + "` names ["
                                                      + id + "], which is not on the page of step "
                                                      + std::to_string(step + 1));
    return store.revisions().add(
        {.episode = episode, .step = step, .action = action, .reason = reason, .madeAt = madeAt});
}

}  // namespace sym
