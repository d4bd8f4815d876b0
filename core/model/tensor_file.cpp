#include "core/model/tensor_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <unordered_map>

#include "core/model/tensor_header.h"

namespace sym {

namespace {

constexpr std::uint64_t kLengthBytes = 8;  // little-endian length of the header that follows

/// A whole file, mapped read-only while this lives.
class MappedBytes {
public:
    MappedBytes() = default;
    MappedBytes(const MappedBytes&) = delete;
    MappedBytes& operator=(const MappedBytes&) = delete;
    ~MappedBytes()
    {
        if (m_size > 0) ::munmap(m_data, m_size);
    }

    Status map(const std::string& path)
    {
        const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        if (descriptor < 0) return systemError("open");
        struct stat status = {};
        Status result;
        if (::fstat(descriptor, &status) != 0) {
            result = systemError("inspect");
        } else if (!S_ISREG(status.st_mode)) {
            result = Error(ErrorCode::Io, "it is not a regular file");
        } else if (status.st_size > 0) {
            void* data =
                ::mmap(nullptr, std::size_t(status.st_size), PROT_READ, MAP_SHARED, descriptor, 0);
            if (data == MAP_FAILED) {
                result = systemError("map");
            } else {
                m_data = data;
                m_size = std::size_t(status.st_size);
            }
        }
        ::close(descriptor);
        return result;
    }

    std::span<const std::byte> bytes() const
    {
        return {static_cast<const std::byte*>(m_data), m_size};
    }

private:
    static Error systemError(const char* what)
    {
        return Error(ErrorCode::Io, std::string("cannot ") + what + ": " + std::strerror(errno));
    }

    void* m_data = nullptr;
    std::size_t m_size = 0;
};

class MappedTensorFile final : public TensorFile {
public:
    Status load(const std::string& path)
    {
        SYM_CHECK(m_file.map(path));
        const auto bytes = m_file.bytes();
        if (bytes.size() < kLengthBytes)
            return Error(ErrorCode::InvalidInput, "the file has " + std::to_string(bytes.size())
                                                      + " bytes, too few for a header");
        std::uint64_t headerBytes = 0;
        for (int i = 7; i >= 0; --i)
            headerBytes = headerBytes << 8 | std::to_integer<std::uint64_t>(bytes[std::size_t(i)]);
        if (headerBytes > kMaxTensorHeaderBytes)
            return Error(ErrorCode::InvalidInput,
                         "the header would have " + std::to_string(headerBytes) + " bytes; at most "
                             + std::to_string(kMaxTensorHeaderBytes) + " are read");
        if (headerBytes > bytes.size() - kLengthBytes)
            return Error(ErrorCode::InvalidInput,
                         "the header would have " + std::to_string(headerBytes)
                             + " bytes, but the file has " + std::to_string(bytes.size()));
        const auto data = bytes.subspan(kLengthBytes + headerBytes);
        const std::string_view json(reinterpret_cast<const char*>(bytes.data()) + kLengthBytes,
                                    headerBytes);
        SYM_TRY(TensorHeader header, parseTensorHeader(json, data.size()));

        m_metadata = std::move(header.metadata);
        m_entries.reserve(header.tensors.size());
        for (TensorPlace& place : header.tensors) {
            m_index.emplace(place.name, m_entries.size());
            m_entries.push_back({.name = std::move(place.name),
                                 .type = place.type,
                                 .shape = std::move(place.shape),
                                 .bytes = data.subspan(place.begin, place.end - place.begin)});
        }
        return {};
    }

    const std::vector<TensorEntry>& entries() const override { return m_entries; }

    const TensorEntry* find(const std::string& name) const override
    {
        const auto found = m_index.find(name);
        return found == m_index.end() ? nullptr : &m_entries[found->second];
    }

    const std::vector<std::pair<std::string, std::string>>& metadata() const override
    {
        return m_metadata;
    }

private:
    MappedBytes m_file;
    std::vector<TensorEntry> m_entries;
    std::unordered_map<std::string, std::size_t> m_index;
    std::vector<std::pair<std::string, std::string>> m_metadata;
};

}  // namespace

std::size_t tensorTypeSize(TensorType type)
{
    switch (type) {
    case TensorType::Int64: return 8;
    case TensorType::Float32:
    case TensorType::Int32: return 4;
    case TensorType::Float16:
    case TensorType::BFloat16: return 2;
    case TensorType::UInt8:
    case TensorType::Bool: return 1;
    }
    return 0;
}

std::int64_t TensorEntry::count() const
{
    return elementCount(shape);
}

Result<std::shared_ptr<const TensorFile>> TensorFile::open(const std::string& path)
{
    auto file = std::make_shared<MappedTensorFile>();
    if (const Status loaded = file->load(path); !loaded) return loaded.error().within(path);
    return std::shared_ptr<const TensorFile>(std::move(file));
}

}  // namespace sym
