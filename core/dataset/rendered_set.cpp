#include "core/dataset/rendered_set.h"

#include <algorithm>
#include <set>

namespace sym {

namespace {

constexpr int kNoLimit = 1 << 24;  // tokens; no page has so many

bool isContinuation(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xc0) == 0x80;
}

/// Moves the bytes of split characters to the token they begin in.
void joinCharacters(std::vector<MarkedToken>& tokens)
{
    MarkedToken* owner = nullptr;
    for (MarkedToken& token : tokens) {
        std::size_t end = 0;
        while (end < token.text.size() && isContinuation(token.text[end])) ++end;
        if (end > 0 && owner) {
            owner->text.append(token.text, 0, end);
            token.text.erase(0, end);
        }
        if (!token.text.empty()) owner = &token;
    }
}

}  // namespace

Result<RenderedSet> renderSet(const std::vector<TrainingRecord>& records,
                              const Tokenizer& tokenizer, int endToken, const TrainConfig& config)
{
    RenderedSet set;
    set.allRecords = int(records.size());
    set.records = std::min(set.allRecords, RenderedSet::kMaxRecords);
    const std::vector<TrainingRecord> first(records.begin(), records.begin() + set.records);
    SYM_TRY(set.examples, renderExamples(first, tokenizer, endToken, config));
    std::set<int> seen;
    for (const TrainingExample& example : set.examples) {
        const int trained = example.trainedCount();
        set.trained += trained;
        set.ignored += std::int64_t(example.tokens.size()) - trained;
        set.cut += example.cutTokens;
        set.cutExamples += example.cutTokens > 0;
        set.longest = std::max(set.longest, int(example.tokens.size()));
        ++set.byKind[exampleKindName(example.kind)];
        seen.insert(example.record);
    }
    set.withoutExample = set.records - int(seen.size());
    if (set.trained == 0)
        return Error(ErrorCode::InvalidInput, "every token of the data set is masked");
    return set;
}

Result<std::vector<MarkedToken>> markTokens(const TrainingRecord& record,
                                            const TrainingExample& example,
                                            const Tokenizer& tokenizer, int endToken,
                                            const TrainConfig& config)
{
    std::vector<int> tokens = example.tokens;
    std::size_t cutAt = tokens.size();
    if (example.cutTokens > 0) {
        TrainConfig whole = config;
        whole.maxTokens = kNoLimit;
        SYM_TRY(const TrainingExample full,
                renderExample(record, example.kind, tokenizer, endToken, whole));
        const auto [here, there] =
            std::mismatch(tokens.begin(), tokens.end(), full.tokens.begin(), full.tokens.end());
        cutAt = std::size_t(here - tokens.begin());
        const auto length = std::min<std::ptrdiff_t>(example.cutTokens, full.tokens.end() - there);
        tokens.insert(tokens.begin() + std::ptrdiff_t(cutAt), there, there + length);
    }
    const std::size_t added = tokens.size() - example.tokens.size();
    std::vector<MarkedToken> marked;
    marked.reserve(tokens.size());
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        MarkedToken token;
        token.text = tokenizer.tokenBytes(tokens[i]);
        const bool isCut = i >= cutAt && i < cutAt + added;
        const std::size_t own = i < cutAt ? i : i - added;
        if (isCut) {
            token.use = TokenUse::Cut;
        } else if (example.trained[own]) {
            token.use = TokenUse::Trained;
            token.isReasoning = own < example.actionAt;
        }
        marked.push_back(std::move(token));
    }
    joinCharacters(marked);
    return marked;
}

}  // namespace sym
