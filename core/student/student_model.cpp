#include "core/student/student_model.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <set>

#include "core/student/action_constraint.h"
#include "core/training/training_example.h"

namespace sym {

namespace {

constexpr int kTries = 6;       // answers looked at for the likeliest that may be done
constexpr int kDrawsAgain = 2;  // so often another answer is drawn that types nothing old
constexpr std::int64_t kManyParameters = 100'000'000;

/// Which tokens of an answer begin within bytes of its text, of those with a probability.
std::vector<std::size_t> tokensWithin(const GenerationResult& result, const Tokenizer& tokenizer,
                                      std::size_t begin, std::size_t end)
{
    std::vector<std::size_t> within;
    std::size_t byte = 0;
    const std::size_t known = std::min(result.tokens.size(), result.logProbabilities.size());
    for (std::size_t i = 0; i < known; ++i) {
        if (byte >= begin && byte < end) within.push_back(i);
        byte += tokenizer.tokenBytes(result.tokens[i]).size();
    }
    return within;
}

/// An action up to the text that is typed: "type [12] [".
std::string_view withoutText(std::string_view action)
{
    if (!action.starts_with("type ")) return action;
    return action.substr(0, action.find('[', action.find('[') + 1) + 1);
}

/// Whether everything of these words is out of question: it was typed before, or led back here.
bool isDoneWith(const std::string& action, const std::string& reason,
                const StudentSituation& situation)
{
    if (reason.empty()) return false;
    const std::string told = withoutElement(action, reason);
    return situation.typed.contains(told) || situation.failedNames.contains(told);
}

bool hasFailed(std::string_view action, const StudentSituation& situation)
{
    return std::any_of(
        situation.failed.begin(), situation.failed.end(),
        [&](const std::string& failed) { return withoutText(failed) == withoutText(action); });
}

std::string oneLine(std::string text)
{
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
}

std::string number(double value)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.4f", value);
    return text;
}

}  // namespace

StudentModel::StudentModel(std::shared_ptr<LanguageModel> model, StudentSettings settings)
    : m_model(std::move(model)), m_settings(std::move(settings))
{
}

std::string StudentModel::name() const
{
    return m_settings.name.empty() ? "small model" : m_settings.name;
}

Result<std::vector<int>> StudentModel::promptTokens(const StudentSituation& situation) const
{
    const int positions = m_model->config().maxPositions;
    const int room = std::min(promptRoom(m_settings.maxTokens),
                              positions - std::min(m_settings.maxAnswerTokens, positions / 2));
    SYM_TRY(
        PromptTokens prompt,
        studentPromptTokens({.kind = m_settings.kind,
                             .objective = situation.objective,
                             .lastAction = situation.lastAction,
                             .history = m_settings.history ? situation.history : std::string_view(),
                             .observation = situation.observation,
                             .markMatches = m_settings.markMatches},
                            m_model->tokenizer(), room));
    return std::move(prompt.tokens);
}

Result<std::string> StudentModel::promptText(const StudentSituation& situation) const
{
    SYM_TRY(const std::vector<int> tokens, promptTokens(situation));
    return m_model->tokenizer().decode(tokens, false);
}

Result<StudentModel::Answer> StudentModel::answer(const std::vector<int>& prompt,
                                                  const StudentSituation& situation,
                                                  double temperature, std::uint64_t seed,
                                                  JobContext& job, ChatResponse& total) const
{
    GenerationRequest request;
    request.prompt = prompt;
    request.settings.maxTokens =
        std::min(m_settings.maxAnswerTokens, m_model->config().maxPositions / 2);
    request.settings.temperature = temperature;
    request.settings.topP = temperature > 0 ? m_settings.topP : 1;
    request.settings.seed = seed;
    request.settings.wantLogProbabilities = true;
    ActionAutomaton::Rules rules;
    rules.kind = m_settings.kind;
    rules.observation = situation.observation;
    rules.objective = situation.objective;
    rules.copiesTexts = rules.saysAction =
        m_settings.copiesTexts.value_or(m_model->config().parameterCount() < kManyParameters);
    rules.commands = situation.commands;
    const bool looksAbout = m_settings.constrained && rules.saysAction
                            && rules.kind != ExampleKind::Action && temperature == 0;
    return looksAbout ? likeliest(request, rules, situation, job, total)
                      : drawn(request, rules, situation, job, total);
}

/// The likeliest token each time does not give the likeliest words: a name that begins like no
/// other one costs its first word only, one of several its second as well. So answers are looked
/// at until what was not said cannot be likelier. What may not be done counts as said, or its
/// probability would go to the next best name behind the same verb.
Result<StudentModel::Answer> StudentModel::likeliest(GenerationRequest& request,
                                                     ActionAutomaton::Rules rules,
                                                     const StudentSituation& situation,
                                                     JobContext& job, ChatResponse& total) const
{
    std::optional<Answer> best;
    AllowedAt allowed;
    std::set<std::string> said;
    std::map<std::string, double> seenOf;  // by verb
    double seen = 0;
    if (rules.commands.empty()) rules.commands = usualCommands();
    for (int i = 0; i < kTries; ++i) {
        SYM_TRY(Answer found, generate(request, rules, situation, &allowed, job, total));
        if (found.said.empty()) break;
        const std::string verb = found.said.substr(0, found.said.find(' '));
        if (said.insert(found.said).second) {
            seen += found.share;
            seenOf[verb] += found.share;
        }
        // What is left of its verb, and of all others
        const double left = found.verbShare - seenOf[verb];
        if (left < 1 - seen - left) rules.commands.erase(verb);
        const bool isGuarded = m_settings.loopGuard;
        if (isGuarded && isDoneWith(found.action, found.reason, situation)) {
            rules.unsaid.insert(found.said);
        } else if (isGuarded && hasFailed(found.action, situation)) {
            rules.forbidden.insert(found.action);  // another one of this name may do
        } else {
            rules.unsaid.insert(found.said);
            if (!best || found.share > best->share) best = std::move(found);
        }
        if (rules.commands.empty() || (best && best->share >= 1 - seen)) break;
    }
    rules.commands = situation.commands;
    rules.unsaid.clear();
    if (best) return *std::move(best);
    return drawn(request, rules, situation, job, total);
}

/// One answer; another one where it would type an old text again.
Result<StudentModel::Answer> StudentModel::drawn(GenerationRequest& request,
                                                 ActionAutomaton::Rules rules,
                                                 const StudentSituation& situation, JobContext& job,
                                                 ChatResponse& total) const
{
    const bool isGuarded = m_settings.constrained && m_settings.loopGuard;
    if (isGuarded) rules.forbidden.insert(situation.failed.begin(), situation.failed.end());
    for (int again = kDrawsAgain;; --again) {
        SYM_TRY(Answer answer, generate(request, rules, situation, nullptr, job, total));
        if (again == 0 || !isGuarded || !isDoneWith(answer.action, answer.reason, situation))
            return answer;
        rules.forbidden.insert(answer.action);
    }
}

Result<StudentModel::Answer> StudentModel::generate(GenerationRequest& request,
                                                    const ActionAutomaton::Rules& rules,
                                                    const StudentSituation& situation,
                                                    AllowedAt* allowed, JobContext& job,
                                                    ChatResponse& total) const
{
    const Tokenizer& tokenizer = m_model->tokenizer();
    if (m_settings.constrained)
        request.constraint =
            std::make_shared<ActionConstraint>(rules, tokenizer, m_model->config().endTokens);
    SYM_TRY(const GenerationResult result, m_model->generate(request, job));
    total.promptTokens = result.promptTokens;
    total.responseTokens += std::int64_t(result.tokens.size());
    total.finishReason = result.finishReason;
    Answer answer;
    answer.reason = reasonOfResponse(result.text);
    answer.action = actionOfResponse(result.text);
    const auto action =
        tokensWithin(result, tokenizer, result.text.rfind(answer.action), result.text.size());
    double sum = 0;
    for (const std::size_t token : action) sum += result.logProbabilities[token];
    if (!action.empty()) answer.score = std::exp(sum / double(action.size()));
    const std::string said = saidAction(answer.action, situation.observation);
    if (!allowed || said.empty() || !answer.reason.starts_with(said)) return answer;
    answer.said = said;
    findShares(answer, result, *allowed);
    return answer;
}

/// @param allowed what was found so far. A text that is met for the first time is added: nothing
///                that can be said behind it was left out yet.
void StudentModel::findShares(Answer& answer, const GenerationResult& result,
                              AllowedAt& allowed) const
{
    const Tokenizer& tokenizer = m_model->tokenizer();
    const std::size_t begin = result.text.find(answer.reason);
    double log = 0;
    for (const std::size_t token :
         tokensWithin(result, tokenizer, begin, begin + answer.said.size() + 1)) {
        std::string before;
        for (std::size_t i = 0; i < token; ++i) before += tokenizer.tokenBytes(result.tokens[i]);
        const bool isVerb = before.size() == begin;
        const auto known = allowed.try_emplace(std::move(before), result.logAllowed[token]).first;
        log += result.logProbabilities[token] - known->second;
        if (isVerb) answer.verbShare = std::exp(log);
    }
    answer.share = std::exp(log);
}

Result<ChatResponse> StudentModel::complete(const ChatRequest& request, JobContext& job,
                                            const std::function<void(std::string_view)>& onText)
{
    auto read = readSituation(request.messages);
    if (!read) return read.error().within("small model");
    const StudentSituation& situation = *read;
    SYM_TRY(const std::vector<int> prompt, promptTokens(situation));

    ChatResponse response;
    response.model = name();
    std::vector<Answer> answers;
    for (int i = 0; i < std::max(1, m_settings.samples); ++i) {
        // A rejected answer would come again: a retry draws another one
        const bool isFirst = i == 0 && !situation.isRetry;
        const double temperature =
            isFirst ? m_settings.temperature
                    : std::max(m_settings.temperature, m_settings.otherTemperature);
        SYM_TRY(Answer drawn, answer(prompt, situation, temperature,
                                     request.sampling.seed + std::uint64_t(i), job, response));
        const bool isNew = std::none_of(answers.begin(), answers.end(), [&](const Answer& known) {
            return known.action == drawn.action;
        });
        if (isNew) answers.push_back(std::move(drawn));
    }
    if (m_settings.samples > 1)
        std::stable_sort(answers.begin() + 1, answers.end(),
                         [](const Answer& a, const Answer& b) { return a.score > b.score; });

    if (situation.candidates == 0 && answers.size() == 1) {
        response.text =
            studentResponse(ExampleKind::Joint, answers[0].reason, answers[0].action) + "\n";
    } else {
        response.text = "ACTION CANDIDATES:\n";
        for (const Answer& one : answers)
            response.text += "- reason: [" + oneLine(one.reason) + "]\n- action: ["
                             + oneLine(one.action) + "]\n- score: [" + number(one.score) + "]\n";
    }
    if (onText) onText(response.text);
    return response;
}

}  // namespace sym
