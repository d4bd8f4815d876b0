#include "core/pretraining/base_model.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <vector>

#include "core/base/random.h"
#include "core/model/checkpoint.h"
#include "core/pretraining/lessons/wordsmith.h"
#include "core/training/model_folder.h"

namespace sym {

namespace {

constexpr float kEmbeddingScale = 0.12f;  // large beside what one update changes
constexpr float kLogitScale = 0.3f;       // weight of the last norm, to make up for it
// Of an embedding's length:
constexpr float kOwnPart = 0.5f;       // this token alone
constexpr float kSpellingPart = 0.7f;  // tokens of the same letters
constexpr float kCommonPart = 0.5f;    // all tokens
constexpr float kIdPart = 0.5f;        // element ids
constexpr float kToldPart = 0.3f;      // what is left of it where heads write
constexpr float kTellPart = 0.5f;      // what a head of the first layer writes
constexpr float kSayPart = 3;          // what a head writes that knows what to say
constexpr float kCopyPart = 0.5f;      // what a head writes that says what it attends to
constexpr float kWritePart = 0.02f;    // of what attention and feed-forward blocks write as noise

float normal(Random& random)
{
    const double radius = std::sqrt(-2 * std::log(1 - random.unit()));
    return float(radius * std::cos(2 * std::numbers::pi * random.unit()));
}

std::vector<float> noise(std::int64_t count, float deviation, Random random)
{
    std::vector<float> values((std::size_t(count)));
    for (float& value : values) value = deviation * normal(random);
    return values;
}

/// The spelling two tokens share when they are the same word: case and the space in front away.
std::string spelling(const std::string& bytes)
{
    std::string text = loweredAscii(bytes);
    if (text.size() > 1 && text[0] == ' ') text.erase(0, 1);
    return text;
}

/// Rows of unit length, at right angles to each other and to all of others, as long as a narrow
/// model has room for that.
class Directions {
public:
    Directions(std::size_t count, std::size_t width, Random random,
               const Directions* others = nullptr)
        : m_width(width), m_values(noise(std::int64_t(count * width), 1, std::move(random)))
    {
        for (std::size_t i = 0; i < count; ++i) {
            float* row = m_values.data() + i * m_width;
            const std::vector<float> drawn(row, row + m_width);
            for (std::size_t k = 0; others && k < others->count(); ++k) turnAway(row, (*others)[k]);
            for (std::size_t k = 0; k < i; ++k) turnAway(row, (*this)[k]);
            if (product(row, row) < kRoomLeft * product(drawn.data(), drawn.data()))
                std::copy(drawn.begin(), drawn.end(), row);
            const float length = std::sqrt(product(row, row));
            for (std::size_t k = 0; k < m_width; ++k) row[k] /= length;
        }
    }

    std::size_t count() const { return m_values.size() / m_width; }
    const float* operator[](std::size_t i) const { return m_values.data() + i * m_width; }
    /// How much of a row lies along direction i.
    float part(const float* row, std::size_t i) const { return product(row, (*this)[i]); }

private:
    static constexpr float kRoomLeft = 1e-3f;

    float product(const float* a, const float* b) const
    {
        float sum = 0;
        for (std::size_t k = 0; k < m_width; ++k) sum += a[k] * b[k];
        return sum;
    }
    void turnAway(float* row, const float* other) const
    {
        const float shared = product(row, other);
        for (std::size_t k = 0; k < m_width; ++k) row[k] -= shared * other[k];
    }

    std::size_t m_width;
    std::vector<float> m_values;
};

bool isElementId(const std::string& bytes)
{
    return bytes.size() >= 4 && bytes.starts_with(" [") && bytes.back() == ']'
           && bytes.find_first_not_of("0123456789", 2) == bytes.size() - 1;
}

/// The weights of a fresh model: noise, and in some heads what every task on a page needs.
class InitialWeights {
public:
    InitialWeights(const ModelConfig& config, const Tokenizer& tokenizer, std::uint64_t seed)
        : m_config(config),
          m_root(Random(seed).fork("initial model")),
          m_width(std::size_t(config.hiddenSize)),
          m_headSize(std::size_t(config.headSize)),
          m_kinds(2, m_width, m_root.fork("kinds")),
          m_told(2 * m_headSize, m_width, m_root.fork("told"), &m_kinds),
          m_token(m_headSize, m_width, m_root.fork("token"), &m_told)
    {
        for (const TensorShape& tensor : expectedTensors(config)) fillWithNoise(tensor);
        embed(tokenizer);
        for (int layer = 1; layer < config.layers; ++layer)
            for (int head = 0; head < config.heads; ++head) {
                const Directions own = directions("copy", layer, head);
                say(
                    layer, head, [&](std::size_t i) { return own[i]; },
                    [&](std::size_t i) { return own[i]; }, kCopyPart);
                if (head % 2 == 0) lookForAlike(layer, head);
            }
        lookBackOne(0, 0);
        if (has(0, 1)) lookForId(0, 1);
        if (has(1, 1)) continueAfterTheSame(1, 1);
        for (const auto& [layer, head] : {std::pair(1, 0), std::pair(2, 0), std::pair(3, 1)})
            if (has(layer, head)) tellTheId(layer, head);
        if (has(2, 3)) passOn(2, 3, 4, {0.35, 0.05});
        if (has(3, 3)) passOn(3, 3, 15, {0.12, 0.01});
    }

    std::map<std::string, std::vector<float>>& values() { return m_values; }

private:
    enum Kind : std::size_t { kCommon, kId };

    bool has(int layer, int head) const { return layer < m_config.layers && head < m_config.heads; }

    void fillWithNoise(const TensorShape& tensor)
    {
        std::int64_t count = 1;
        for (const std::int64_t length : tensor.shape) count *= length;
        if (tensor.shape.size() < 2) {
            const float weight = tensor.name == "model.norm.weight" ? kLogitScale : 1;
            m_values[tensor.name] = std::vector<float>(std::size_t(count), weight);
            return;
        }
        float deviation = 1 / std::sqrt(float(tensor.shape[1]));
        const bool writes =
            tensor.name.ends_with("o_proj.weight") || tensor.name.ends_with("down_proj.weight");
        if (writes) deviation *= kWritePart;
        m_values[tensor.name] = noise(count, deviation, m_root.fork(tensor.name));
    }

    void embed(const Tokenizer& tokenizer)
    {
        std::vector<float>& table = m_values.at("model.embed_tokens.weight");
        const float length = kEmbeddingScale * std::sqrt(float(m_width));
        for (int token = 0; token < m_config.vocabularySize && token < tokenizer.size(); ++token) {
            const std::string bytes = tokenizer.tokenBytes(token);
            const Directions own(1, m_width, m_root.fork("own " + std::to_string(token)), &m_kinds);
            const Directions word(1, m_width, m_root.fork("word " + spelling(bytes)), &m_kinds);
            float* row = table.data() + std::size_t(token) * m_width;
            for (std::size_t i = 0; i < m_width; ++i)
                row[i] = kOwnPart * own[0][i] + kSpellingPart * word[0][i];
            for (std::size_t i = 0; i < m_told.count(); ++i) {
                const float there = (1 - kToldPart) * m_told.part(row, i);
                for (std::size_t k = 0; k < m_width; ++k) row[k] -= there * m_told[i][k];
            }
            const float id = isElementId(bytes) ? kIdPart : 0;
            for (std::size_t i = 0; i < m_width; ++i)
                row[i] =
                    length * (row[i] + kCommonPart * m_kinds[kCommon][i] + id * m_kinds[kId][i]);
            if (m_config.tiedEmbeddings) continue;
            const std::vector<float> said = saying(row);
            std::copy(said.begin(), said.end(),
                      m_values.at("lm_head.weight").begin() + token * std::ptrdiff_t(m_width));
        }
    }

    float* rows(int layer, const char* projection, int head)
    {
        const std::string name =
            "model.layers." + std::to_string(layer) + ".self_attn." + projection + "_proj.weight";
        return m_values.at(name).data() + std::size_t(head) * m_headSize * m_width;
    }
    void set(float* row, const float* direction, float length)
    {
        for (std::size_t k = 0; k < m_width; ++k) row[k] = length * direction[k];
    }
    Directions directions(const char* purpose, int layer, int head)
    {
        const std::string name =
            std::string(purpose) + std::to_string(layer) + "/" + std::to_string(head);
        return Directions(m_headSize, m_width, m_root.fork(name), &m_kinds);
    }
    const float* before(std::size_t i) const { return m_told[i]; }
    const float* idBefore(std::size_t i) const { return m_told[m_headSize + i]; }

    /// A head writes along to(i) what it reads along from(i) of the tokens it attends to.
    /// @param part of an embedding's length
    template <typename From, typename To>
    void carry(int layer, int head, From from, To to, float part)
    {
        const std::string name =
            "model.layers." + std::to_string(layer) + ".self_attn.o_proj.weight";
        std::vector<float>& out = m_values.at(name);
        const float scale = part * kEmbeddingScale * std::sqrt(float(m_width) / float(m_headSize));
        for (std::size_t i = 0; i < m_headSize; ++i) {
            set(rows(layer, "v", head) + i * m_width, from(i), 1);
            for (std::size_t k = 0; k < m_width; ++k)
                out[k * m_width + std::size_t(head) * m_headSize + i] = scale * to(i)[k];
        }
    }

    /// The same, along directions of what is said next.
    template <typename From, typename To>
    void say(int layer, int head, From from, To to, float part)
    {
        std::vector<std::vector<float>> turned;
        for (std::size_t i = 0; i < m_headSize; ++i) turned.push_back(saying(to(i)));
        carry(
            layer, head, from, [&](std::size_t i) { return turned[i].data(); }, part);
    }

    /// A token's direction in the head: its embedding's, turned by half the width, so that what is
    /// read and what is said do not mix.
    std::vector<float> saying(const float* direction) const
    {
        std::vector<float> turned(m_width);
        for (std::size_t k = 0; k < m_width; ++k)
            turned[k] = direction[(k + m_width / 2) % m_width];
        return turned;
    }

    /// Rotation a token of a pair of rows, in radians.
    double turn(std::size_t pair) const
    {
        return std::pow(m_config.ropeTheta, -2.0 * double(pair) / double(m_headSize));
    }

    /// Queries and keys of a head become small, but for rows that turn little over a page: those
    /// compare `query` of a token with `key` of another, wherever they stand. Rows that turn fast
    /// say no to the token itself.
    template <typename Query, typename Key>
    void compare(int layer, int head, Query query, Key key, float gain)
    {
        constexpr double kTurnOfPages = 1.0 / 400, kTurnOfWords = 0.05;
        constexpr float kNotItself = 0.55f;
        quieten(layer, head);
        for (std::size_t row = 0; row < m_headSize; ++row) {
            const double turned = turn(row % (m_headSize / 2));
            float* queries = rows(layer, "q", head) + row * m_width;
            float* keys = rows(layer, "k", head) + row * m_width;
            if (turned < kTurnOfPages) {
                set(queries, query(row), gain);
                set(keys, key(row), gain);
            } else if (turned > kTurnOfWords && row < m_headSize / 2) {
                set(queries, m_kinds[kCommon], kNotItself);
                set(keys, m_kinds[kCommon], -kNotItself);
            }
        }
    }
    void quieten(int layer, int head)
    {
        constexpr float kQuiet = 0.1f;
        for (const char* projection : {"q", "k"}) {
            float* row = rows(layer, projection, head);
            for (std::size_t i = 0; i < m_headSize * m_width; ++i) row[i] *= kQuiet;
        }
    }

    /// The head attends to the nearest token that has `key`, `offset` tokens back or more.
    struct Turns {
        double fastest;
        double slowest;
    };
    void lookBack(int layer, int head, Kind key, double offset, Turns turns, float gain)
    {
        quieten(layer, head);
        float* queries = rows(layer, "q", head);
        float* keys = rows(layer, "k", head);
        for (std::size_t pair = 0; pair < m_headSize / 2; ++pair) {
            if (turn(pair) > turns.fastest || turn(pair) < turns.slowest) continue;
            const std::size_t other = pair + m_headSize / 2;
            const double angle = turn(pair) * offset;
            set(queries + pair * m_width, m_kinds[kCommon], gain);
            set(queries + other * m_width, m_kinds[kCommon], 0);
            set(keys + pair * m_width, m_kinds[key], gain * float(std::cos(angle)));
            set(keys + other * m_width, m_kinds[key], gain * float(std::sin(angle)));
        }
    }

    void lookBackOne(int layer, int head)
    {
        lookBack(layer, head, kCommon, 1, {1.5, 0.05}, 1.1f);
        carry(
            layer, head, [&](std::size_t i) { return m_token[i]; },
            [&](std::size_t i) { return before(i); }, kTellPart);
    }
    void lookForId(int layer, int head)
    {
        lookBack(layer, head, kId, 0, {0.15, 0.01}, 0.9f);
        carry(
            layer, head, [&](std::size_t i) { return m_token[i]; },
            [&](std::size_t i) { return idBefore(i); }, kTellPart);
    }
    void lookForAlike(int layer, int head)
    {
        const Directions read = directions("alike", layer, head);
        const auto row = [&](std::size_t i) { return read[i]; };
        compare(layer, head, row, row, 2.8f);
    }
    /// Looks for what stood behind an earlier token of the same kind, and says it.
    void continueAfterTheSame(int layer, int head)
    {
        compare(
            layer, head, [&](std::size_t i) { return m_token[i]; },
            [&](std::size_t i) { return before(i); }, 2.5f);
        const Directions own = directions("copy", layer, head);
        const auto row = [&](std::size_t i) { return own[i]; };
        say(layer, head, row, row, kSayPart);
    }
    /// Says the id before the token that is attended to.
    void tellTheId(int layer, int head)
    {
        say(
            layer, head, [&](std::size_t i) { return idBefore(i); },
            [&](std::size_t i) { return m_token[i]; }, kSayPart);
    }

    /// Says what the last tokens know to say.
    void passOn(int layer, int head, double offset, Turns turns)
    {
        lookBack(layer, head, kCommon, offset, turns, 1.5f);
        std::vector<std::vector<float>> turned;
        for (std::size_t i = 0; i < m_headSize; ++i) turned.push_back(saying(m_token[i]));
        const auto row = [&](std::size_t i) { return turned[i].data(); };
        carry(layer, head, row, row, kTellPart);
    }

    const ModelConfig& m_config;
    Random m_root;
    std::size_t m_width;
    std::size_t m_headSize;
    Directions m_kinds;  ///< what all tokens share, and what element ids do
    Directions m_told;   ///< where heads of the first layer write: the token before, the id before
    Directions m_token;  ///< what they read of a token
    std::map<std::string, std::vector<float>> m_values;
};

}  // namespace

ModelConfig baseModelConfig(int vocabularySize, int endToken)
{
    ModelConfig config;
    config.vocabularySize = vocabularySize;
    config.hiddenSize = 192;
    config.layers = 5;
    config.heads = 4;
    config.keyValueHeads = 4;
    config.headSize = 48;
    config.ropeTheta = 500'000;  // heads this narrow need rows that hardly turn over a page
    config.intermediateSize = 512;
    config.maxPositions = 4096;
    config.tiedEmbeddings = false;  // what is said next is seldom what was said last
    config.endTokens = {endToken};
    config.dataType = "bfloat16";
    return config;
}

Status writeInitialModel(const std::string& folder, const ModelConfig& config,
                         const Tokenizer& tokenizer, std::uint64_t seed)
{
    if (config.keyValueHeads != config.heads || config.headSize * config.heads != config.hiddenSize)
        return Error(ErrorCode::InvalidInput, "the base model has as many key heads as heads");
    InitialWeights initial(config, tokenizer, seed);
    std::vector<NamedWeights> weights;
    for (const TensorShape& tensor : expectedTensors(config))
        weights.push_back({tensor.name, tensor.shape, initial.values().at(tensor.name)});
    return writeModelFolder(folder, config, weights, TensorType::BFloat16, {});
}

}  // namespace sym
