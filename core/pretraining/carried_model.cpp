#include "core/pretraining/carried_model.h"

#include <cmath>
#include <map>
#include <vector>

#include "core/base/random.h"
#include "core/model/bpe/utf8_text.h"
#include "core/model/checkpoint.h"
#include "core/model/tokenizer.h"
#include "core/pretraining/base_tokenizer.h"
#include "core/training/model_folder.h"

namespace sym {

namespace {

constexpr const char* kEmbeddings = "model.embed_tokens.weight";
constexpr const char* kHead = "lm_head.weight";
constexpr float kNoise = 0.5f;       // of the deviation of the embeddings
constexpr float kFirstPiece = 0.7f;  // what says a new token first: the token it began with

/// The old tokens that write each new one; one token: it is the same.
std::vector<std::vector<int>> piecesOf(const Tokenizer& old, const Tokenizer& tokenizer)
{
    std::map<std::string, int> known;
    for (int id = 0; id < old.size(); ++id) known.emplace(old.tokenBytes(id), id);
    std::vector<std::vector<int>> pieces;
    for (int id = 0; id < tokenizer.size(); ++id) {
        const std::string& bytes = tokenizer.tokenBytes(id);
        const auto same = known.find(bytes);
        std::vector<int> written;
        if (same != known.end()) {
            written = {same->second};
        } else if (validUtf8Prefix(bytes) == bytes.size()) {
            written = old.encode(bytes);
        } else {  // a part of a character
            for (const char byte : bytes)
                if (const auto part = known.find(std::string(1, byte)); part != known.end())
                    written.push_back(part->second);
        }
        pieces.push_back(std::move(written));
    }
    return pieces;
}

float deviation(const std::vector<float>& values)
{
    double sum = 0;
    for (const float value : values) sum += double(value) * value;
    return float(std::sqrt(sum / double(values.size())));
}

/// Sum of twelve uniform draws: near enough to normal.
float noise(Random& random)
{
    double sum = -6;
    for (int i = 0; i < 12; ++i) sum += random.unit();
    return float(sum);
}

/// Rows of a matrix that has one a token, under the new vocabulary.
std::vector<float> carryRows(const std::vector<float>& rows,
                             const std::vector<std::vector<int>>& pieces, std::size_t width,
                             bool isHead, Random& random)
{
    const float spread = kNoise * deviation(rows);
    std::vector<float> carried(pieces.size() * width);
    for (std::size_t token = 0; token < pieces.size(); ++token) {
        float* to = carried.data() + token * width;
        const auto count = float(pieces[token].size());
        for (std::size_t piece = 0; piece < pieces[token].size(); ++piece) {
            float share = 1 / std::sqrt(count);
            if (isHead) share = (1 - kFirstPiece) / count + (piece == 0 ? kFirstPiece : 0);
            const float* row = rows.data() + std::size_t(pieces[token][piece]) * width;
            for (std::size_t i = 0; i < width; ++i) to[i] += share * row[i];
        }
        if (isHead || count < 2) continue;
        for (std::size_t i = 0; i < width; ++i) to[i] += spread * noise(random);
    }
    return carried;
}

}  // namespace

Status writeCarriedModel(const std::string& folder, const std::string& from, std::uint64_t seed)
{
    SYM_TRY(const auto checkpoint, Checkpoint::open(from));
    SYM_TRY(const auto old, Tokenizer::open(from + "/tokenizer.json"));
    SYM_TRY(const auto tokenizer, Tokenizer::open(folder + "/tokenizer.json"));
    ModelConfig config = checkpoint->config();
    if (tokenizer->size() != config.vocabularySize || config.tiedEmbeddings)
        return Error(ErrorCode::InvalidInput, from + " has " + std::to_string(config.vocabularySize)
                                                  + " tokens; a model to begin with must have "
                                                  + std::to_string(tokenizer->size())
                                                  + " and a head of its own");
    config.endTokens = {kBaseEndToken};
    const std::vector<std::vector<int>> pieces = piecesOf(*old, *tokenizer);
    Random random = Random(seed).fork("carried vocabulary");
    const std::vector<TensorShape> tensors = expectedTensors(config);
    std::vector<std::vector<float>> values;
    std::vector<NamedWeights> weights;
    for (const TensorShape& tensor : tensors) {
        const TensorEntry& entry = *checkpoint->find(tensor.name);
        std::vector<float> read(std::size_t(entry.count()));
        readAsFloats(entry, read.data());
        const bool isHead = tensor.name == kHead;
        if (isHead || tensor.name == kEmbeddings)
            read = carryRows(read, pieces, std::size_t(config.hiddenSize), isHead, random);
        values.push_back(std::move(read));
    }
    for (std::size_t i = 0; i < tensors.size(); ++i)
        weights.push_back({tensors[i].name, tensors[i].shape, values[i]});
    return writeModelFolder(folder, config, weights, TensorType::BFloat16, {});
}

}  // namespace sym
