#include "core/synthesis/teacher_cache.h"

#include <algorithm>
#include <map>

#include "core/store/compression.h"
#include "core/synthesis/speculative_decider.h"
#include "core/trajectory/page_identity.h"
#include "core/trajectory/python_pattern.h"

namespace sym {

namespace {

std::vector<std::string> idsOf(const PageRecord& page)
{
    std::vector<std::string> ids;
    for (const Element& element : page.elements) ids.push_back(element.id);
    return ids;
}

/// The decision with every id replaced by the one at its place on another page.
Decision renamed(Decision decision, const std::map<std::string, std::string>& names)
{
    const auto rename = [&](std::string& id) {
        if (const auto found = names.find(id); found != names.end()) id = found->second;
    };
    for (Candidate& candidate : decision.candidates) {
        if (candidate.action.elementId.empty()) continue;
        rename(candidate.action.elementId);
        rename(candidate.action.targetId);
        candidate.raw = formatAction(candidate.action);
    }
    std::ranges::for_each(decision.highlightIds, rename);
    return decision;
}

/// The messages of a recorded call.
std::vector<ChatMessage> messagesOf(const ModelCall& call)
{
    std::vector<ChatMessage> messages;
    const nlohmann::json list = nlohmann::json::parse(call.prompt, nullptr, false);
    if (!list.is_array()) return messages;
    for (const nlohmann::json& message : list)
        if (message.is_object())
            messages.push_back({ChatRole::User, message.value("content", std::string())});
    return messages;
}

/// What the teacher decided at a recorded step; without candidates if it was not asked there.
Decision teacherDecision(const Step& step)
{
    Decision decision;
    for (const Candidate& candidate : step.candidates)
        if (candidate.proposer != Actor::Small) decision.candidates.push_back(candidate);
    const auto chosen = std::ranges::find_if(decision.candidates, [](const Candidate& candidate) {
        return candidate.action.kind != ActionKind::None;
    });
    if (chosen == decision.candidates.end()) return {};
    decision.chosen = int(chosen - decision.candidates.begin());
    decision.reasoning = chosen->reason;
    decision.historySummary = step.historySummary;
    decision.observationDescription = step.observationDescription;
    decision.highlightIds = step.highlightIds;
    return decision;
}

}  // namespace

std::string TeacherCache::keyOf(const std::string& model, double temperature,
                                const std::vector<ChatMessage>& prompt, const PageRecord& page)
{
    static const PythonPattern thisCopy("http://(?:127\\.0\\.0\\.1|localhost)(?::\\d+)?");
    std::string text = model + '\n' + std::to_string(temperature);
    for (const ChatMessage& message : prompt) text += '\n' + message.content;
    if (const std::size_t at = text.rfind(page.observation); at != std::string::npos)
        text.replace(at, page.observation.size(), PageIdentity(page).text());
    return contentHash(thisCopy.replaceAll(text, ""));
}

std::optional<Decision> TeacherCache::find(const std::string& key, const PageRecord& page) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_entries.find(key);
    if (found == m_entries.end()) return std::nullopt;
    const std::vector<std::string> here = idsOf(page);
    const std::vector<std::string>& there = found->second.ids;
    if (here == there) return found->second.decision;
    if (here.size() != there.size()) return std::nullopt;
    std::map<std::string, std::string> names;
    for (std::size_t i = 0; i < here.size(); ++i) names[there[i]] = here[i];
    return renamed(found->second.decision, names);
}

void TeacherCache::keep(const std::string& key, const PageRecord& page, const Decision& decision)
{
    const std::lock_guard lock(m_mutex);
    m_entries.try_emplace(key, Entry{idsOf(page), decision});
}

Status TeacherCache::load(ProjectStore& store, const std::string& model)
{
    SYM_TRY(const std::vector<RunRecord> runs, store.runs());
    for (const RunRecord& run : runs) {
        if (run.policy != "sds") continue;
        SYM_TRY(const std::vector<EpisodeRecord> episodes, store.episodes({.run = run.id}));
        for (const EpisodeRecord& episode : episodes) {
            SYM_TRY(const Trajectory trajectory, store.trajectory(episode.id));
            for (const Step& step : trajectory.steps) {
                const auto call =
                    std::ranges::find(step.calls, kVerifyPurpose, &ModelCall::purpose);
                if (call == step.calls.end() || call->model != model) continue;
                const Decision decision = teacherDecision(step);
                if (decision.candidates.empty()) continue;
                keep(keyOf(model, call->temperature, messagesOf(*call), step.page), step.page,
                     decision);
            }
        }
    }
    return {};
}

std::size_t TeacherCache::size() const
{
    const std::lock_guard lock(m_mutex);
    return m_entries.size();
}

}  // namespace sym
