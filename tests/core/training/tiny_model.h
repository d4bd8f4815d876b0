#pragma once

#include <QtCore/QTemporaryDir>

#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/model/checkpoint.h"
#include "core/model/json_file.h"
#include "core/training/model_folder.h"
#include "core/training/token_batch.h"
#include "core/training/training_record.h"

/// Tiny random models and data for the tests of core/training.
namespace sym::tiny {

/// Kept small in every direction, and nothing divides anything evenly.
inline ModelConfig shape(ModelFamily family)
{
    ModelConfig config;
    config.family = family;
    config.vocabularySize = 262;
    config.hiddenSize = 24;
    config.layers = 2;
    config.heads = 4;
    config.keyValueHeads = 2;
    config.headSize = 10;
    config.intermediateSize = 34;
    config.maxPositions = 4096;
    config.ropeTheta = 10000;
    config.tiedEmbeddings = family != ModelFamily::Qwen2;
    config.queryKeyValueBias = family == ModelFamily::Qwen2;
    config.queryKeyNorm = family == ModelFamily::Qwen3;
    config.beginToken = family == ModelFamily::Llama ? 256 : -1;
    config.endTokens = {257};
    if (family == ModelFamily::Llama)
        config.ropeScaling = RopeScaling{.factor = 8,
                                         .lowFrequencyFactor = 1,
                                         .highFrequencyFactor = 4,
                                         .originalMaxPositions = 64};
    return config;
}

/// A byte-level tokenizer without merges: a token a byte, then begin 256, end 257 and four more.
inline std::string tokenizerJson()
{
    // How byte-level vocabularies write bytes: printable ones as themselves, others from U+0100 on
    std::string vocabulary;
    int next = 256;
    for (int byte = 0; byte < 256; ++byte) {
        const bool isPlain =
            (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
        const int code = isPlain ? byte : next++;
        std::string text;
        if (code < 128) {
            if (code == '"' || code == '\\') text += '\\';
            text += char(code);
        } else {
            text += char(0xC0 | (code >> 6));
            text += char(0x80 | (code & 0x3F));
        }
        vocabulary += "\"" + text + "\":" + std::to_string(byte) + ",";
    }
    std::string added;
    for (int i = 0; i < 6; ++i) {
        const std::string content = i == 0   ? "<begin>"
                                    : i == 1 ? "<end>"
                                             : "<s" + std::to_string(i) + ">";
        vocabulary += "\"" + content + "\":" + std::to_string(256 + i) + (i < 5 ? "," : "");
        added +=
            std::string(i > 0 ? "," : "") + R"({"id":)" + std::to_string(256 + i)
            + R"(,"content":")" + content
            + R"(","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true})";
    }
    return R"({"version":"1.0","truncation":null,"padding":null,"added_tokens":[)" + added
           + R"(],"normalizer":null,"pre_tokenizer":{"type":"ByteLevel","add_prefix_space":false,)"
             R"("trim_offsets":true,"use_regex":true},"post_processor":{"type":"ByteLevel",)"
             R"("add_prefix_space":true,"trim_offsets":false,"use_regex":true},)"
             R"("decoder":{"type":"ByteLevel","add_prefix_space":true,"trim_offsets":true,)"
             R"("use_regex":true},"model":{"type":"BPE","dropout":null,"unk_token":null,)"
             R"("continuing_subword_prefix":null,"end_of_word_suffix":null,"fuse_unk":false,)"
             R"("byte_fallback":false,"ignore_merges":false,"vocab":{)"
           + vocabulary + R"(},"merges":[]}})";
}

/// Writes a random checkpoint with a tokenizer. Norms are near one, everything else near zero, all
/// of it times `scale`.
inline Status writeCheckpoint(const std::string& folder, const ModelConfig& config,
                              std::uint64_t seed = 7, float scale = 1)
{
    const Random root(seed);
    std::vector<std::vector<float>> values;
    std::vector<NamedWeights> weights;
    for (const TensorShape& tensor : expectedTensors(config)) {
        Random random = root.fork(tensor.name);
        std::int64_t count = 1;
        for (const std::int64_t size : tensor.shape) count *= size;
        const bool isNorm = tensor.name.find("norm") != std::string::npos;
        const double spread = tensor.shape.size() > 1 ? 0.25 : 0.3;
        std::vector<float> one;
        for (std::int64_t i = 0; i < count; ++i)
            one.push_back(scale * float((isNorm ? 1 : 0) + (2 * random.unit() - 1) * spread));
        values.push_back(std::move(one));
        weights.push_back({tensor.name, tensor.shape, values.back()});
    }
    for (std::size_t i = 0; i < weights.size(); ++i) weights[i].values = values[i];
    SYM_CHECK(writeModelFolder(folder, config, weights, TensorType::Float32, {}));
    return writeWholeFile(folder + "/tokenizer.json", tokenizerJson());
}

/// Examples of random tokens with these lengths; the last third of each is trained.
inline std::vector<TrainingExample> examples(const std::vector<int>& lengths, int vocabulary)
{
    Random random(11);
    std::vector<TrainingExample> made;
    for (const int length : lengths) {
        TrainingExample example;
        for (int i = 0; i < length; ++i) {
            example.tokens.push_back(int(random.between(0, vocabulary - 1)));
            example.trained.push_back(i > 0 && i >= length - (length + 2) / 3);
        }
        example.record = int(made.size());
        made.push_back(std::move(example));
    }
    return made;
}

/// Steps whose action repeats a word of the page: learnable by a tiny model.
inline std::vector<TrainingRecord> records(int count)
{
    const std::vector<std::string> words{"lamp", "cart", "shoe", "book"};
    std::vector<TrainingRecord> made;
    for (int i = 0; i < count; ++i) {
        TrainingRecord record;
        const int id = i % 4;
        record.objective = "Open the " + words[std::size_t(id)];
        record.lastAction = "None";
        record.observation =
            "link [" + std::to_string(id + 1) + "] '" + words[std::size_t(id)] + "'\n";
        record.reason = "It is the " + words[std::size_t(id)] + ".";
        record.action = "click [" + std::to_string(id + 1) + "]";
        record.site = i % 2 == 0 ? "shop" : "wiki";
        record.split = "train";
        record.episode = i + 1;
        made.push_back(record);
    }
    return made;
}

}  // namespace sym::tiny
