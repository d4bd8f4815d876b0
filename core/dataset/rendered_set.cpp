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

std::string textOf(const std::vector<int>& tokens, const Tokenizer& tokenizer)
{
    std::string text;
    for (const int token : tokens) text += tokenizer.tokenBytes(token);
    return text;
}

/// With their line ends.
std::vector<std::string> linesOf(const std::string& text)
{
    std::vector<std::string> lines;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
        lines.push_back(text.substr(begin, end - begin));
        begin = end;
    }
    return lines;
}

/// Lines that were cut, each with the byte of the shorter text it stood before.
using CutLines = std::vector<std::pair<std::size_t, std::string>>;

/// Pages are cut by whole lines that keep their order, so the lines of the shorter text are found
/// in the longer one from the top; its "…" lines are in none.
CutLines findCuts(const std::string& shorter, const std::string& longer)
{
    const std::vector<std::string> all = linesOf(longer);
    CutLines cuts;
    std::size_t at = 0;
    auto next = all.begin();
    for (const std::string& line : linesOf(shorter)) {
        const auto found = std::find(next, all.end(), line);
        if (found != all.end()) {
            for (; next != found; ++next) cuts.emplace_back(at, *next);
            ++next;
        }
        at += line.size();
    }
    return cuts;
}

/// Moves the bytes of split characters to the token they begin in.
void joinCharacters(std::vector<MarkedToken>& tokens)
{
    MarkedToken* owner = nullptr;
    for (MarkedToken& token : tokens) {
        if (token.use == TokenUse::Cut) continue;
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
    CutLines cuts;
    if (example.cutTokens > 0) {
        TrainConfig whole = config;
        whole.maxTokens = kNoLimit;
        SYM_TRY(const TrainingExample full,
                renderExample(record, example.kind, tokenizer, endToken, whole));
        cuts = findCuts(textOf(example.tokens, tokenizer), textOf(full.tokens, tokenizer));
    }
    std::vector<MarkedToken> marked;
    marked.reserve(example.tokens.size());
    std::size_t at = 0;
    auto cut = cuts.begin();
    for (std::size_t i = 0; i < example.tokens.size(); ++i) {
        for (; cut != cuts.end() && cut->first <= at; ++cut)
            marked.push_back({.text = cut->second, .use = TokenUse::Cut});
        MarkedToken token;
        token.text = tokenizer.tokenBytes(example.tokens[i]);
        at += token.text.size();
        if (example.trained[i]) {
            token.use = TokenUse::Trained;
            token.isReasoning = i >= example.answerAt && i < example.actionAt;
        }
        marked.push_back(std::move(token));
    }
    joinCharacters(marked);
    return marked;
}

}  // namespace sym
