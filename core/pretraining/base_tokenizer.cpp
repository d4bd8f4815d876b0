#include "core/pretraining/base_tokenizer.h"

#include <map>
#include <unordered_map>
#include <utility>

#include <nlohmann/json.hpp>

#include "core/model/bpe/byte_alphabet.h"
#include "core/model/bpe/pre_tokenizer.h"

namespace sym {

namespace {

using Json = nlohmann::ordered_json;
using Pair = std::pair<int, int>;

constexpr int kElementIds = 1000;

Json preTokenizerJson()
{
    constexpr char kPattern[] =
        R"( ?\[[0-9]{1,3}\]| ?\p{L}+| ?\p{N}|\n\t*|\t+| ?[^\s\p{L}\p{N}]+|\s+)";
    return {{"type", "Sequence"},
            {"pretokenizers",
             {{{"type", "Split"},
               {"pattern", {{"Regex", kPattern}}},
               {"behavior", "Isolated"},
               {"invert", false}},
              {{"type", "ByteLevel"},
               {"add_prefix_space", false},
               {"trim_offsets", true},
               {"use_regex", false}}}}};
}

bool isElementId(std::string_view word)
{
    return word.size() >= 4 && word.starts_with(" [") && word.back() == ']'
           && word.find_first_not_of("0123456789", 2) == word.size() - 1;
}

/// A word of the texts as token ids, and how often it occurs.
struct Word {
    std::vector<int> tokens;
    std::int64_t count = 0;
};

class WordCounter final : public PieceSink {
public:
    void take(const TextPiece& piece) override
    {
        if (!isElementId(piece.text)) ++m_counts[std::string(piece.text)];
    }
    /// @param firstByte id of the token of byte 0
    std::vector<Word> words(int firstByte) const
    {
        std::vector<Word> words;
        for (const auto& [text, count] : m_counts) {
            Word word{{}, count};
            for (const unsigned char byte : text) word.tokens.push_back(firstByte + byte);
            words.push_back(std::move(word));
        }
        return words;
    }

private:
    std::map<std::string, std::int64_t> m_counts;  // sorted: the order must not depend on hashing
};

void merge(Word& word, Pair pair, int into)
{
    std::size_t to = 0;
    for (std::size_t from = 0; from < word.tokens.size(); ++from, ++to) {
        const bool isPair = from + 1 < word.tokens.size() && word.tokens[from] == pair.first
                            && word.tokens[from + 1] == pair.second;
        word.tokens[to] = isPair ? into : word.tokens[from];
        if (isPair) ++from;
    }
    word.tokens.resize(to);
}

struct PairHash {
    std::size_t operator()(Pair pair) const
    {
        return std::size_t(pair.first) * 1000003u + std::size_t(pair.second);
    }
};

/// Pair counts kept up to date while merging, and which words hold a pair.
class PairTable {
public:
    explicit PairTable(std::vector<Word> words) : m_words(std::move(words))
    {
        for (std::size_t i = 0; i < m_words.size(); ++i) count(i, 1);
    }

    /// The most frequent pair, the smallest of equals. Count 0: none left.
    std::pair<Pair, std::int64_t> best() const
    {
        std::pair<Pair, std::int64_t> best{{0, 0}, 0};
        for (const auto& [pair, entry] : m_pairs)
            if (entry.count > best.second || (entry.count == best.second && pair < best.first))
                best = {pair, entry.count};
        return best;
    }

    void join(Pair pair, int into)
    {
        const std::vector<std::size_t> holders = m_pairs[pair].words;
        std::size_t last = std::size_t(-1);
        for (const std::size_t i : holders) {
            if (i == last) continue;
            last = i;
            count(i, -1);
            merge(m_words[i], pair, into);
            count(i, 1);
        }
        m_pairs.erase(pair);
    }

private:
    struct Entry {
        std::int64_t count = 0;
        std::vector<std::size_t> words;  ///< may name words that hold it no more
    };

    void count(std::size_t index, int sign)
    {
        const Word& word = m_words[index];
        for (std::size_t i = 0; i + 1 < word.tokens.size(); ++i) {
            Entry& entry = m_pairs[{word.tokens[i], word.tokens[i + 1]}];
            entry.count += sign * word.count;
            if (sign > 0 && (entry.words.empty() || entry.words.back() != index))
                entry.words.push_back(index);
        }
    }

    std::vector<Word> m_words;
    std::unordered_map<Pair, Entry, PairHash> m_pairs;
};

}  // namespace

Result<std::string> trainBaseTokenizer(const std::vector<std::string>& texts, int vocabularySize)
{
    SYM_TRY(const PreTokenizer cutter,
            PreTokenizer::read(nlohmann::json::parse(preTokenizerJson().dump())));
    WordCounter counter;
    PatternScratch scratch;
    for (const std::string& text : texts) cutter.split({text, nullptr, 0}, scratch, counter);

    std::vector<std::string> tokens{kBaseEndText};
    const int firstByte = int(tokens.size());
    for (int byte = 0; byte < 256; ++byte)
        tokens.push_back(toByteAlphabet(std::string(1, char(byte))));
    for (int id = 0; id < kElementIds; ++id)
        tokens.push_back(toByteAlphabet(" [" + std::to_string(id) + "]"));

    PairTable table(counter.words(firstByte));
    Json merges = Json::array();
    while (int(tokens.size()) < vocabularySize) {
        const auto [pair, count] = table.best();
        if (count < 2)
            return Error(ErrorCode::InvalidInput, "the texts give " + std::to_string(tokens.size())
                                                      + " tokens, not "
                                                      + std::to_string(vocabularySize));
        const std::string &left = tokens[std::size_t(pair.first)],
                          &right = tokens[std::size_t(pair.second)];
        merges.push_back(Json::array({left, right}));
        tokens.push_back(left + right);
        table.join(pair, int(tokens.size()) - 1);
    }

    Json vocabulary = Json::object();
    for (std::size_t i = 1; i < tokens.size(); ++i) vocabulary[tokens[i]] = i;
    const Json end{{"id", kBaseEndToken}, {"content", kBaseEndText}, {"single_word", false},
                   {"lstrip", false},     {"rstrip", false},         {"normalized", false},
                   {"special", true}};
    const Json byteLevel{{"type", "ByteLevel"},
                         {"add_prefix_space", false},
                         {"trim_offsets", true},
                         {"use_regex", false}};
    const Json file{{"version", "1.0"},
                    {"truncation", nullptr},
                    {"padding", nullptr},
                    {"added_tokens", Json::array({end})},
                    {"normalizer", nullptr},
                    {"pre_tokenizer", preTokenizerJson()},
                    {"post_processor", nullptr},
                    {"decoder", byteLevel},
                    {"model",
                     {{"type", "BPE"},
                      {"dropout", nullptr},
                      {"unk_token", nullptr},
                      {"continuing_subword_prefix", nullptr},
                      {"end_of_word_suffix", nullptr},
                      {"fuse_unk", false},
                      {"byte_fallback", false},
                      {"ignore_merges", true},
                      {"vocab", vocabulary},
                      {"merges", merges}}}};
    return file.dump(1) + "\n";
}

std::string baseTokenizerConfig(int maxPositions)
{
    const Json file{{"tokenizer_class", "PreTrainedTokenizerFast"},
                    {"eos_token", kBaseEndText},
                    {"pad_token", kBaseEndText},
                    {"add_bos_token", false},
                    {"clean_up_tokenization_spaces", false},
                    {"model_max_length", maxPositions}};
    return file.dump(2) + "\n";
}

}  // namespace sym
