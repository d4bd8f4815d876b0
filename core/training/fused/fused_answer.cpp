#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/training/fused/fused_network.h"

namespace sym {

namespace {

constexpr int kPromptsTogether = 32;
constexpr int kTokensTogether = 16384;

}  // namespace

/// Prompts answered together: one row each, with the keys and values of what was read so far.
struct FusedNetwork::Answers {
    std::vector<std::vector<int>> tokens;  ///< found so far
    std::vector<int> lengths;              ///< positions kept
    std::vector<bool> isDone;
    int capacity = 0;                      ///< positions of a prompt
    std::vector<AlignedMemory> keyValues;  ///< a layer: prompt, position, 2 K
};

void FusedNetwork::prefill(const TokenBatch& batch, Answers& answers)
{
    m_readsPart = false;
    reserve(batch, 1, 2);
    prepareRotation(batch);
    embed(batch, m_inputs[0].as<float>());
    const std::ptrdiff_t kept = 2 * m_keys;
    answers.keyValues.resize(m_layers.size());
    for (int i = 0; i < m_config.layers; ++i) {
        Keep& keep = m_keeps[0];
        forwardLayer(batch, i, m_inputs[0].as<float>(), m_inputs[1].as<float>(), keep);
        std::swap(m_inputs[0], m_inputs[1]);
        AlignedMemory& memory = answers.keyValues[std::size_t(i)];
        memory.reserve(std::size_t(batch.segmentCount()) * std::size_t(answers.capacity)
                       * std::size_t(kept) * m_context.size());
        for (int segment = 0; segment < batch.segmentCount(); ++segment)
            for (int p = 0; p < answers.lengths[std::size_t(segment)]; ++p) {
                const std::ptrdiff_t row = batch.starts[std::size_t(segment)] + p;
                const std::ptrdiff_t at = std::ptrdiff_t(segment) * answers.capacity + p;
                std::memcpy(place(memory, at * kept), place(keep.qkv, row * m_qkvWidth + m_queries),
                            std::size_t(kept) * m_context.size());
            }
    }
}

std::vector<int> FusedNetwork::likeliest(const std::vector<const float*>& rows)
{
    const int D = m_config.hiddenSize, V = m_config.vocabularySize, m = int(rows.size());
    m_hidden.reserve(std::size_t(m) * std::size_t(D) * m_context.size());
    m_logits.reserve(std::size_t(m) * std::size_t(V) * 4);
    for (int i = 0; i < m; ++i)
        m_context.typed->normForward(rows[std::size_t(i)], m_base.values(m_finalNorm),
                                     place(m_hidden, std::ptrdiff_t(i) * D), D,
                                     float(m_config.normEpsilon));
    ProductArgs product;
    product.c = m_logits.as<float>();
    product.cRow = V;
    m_head.multiply(m_context, m_hidden.as<void>(), D, m, product, ResultType::Float);
    std::vector<int> best;
    for (int i = 0; i < m; ++i) {
        const float* logits = m_logits.as<float>() + std::ptrdiff_t(i) * V;
        best.push_back(int(std::max_element(logits, logits + V) - logits));
    }
    return best;
}

/// Reads the last token of every prompt and finds the next.
void FusedNetwork::decodeStep(Answers& answers)
{
    const int count = int(answers.tokens.size()), H = m_config.headSize;
    const int heads = m_config.heads / m_config.keyValueHeads;
    const std::ptrdiff_t kept = 2 * m_keys;
    TokenBatch batch;
    for (int i = 0; i < count; ++i) {
        batch.tokens.push_back(answers.tokens[std::size_t(i)].back());
        batch.positions.push_back(answers.lengths[std::size_t(i)]);
    }
    prepareRotation(batch);
    std::vector<AlignedMemory> scores(std::size_t(m_context.threads));
    embed(batch, m_inputs[0].as<float>());
    for (int index = 0; index < m_config.layers; ++index) {
        const Layer& layer = m_layers[std::size_t(index)];
        Keep& keep = m_keeps[0];
        AlignedMemory& memory = answers.keyValues[std::size_t(index)];
        const float* x = m_inputs[0].as<float>();
        inRanges(m_context.threads, count, 1, [&](const WorkRange& rows) {
            beforeAttention(layer, batch.positions, x, rows, keep);
            AlignedMemory& room = scores[std::size_t(rows.thread)];
            room.reserve(std::size_t(answers.capacity) * 4);
            for (int i = rows.begin; i < rows.end; ++i) {
                const std::ptrdiff_t first = std::ptrdiff_t(i) * answers.capacity;
                const int position = batch.positions[std::size_t(i)];
                const std::ptrdiff_t row = std::ptrdiff_t(i) * m_qkvWidth;
                std::memcpy(place(memory, (first + position) * kept),
                            place(keep.qkv, row + m_queries), std::size_t(kept) * m_context.size());
                for (int head = 0; head < m_config.heads; ++head)
                    m_context.typed->attendOne(
                        place(keep.qkv, row + head * H),
                        place(memory, first * kept + head / heads * H),
                        place(memory, first * kept + m_keys + head / heads * H), kept, position + 1,
                        H, float(1 / std::sqrt(double(H))), room.as<float>(),
                        place(keep.attended, std::ptrdiff_t(i) * m_queries + head * H));
            }
            afterAttention(layer, keep.attended.as<void>(), x, m_inputs[1].as<float>(), rows, keep);
        });
        std::swap(m_inputs[0], m_inputs[1]);
    }
    std::vector<const float*> rows;
    for (int i = 0; i < count; ++i)
        rows.push_back(m_inputs[0].as<float>() + std::ptrdiff_t(i) * m_config.hiddenSize);
    const std::vector<int> next = likeliest(rows);
    for (int i = 0; i < count; ++i) {
        ++answers.lengths[std::size_t(i)];
        answers.tokens[std::size_t(i)].push_back(next[std::size_t(i)]);
    }
}

Result<std::vector<std::vector<int>>> FusedNetwork::answer(
    const std::vector<std::vector<int>>& prompts, int maxTokens, const std::vector<int>& endTokens,
    JobContext& job)
{
    m_drops = false;
    std::vector<std::vector<int>> found;
    while (found.size() < prompts.size()) {
        Answers answers;
        std::vector<std::vector<int>> group;
        int tokens = 0;
        for (std::size_t i = found.size(); i < prompts.size(); ++i) {
            tokens += int(prompts[i].size());
            if (!group.empty()
                && (int(group.size()) >= kPromptsTogether || tokens > kTokensTogether))
                break;
            if (prompts[i].empty()) return Error(ErrorCode::InvalidInput, "a prompt is empty");
            group.push_back(prompts[i]);
            answers.capacity = std::max(answers.capacity, int(prompts[i].size()) + maxTokens + 1);
            answers.lengths.push_back(int(prompts[i].size()));
        }
        const TokenBatch batch = makePromptBatch(group);
        prefill(batch, answers);
        std::vector<const float*> ends;
        for (std::size_t i = 0; i < group.size(); ++i)
            ends.push_back(m_inputs[0].as<float>()
                           + std::ptrdiff_t(batch.starts[i + 1] - 1) * m_config.hiddenSize);
        for (const int token : likeliest(ends)) answers.tokens.push_back({token});

        const auto isEnd = [&](int token) {
            return std::find(endTokens.begin(), endTokens.end(), token) != endTokens.end();
        };
        const auto hasEnd = [&](const std::vector<int>& answer) {
            return std::any_of(answer.begin(), answer.end(), isEnd);
        };
        for (int step = 1; step < maxTokens; ++step) {
            if (std::all_of(answers.tokens.begin(), answers.tokens.end(), hasEnd)) break;
            if (job.isCancelled()) return Error(ErrorCode::Cancelled, "answering was cancelled");
            decodeStep(answers);
        }
        for (std::vector<int>& answer : answers.tokens) {
            answer.erase(std::find_if(answer.begin(), answer.end(), isEnd), answer.end());
            found.push_back(std::move(answer));
        }
    }
    return found;
}

}  // namespace sym
