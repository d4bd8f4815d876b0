#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/base/result.h"

namespace sym {

/// Element types of a safetensors file that models use; others are refused by name.
enum class TensorType { Float32, Float16, BFloat16, Int64, Int32, UInt8, Bool };

std::size_t tensorTypeSize(TensorType type);  ///< bytes of one element
const char* tensorTypeName(TensorType type);  ///< "F32", "F16", "BF16", "I64", "I32", "U8", "BOOL"

/// A tensor in a file: its name, its shape (outermost first) and its bytes in C order.
struct TensorEntry {
    std::string name;
    TensorType type = TensorType::Float32;
    std::vector<std::int64_t> shape;
    std::span<const std::byte> bytes;  ///< valid while the TensorFile lives

    std::int64_t count() const;  ///< number of elements
};

/// One safetensors file, mapped read-only. Thread-safe after opening.
/// Source: the safetensors format, https://github.com/huggingface/safetensors.
class TensorFile {
public:
    /// Checks the whole header before anything is read: length, offsets, shapes against sizes,
    /// overlaps, holes, duplicate names.
    /// @return Io when the file cannot be read, InvalidInput naming the offending entry
    static Result<std::shared_ptr<const TensorFile>> open(const std::string& path);

    virtual ~TensorFile() = default;
    virtual const std::vector<TensorEntry>& entries() const = 0;  ///< in file order
    virtual const TensorEntry* find(const std::string& name) const = 0;
    virtual const std::vector<std::pair<std::string, std::string>>& metadata() const = 0;
};

/// A tensor to write.
struct TensorToWrite {
    std::string name;
    TensorType type = TensorType::Float32;
    std::vector<std::int64_t> shape;
    std::span<const std::byte> bytes;
};

/// Writes a safetensors file atomically: temporary name, fsync, rename.
Status writeTensorFile(const std::string& path, std::span<const TensorToWrite> tensors,
                       const std::vector<std::pair<std::string, std::string>>& metadata = {});

}  // namespace sym
