#include "core/model/bpe/tokenizer_file.h"

#include <algorithm>
#include <unordered_map>

#include "core/model/bpe/byte_alphabet.h"
#include "core/model/bpe/utf8_text.h"

namespace sym {

namespace {

using Json = nlohmann::json;

constexpr int kMaxId = 1 << 22;
constexpr int kMaxDepth = 32;  // of nested values; the deepest real files have 7

Error refused(const std::string& what)
{
    return Error(ErrorCode::InvalidInput, what);
}

/// A tokenizer.json, with its two large tables taken out while it is read: as JSON values they
/// would take ten times their size.
struct Reading {
    Json rest;
    std::vector<std::pair<std::string, std::int64_t>> vocabulary;
    std::vector<std::string> merges;  ///< left and right of each, one after another
    bool isTooDeep = false;
    bool isMalformed = false;  ///< one of the tables is
};

class Reader {
public:
    Reading read(std::string_view text)
    {
        const Json::parser_callback_t watch = [this](int depth, Json::parse_event_t event,
                                                     Json& value) {
            return take(depth, event, value);
        };
        m_reading.rest = Json::parse(text, watch, false);
        return std::move(m_reading);
    }

private:
    enum class Table { None, Vocabulary, Merges };

    bool take(int depth, Json::parse_event_t event, Json& value)
    {
        if (depth > kMaxDepth) m_reading.isTooDeep = true;
        if (m_reading.isTooDeep) return false;
        if (event == Json::parse_event_t::key && depth <= 2) {
            const auto& name = value.get_ref<const std::string&>();
            if (depth == 1) m_isInModel = name == "model";
            m_table = Table::None;
            if (depth == 2 && m_isInModel && name == "vocab") m_table = Table::Vocabulary;
            if (depth == 2 && m_isInModel && name == "merges") m_table = Table::Merges;
            return true;
        }
        if (m_table == Table::None || depth < 3) return true;
        if (m_table == Table::Vocabulary) {
            takeVocabulary(depth, event, value);
        } else {
            takeMerge(depth, event, value);
        }
        // What is in an array that is not kept is not told.
        return event == Json::parse_event_t::array_start;
    }

    void takeVocabulary(int depth, Json::parse_event_t event, Json& value)
    {
        if (event == Json::parse_event_t::key && depth == 3) {
            m_token = std::move(value.get_ref<std::string&>());
        } else if (event == Json::parse_event_t::value && depth == 3 && value.is_number_integer()) {
            m_reading.vocabulary.emplace_back(std::move(m_token), value.get<std::int64_t>());
        } else {
            m_reading.isMalformed = true;
        }
    }

    void takeMerge(int depth, Json::parse_event_t event, Json& value)
    {
        if (event == Json::parse_event_t::value && value.is_string() && depth == 3) {
            const auto& pair = value.get_ref<const std::string&>();
            const std::size_t space = pair.find(' ');
            if (space == std::string::npos || pair.find(' ', space + 1) != std::string::npos) {
                m_reading.isMalformed = true;
                return;
            }
            m_reading.merges.push_back(pair.substr(0, space));
            m_reading.merges.push_back(pair.substr(space + 1));
        } else if (event == Json::parse_event_t::value && value.is_string() && depth == 4) {
            m_reading.merges.push_back(std::move(value.get_ref<std::string&>()));
        } else if (event == Json::parse_event_t::array_end && m_reading.merges.size() % 2 != 0) {
            m_reading.isMalformed = true;
        } else if (event != Json::parse_event_t::array_start
                   && event != Json::parse_event_t::array_end) {
            m_reading.isMalformed = true;
        }
    }

    Reading m_reading;
    bool m_isInModel = false;
    Table m_table = Table::None;
    std::string m_token;
};

std::string textOf(const Json& object, const char* key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

bool flagOf(const Json& object, const char* key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_boolean() && found->get<bool>();
}

const Json& partOf(const Json& object, const char* key)
{
    static const Json kNull;
    const auto found = object.find(key);
    return found != object.end() ? *found : kNull;
}

/// Puts a content where its id says.
Status place(std::vector<std::string>& contents, std::int64_t id, const std::string& content)
{
    if (id < 0 || id >= kMaxId)
        return refused("token \"" + content + "\" has the id " + std::to_string(id));
    if (contents.size() <= std::size_t(id)) contents.resize(std::size_t(id) + 1);
    std::string& there = contents[std::size_t(id)];
    if (!there.empty() && there != content)
        return refused("tokens \"" + there + "\" and \"" + content + "\" both have the id "
                       + std::to_string(id));
    there = content;
    return {};
}

Result<std::vector<AddedToken>> readAdded(const Json& list, std::vector<std::string>& contents)
{
    std::vector<AddedToken> added;
    if (list.is_null()) return added;
    if (!list.is_array()) return refused("added_tokens is not an array");
    for (const Json& entry : list) {
        const Json id = entry.is_object() ? partOf(entry, "id") : Json();
        if (!id.is_number_integer() || textOf(entry, "content").empty())
            return refused("added_tokens has an entry without id or content");
        SYM_CHECK(place(contents, id.get<std::int64_t>(), textOf(entry, "content")));
        added.push_back({.id = id.get<int>(),
                         .content = textOf(entry, "content"),
                         .isSpecial = flagOf(entry, "special"),
                         .isSingleWord = flagOf(entry, "single_word"),
                         .stripsLeft = flagOf(entry, "lstrip"),
                         .stripsRight = flagOf(entry, "rstrip"),
                         .isNormalized = entry.contains("normalized") ? flagOf(entry, "normalized")
                                                                      : !flagOf(entry, "special")});
    }
    return added;
}

Status refuseOthers(const Json& model)
{
    const std::string type = textOf(model, "type");
    if (!type.empty() && type != "BPE") return refused("model " + type + " is not supported");
    for (const char* key : {"continuing_subword_prefix", "end_of_word_suffix"})
        if (!textOf(model, key).empty())
            return refused(std::string("model has a ") + key + ", which is not supported");
    const Json& dropout = partOf(model, "dropout");
    if (dropout.is_number() && dropout.get<double>() != 0)
        return refused("model has a dropout, which is not supported");
    return {};
}

Result<std::unique_ptr<const BytePairs>> readModel(Reading& reading, const Json& model,
                                                   bool isByteLevel,
                                                   std::vector<std::string>& contents)
{
    BytePairParts parts{.isByteLevel = isByteLevel,
                        .ignoresMerges = flagOf(model, "ignore_merges"),
                        .hasByteFallback = flagOf(model, "byte_fallback"),
                        .fusesUnknown = flagOf(model, "fuse_unk")};
    std::unordered_map<std::string, std::int32_t> ids;
    ids.reserve(reading.vocabulary.size());
    for (const auto& [content, id] : reading.vocabulary) {
        if (content.empty()) continue;
        SYM_CHECK(place(contents, id, content));
        if (!ids.emplace(content, std::int32_t(id)).second)
            return refused("model.vocab has \"" + content + "\" twice");
        if (parts.tokens.size() <= std::size_t(id)) parts.tokens.resize(std::size_t(id) + 1);
        // A token that is not written in the alphabet is no result of merging bytes.
        parts.tokens[std::size_t(id)] =
            isByteLevel ? fromByteAlphabet(content).value_or(std::string()) : content;
    }
    const std::string unknown = textOf(model, "unk_token");
    if (const auto found = ids.find(unknown); found != ids.end())
        parts.unknownToken = found->second;
    for (std::size_t i = 0; i + 1 < reading.merges.size(); i += 2) {
        const auto left = ids.find(reading.merges[i]), right = ids.find(reading.merges[i + 1]);
        if (left == ids.end() || right == ids.end())
            return refused("model.merges has \"" + reading.merges[i] + " " + reading.merges[i + 1]
                           + "\", whose parts are not both in the vocabulary");
        parts.merges.emplace_back(left->second, right->second);
    }
    return BytePairs::make(std::move(parts));
}

/// Ids that a TemplateProcessing puts around a single sequence.
Status readTemplate(const Json& description, TokenizerFile& file)
{
    const Json& single = partOf(description, "single");
    const Json& tokens = partOf(description, "special_tokens");
    if (!single.is_array()) return refused("post_processor TemplateProcessing has no single");
    bool isAfter = false;
    for (const Json& item : single) {
        if (item.is_object() && item.contains("Sequence")) {
            isAfter = true;
            continue;
        }
        const Json& special = item.is_object() ? partOf(item, "SpecialToken") : Json();
        const std::string name = special.is_object() ? textOf(special, "id") : std::string();
        const Json& token = tokens.is_object() ? partOf(tokens, name.c_str()) : Json();
        const Json ids = token.is_object() ? partOf(token, "ids") : Json();
        if (!ids.is_array())
            return refused("post_processor TemplateProcessing names the unknown token \"" + name
                           + "\"");
        for (const Json& id : ids) {
            if (!id.is_number_integer() || id < 0 || id >= kMaxId)
                return refused("post_processor TemplateProcessing has a bad id for \"" + name
                               + "\"");
            (isAfter ? file.suffix : file.prefix).push_back(id.get<int>());
        }
    }
    return {};
}

Status readPostProcessor(const Json& description, TokenizerFile& file)
{
    if (description.is_null()) return {};
    if (!description.is_object()) return refused("post_processor is not an object");
    const std::string type = textOf(description, "type");
    if (type == "Sequence") {
        for (const Json& step : description.value("processors", Json::array()))
            SYM_CHECK(readPostProcessor(step, file));
        return {};
    }
    if (type == "ByteLevel") return {};  // it only moves offsets
    if (type == "TemplateProcessing") return readTemplate(description, file);
    return refused("post_processor \"" + type + "\" is not supported");
}

}  // namespace

Result<TokenizerFile> readTokenizerFile(std::string_view json)
{
    Reading reading = Reader().read(json);
    if (reading.isTooDeep) return refused("its values are nested too deep");
    if (!reading.rest.is_object()) return refused("it is not a JSON object in UTF-8");
    const Json& model = partOf(reading.rest, "model");
    if (!model.is_object()) return refused("model is missing");
    SYM_CHECK(refuseOthers(model));
    if (reading.vocabulary.empty() || reading.isMalformed)
        return refused("model.vocab or model.merges is malformed");

    TokenizerFile file;
    SYM_TRY(file.normalizer, TextNormalizer::read(partOf(reading.rest, "normalizer")));
    SYM_TRY(file.preTokenizer, PreTokenizer::read(partOf(reading.rest, "pre_tokenizer")));
    SYM_TRY(file.decoder, TokenDecoder::read(partOf(reading.rest, "decoder")));
    SYM_TRY(file.pairs, readModel(reading, model, file.preTokenizer.isByteLevel, file.contents));
    SYM_TRY(file.added, readAdded(partOf(reading.rest, "added_tokens"), file.contents));
    SYM_CHECK(readPostProcessor(partOf(reading.rest, "post_processor"), file));
    return file;
}

}  // namespace sym
