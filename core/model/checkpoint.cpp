#include "core/model/checkpoint.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <unordered_map>

#include "core/model/json_file.h"

namespace sym {

namespace {

constexpr const char* kSingleFile = "model.safetensors";
constexpr const char* kIndexFile = "model.safetensors.index.json";

std::string shapeText(const std::vector<std::int64_t>& shape)
{
    std::string text = "[";
    for (const std::int64_t size : shape)
        text += (text.size() > 1 ? ", " : "") + std::to_string(size);
    return text + "]";
}

bool isPlainFileName(const std::string& name)
{
    return !name.empty() && name != "." && name != ".." && name.find('/') == std::string::npos
           && name.find('\0') == std::string::npos;
}

class FolderCheckpoint final : public Checkpoint {
public:
    Status load(const std::string& folder)
    {
        m_folder = folder;
        SYM_TRY(m_config, readModelConfig(folder));
        std::error_code ignored;
        const std::filesystem::path root(folder);
        if (std::filesystem::exists(root / kSingleFile, ignored)) {
            SYM_CHECK(loadFile(kSingleFile));
        } else if (std::filesystem::exists(root / kIndexFile, ignored)) {
            SYM_CHECK(loadShards());
        } else {
            return Error(ErrorCode::NotFound,
                         folder + " has neither " + kSingleFile + " nor " + kIndexFile);
        }
        return checkShapes();
    }

    const std::string& folder() const override { return m_folder; }
    const ModelConfig& config() const override { return m_config; }

    const TensorEntry* find(const std::string& name) const override
    {
        const auto found = m_tensors.find(name);
        return found == m_tensors.end() ? nullptr : found->second.entry;
    }

    std::vector<std::string> names() const override
    {
        std::vector<std::string> all;
        for (const auto& file : m_files)
            for (const TensorEntry& entry : file->entries()) all.push_back(entry.name);
        return all;
    }

private:
    struct Place {
        const TensorEntry* entry = nullptr;
        std::string file;
    };

    Status loadFile(const std::string& name)
    {
        SYM_TRY(std::shared_ptr<const TensorFile> file, TensorFile::open(m_folder + "/" + name));
        for (const TensorEntry& entry : file->entries()) {
            const auto [place, isNew] = m_tensors.try_emplace(entry.name, Place{&entry, name});
            if (!isNew)
                return Error(ErrorCode::InvalidInput, m_folder + ": tensor \"" + entry.name
                                                          + "\" is in " + place->second.file
                                                          + " and in " + name);
        }
        m_files.push_back(std::move(file));
        return {};
    }

    Status loadShards()
    {
        const std::string path = m_folder + "/" + kIndexFile;
        SYM_TRY(const nlohmann::json index, readJsonFile(path));
        const auto map = index.find("weight_map");
        if (map == index.end() || !map->is_object())
            return Error(ErrorCode::InvalidInput, path + " has no weight_map");
        std::map<std::string, std::vector<std::string>> files;
        for (const auto& [tensor, file] : map->items()) {
            if (!file.is_string() || !isPlainFileName(file.get<std::string>()))
                return Error(ErrorCode::InvalidInput,
                             path + ": tensor \"" + tensor + "\" names no file of this folder");
            files[file.get<std::string>()].push_back(tensor);
        }
        for (const auto& [name, tensors] : files) {
            SYM_CHECK(loadFile(name));
            for (const std::string& tensor : tensors)
                if (!m_files.back()->find(tensor))
                    return Error(ErrorCode::InvalidInput, m_folder + "/" + name + " lacks tensor \""
                                                              + tensor
                                                              + "\", which the index puts there");
        }
        return {};
    }

    Status checkShapes() const
    {
        for (const TensorShape& expected : expectedTensors(m_config)) {
            const auto found = m_tensors.find(expected.name);
            if (found == m_tensors.end())
                return Error(ErrorCode::InvalidInput,
                             m_folder + ": tensor \"" + expected.name + "\" is missing");
            const TensorEntry& entry = *found->second.entry;
            const std::string where =
                m_folder + "/" + found->second.file + ": tensor \"" + entry.name + "\" ";
            if (entry.shape != expected.shape)
                return Error(ErrorCode::InvalidInput, where + "has shape " + shapeText(entry.shape)
                                                          + "; the config asks for "
                                                          + shapeText(expected.shape));
            if (entry.type != TensorType::Float32 && entry.type != TensorType::BFloat16
                && entry.type != TensorType::Float16)
                return Error(ErrorCode::InvalidInput, where + "has dtype "
                                                          + tensorTypeName(entry.type)
                                                          + "; weights are F32, BF16 or F16");
        }
        return {};
    }

    std::string m_folder;
    ModelConfig m_config;
    std::vector<std::shared_ptr<const TensorFile>> m_files;
    std::unordered_map<std::string, Place> m_tensors;
};

}  // namespace

Result<std::shared_ptr<const Checkpoint>> Checkpoint::open(const std::string& folder)
{
    auto checkpoint = std::make_shared<FolderCheckpoint>();
    SYM_CHECK(checkpoint->load(folder));
    return std::shared_ptr<const Checkpoint>(std::move(checkpoint));
}

std::vector<TensorShape> expectedTensors(const ModelConfig& config)
{
    const std::int64_t D = config.hiddenSize, H = config.headSize, F = config.intermediateSize;
    const std::int64_t Q = config.heads * H, K = config.keyValueHeads * H;
    std::vector<TensorShape> tensors = {{"model.embed_tokens.weight", {config.vocabularySize, D}}};
    for (int layer = 0; layer < config.layers; ++layer) {
        const std::string prefix = "model.layers." + std::to_string(layer) + ".";
        const auto add = [&](const char* name, std::vector<std::int64_t> shape) {
            tensors.push_back({prefix + name, std::move(shape)});
        };
        add("self_attn.q_proj.weight", {Q, D});
        if (config.queryKeyValueBias) add("self_attn.q_proj.bias", {Q});
        add("self_attn.k_proj.weight", {K, D});
        if (config.queryKeyValueBias) add("self_attn.k_proj.bias", {K});
        add("self_attn.v_proj.weight", {K, D});
        if (config.queryKeyValueBias) add("self_attn.v_proj.bias", {K});
        add("self_attn.o_proj.weight", {D, Q});
        if (config.queryKeyNorm) {
            add("self_attn.q_norm.weight", {H});
            add("self_attn.k_norm.weight", {H});
        }
        add("mlp.gate_proj.weight", {F, D});
        add("mlp.up_proj.weight", {F, D});
        add("mlp.down_proj.weight", {D, F});
        add("input_layernorm.weight", {D});
        add("post_attention_layernorm.weight", {D});
    }
    tensors.push_back({"model.norm.weight", {D}});
    if (!config.tiedEmbeddings) tensors.push_back({"lm_head.weight", {config.vocabularySize, D}});
    return tensors;
}

}  // namespace sym
