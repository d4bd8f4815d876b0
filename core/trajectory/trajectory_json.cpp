#include "core/trajectory/trajectory_json.h"

#include <array>

namespace sym {

namespace {

using nlohmann::json;

/// Reads members of one JSON object; remembers the first one of a wrong type with its path.
class Reader {
public:
    Reader(const json& object, std::string path) : m_object(object), m_path(std::move(path))
    {
        if (!object.is_object()) fail("", "an object");
    }

    void read(const char* key, std::string& value)
    {
        readAs(key, value, "a string", &json::is_string);
    }
    void read(const char* key, bool& value)
    {
        readAs(key, value, "true or false", &json::is_boolean);
    }
    void read(const char* key, double& value) { readAs(key, value, "a number", &json::is_number); }
    void read(const char* key, int& value)
    {
        readAs(key, value, "a whole number", &json::is_number_integer);
    }
    void read(const char* key, std::int64_t& value)
    {
        readAs(key, value, "a whole number", &json::is_number_integer);
    }
    void read(const char* key, std::uint64_t& value)
    {
        readAs(key, value, "a whole number", &json::is_number_integer);
    }

    template <typename T>
    void read(const char* key, std::optional<T>& value)
    {
        if (const json* found = find(key); found && !found->is_null()) {
            T inner{};
            readValue(*found, m_path + "." + key, inner);
            value = std::move(inner);
        }
    }

    template <typename T>
    void read(const char* key, std::vector<T>& values)
    {
        const json* found = find(key);
        if (!found) return;
        if (!found->is_array()) return fail(key, "a list");
        values.clear();
        values.reserve(found->size());
        for (std::size_t i = 0; i < found->size(); ++i) {
            T value{};
            readValue((*found)[i], m_path + "." + key + "[" + std::to_string(i) + "]", value);
            values.push_back(std::move(value));
        }
    }

    template <typename T>
    requires std::is_class_v<T>
    void read(const char* key, T& value)
    {
        if (const json* found = find(key)) readValue(*found, m_path + "." + key, value);
    }

    template <typename Enum, std::size_t N>
    void readName(const char* key, Enum& value, const std::array<Enum, N>& all,
                  const char* (*name)(Enum))
    {
        std::string text;
        read(key, text);
        if (text.empty()) return;
        for (const Enum candidate : all) {
            if (text == name(candidate)) {
                value = candidate;
                return;
            }
        }
        fail(key, "a known name, not \"" + text + "\"");
    }

    const std::optional<Error>& error() const { return m_error; }
    void fail(const std::string& key, const std::string& expected)
    {
        if (!m_error)
            m_error = Error(ErrorCode::InvalidInput,
                            m_path + (key.empty() ? "" : "." + key) + " should be " + expected);
    }

private:
    const json* find(const char* key) const
    {
        const auto found = m_object.find(key);
        return found == m_object.end() ? nullptr : &*found;
    }

    template <typename T>
    void readAs(const char* key, T& value, const char* expected, bool (json::*is)() const noexcept)
    {
        const json* found = find(key);
        if (!found) return;
        if (!(found->*is)()) return fail(key, expected);
        value = found->get<T>();
    }

    template <typename T>
    void readValue(const json& found, const std::string& path, T& value);

    const json& m_object;
    std::string m_path;
    std::optional<Error> m_error;
};

constexpr std::array kActors{Actor::Planner, Actor::Large, Actor::Small, Actor::Human,
                             Actor::Harness};
constexpr std::array kOutcomes{EpisodeOutcome::Running, EpisodeOutcome::Finished,
                               EpisodeOutcome::EnvironmentError, EpisodeOutcome::TimedOut,
                               EpisodeOutcome::Cancelled};

json rectangleJson(const std::optional<Rectangle>& r)
{
    if (!r) return nullptr;
    return json::array({r->x, r->y, r->width, r->height});
}

json elementJson(const Element& element)
{
    json states = json::array();
    for (const auto& [name, value] : element.states) states.push_back({name, value});
    return {{"id", element.id},
            {"role", element.role},
            {"name", element.name},
            {"states", std::move(states)},
            {"rectangle", rectangleJson(element.rectangle)}};
}

json retrievedJson(const RetrievedExample& example)
{
    return {{"entry", example.entry.value}, {"strategy", example.strategy},
            {"score", example.score},       {"rank", example.rank},
            {"kept", example.kept},         {"reason", example.reason},
            {"policy", example.policy},     {"round", example.round}};
}

template <typename T, typename Convert>
json listJson(const std::vector<T>& values, Convert convert)
{
    json list = json::array();
    for (const T& value : values) list.push_back(convert(value));
    return list;
}

template <typename T>
json listJson(const std::vector<T>& values)
{
    return listJson(values, [](const T& value) { return toJson(value); });
}

void fill(Reader& in, Action& action)
{
    std::string verb;
    in.read("verb", verb);
    action.kind = ActionKind::None;
    for (int i = 0; i <= int(ActionKind::Prune); ++i)
        if (verb == actionVerb(ActionKind(i))) action.kind = ActionKind(i);
    if (!verb.empty() && action.kind == ActionKind::None && verb != "none")
        in.fail("verb", "a known verb, not \"" + verb + "\"");
    in.read("element_id", action.elementId);
    in.read("target_id", action.targetId);
    in.read("text", action.text);
    in.read("press_enter", action.pressEnter);
    in.read("number", action.number);
}

void fill(Reader& in, TabRecord& tab)
{
    in.read("url", tab.url);
    in.read("title", tab.title);
    in.read("current", tab.current);
}

void fill(Reader& in, Element& element)
{
    in.read("id", element.id);
    in.read("role", element.role);
    in.read("name", element.name);
    in.read("states", element.states);
    in.read("rectangle", element.rectangle);
}

void fill(Reader& in, PageRecord& page)
{
    in.read("url", page.url);
    in.read("title", page.title);
    in.read("observation", page.observation);
    in.read("elements", page.elements);
    in.read("tabs", page.tabs);
    in.read("engine", page.engine);
    in.read("format", page.format);
    in.read("format_version", page.formatVersion);
    in.read("browser", page.browser);
    in.read("viewport_width", page.viewportWidth);
    in.read("viewport_height", page.viewportHeight);
    in.read("dialog_message", page.dialogMessage);
    in.read("http_status", page.httpStatus);
}

void fill(Reader& in, Verdict& verdict)
{
    in.read("compared", verdict.compared);
    in.read("strict", verdict.strict);
    in.read("canonical", verdict.canonical);
}

void fill(Reader& in, Candidate& candidate)
{
    in.read("action", candidate.action);
    in.read("raw", candidate.raw);
    in.read("reason", candidate.reason);
    in.readName("proposer", candidate.proposer, kActors, actorName);
    in.read("rank", candidate.rank);
    in.read("score", candidate.score);
    in.read("verdict", candidate.verdict);
}

void fill(Reader& in, ModelCall& call)
{
    in.read("purpose", call.purpose);
    in.read("model", call.model);
    in.read("prompt", call.prompt);
    in.read("response", call.response);
    in.read("temperature", call.temperature);
    in.read("top_p", call.topP);
    in.read("seed", call.seed);
    in.read("prompt_tokens", call.promptTokens);
    in.read("response_tokens", call.responseTokens);
    in.read("cost_usd", call.costUsd);
    in.read("milliseconds", call.milliseconds);
}

void fill(Reader& in, RetrievedExample& example)
{
    in.read("entry", example.entry.value);
    in.read("strategy", example.strategy);
    in.read("score", example.score);
    in.read("rank", example.rank);
    in.read("kept", example.kept);
    in.read("reason", example.reason);
    in.read("policy", example.policy);
    in.read("round", example.round);
}

void fill(Reader& in, StepTimings& timings)
{
    in.read("observe", timings.observe);
    in.read("decide", timings.decide);
    in.read("act", timings.act);
    in.read("settle", timings.settle);
    in.read("screenshot", timings.screenshot);
}

void fill(Reader& in, Step& step)
{
    in.read("index", step.index);
    in.read("page", step.page);
    in.read("screenshot_before", step.screenshotBefore);
    in.read("screenshot_after", step.screenshotAfter);
    in.read("plan", step.plan);
    in.read("history_summary", step.historySummary);
    in.read("observation_description", step.observationDescription);
    in.read("highlight_ids", step.highlightIds);
    in.read("reasoning", step.reasoning);
    in.read("retrieved", step.retrieved);
    in.read("candidates", step.candidates);
    in.read("action", step.action);
    in.read("raw_action", step.rawAction);
    in.readName("decided_by", step.decidedBy, kActors, actorName);
    in.read("target", step.target);
    in.read("target_description", step.targetDescription);
    in.read("calls", step.calls);
    in.read("errors", step.errors);
    in.read("milliseconds", step.timings);
    in.read("started_at", step.startedAt);
}

void fill(Reader& in, ScorePart& part)
{
    in.read("kind", part.kind);
    in.read("score", part.score);
    in.read("judged", part.judged);
    in.read("reason", part.reason);
}

void fill(Reader& in, Score& score)
{
    in.read("profile", score.profile);
    in.read("score", score.score);
    in.read("judged", score.judged);
    in.read("parts", score.parts);
}

void fill(Reader& in, JudgeVerdict& verdict)
{
    in.read("judge", verdict.judge);
    in.read("success", verdict.success);
    in.read("reason", verdict.reason);
}

void fill(Reader& in, EpisodeRecord& episode)
{
    in.read("task_id", episode.taskId);
    in.read("template_id", episode.templateId);
    in.read("sites", episode.sites);
    in.read("split", episode.split);
    in.read("template_held_out", episode.templateHeldOut);
    in.read("objective", episode.objective);
    in.read("start_url", episode.startUrl);
    in.read("policy", episode.policy);
    in.read("attempt", episode.attempt);
    in.read("seed", episode.seed);
    in.readName("outcome", episode.outcome, kOutcomes, episodeOutcomeName);
    in.read("error", episode.error);
    in.read("answer", episode.answer);
    in.read("final_url", episode.finalUrl);
    in.read("steps", episode.steps);
    in.read("scores", episode.scores);
    in.read("judgements", episode.judgements);
    in.read("seconds", episode.seconds);
    in.read("tokens", episode.tokens);
    in.read("cost_usd", episode.costUsd);
    in.read("evidence", episode.evidence);
    in.read("har", episode.har);
    in.read("started_at", episode.startedAt);
    in.read("task", episode.task);
    in.read("id", episode.id.value);
    in.read("run", episode.run.value);
}

void fill(Reader& in, Trajectory& trajectory)
{
    in.read("episode", trajectory.episode);
    in.read("steps", trajectory.steps);
}

template <typename T>
void Reader::readValue(const json& found, const std::string& path, T& value)
{
    if constexpr (std::is_same_v<T, std::string>) {
        if (!found.is_string()) {
            if (!m_error) m_error = Error(ErrorCode::InvalidInput, path + " should be a string");
            return;
        }
        value = found.get<std::string>();
    } else if constexpr (std::is_same_v<T, Rectangle>) {
        const bool fits =
            found.is_array() && found.size() == 4
            && std::all_of(found.begin(), found.end(), [](const json& n) { return n.is_number(); });
        if (!fits) {
            if (!m_error)
                m_error = Error(ErrorCode::InvalidInput, path + " should be [x, y, width, height]");
            return;
        }
        value = {found[0].get<double>(), found[1].get<double>(), found[2].get<double>(),
                 found[3].get<double>()};
    } else if constexpr (std::is_same_v<T, std::pair<std::string, std::string>>) {
        if (!found.is_array() || found.size() != 2 || !found[0].is_string()
            || !found[1].is_string()) {
            if (!m_error)
                m_error = Error(ErrorCode::InvalidInput, path + " should be [name, value]");
            return;
        }
        value = {found[0].get<std::string>(), found[1].get<std::string>()};
    } else {
        Reader inner(found, path);
        if (!inner.error()) fill(inner, value);
        if (!m_error && inner.error()) m_error = inner.error();
    }
}

template <typename T>
Result<T> recordFromJson(const json& object, const char* path)
{
    Reader reader(object, path);
    T value;
    if (!reader.error()) fill(reader, value);
    if (reader.error()) return *reader.error();
    return value;
}

}  // namespace

json toJson(const Action& action)
{
    json object{{"verb", actionVerb(action.kind)}};
    if (!action.elementId.empty()) object["element_id"] = action.elementId;
    if (!action.targetId.empty()) object["target_id"] = action.targetId;
    if (!action.text.empty()) object["text"] = action.text;
    if (action.pressEnter) object["press_enter"] = true;
    if (action.number != 0) object["number"] = action.number;
    return object;
}

json toJson(const PageRecord& page)
{
    return {
        {"url", page.url},
        {"title", page.title},
        {"observation", page.observation},
        {"elements", listJson(page.elements, elementJson)},
        {"tabs",
         listJson(page.tabs,
                  [](const TabRecord& tab) {
                      return json{{"url", tab.url}, {"title", tab.title}, {"current", tab.current}};
                  })},
        {"engine", page.engine},
        {"format", page.format},
        {"format_version", page.formatVersion},
        {"browser", page.browser},
        {"viewport_width", page.viewportWidth},
        {"viewport_height", page.viewportHeight},
        {"dialog_message", page.dialogMessage},
        {"http_status", page.httpStatus}};
}

json toJson(const Candidate& candidate)
{
    return {{"action", toJson(candidate.action)},
            {"raw", candidate.raw},
            {"reason", candidate.reason},
            {"proposer", actorName(candidate.proposer)},
            {"rank", candidate.rank},
            {"score", candidate.score},
            {"verdict",
             {{"compared", candidate.verdict.compared},
              {"strict", candidate.verdict.strict},
              {"canonical", candidate.verdict.canonical}}}};
}

json toJson(const ModelCall& call)
{
    return {{"purpose", call.purpose},
            {"model", call.model},
            {"prompt", call.prompt},
            {"response", call.response},
            {"temperature", call.temperature},
            {"top_p", call.topP},
            {"seed", call.seed},
            {"prompt_tokens", call.promptTokens},
            {"response_tokens", call.responseTokens},
            {"cost_usd", call.costUsd},
            {"milliseconds", call.milliseconds}};
}

json toJson(const Step& step)
{
    return {{"index", step.index},
            {"page", toJson(step.page)},
            {"screenshot_before", step.screenshotBefore},
            {"screenshot_after", step.screenshotAfter},
            {"plan", step.plan},
            {"history_summary", step.historySummary},
            {"observation_description", step.observationDescription},
            {"highlight_ids", step.highlightIds},
            {"reasoning", step.reasoning},
            {"retrieved", listJson(step.retrieved, retrievedJson)},
            {"candidates", listJson(step.candidates)},
            {"action", toJson(step.action)},
            {"raw_action", step.rawAction},
            {"decided_by", actorName(step.decidedBy)},
            {"target", rectangleJson(step.target)},
            {"target_description", step.targetDescription},
            {"calls", listJson(step.calls)},
            {"errors", step.errors},
            {"milliseconds",
             {{"observe", step.timings.observe},
              {"decide", step.timings.decide},
              {"act", step.timings.act},
              {"settle", step.timings.settle},
              {"screenshot", step.timings.screenshot}}},
            {"started_at", step.startedAt}};
}

json toJson(const Score& score)
{
    return {{"profile", score.profile},
            {"score", score.score},
            {"judged", score.judged},
            {"parts", listJson(score.parts, [](const ScorePart& part) {
                 return json{{"kind", part.kind},
                             {"score", part.score},
                             {"judged", part.judged},
                             {"reason", part.reason}};
             })}};
}

json toJson(const EpisodeRecord& episode)
{
    return {{"id", episode.id.value},
            {"run", episode.run.value},
            {"task_id", episode.taskId},
            {"template_id", episode.templateId},
            {"sites", episode.sites},
            {"split", episode.split},
            {"template_held_out", episode.templateHeldOut},
            {"objective", episode.objective},
            {"start_url", episode.startUrl},
            {"policy", episode.policy},
            {"attempt", episode.attempt},
            {"seed", episode.seed},
            {"outcome", episodeOutcomeName(episode.outcome)},
            {"error", episode.error},
            {"answer", episode.answer},
            {"final_url", episode.finalUrl},
            {"steps", episode.steps},
            {"scores", listJson(episode.scores)},
            {"judgements", listJson(episode.judgements,
                                    [](const JudgeVerdict& verdict) {
                                        return json{{"judge", verdict.judge},
                                                    {"success", verdict.success},
                                                    {"reason", verdict.reason}};
                                    })},
            {"seconds", episode.seconds},
            {"tokens", episode.tokens},
            {"cost_usd", episode.costUsd},
            {"evidence", episode.evidence},
            {"har", episode.har},
            {"started_at", episode.startedAt},
            {"task", episode.task}};
}

json toJson(const Trajectory& trajectory)
{
    return {{"episode", toJson(trajectory.episode)}, {"steps", listJson(trajectory.steps)}};
}

Result<Action> actionFromJson(const json& object)
{
    return recordFromJson<Action>(object, "action");
}
Result<PageRecord> pageFromJson(const json& object)
{
    return recordFromJson<PageRecord>(object, "page");
}
Result<Step> stepFromJson(const json& object)
{
    return recordFromJson<Step>(object, "step");
}
Result<Score> scoreFromJson(const json& object)
{
    return recordFromJson<Score>(object, "score");
}
Result<EpisodeRecord> episodeFromJson(const json& object)
{
    return recordFromJson<EpisodeRecord>(object, "episode");
}
Result<Trajectory> trajectoryFromJson(const json& object)
{
    return recordFromJson<Trajectory>(object, "trajectory");
}

}  // namespace sym
