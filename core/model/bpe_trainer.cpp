#include "core/model/bpe_trainer.h"

#include <algorithm>
#include <set>

#include <nlohmann/json.hpp>

#include "core/model/bpe/byte_alphabet.h"
#include "core/model/bpe/merge_learner.h"
#include "core/model/bpe/word_counts.h"

namespace sym {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kBytes = 256;

Error refused(const std::string& what)
{
    return Error(ErrorCode::InvalidInput, what);
}

/// Llama 3's words: contractions, letters with one other character in front, digits, symbols,
/// line ends, spaces.
std::string wordPattern(int digitsTogether)
{
    return "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,"
           + std::to_string(digitsTogether)
           + "}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
}

Json preTokenizerJson(int digitsTogether)
{
    const Json split = {{"type", "Split"},
                        {"pattern", {{"Regex", wordPattern(digitsTogether)}}},
                        {"behavior", "Isolated"},
                        {"invert", false}};
    const Json bytes = {{"type", "ByteLevel"},
                        {"add_prefix_space", false},
                        {"trim_offsets", true},
                        {"use_regex", false}};
    return {{"type", "Sequence"}, {"pretokenizers", Json::array({split, bytes})}};
}

Json byteLevelJson()
{
    return {{"type", "ByteLevel"},
            {"add_prefix_space", false},
            {"trim_offsets", false},
            {"use_regex", false}};
}

Json addedTokenJson(int id, const std::string& content, bool isSpecial)
{
    return {{"id", id},        {"content", content},  {"single_word", false}, {"lstrip", false},
            {"rstrip", false}, {"normalized", false}, {"special", isSpecial}};
}

std::string inAlphabet(std::string_view bytes)
{
    return Json(toByteAlphabet(bytes)).dump();
}

/// "vocab" and "merges", written by hand: an ordered JSON object looks through all its keys
/// whenever one is added.
std::string tablesJson(const MergeLearner& learner)
{
    const auto& tokens = learner.tokens();
    std::string text = "\"vocab\":{";
    for (std::size_t id = 0; id < tokens.size(); ++id) {
        if (id > 0) text += ',';
        text += "\n" + inAlphabet(tokens[id]) + ":" + std::to_string(id);
    }
    text += "\n},\"merges\":[";
    bool isFirst = true;
    for (const auto& [left, right] : learner.merges()) {
        text += isFirst ? "\n" : ",\n";
        isFirst = false;
        text += Json(toByteAlphabet(tokens[std::size_t(left)]) + " "
                     + toByteAlphabet(tokens[std::size_t(right)]))
                    .dump();
    }
    return text + "\n]";
}

std::string tokenizerJson(const MergeLearner& learner, const BpeTrainerSettings& settings)
{
    Json added = Json::array();
    int id = int(learner.tokens().size());
    for (const std::string& content : settings.atomicTokens)
        added.push_back(addedTokenJson(id++, content, false));
    for (const std::string& content : settings.specialTokens)
        added.push_back(addedTokenJson(id++, content, true));
    const Json head = {{"version", "1.0"},
                       {"truncation", nullptr},
                       {"padding", nullptr},
                       {"added_tokens", added},
                       {"normalizer", nullptr},
                       {"pre_tokenizer", preTokenizerJson(settings.digitsTogether)},
                       {"post_processor", byteLevelJson()},
                       {"decoder", byteLevelJson()}};
    const Json model = {{"type", "BPE"},
                        {"dropout", nullptr},
                        {"unk_token", nullptr},
                        {"continuing_subword_prefix", nullptr},
                        {"end_of_word_suffix", nullptr},
                        {"fuse_unk", false},
                        {"byte_fallback", false},
                        {"ignore_merges", false}};
    std::string text = head.dump();
    text.back() = ',';
    text += "\n\"model\":" + model.dump();
    text.back() = ',';
    return text + tablesJson(learner) + "}}\n";
}

Status checkSettings(const BpeTrainerSettings& settings)
{
    std::set<std::string> contents;
    for (const auto* list : {&settings.atomicTokens, &settings.specialTokens})
        for (const std::string& content : *list)
            if (content.empty() || !contents.insert(content).second)
                return refused("the token \"" + content + "\" is empty or there twice");
    if (settings.vocabularySize < kBytes + int(contents.size()))
        return refused("a vocabulary of " + std::to_string(settings.vocabularySize)
                       + " has no room for 256 bytes and " + std::to_string(contents.size())
                       + " tokens");
    if (settings.digitsTogether < 1 || settings.minimumCount < 1 || settings.maxTokenBytes < 2)
        return refused("digits together, minimum count and longest token must be positive");
    return {};
}

}  // namespace

Result<std::string> trainTokenizer(const TextSource& texts, const BpeTrainerSettings& settings,
                                   JobContext& job)
{
    SYM_CHECK(checkSettings(settings));
    SYM_TRY(PreTokenizer preTokenizer,
            PreTokenizer::read(nlohmann::json(preTokenizerJson(settings.digitsTogether))));
    std::vector<std::string> atomic = settings.atomicTokens;
    atomic.insert(atomic.end(), settings.specialTokens.begin(), settings.specialTokens.end());
    WordCounts words(std::move(preTokenizer), atomic);
    for (std::string_view text; texts(text);) {
        if (job.isCancelled()) return Error(ErrorCode::Cancelled, "cancelled");
        words.add(text);
    }
    MergeLearner learner(words.words(), words.counts());
    SYM_CHECK(learner.learn({.tokens = settings.vocabularySize - int(atomic.size()),
                             .minimumCount = settings.minimumCount,
                             .maxTokenBytes = std::size_t(settings.maxTokenBytes)},
                            job));
    return tokenizerJson(learner, settings);
}

Result<std::string> trainTokenizer(const std::vector<std::string>& texts,
                                   const BpeTrainerSettings& settings, JobContext& job)
{
    std::size_t next = 0;
    const TextSource source = [&](std::string_view& text) {
        if (next == texts.size()) return false;
        text = texts[next++];
        return true;
    };
    return trainTokenizer(source, settings, job);
}

}  // namespace sym
