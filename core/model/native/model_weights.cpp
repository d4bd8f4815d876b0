#include "core/model/native/model_weights.h"

#include <algorithm>
#include <cstring>
#include <mutex>
#include <new>
#include <optional>

namespace sym {

namespace {

/// Reads and packs with all threads; keeps the first error.
class ModelPacker {
public:
    ModelPacker(const WeightSource& source, Precision precision, ThreadTeam& team)
        : m_source(source), m_config(source.config()), m_precision(precision), m_team(team)
    {
    }

    Result<PackedModel> pack()
    {
        PackedModel model;
        readEmbedding(model);
        model.finalNorm = vector("model.norm.weight", m_config.hiddenSize);
        model.head = PackedWeights(m_config.vocabularySize, m_config.hiddenSize, m_precision);
        fill(model.head, m_config.tiedEmbeddings ? "model.embed_tokens.weight" : "lm_head.weight",
             m_config.vocabularySize, [](int row) { return row; });
        for (int i = 0; i < m_config.layers; ++i)
            model.layers.push_back(layer("model.layers." + std::to_string(i) + "."));
        if (m_error) return *m_error;
        return model;
    }

private:
    void fail(const Status& status)
    {
        const std::lock_guard lock(m_mutex);
        if (!m_error) m_error = status.error();
    }

    std::vector<float> vector(const std::string& name, int size)
    {
        std::vector<float> values(std::size_t(size), 0.0f);
        if (const Status read = m_source.readRow(name, 0, values); !read) fail(read);
        return values;
    }

    /// Sets output place(row) of the matrix to each row of the tensor. Threads take 64 rows each:
    /// a block of the matrix stays in one core's cache.
    template <typename Place>
    void fill(PackedWeights& matrix, const std::string& name, int rows, Place place)
    {
        std::atomic<int> next{0};
        m_team.run([&](int) {
            std::vector<float> row(std::size_t(matrix.inputs()));
            for (int first = next.fetch_add(kTileWidth); first < rows;
                 first = next.fetch_add(kTileWidth))
                for (int i = first; i < std::min(first + kTileWidth, rows); ++i) {
                    if (const Status read = m_source.readRow(name, i, row); !read)
                        return fail(read);
                    matrix.setOutput(place(i), row.data());
                }
        });
    }

    void readEmbedding(PackedModel& model)
    {
        const std::size_t width = std::size_t(m_config.hiddenSize);
        const std::size_t count = std::size_t(m_config.vocabularySize) * width;
        if (m_precision == Precision::Float32)
            model.embeddingFloat32.resize(count);
        else
            model.embeddingBFloat16.resize(count);
        std::vector<float> row(width);
        for (int token = 0; token < m_config.vocabularySize; ++token) {
            if (const Status read = m_source.readRow("model.embed_tokens.weight", token, row);
                !read)
                return fail(read);
            const std::size_t at = std::size_t(token) * width;
            if (m_precision == Precision::Float32)
                std::copy(row.begin(), row.end(),
                          model.embeddingFloat32.begin() + std::ptrdiff_t(at));
            else
                for (std::size_t i = 0; i < width; ++i)
                    model.embeddingBFloat16[at + i] = roundToBFloat16(row[i]);
        }
    }

    PackedLayer layer(const std::string& prefix)
    {
        const int width = m_config.hiddenSize;
        const int queries = m_config.heads * m_config.headSize;
        const int keys = m_config.keyValueHeads * m_config.headSize;
        const std::string attention = prefix + "self_attn.";
        PackedLayer packed;
        packed.attentionNorm = vector(prefix + "input_layernorm.weight", width);
        packed.feedForwardNorm = vector(prefix + "post_attention_layernorm.weight", width);
        if (m_config.queryKeyNorm) {
            packed.queryNorm = vector(attention + "q_norm.weight", m_config.headSize);
            packed.keyNorm = vector(attention + "k_norm.weight", m_config.headSize);
        }
        packed.queryKeyValue = PackedWeights(queries + 2 * keys, width, m_precision);
        struct Part {
            const char* name;
            int rows;
            int first;
        };
        for (const Part& part : {Part{"q_proj", queries, 0}, Part{"k_proj", keys, queries},
                                 Part{"v_proj", keys, queries + keys}}) {
            fill(packed.queryKeyValue, attention + part.name + ".weight", part.rows,
                 [&](int row) { return part.first + row; });
            if (!m_config.queryKeyValueBias) continue;
            const std::vector<float> bias = vector(attention + part.name + ".bias", part.rows);
            packed.queryKeyValueBias.insert(packed.queryKeyValueBias.end(), bias.begin(),
                                            bias.end());
        }
        packed.attentionOutput = PackedWeights(width, queries, m_precision);
        fill(packed.attentionOutput, attention + "o_proj.weight", width,
             [](int row) { return row; });
        feedForward(prefix + "mlp.", packed);
        return packed;
    }

    void feedForward(const std::string& prefix, PackedLayer& packed)
    {
        const int inner = m_config.intermediateSize;
        const int blocks = (inner + kGateWidth - 1) / kGateWidth;
        packed.gateUp = PackedWeights(blocks * kTileWidth, m_config.hiddenSize, m_precision);
        const auto gatePlace = [](int row) {
            return row / kGateWidth * kTileWidth + row % kGateWidth;
        };
        fill(packed.gateUp, prefix + "gate_proj.weight", inner, gatePlace);
        fill(packed.gateUp, prefix + "up_proj.weight", inner,
             [&](int row) { return gatePlace(row) + kGateWidth; });
        packed.down = PackedWeights(m_config.hiddenSize, inner, m_precision);
        fill(packed.down, prefix + "down_proj.weight", m_config.hiddenSize,
             [](int row) { return row; });
    }

    const WeightSource& m_source;
    const ModelConfig& m_config;
    const Precision m_precision;
    ThreadTeam& m_team;
    std::mutex m_mutex;
    std::optional<Error> m_error;
};

}  // namespace

void PackedModel::embed(int token, int width, float* out) const
{
    const std::size_t begin = std::size_t(token) * std::size_t(width);
    if (!embeddingFloat32.empty()) {
        std::memcpy(out, embeddingFloat32.data() + begin, std::size_t(width) * 4);
        return;
    }
    for (int i = 0; i < width; ++i)
        out[i] = widenBFloat16(embeddingBFloat16[begin + std::size_t(i)]);
}

Result<PackedModel> packModel(const WeightSource& source, Precision precision, ThreadTeam& team)
{
    try {
        return ModelPacker(source, precision, team).pack();
    } catch (const std::bad_alloc&) {
        return Error(ErrorCode::InvalidInput, "the weights do not fit in memory: "
                                                  + std::to_string(source.config().parameterCount())
                                                  + " parameters");
    }
}

}  // namespace sym
