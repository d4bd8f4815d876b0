#include "core/model/tensor_header.h"

#include <algorithm>
#include <optional>
#include <unordered_set>

#include <nlohmann/json.hpp>

namespace sym {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::pair<const char*, TensorType> kTypes[] = {
    {"F32", TensorType::Float32}, {"F16", TensorType::Float16}, {"BF16", TensorType::BFloat16},
    {"I64", TensorType::Int64},   {"I32", TensorType::Int32},   {"U8", TensorType::UInt8},
    {"BOOL", TensorType::Bool},
};

Error refused(const std::string& what)
{
    return Error(ErrorCode::InvalidInput, what);
}

Error refused(const std::string& name, const std::string& what)
{
    return refused("tensor \"" + name + "\" " + what);
}

/// The header as JSON. A JSON object keeps the last of two equal keys, so they are caught here.
Result<Json> parseWithoutDuplicates(std::string_view text)
{
    std::unordered_set<std::string> names;
    std::unordered_set<std::string> fields;
    std::string entry;
    std::optional<std::string> duplicate;
    const Json::parser_callback_t watch = [&](int depth, Json::parse_event_t event, Json& value) {
        if (event != Json::parse_event_t::key) return true;
        const auto& key = value.get_ref<const std::string&>();
        if (depth == 1) {
            entry = key;
            fields.clear();
            if (!names.insert(key).second && !duplicate) duplicate = key;
        } else if (!fields.insert(key).second && !duplicate) {
            duplicate = entry + "." + key;
        }
        return true;
    };
    Json header = Json::parse(text, watch, false);
    if (duplicate) return refused("the header has \"" + *duplicate + "\" twice");
    if (!header.is_object()) return refused("the header is not a JSON object in UTF-8");
    return header;
}

Result<TensorPlace> readPlace(const std::string& name, const Json& entry, std::uint64_t dataBytes)
{
    TensorPlace place{.name = name};
    if (!entry.is_object()) return refused(name, "is not described by an object");
    const auto type = entry.find("dtype"), shape = entry.find("shape"),
               offsets = entry.find("data_offsets");

    if (type == entry.end() || !type->is_string()) return refused(name, "has no dtype");
    const auto& typeName = type->get_ref<const std::string&>();
    const auto known = std::find_if(std::begin(kTypes), std::end(kTypes),
                                    [&](const auto& pair) { return pair.first == typeName; });
    if (known == std::end(kTypes))
        return refused(name, "has the unsupported dtype \"" + typeName + "\"");
    place.type = known->second;

    if (shape == entry.end() || !shape->is_array()) return refused(name, "has no shape");
    for (const Json& dimension : *shape) {
        if (!dimension.is_number_unsigned()
            || dimension.get<std::uint64_t>() > std::uint64_t(INT64_MAX))
            return refused(name, "has the dimension " + dimension.dump(-1, ' ', true));
        place.shape.push_back(std::int64_t(dimension.get<std::uint64_t>()));
    }

    if (offsets == entry.end() || !offsets->is_array() || offsets->size() != 2
        || !(*offsets)[0].is_number_unsigned() || !(*offsets)[1].is_number_unsigned())
        return refused(name, "has no data_offsets of two numbers");
    place.begin = (*offsets)[0].get<std::uint64_t>();
    place.end = (*offsets)[1].get<std::uint64_t>();
    const std::string range =
        "[" + std::to_string(place.begin) + ", " + std::to_string(place.end) + "]";
    if (place.begin > place.end) return refused(name, "has the reversed data_offsets " + range);
    if (place.end > dataBytes)
        return refused(name, "has data_offsets " + range + " beyond the "
                                 + std::to_string(dataBytes) + " bytes of data");

    const std::int64_t count = elementCount(place.shape);
    const std::uint64_t size = tensorTypeSize(place.type);
    if (count < 0 || std::uint64_t(count) > UINT64_MAX / size)
        return refused(name, "has a shape too large to count");
    if (std::uint64_t(count) * size != place.end - place.begin)
        return refused(name, "needs " + std::to_string(std::uint64_t(count) * size)
                                 + " bytes for its shape, but data_offsets " + range + " hold "
                                 + std::to_string(place.end - place.begin));
    return place;
}

Status checkCoverage(const std::vector<TensorPlace>& tensors, std::uint64_t dataBytes)
{
    std::uint64_t end = 0;
    for (const TensorPlace& place : tensors) {
        if (place.begin < end)
            return refused(place.name, "overlaps the one before it at byte "
                                           + std::to_string(place.begin) + " of the data");
        if (place.begin > end)
            return refused(place.name, "begins at byte " + std::to_string(place.begin)
                                           + " of the data and leaves a hole from "
                                           + std::to_string(end));
        end = place.end;
    }
    if (end != dataBytes)
        return refused("the data have " + std::to_string(dataBytes - end)
                       + " bytes that belong to no tensor");
    return {};
}

}  // namespace

std::int64_t elementCount(const std::vector<std::int64_t>& shape)
{
    std::int64_t count = 1;
    for (const std::int64_t dimension : shape)
        if (dimension < 0 || __builtin_mul_overflow(count, dimension, &count)) return -1;
    return count;
}

const char* tensorTypeName(TensorType type)
{
    for (const auto& [name, value] : kTypes)
        if (value == type) return name;
    return "";
}

Result<TensorHeader> parseTensorHeader(std::string_view json, std::uint64_t dataBytes)
{
    if (json.empty() || json.front() != '{') return refused("the header does not start with {");
    SYM_TRY(const Json header, parseWithoutDuplicates(json));

    TensorHeader result;
    for (const auto& [name, entry] : header.items()) {
        if (name == "__metadata__") {
            if (!entry.is_object()) return refused("__metadata__ is not an object");
            for (const auto& [key, value] : entry.items()) {
                if (!value.is_string())
                    return refused("__metadata__ has the value of \"" + key + "\" not as a string");
                result.metadata.emplace_back(key, value.get<std::string>());
            }
            continue;
        }
        SYM_TRY(TensorPlace place, readPlace(name, entry, dataBytes));
        result.tensors.push_back(std::move(place));
    }
    // Empty tensors share their offset with the next one and come first.
    std::stable_sort(result.tensors.begin(), result.tensors.end(),
                     [](const TensorPlace& a, const TensorPlace& b) {
                         return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
                     });
    SYM_CHECK(checkCoverage(result.tensors, dataBytes));
    return result;
}

}  // namespace sym
