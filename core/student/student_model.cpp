#include "core/student/student_model.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "core/student/action_constraint.h"
#include "core/training/training_example.h"

namespace sym {

namespace {

constexpr int kUsualAnswer = 40;  // tokens
constexpr std::int64_t kManyParameters = 100'000'000;

/// Probability of a token of the answer's action, as geometric mean.
double actionScore(const GenerationResult& result, const Tokenizer& tokenizer)
{
    constexpr std::string_view kMark = "ACTION:\n";
    const std::size_t actionAt = result.text.find(kMark);
    if (actionAt == std::string::npos || result.logProbabilities.empty()) return 0;
    std::size_t byte = 0;
    double sum = 0;
    int count = 0;
    const std::size_t tokens = std::min(result.tokens.size(), result.logProbabilities.size());
    for (std::size_t i = 0; i < tokens; ++i) {
        if (byte >= actionAt + kMark.size()) {
            sum += result.logProbabilities[i];
            ++count;
        }
        byte += tokenizer.tokenBytes(result.tokens[i]).size();
    }
    return count > 0 ? std::exp(sum / count) : 0;
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
    if (m_settings.constrained) {
        ActionAutomaton::Rules rules;
        rules.kind = m_settings.kind;
        rules.observation = situation.observation;
        rules.objective = situation.objective;
        rules.copiesTexts =
            m_settings.copiesTexts.value_or(m_model->config().parameterCount() < kManyParameters);
        rules.commands = situation.commands;
        if (m_settings.loopGuard) rules.forbidden = situation.failed;
        request.constraint = std::make_shared<ActionConstraint>(rules, m_model->tokenizer(),
                                                                m_model->config().endTokens);
    }
    SYM_TRY(const GenerationResult result, m_model->generate(request, job));
    total.promptTokens = result.promptTokens;
    total.responseTokens += std::int64_t(result.tokens.size());
    total.finishReason = result.finishReason;
    return Answer{reasonOfResponse(result.text), actionOfResponse(result.text),
                  actionScore(result, m_model->tokenizer())};
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
