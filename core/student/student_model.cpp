#include "core/student/student_model.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "core/student/action_constraint.h"
#include "core/training/training_example.h"

namespace sym {

namespace {

constexpr int kUsualAnswer = 40;  // tokens
constexpr int kTextsAgain = 2;    // so often another answer is asked for that types nothing old
constexpr double kSure = 0.5;     // no other verb is likelier
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
    // As in training, where the answer that is known takes its tokens from the page
    const int trained = m_settings.maxTokens - std::min(kUsualAnswer, m_settings.maxTokens / 2);
    const int positions = m_model->config().maxPositions;
    const int room =
        std::min(trained, positions - std::min(m_settings.maxAnswerTokens, positions / 2));
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
    if (m_settings.loopGuard) rules.forbidden = situation.failed;

    const bool isGuarded = m_settings.constrained && m_settings.loopGuard;
    for (int again = kTextsAgain;; --again) {
        SYM_TRY(Answer best, generate(request, rules, situation, job, total));
        const bool mayBeLost = rules.saysAction && rules.kind != ExampleKind::Action
                               && temperature == 0 && !rules.forbidden.empty();
        if (isGuarded && mayBeLost && best.verbProbability < kSure)
            SYM_CHECK(tryOtherVerbs(best, request, rules, situation, job, total));
        const bool isOld = !best.reason.empty()
                           && situation.typed.contains(withoutElement(best.action, best.reason));
        if (again == 0 || !isGuarded || !isOld) return best;
        rules.forbidden.insert(best.action);
    }
}

/// The likeliest verb may have been meant for an element that is ruled out.
Status StudentModel::tryOtherVerbs(Answer& best, GenerationRequest& request,
                                   const ActionAutomaton::Rules& rules,
                                   const StudentSituation& situation, JobContext& job,
                                   ChatResponse& total) const
{
    for (const std::string& verb : rules.commands.empty() ? usualCommands() : rules.commands) {
        if (best.action.starts_with(verb)) continue;
        ActionAutomaton::Rules only = rules;
        only.commands = {verb};
        SYM_TRY(Answer other, generate(request, only, situation, job, total));
        if (!other.action.empty() && other.verbProbability > best.verbProbability)
            best = std::move(other);
    }
    return {};
}

Result<StudentModel::Answer> StudentModel::generate(GenerationRequest& request,
                                                    const ActionAutomaton::Rules& rules,
                                                    const StudentSituation& situation,
                                                    JobContext& job, ChatResponse& total) const
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
    if (!m_settings.constrained || said.empty() || !answer.reason.starts_with(said)) return answer;
    const std::size_t saidAt = result.text.find(answer.reason);
    const auto words = tokensWithin(result, tokenizer, saidAt, saidAt + said.size());
    if (words.empty()) return answer;
    double log = result.logProbabilities[words.front()];  // its first token is the verb
    for (std::size_t i = 1; i < words.size(); ++i) log += result.logAllowed[words[i]];
    answer.verbProbability = std::exp(log);
    return answer;
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
