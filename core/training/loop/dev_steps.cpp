#include "core/training/loop/dev_steps.h"

#include <algorithm>

namespace sym {

namespace {

constexpr int kTokensTogether = 8192;
constexpr int kRoomForAnswers = 32;  // tokens beyond the longest expected answer

}  // namespace

Result<DevSteps> DevSteps::read(const std::string& file, std::shared_ptr<const Tokenizer> tokenizer,
                                int endToken, const std::vector<int>& endTokens,
                                const TrainConfig& config)
{
    DevSteps steps;
    steps.m_tokenizer = std::move(tokenizer);
    steps.m_endTokens = endTokens;
    steps.m_kind = answeringKind(config);
    steps.m_batchTokens = std::max(kTokensTogether, config.maxTokens);
    if (file.empty()) return steps;
    TrainConfig answersOnly = config;
    answersOnly.promptLoss = 0;
    SYM_TRY(std::vector<TrainingRecord> records, readTrainingRecords(file));
    for (TrainingRecord& record : records) {
        auto example =
            renderExample(record, steps.m_kind, *steps.m_tokenizer, endToken, answersOnly);
        if (!example) continue;  // too long without any page, as among those that are trained
        example->record = int(steps.m_records.size());
        steps.m_records.push_back(std::move(record));
        steps.m_longestAnswer =
            std::max(steps.m_longestAnswer, int(example->tokens.size() - example->answerAt));
        steps.m_examples.push_back(*std::move(example));
    }
    return steps;
}

Result<DevScore> DevSteps::measure(TrainableNetwork& network, int processes, int rank,
                                   GradientSum& sum, JobContext& job) const
{
    // Per step: loss, tokens, exact
    std::vector<float> found(m_examples.size() * 3);
    std::vector<int> own;
    for (int i = rank; i < count(); i += processes) own.push_back(i);
    for (std::size_t next = 0; next < own.size();) {
        if (job.isCancelled()) return Error(ErrorCode::Cancelled, "evaluation was cancelled");
        std::vector<int> chosen;
        int tokens = 0;
        for (; next < own.size(); ++next) {
            tokens += int(m_examples[std::size_t(own[next])].tokens.size());
            if (!chosen.empty() && tokens > m_batchTokens) break;
            chosen.push_back(own[next]);
        }
        const TokenBatch batch = makeTokenBatch(m_examples, chosen);
        BatchOutcome outcome;
        SYM_CHECK(network.forward(batch, outcome));
        for (const int step : chosen) found[std::size_t(step) * 3 + 2] = 1;
        for (std::size_t i = 0; i < outcome.losses.size(); ++i) {
            const auto step = std::size_t(chosen[std::size_t(batch.lossSegments[i])]) * 3;
            found[step] += outcome.losses[i];
            found[step + 1] += 1;
            if (!outcome.right[i]) found[step + 2] = 0;
        }
    }
    if (m_kind == ExampleKind::Joint) {
        SYM_TRY(const std::vector<std::string> texts, decode(network, own, job));
        for (std::size_t i = 0; i < own.size(); ++i)
            found[std::size_t(own[i]) * 3 + 2] =
                actionOfResponse(texts[i]) == m_records[std::size_t(own[i])].action ? 1 : 0;
    }
    SYM_CHECK(sum.add(found));
    DevScore score;
    score.steps = count();
    double tokens = 0;
    for (std::size_t i = 0; i < found.size(); i += 3) {
        score.loss += double(found[i]);
        tokens += double(found[i + 1]);
        score.exact += double(found[i + 2]);
    }
    score.loss /= std::max(1.0, tokens);
    score.exact /= std::max(1, score.steps);
    return score;
}

Result<std::vector<std::string>> DevSteps::decode(TrainableNetwork& network,
                                                  const std::vector<int>& steps,
                                                  JobContext& job) const
{
    std::vector<std::vector<int>> prompts;
    for (const int step : steps) {
        const TrainingExample& example = m_examples[std::size_t(step)];
        const auto answerAt = std::ptrdiff_t(example.answerAt);
        prompts.emplace_back(example.tokens.begin(), example.tokens.begin() + answerAt);
    }
    SYM_TRY(const auto answers,
            network.answer(prompts, m_longestAnswer + kRoomForAnswers, m_endTokens, job));
    std::vector<std::string> texts;
    for (const std::vector<int>& answer : answers) texts.push_back(m_tokenizer->decode(answer));
    return texts;
}

Result<std::vector<SampleAnswer>> DevSteps::answers(TrainableNetwork& network, int wanted,
                                                    int update, JobContext& job) const
{
    std::vector<int> steps;
    const int shown = std::min(wanted, count());
    for (int i = 0; i < shown; ++i) steps.push_back(int(std::int64_t(i) * count() / shown));
    SYM_TRY(const std::vector<std::string> texts, decode(network, steps, job));
    std::vector<SampleAnswer> samples;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const TrainingRecord& record = m_records[std::size_t(steps[i])];
        samples.push_back({.update = update,
                           .example = steps[i],
                           .expected = studentResponse(m_kind, record.reason, record.action),
                           .answer = texts[i],
                           .exact = actionOfResponse(texts[i]) == record.action});
    }
    return samples;
}

}  // namespace sym
