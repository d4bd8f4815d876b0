#include "core/agent/agent_conformance.h"

#include <nlohmann/json.hpp>

#include <fstream>

#include "core/agent/agent_response.h"
#include "core/agent/history.h"
#include "core/agent/observation_outline.h"
#include "core/agent/occam_rules.h"
#include "core/agent/prompt_builder.h"

namespace sym {
namespace {

using Json = nlohmann::json;

/// A scripted episode as it was run upstream: flat observations, the page http://h/, reasons "r0",
/// "r1", ... and descriptions "d0", "d1", ....
class ScriptedEpisode {
public:
    explicit ScriptedEpisode(const Json& firstRow)
        : m_objective(between(firstRow["user"], "OBJECTIVE:\n", "\nPREVIOUS PLANS:")),
          m_plans(m_objective, kUrl, Fidelity::Upstream)
    {
    }

    /// @return the row as we would have it
    Json step(const Json& row)
    {
        Json answer = row;
        const std::string observation = observationOf(row["user"]);
        PromptContent content;
        content.objective = m_objective;
        content.plans = m_plans.text();
        content.history = historyText(m_interactions, m_plans.active(), observation, {},
                                      {.fidelity = Fidelity::Upstream});
        content.observation = observation;
        answer["user"] = agentOccamUserText(content);

        const auto text = row["action_in"].get<std::string>();
        const int number = int(m_interactions.size());
        answer["navigation_action"] = plan(text, number);
        for (const std::string& note : m_rules.notes(text))
            m_plans.addNote("STEP " + std::to_string(number) + ": " + note);
        answer["action_out"] = text;
        answer["plans"] = m_plans.text();
        answer["active"] = m_plans.activeText();
        m_interactions.push_back({.observation = observation,
                                  .nameOnly = {},
                                  .pivotal = std::nullopt,
                                  .summary = "d" + std::to_string(number),
                                  .plan = m_plans.activeText(),
                                  .reason = "r" + std::to_string(number),
                                  .action = text,
                                  .result = {}});
        return answer;
    }

private:
    static constexpr const char* kUrl = "http://h/";

    static std::string between(const std::string& text, std::string_view from, std::string_view to)
    {
        const std::size_t begin = text.find(from);
        if (begin == std::string::npos) return {};
        const std::size_t start = begin + from.size();
        return text.substr(start, text.find(to, start) - start);
    }

    static std::string observationOf(const std::string& user)
    {
        constexpr std::string_view kHeader = "CURRENT OBSERVATION:\n";
        const std::size_t at = user.rfind(kHeader);
        if (at == std::string::npos) return {};
        std::string text = user.substr(at + kHeader.size());
        if (text.ends_with('\n')) text.pop_back();
        return text;
    }

    Json plan(const std::string& text, int number)
    {
        if (!m_rules.planningCommand(text)) {
            m_plans.addStep(number);
            return nullptr;
        }
        const auto arguments = m_rules.planningArguments(text);
        if (arguments && arguments->command == "branch"
            && m_plans.branch(arguments->plan, arguments->text, kUrl, number))
            return nullptr;
        if (arguments && arguments->command == "prune")
            if (const auto url = m_plans.prune(arguments->plan, arguments->text))
                return "goto [" + *url + "] [1]";
        m_plans.noteInvalidPlan(text);
        return nullptr;
    }

    std::string m_objective;
    OccamRules m_rules;
    PlanTree m_plans;
    std::vector<Interaction> m_interactions;
};

Json parsedElements(const Json& row)
{
    Json answer = row;
    for (const Json& key : row["keys"])
        answer["out"][key.get<std::string>()] =
            upstreamSection(row["text"].get<std::string>(), key.get<std::string>());
    return answer;
}

Json judgedActions(const Json& row)
{
    const OccamRules rules;
    const auto text = row["text"].get<std::string>();
    const auto orFalse = [](const std::optional<std::string>& command) {
        return command ? Json(*command) : Json(false);
    };
    Json answer = row;
    answer["out"] = rules.areValid(text, row["obs"].get<std::string>());
    answer["list"] = rules.actionList(text);
    answer["is_planning"] = orFalse(rules.planningCommand(text));
    answer["is_navigation"] = orFalse(rules.navigationCommand(text));
    answer["ids"] = rules.elementIds(text);
    return answer;
}

Result<Json> instructionRow(const Json& row)
{
    SYM_TRY(const PromptSet prompts, PromptSet::load(PromptProfile::AgentOccam, {}));
    Json answer = row;
    answer["out"] =
        prompts.instruction(answerSections(PromptProfile::AgentOccam, 1), planningCommands(),
                            navigationCommands(PromptProfile::AgentOccam, false, false), 1);
    return answer;
}

}  // namespace

Result<ConformanceCount> checkAgentFile(const std::filesystem::path& file)
{
    std::ifstream input(file);
    if (!input) return Error(ErrorCode::Io, "cannot read " + file.string());
    ConformanceCount count;
    std::optional<ScriptedEpisode> episode;
    int number = 0;
    for (std::string line; std::getline(input, line);) {
        ++number;
        const Json row = Json::parse(line, nullptr, false);
        const std::string kind = row.is_object() ? row.value("fn", "") : "";
        Json answer;
        if (kind == "parse_elements") {
            answer = parsedElements(row);
        } else if (kind == "are_valid_actions") {
            answer = judgedActions(row);
        } else if (kind == "instruction") {
            SYM_TRY(answer, instructionRow(row));
        } else if (kind == "episode_step") {
            if (!episode || row.value("step", 0) == 0) episode.emplace(row);
            answer = episode->step(row);
        } else {
            return Error(ErrorCode::InvalidInput,
                         file.string() + ": line " + std::to_string(number) + " is no known case");
        }
        if (answer == row)
            count.agree();
        else
            count.disagree("line " + std::to_string(number) + ": expected " + row.dump() + ", got "
                           + answer.dump());
    }
    return count;
}

}  // namespace sym
