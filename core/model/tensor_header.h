#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/model/tensor_file.h"

namespace sym {

/// Where a tensor lies in the data that follow a safetensors header.
struct TensorPlace {
    std::string name;
    TensorType type = TensorType::Float32;
    std::vector<std::int64_t> shape;
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

/// A safetensors header, checked.
struct TensorHeader {
    std::vector<TensorPlace> tensors;  ///< by where they begin; without holes or overlaps
    std::vector<std::pair<std::string, std::string>> metadata;
};

/// Largest header read, bytes; the reference implementation's own limit.
inline constexpr std::uint64_t kMaxTensorHeaderBytes = 100'000'000;

/// @param json the header's text   @param dataBytes how much data follows it
/// @return InvalidInput naming the offending entry
Result<TensorHeader> parseTensorHeader(std::string_view json, std::uint64_t dataBytes);

/// Elements of a shape, or -1 when a dimension is negative or the product overflows.
std::int64_t elementCount(const std::vector<std::int64_t>& shape);

}  // namespace sym
