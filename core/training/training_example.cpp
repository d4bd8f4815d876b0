#include "core/training/training_example.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <iterator>
#include <numeric>

#include "core/base/random.h"
#include "core/training/page_cut.h"
#include "core/training/page_match.h"

namespace sym {

namespace {

/// Examples sorted by length at once: enough for full rows, few enough that order stays random.
constexpr std::size_t kPackingWindow = 512;

constexpr double kHistoryShare = 0.2;  // of an example, for earlier actions

constexpr int kUsualAnswer = 40;  // tokens
// Of a prompt one token in so many has a loss, for all of them: a third cheaper
constexpr std::size_t kPromptStride = 4;

/// The element an action names, as the page writes it: "[12]"; empty when it names none.
std::string elementMark(std::string_view action)
{
    const std::size_t open = action.find('[');
    const std::size_t close = action.find(']', open == std::string_view::npos ? 0 : open);
    if (open == std::string_view::npos || close == std::string_view::npos) return {};
    for (const char* verb : {"click", "type", "select", "hover", "drag"})
        if (action.starts_with(verb)) return std::string(action.substr(open, close - open + 1));
    return {};
}

/// The answer of a stop, when it is a text; empty for other actions.
std::string answerText(std::string_view action)
{
    constexpr std::string_view kStop = "stop [";
    if (!action.starts_with(kStop) || !action.ends_with(']')) return {};
    action.remove_prefix(kStop.size());
    action.remove_suffix(1);
    return std::string(action);
}

/// The option of a select; empty for other actions.
std::string chosenOption(std::string_view action)
{
    const std::size_t open = action.find("] [");
    if (!action.starts_with("select ") || open == std::string_view::npos) return {};
    action.remove_prefix(open + 3);
    return std::string(action.substr(0, action.size() - action.ends_with(']')));
}

std::string_view lineOf(std::string_view page, std::string_view mark)
{
    const std::size_t at = page.find(mark);
    if (at == std::string_view::npos) return {};
    const std::size_t begin = page.rfind('\n', at) + 1;  // npos + 1 is 0
    return page.substr(begin, page.find('\n', at) - begin);
}

/// Whether the text stands there and is no part of a longer word or number.
bool saysWord(std::string_view text, std::string_view word)
{
    const auto isOpen = [&](std::size_t at) {
        return at >= text.size() || !std::isalnum(static_cast<unsigned char>(text[at]));
    };
    for (std::size_t at = text.find(word); at != std::string_view::npos;
         at = text.find(word, at + 1))
        if (isOpen(at - 1) && isOpen(at + word.size())) return true;
    return false;
}

/// Whether the cut took away what the action points at, or what it answers with.
bool lostItsTarget(const TrainingRecord& record, const std::string& keptPage)
{
    const std::string mark = elementMark(record.action), option = chosenOption(record.action);
    for (const std::string& target : {mark, answerText(record.action)})
        if (!target.empty() && saysWord(record.observation, target) && !saysWord(keptPage, target))
            return true;
    return !option.empty() && saysWord(lineOf(record.observation, mark), option)
           && !saysWord(lineOf(keptPage, mark), option);
}

double shareOf(const TrainConfig& config, ExampleKind kind)
{
    switch (kind) {
    case ExampleKind::Action: return config.shareAction;
    case ExampleKind::Rationale: return config.lambda > 0 ? config.shareRationale : 0;
    case ExampleKind::Joint: return config.shareJoint;
    }
    return 0;
}

/// The latest of the earlier actions, one a line, in at most `room` tokens.
std::string_view latestActions(std::string_view history, const Tokenizer& tokenizer, int room)
{
    while (!history.empty() && int(tokenizer.encode(history).size()) > room) {
        const std::size_t end = history.find('\n');
        history.remove_prefix(end == std::string_view::npos ? history.size() : end + 1);
    }
    return history;
}

/// Where the text of a stop or a typing begins that is a number; npos when there is none.
std::size_t numberAt(std::string_view action)
{
    std::size_t open = action.find('[');
    if (action.starts_with("type ") && open != std::string_view::npos)
        open = action.find('[', open + 1);
    else if (!action.starts_with("stop "))
        return std::string_view::npos;
    if (open == std::string_view::npos) return open;
    const std::size_t end = action.find_first_not_of("0123456789", open + 1);
    return end != std::string_view::npos && action[end] == ']' ? open + 1 : std::string_view::npos;
}

/// A number that is typed or answered is encoded in digits, as it stands on the page: with its
/// brackets it could be a token of its own, that of an element's id.
Encoding encodeResponse(const std::string& response, const Tokenizer& tokenizer)
{
    const std::string action = actionOfResponse(response);
    const std::size_t number = numberAt(action);
    if (number == std::string::npos) return tokenizer.encodeWithOffsets(response);
    const std::size_t split = response.size() - action.size() + number;
    Encoding encoding = tokenizer.encodeWithOffsets(response.substr(0, split));
    const Encoding rest = tokenizer.encodeWithOffsets(response.substr(split));
    encoding.ids.insert(encoding.ids.end(), rest.ids.begin(), rest.ids.end());
    for (const std::size_t begin : rest.begins) encoding.begins.push_back(split + begin);
    return encoding;
}

struct Rendered {
    TrainingExample example;
    std::string page;  ///< as far as it was kept
};

Result<Rendered> render(const TrainingRecord& record, ExampleKind kind, const Tokenizer& tokenizer,
                        int endToken, const TrainConfig& config)
{
    const std::string response = studentResponse(kind, record.reason, record.action);
    const Encoding answer = encodeResponse(response, tokenizer);
    SYM_TRY(PromptTokens prompt,
            studentPromptTokens({.kind = kind,
                                 .objective = record.objective,
                                 .lastAction = record.lastAction,
                                 .history = config.history ? record.history : std::string_view(),
                                 .observation = record.observation,
                                 .markMatches = config.markMatches},
                                tokenizer, promptRoom(config.maxTokens)));

    Rendered rendered;
    TrainingExample& example = rendered.example;
    example.kind = kind;
    example.cutTokens = prompt.cutTokens;
    example.weight = record.weight;
    example.reasonWeight = config.lambda;
    example.promptWeight = config.promptLoss;
    example.tokens = std::move(prompt.tokens);
    example.answerAt = example.tokens.size();
    example.tokens.insert(example.tokens.end(), answer.ids.begin(), answer.ids.end());
    example.tokens.push_back(endToken);

    // Where the action begins within the answer, in tokens
    example.actionAt = example.answerAt;
    if (kind == ExampleKind::Rationale) example.actionAt = example.tokens.size();
    if (kind == ExampleKind::Joint) {
        const std::size_t actionByte =
            response.size() - studentResponse(ExampleKind::Action, {}, record.action).size();
        const auto first = std::lower_bound(answer.begins.begin(), answer.begins.end(), actionByte);
        example.actionAt += std::size_t(first - answer.begins.begin());
    }
    example.trained.assign(example.tokens.size(), false);
    for (std::size_t i = 0; i < example.tokens.size(); ++i)
        example.trained[i] = i < example.answerAt ? i % kPromptStride == 1 && config.promptLoss > 0
                                                  : i >= example.actionAt || config.lambda > 0;
    rendered.page = std::move(prompt.page);
    return rendered;
}

}  // namespace

int TrainingExample::trainedCount() const
{
    return int(std::count(trained.begin(), trained.end(), true));
}

double TrainingExample::tokenWeight(std::size_t token) const
{
    if (!trained[token]) return 0;
    if (token < answerAt) return weight * promptWeight * double(kPromptStride);
    return token < actionAt ? weight * reasonWeight : weight;
}

ExampleKind answeringKind(const TrainConfig& config)
{
    return config.shareJoint > 0 ? ExampleKind::Joint : ExampleKind::Action;
}

int promptRoom(int maxTokens)
{
    return maxTokens - std::min(kUsualAnswer, maxTokens / 2);
}

Result<PromptTokens> studentPromptTokens(const PromptParts& parts, const Tokenizer& tokenizer,
                                         int maxTokens)
{
    const std::string_view history =
        latestActions(parts.history, tokenizer, int(kHistoryShare * maxTokens));
    const auto prompt = [&](std::string_view page) {
        return studentPrompt(parts.kind, parts.objective, parts.lastAction, history, page);
    };
    const std::string bare = prompt({});
    std::string observation = parts.markMatches ? markedMatches(parts.observation, parts.objective)
                                                : std::string(parts.observation);
    std::string text = prompt(observation);
    int left = 0;  // tokens that the first cut left out
    if (const int whole = int(tokenizer.encode(text, true).size()); whole > maxTokens) {
        // Two tokens for where page and prompt meet; what is still too long loses its end below
        const int room = maxTokens - int(tokenizer.encode(bare, true).size()) - 2;
        observation =
            cutPage(observation, parts.objective, parts.lastAction, tokenizer, std::max(room, 1))
                .text;
        text = prompt(observation);
        left = whole - int(tokenizer.encode(text, true).size());
    }
    const std::string_view mark = "CURRENT OBSERVATION:\n";
    const std::size_t pageAt = bare.rfind(mark) + mark.size();
    const std::size_t pageEnd = pageAt + observation.size();

    Encoding encoding = tokenizer.encodeWithOffsets(text, true);
    PromptTokens tokens;
    tokens.cutTokens = left;
    tokens.page = observation;
    const int excess = int(encoding.ids.size()) - maxTokens;
    if (excess > 0) {
        const auto& begins = encoding.begins;
        const auto at = [&](std::size_t byte) {
            return std::size_t(std::lower_bound(begins.begin(), begins.end(), byte)
                               - begins.begin());
        };
        const std::size_t firstToken = at(pageAt);
        const std::size_t endToken = at(pageEnd);
        if (endToken < firstToken + std::size_t(excess))
            return Error(ErrorCode::InvalidInput,
                         "the task alone has "
                             + std::to_string(encoding.ids.size() - (endToken - firstToken))
                             + " tokens; there is room for " + std::to_string(maxTokens));
        // Cut after a whole line where there is one: half an element misleads.
        std::size_t keep = endToken - std::size_t(excess);
        for (std::size_t line = keep; line > firstToken; --line)
            if (text[begins[line] - 1] == '\n') {
                keep = line;
                break;
            }
        tokens.cutTokens += int(endToken - keep);
        tokens.page.resize(std::max(pageAt, begins[keep]) - pageAt);
        encoding.ids.erase(encoding.ids.begin() + std::ptrdiff_t(keep),
                           encoding.ids.begin() + std::ptrdiff_t(endToken));
    }
    tokens.tokens = std::move(encoding.ids);
    return tokens;
}

Result<TrainingExample> renderExample(const TrainingRecord& record, ExampleKind kind,
                                      const Tokenizer& tokenizer, int endToken,
                                      const TrainConfig& config)
{
    SYM_TRY(Rendered rendered, render(record, kind, tokenizer, endToken, config));
    return std::move(rendered.example);
}

Result<std::vector<TrainingExample>> renderExamples(const std::vector<TrainingRecord>& records,
                                                    const Tokenizer& tokenizer, int endToken,
                                                    const TrainConfig& config)
{
    std::vector<TrainingExample> examples;
    std::string problem;
    const Random root = Random(config.seed).fork("examples");
    for (std::size_t i = 0; i < records.size(); ++i) {
        const TrainingRecord& record = records[i];
        const std::string place = "record " + std::to_string(i);
        if (!record.split.empty() && record.split != "train")
            return Error(ErrorCode::InvalidInput, place + " is of the split \"" + record.split
                                                      + "\"; only train is learned");
        Random random = root.fork(place);
        for (const ExampleKind kind :
             {ExampleKind::Action, ExampleKind::Rationale, ExampleKind::Joint}) {
            const double share = shareOf(config, kind);
            const double whole = std::floor(share);
            const int copies = int(whole) + (random.chance(share - whole) ? 1 : 0);
            if (copies == 0) continue;
            if (kind != ExampleKind::Action && record.reason.empty()) continue;
            auto rendered = render(record, kind, tokenizer, endToken, config);
            if (!rendered) {  // too long without any page
                problem = "; " + rendered.error().within(place).message();
                continue;
            }
            if (kind != ExampleKind::Rationale && lostItsTarget(record, rendered->page)) continue;
            if (rendered->example.trainedCount() == 0 || record.weight == 0) continue;
            rendered->example.record = int(i);
            examples.insert(examples.end(), std::size_t(copies), rendered->example);
        }
    }
    if (examples.empty())
        return Error(ErrorCode::InvalidInput,
                     "none of the " + std::to_string(records.size())
                         + " records gives an example with a token to train" + problem);
    return examples;
}

std::vector<PackedRow> packRows(const std::vector<TrainingExample>& examples, int rowTokens,
                                std::uint64_t seed, int epoch)
{
    Random random = Random(seed).fork("rows of epoch " + std::to_string(epoch));
    std::vector<int> order(examples.size());
    std::iota(order.begin(), order.end(), 0);
    random.shuffle(order);

    const auto length = [&](int example) {
        return int(examples[std::size_t(example)].tokens.size());
    };
    std::vector<PackedRow> rows;
    for (std::size_t begin = 0; begin < order.size(); begin += kPackingWindow) {
        const auto first = order.begin() + std::ptrdiff_t(begin);
        const auto last =
            order.begin() + std::ptrdiff_t(std::min(order.size(), begin + kPackingWindow));
        std::stable_sort(first, last, [&](int a, int b) { return length(a) > length(b); });
        const auto windowRows = std::ptrdiff_t(rows.size());
        for (auto example = first; example != last; ++example) {
            const auto fits = [&](const PackedRow& row) {
                return row.tokens + length(*example) <= rowTokens;
            };
            auto row = std::find_if(rows.begin() + windowRows, rows.end(), fits);
            if (row == rows.end()) row = rows.insert(rows.end(), PackedRow{});
            row->examples.push_back(*example);
            row->tokens += length(*example);
        }
    }
    random.shuffle(rows);
    return rows;
}

}  // namespace sym
