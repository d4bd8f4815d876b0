#include "app/bench/gguf_writer.h"

#include <cmath>
#include <cstdint>
#include <fstream>
#include <numbers>
#include <vector>

#include "core/model/native/packed_weights.h"

namespace sym {

namespace {

enum class ValueType : std::uint32_t { Unsigned = 4, Signed = 5, Float = 6, Text = 8, Array = 9 };
constexpr std::uint32_t kVersion = 3;
constexpr std::uint32_t kFloat32 = 0;
constexpr std::uint32_t kBFloat16 = 30;
constexpr std::uint64_t kAlignment = 32;
constexpr int kByteTokens = 256;  ///< after the three special ones, in vocabularies that hold them
constexpr int kSpecialTokens = 3;
enum class TokenKind : std::int32_t { Normal = 1, Unknown = 2, Control = 3, Byte = 6 };

class GgufBuffer {
public:
    template <typename Number>
    void number(Number value)
    {
        m_bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
    }

    void text(const std::string& value)
    {
        number<std::uint64_t>(value.size());
        m_bytes += value;
    }

    void key(const std::string& name, ValueType type)
    {
        text(name);
        number(std::uint32_t(type));
        ++m_keys;
    }

    void unsignedKey(const std::string& name, int value)
    {
        key(name, ValueType::Unsigned);
        number(std::uint32_t(value));
    }

    void floatKey(const std::string& name, double value)
    {
        key(name, ValueType::Float);
        number(float(value));
    }

    void textKey(const std::string& name, const std::string& value)
    {
        key(name, ValueType::Text);
        text(value);
    }

    void arrayKey(const std::string& name, ValueType type, int count)
    {
        key(name, ValueType::Array);
        number(std::uint32_t(type));
        number(std::uint64_t(count));
    }

    std::uint64_t keys() const { return m_keys; }
    const std::string& bytes() const { return m_bytes; }

private:
    std::string m_bytes;
    std::uint64_t m_keys = 0;
};

std::string hexByte(int byte)
{
    constexpr const char* kDigits = "0123456789ABCDEF";
    return std::string("<0x") + kDigits[byte / 16] + kDigits[byte % 16] + ">";
}

void writeVocabulary(int size, GgufBuffer& buffer)
{
    const auto kindOf = [&](int token) {
        if (token == 0) return TokenKind::Unknown;
        if (token < kSpecialTokens) return TokenKind::Control;
        const bool isByte =
            size >= kSpecialTokens + kByteTokens && token < kSpecialTokens + kByteTokens;
        return isByte ? TokenKind::Byte : TokenKind::Normal;
    };
    buffer.textKey("tokenizer.ggml.model", "llama");
    buffer.arrayKey("tokenizer.ggml.tokens", ValueType::Text, size);
    for (int token = 0; token < size; ++token)
        buffer.text(token == 0                         ? "<unk>"
                    : token == 1                       ? "<s>"
                    : token == 2                       ? "</s>"
                    : kindOf(token) == TokenKind::Byte ? hexByte(token - kSpecialTokens)
                                                       : "t" + std::to_string(token));
    buffer.arrayKey("tokenizer.ggml.scores", ValueType::Float, size);
    for (int token = 0; token < size; ++token) buffer.number(-float(token));
    buffer.arrayKey("tokenizer.ggml.token_type", ValueType::Signed, size);
    for (int token = 0; token < size; ++token) buffer.number(std::int32_t(kindOf(token)));
    buffer.unsignedKey("tokenizer.ggml.unknown_token_id", 0);
    buffer.unsignedKey("tokenizer.ggml.bos_token_id", 1);
    buffer.unsignedKey("tokenizer.ggml.eos_token_id", 2);
}

void writeShape(const ModelConfig& config, GgufBuffer& buffer)
{
    const std::string family = modelFamilyName(config.family);
    buffer.textKey("general.architecture", family);
    buffer.textKey("general.name", "random");
    buffer.unsignedKey(family + ".vocab_size", config.vocabularySize);
    buffer.unsignedKey(family + ".context_length", config.maxPositions);
    buffer.unsignedKey(family + ".embedding_length", config.hiddenSize);
    buffer.unsignedKey(family + ".block_count", config.layers);
    buffer.unsignedKey(family + ".feed_forward_length", config.intermediateSize);
    buffer.unsignedKey(family + ".attention.head_count", config.heads);
    buffer.unsignedKey(family + ".attention.head_count_kv", config.keyValueHeads);
    buffer.unsignedKey(family + ".attention.key_length", config.headSize);
    buffer.unsignedKey(family + ".attention.value_length", config.headSize);
    buffer.unsignedKey(family + ".rope.dimension_count", config.headSize);
    buffer.floatKey(family + ".rope.freq_base", config.ropeTheta);
    buffer.floatKey(family + ".attention.layer_norm_rms_epsilon", config.normEpsilon);
}

/// One tensor to be: its name there and here, its shape, and what happens to its rows.
struct GgufTensor {
    std::string name;
    std::string source;  ///< empty: the stretching of the rotary frequencies
    int rows = 1;        ///< 1: a vector
    int columns = 0;
    int reorderedHead = 0;  ///< head size whose halves become pairs; 0: rows stay
    std::uint32_t type = kFloat32;

    std::uint64_t bytes() const
    {
        return std::uint64_t(rows) * std::uint64_t(columns) * (type == kFloat32 ? 4 : 2);
    }
};

std::vector<GgufTensor> tensorsOf(const ModelConfig& config, Precision precision)
{
    const std::uint32_t type = precision == Precision::Float32 ? kFloat32 : kBFloat16;
    const int width = config.hiddenSize;
    const int inner = config.intermediateSize;
    const int queries = config.heads * config.headSize;
    const int keys = config.keyValueHeads * config.headSize;
    const int reordered = config.family == ModelFamily::Llama ? config.headSize : 0;
    std::vector<GgufTensor> tensors = {
        {"token_embd.weight", "model.embed_tokens.weight", config.vocabularySize, width, 0, type},
        {"output_norm.weight", "model.norm.weight", 1, width}};
    if (!config.tiedEmbeddings)
        tensors.push_back(
            {"output.weight", "lm_head.weight", config.vocabularySize, width, 0, type});
    if (config.ropeScaling) tensors.push_back({"rope_freqs.weight", "", 1, config.headSize / 2});
    for (int layer = 0; layer < config.layers; ++layer) {
        const std::string to = "blk." + std::to_string(layer) + ".";
        const std::string from = "model.layers." + std::to_string(layer) + ".";
        const auto add = [&](const std::string& name, const std::string& source, int rows,
                             int columns, int head = 0) {
            tensors.push_back(
                {to + name, from + source, rows, columns, head, rows == 1 ? kFloat32 : type});
        };
        add("attn_norm.weight", "input_layernorm.weight", 1, width);
        add("ffn_norm.weight", "post_attention_layernorm.weight", 1, width);
        add("attn_q.weight", "self_attn.q_proj.weight", queries, width, reordered);
        add("attn_k.weight", "self_attn.k_proj.weight", keys, width, reordered);
        add("attn_v.weight", "self_attn.v_proj.weight", keys, width);
        add("attn_output.weight", "self_attn.o_proj.weight", width, queries);
        add("ffn_gate.weight", "mlp.gate_proj.weight", inner, width);
        add("ffn_up.weight", "mlp.up_proj.weight", inner, width);
        add("ffn_down.weight", "mlp.down_proj.weight", width, inner);
        if (config.queryKeyValueBias) {
            add("attn_q.bias", "self_attn.q_proj.bias", 1, queries);
            add("attn_k.bias", "self_attn.k_proj.bias", 1, keys);
            add("attn_v.bias", "self_attn.v_proj.bias", 1, keys);
        }
        if (config.queryKeyNorm) {
            add("attn_q_norm.weight", "self_attn.q_norm.weight", 1, config.headSize);
            add("attn_k_norm.weight", "self_attn.k_norm.weight", 1, config.headSize);
        }
    }
    return tensors;
}

/// What each rotary frequency is divided by (Llama 3.1).
std::vector<float> frequencyDivisors(const ModelConfig& config)
{
    const RopeScaling& scaling = *config.ropeScaling;
    std::vector<float> divisors;
    for (int i = 0; i < config.headSize / 2; ++i) {
        const double wave =
            2 * std::numbers::pi * std::pow(config.ropeTheta, 2.0 * i / config.headSize);
        const double turns = scaling.originalMaxPositions / wave;
        const double smooth = (turns - scaling.lowFrequencyFactor)
                              / (scaling.highFrequencyFactor - scaling.lowFrequencyFactor);
        if (smooth >= 1)
            divisors.push_back(1);
        else if (smooth <= 0)
            divisors.push_back(float(scaling.factor));
        else
            divisors.push_back(float(1 / ((1 - smooth) / scaling.factor + smooth)));
    }
    return divisors;
}

int sourceRow(const GgufTensor& tensor, int row)
{
    if (tensor.reorderedHead == 0) return row;
    const int inHead = row % tensor.reorderedHead;
    return row - inHead + inHead / 2 + inHead % 2 * (tensor.reorderedHead / 2);
}

Status writeTensor(const GgufTensor& tensor, const WeightSource& weights, std::ofstream& file)
{
    std::vector<float> row(std::size_t(tensor.columns));
    std::vector<std::uint16_t> narrow(row.size());
    for (int i = 0; i < tensor.rows; ++i) {
        if (tensor.source.empty())
            row = frequencyDivisors(weights.config());
        else
            SYM_CHECK(weights.readRow(tensor.source, sourceRow(tensor, i), row));
        if (tensor.type == kFloat32) {
            file.write(reinterpret_cast<const char*>(row.data()), std::streamsize(row.size() * 4));
            continue;
        }
        for (std::size_t k = 0; k < row.size(); ++k) narrow[k] = roundToBFloat16(row[k]);
        file.write(reinterpret_cast<const char*>(narrow.data()),
                   std::streamsize(narrow.size() * 2));
    }
    return {};
}

std::uint64_t aligned(std::uint64_t offset)
{
    return (offset + kAlignment - 1) / kAlignment * kAlignment;
}

}  // namespace

Status writeGguf(const std::string& path, const WeightSource& weights, Precision precision)
{
    GgufBuffer keys;
    writeShape(weights.config(), keys);
    writeVocabulary(weights.config().vocabularySize, keys);
    const std::vector<GgufTensor> tensors = tensorsOf(weights.config(), precision);
    GgufBuffer list;
    std::uint64_t offset = 0;
    for (const GgufTensor& tensor : tensors) {
        list.text(tensor.name);
        list.number(std::uint32_t(tensor.rows == 1 ? 1 : 2));
        list.number(std::uint64_t(tensor.columns));
        if (tensor.rows > 1) list.number(std::uint64_t(tensor.rows));
        list.number(tensor.type);
        list.number(offset);
        offset = aligned(offset + tensor.bytes());
    }
    GgufBuffer head;
    head.number(std::uint32_t(0x46554747));  // "GGUF"
    head.number(kVersion);
    head.number(std::uint64_t(tensors.size()));
    head.number(keys.keys());

    std::ofstream file(path, std::ios::binary);
    for (const GgufBuffer* part : {&head, &keys, &list}) file << part->bytes();
    const std::uint64_t begin = head.bytes().size() + keys.bytes().size() + list.bytes().size();
    file << std::string(aligned(begin) - begin, '\0');
    for (const GgufTensor& tensor : tensors) {
        SYM_CHECK(writeTensor(tensor, weights, file));
        file << std::string(aligned(tensor.bytes()) - tensor.bytes(), '\0');
    }
    file.close();
    return file ? Status() : Status(Error(ErrorCode::Io, "cannot write " + path));
}

}  // namespace sym
