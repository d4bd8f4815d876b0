#include "core/planner/planner.h"

#include <algorithm>

#include "core/planner/decision.h"
#include "core/planner/review/reviewing.h"
#include "core/planner/skills/skills.h"

namespace sym {
namespace {

constexpr std::size_t kHighlights = 8;

/// On one line, so that no line of it can look like a header.
std::string oneLine(const std::string& text)
{
    return squeezed(text);
}

std::string reasonOf(const Situation& situation, const Proposal& proposal)
{
    ReasonText reason;
    reason.page = situation.page.title;
    reason.deed = actionVerb(proposal.action.kind);
    reason.role = proposal.role;
    reason.target = proposal.target;
    reason.why = proposal.why;
    reason.soFar = proposal.soFar;
    reason.part = situation.part;
    reason.parts = int(situation.parts.size());
    reason.finishesPart = proposal.finishesPart;
    return oneLine(writeReason(reason));
}

std::string historySummary(const Situation& situation)
{
    if (situation.memory.deeds().empty()) return "Nothing has been done yet.";
    std::string text = std::to_string(situation.memory.deeds().size()) + " steps were taken";
    if (const Deed* last = situation.memory.last(); last && !last->target.empty())
        text += ", the last one on \"" + last->target + "\"";
    return oneLine(text + ".");
}

std::string pageDescription(const Page& page)
{
    std::string text = "The page \"" + page.title + "\"";
    if (!page.headings.empty()) text += " headed \"" + page.headings.front() + "\"";
    text += " with " + std::to_string(page.controls.size()) + " things to click, "
            + std::to_string(page.fields.size()) + " fields and "
            + std::to_string(page.records.size()) + " rows or items.";
    for (const std::string& alert : page.alerts)
        if (!alert.empty()) text += " It says: " + alert.substr(0, 120);
    return oneLine(text);
}

std::string highlights(const Proposals& proposals)
{
    std::string text;
    std::size_t count = 0;
    for (const Proposal& proposal : proposals) {
        if (proposal.action.elementId.empty() || ++count > kHighlights) continue;
        text += (text.empty() ? "" : ", ") + proposal.action.elementId;
    }
    return text;
}

std::string actorResponse(const Prompt& prompt, const Situation& situation,
                          const Proposals& proposals)
{
    std::string text = "INTERACTION HISTORY SUMMARY:\n" + historySummary(situation)
                       + "\n\nOBSERVATION DESCRIPTION:\n" + pageDescription(situation.page)
                       + "\n\n";
    if (prompt.wantsCandidates) {
        text += "ACTION CANDIDATES:\n";
        const std::size_t count =
            std::min<std::size_t>(proposals.size(), std::size_t(prompt.candidates));
        for (std::size_t i = 0; i < count; ++i) {
            const double score = std::clamp(proposals[i].score, 0.0, 1.0);
            text += "- reason: [" + reasonOf(situation, proposals[i]) + "]\n- action: ["
                    + oneLine(formatAction(proposals[i].action)) + "]\n- score: ["
                    + std::to_string(score).substr(0, 4) + "]\n";
        }
    } else {
        text += "REASON:\n" + reasonOf(situation, proposals.front()) + "\n\nACTION:\n"
                + oneLine(formatAction(proposals.front().action)) + "\n";
    }
    return text + "\nOBSERVATION HIGHLIGHT:\n" + highlights(proposals) + "\n";
}

Result<std::string> answerTo(const ChatRequest& request)
{
    if (const auto review = readReviewPrompt(request.messages)) return answerReview(*review);
    const Result<Prompt> prompt = readPrompt(request.messages);
    if (!prompt) return prompt.error().within("planner");
    const Situation situation = readSituation(*prompt);
    constexpr double kUnrest = 0.03;
    const Proposals proposals =
        rankProposals(situation, request.sampling.seed, kUnrest * request.sampling.temperature);
    return actorResponse(*prompt, situation, proposals);
}

}  // namespace

Result<ChatResponse> Planner::complete(const ChatRequest& request, JobContext& job,
                                       const std::function<void(std::string_view)>& onText)
{
    if (job.isCancelled()) return Error(ErrorCode::Cancelled, "cancelled");
    ChatResponse response;
    SYM_TRY(response.text, answerTo(request));
    response.model = name();
    response.finishReason = "stop";
    constexpr std::size_t kCharactersPerToken = 4;
    for (const ChatMessage& message : request.messages)
        response.promptTokens += std::int64_t(message.content.size() / kCharactersPerToken);
    response.responseTokens = std::int64_t(response.text.size() / kCharactersPerToken);
    if (onText) onText(response.text);
    return response;
}

}  // namespace sym
