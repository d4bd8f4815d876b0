#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.h"

namespace sym {

/// CRC-32C (Castagnoli), as TensorBoard's records carry it. Of "123456789" it is 0xE3069283.
std::uint32_t crc32c(std::string_view bytes);

/// Writes scalars as a TensorBoard event file. One thread. Format: FORMATS c.9.
class EventFileWriter {
public:
    /// Starts a new file, events.out.tfevents.<time>.<host>.<process>.<n>, in the folder.
    static Result<std::unique_ptr<EventFileWriter>> create(const std::string& folder);

    /// Appends one record with all values of an update.
    Status write(std::int64_t update, const std::vector<std::pair<std::string, double>>& values);
    const std::string& path() const { return m_path; }

private:
    explicit EventFileWriter(std::string path) : m_path(std::move(path)) {}

    std::string m_path;
    std::set<std::string> m_known;  ///< tags whose first value was written
};

/// A scalar read back; for import and tests.
struct EventScalar {
    std::int64_t update = 0;
    std::string tag;
    double value = 0;
    bool operator==(const EventScalar&) const = default;
};

/// Takes both ways of storing a scalar (simple value, or a float tensor).
/// @return Io, or InvalidInput when a record's check value or its content is wrong
Result<std::vector<EventScalar>> readEventFile(const std::string& path);

}  // namespace sym
