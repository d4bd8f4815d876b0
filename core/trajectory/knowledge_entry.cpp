#include "core/trajectory/knowledge_entry.h"

#include <array>

namespace sym {

namespace {

using nlohmann::json;

json pageJson(const KnowledgePage& page)
{
    return {{"title", page.title}, {"path", page.path}, {"observation", page.observation}};
}

KnowledgePage pageFrom(const json& object)
{
    return {object.value("title", ""), object.value("path", ""), object.value("observation", "")};
}

json stepJson(const KnowledgeStep& step)
{
    return {{"page", pageJson(step.page)},
            {"action", step.action},
            {"target", step.target},
            {"reason", step.reason}};
}

KnowledgeStep stepFrom(const json& object)
{
    return {pageFrom(object.value("page", json::object())), object.value("action", ""),
            object.value("target", ""), object.value("reason", "")};
}

json voteJson(const KnowledgeVote& vote)
{
    return {{"judge", vote.judge},       {"turn", vote.turn},       {"aligned", vote.aligned},
            {"coherent", vote.coherent}, {"natural", vote.natural}, {"reasonable", vote.reasonable},
            {"reason", vote.reason}};
}

KnowledgeVote voteFrom(const json& object)
{
    return {object.value("judge", ""),      object.value("turn", 0),
            object.value("aligned", false), object.value("coherent", false),
            object.value("natural", false), object.value("reasonable", false),
            object.value("reason", "")};
}

KnowledgeEntry entryFrom(const json& object)
{
    KnowledgeEntry entry;
    entry.id.value = object.value("id", std::int64_t{0});
    entry.episode.value = object.value("episode", std::int64_t{0});
    entry.firstStep = object.value("first_step", 0);
    entry.lastStep = object.value("last_step", 0);
    entry.symbiosis.value = object.value("symbiosis", std::int64_t{0});
    entry.round = object.value("round", 0);
    entry.policy = object.value("policy", "");
    entry.taskId = object.value("task_id", "");
    entry.templateId = object.value("template_id", "");
    entry.site = object.value("site", "");
    entry.objective = object.value("objective", "");
    entry.replicate = object.value("replicate", "");
    entry.abstract = object.value("abstract", "");
    entry.summary = object.value("summary", "");
    const std::string outcome = object.value("outcome", "");
    for (const Opinion opinion : {Opinion::Success, Opinion::Failure})
        if (outcome == opinionName(opinion)) entry.outcome = opinion;
    entry.outcomeReason = object.value("outcome_reason", "");
    for (const json& step : object.value("steps", json::array()))
        entry.steps.push_back(stepFrom(step));
    entry.last = pageFrom(object.value("last", json::object()));
    for (const json& vote : object.value("votes", json::array()))
        entry.votes.push_back(voteFrom(vote));
    entry.accepted = object.value("accepted", false);
    return entry;
}

}  // namespace

const char* opinionName(Opinion opinion)
{
    constexpr std::array kNames{"unjudged", "success", "failure"};
    return kNames[std::size_t(opinion)];
}

json toJson(const KnowledgeEntry& entry)
{
    json steps = json::array(), votes = json::array();
    for (const KnowledgeStep& step : entry.steps) steps.push_back(stepJson(step));
    for (const KnowledgeVote& vote : entry.votes) votes.push_back(voteJson(vote));
    return {{"id", entry.id.value},
            {"episode", entry.episode.value},
            {"first_step", entry.firstStep},
            {"last_step", entry.lastStep},
            {"symbiosis", entry.symbiosis.value},
            {"round", entry.round},
            {"policy", entry.policy},
            {"task_id", entry.taskId},
            {"template_id", entry.templateId},
            {"site", entry.site},
            {"objective", entry.objective},
            {"replicate", entry.replicate},
            {"abstract", entry.abstract},
            {"summary", entry.summary},
            {"outcome", opinionName(entry.outcome)},
            {"outcome_reason", entry.outcomeReason},
            {"steps", std::move(steps)},
            {"last", pageJson(entry.last)},
            {"votes", std::move(votes)},
            {"accepted", entry.accepted}};
}

Result<KnowledgeEntry> knowledgeEntryFromJson(const json& object)
{
    try {
        return entryFrom(object);
    } catch (const json::exception& problem) {
        return Error(ErrorCode::InvalidInput,
                     std::string("a knowledge entry is not as it should be: ") + problem.what());
    }
}

}  // namespace sym
