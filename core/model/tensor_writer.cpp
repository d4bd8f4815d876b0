#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <unordered_set>

#include <fcntl.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "core/model/tensor_file.h"
#include "core/model/tensor_header.h"

namespace sym {

namespace {

constexpr std::size_t kHeaderAlignment = 8;

/// A file under a temporary name until it is complete; removed if it never is.
class PendingFile {
public:
    explicit PendingFile(std::string path)
        : m_path(std::move(path)), m_temporary(m_path + ".part" + std::to_string(::getpid()))
    {
    }
    PendingFile(const PendingFile&) = delete;
    PendingFile& operator=(const PendingFile&) = delete;
    ~PendingFile()
    {
        if (m_descriptor < 0) return;
        ::close(m_descriptor);
        ::unlink(m_temporary.c_str());
    }

    Status create()
    {
        m_descriptor = ::open(m_temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
        return m_descriptor < 0 ? Status(failure()) : Status();
    }

    Status append(std::span<const std::byte> bytes)
    {
        while (!bytes.empty()) {
            const ssize_t written = ::write(m_descriptor, bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR) continue;
            if (written <= 0) return failure();
            bytes = bytes.subspan(std::size_t(written));
        }
        return {};
    }

    Status commit()
    {
        if (::fsync(m_descriptor) != 0 || std::rename(m_temporary.c_str(), m_path.c_str()) != 0)
            return failure();
        const int descriptor = std::exchange(m_descriptor, -1);
        return ::close(descriptor) == 0 ? Status() : Status(failure());
    }

private:
    Error failure() const
    {
        return Error(ErrorCode::Io, "cannot write " + m_path + ": " + std::strerror(errno));
    }

    std::string m_path;
    std::string m_temporary;
    int m_descriptor = -1;
};

}  // namespace

Status writeTensorFile(const std::string& path, std::span<const TensorToWrite> tensors,
                       const std::vector<std::pair<std::string, std::string>>& metadata)
{
    // Wide types first: then every tensor begins at a multiple of its element size.
    std::vector<const TensorToWrite*> order;
    for (const TensorToWrite& tensor : tensors) order.push_back(&tensor);
    std::stable_sort(order.begin(), order.end(), [](const auto* a, const auto* b) {
        return tensorTypeSize(a->type) > tensorTypeSize(b->type);
    });

    nlohmann::ordered_json header = nlohmann::ordered_json::object();
    auto& notes = header["__metadata__"] = nlohmann::ordered_json::object();
    notes["format"] = "pt";
    for (const auto& [key, value] : metadata) notes[key] = value;
    std::unordered_set<std::string> names = {"__metadata__"};
    std::uint64_t offset = 0;
    for (const TensorToWrite* tensor : order) {
        const std::int64_t count = elementCount(tensor->shape);
        if (!names.insert(tensor->name).second)
            return Error(ErrorCode::InvalidInput,
                         path + ": two tensors are called \"" + tensor->name + "\"");
        if (count < 0
            || std::uint64_t(count) * tensorTypeSize(tensor->type) != tensor->bytes.size())
            return Error(ErrorCode::InvalidInput, path + ": tensor \"" + tensor->name + "\" has "
                                                      + std::to_string(tensor->bytes.size())
                                                      + " bytes, which its shape does not take");
        header[tensor->name] = {{"dtype", tensorTypeName(tensor->type)},
                                {"shape", tensor->shape},
                                {"data_offsets", {offset, offset + tensor->bytes.size()}}};
        offset += tensor->bytes.size();
    }
    std::string text;
    try {
        text = header.dump();
    } catch (const nlohmann::json::exception&) {
        return Error(ErrorCode::InvalidInput, path + ": a tensor's name is not UTF-8");
    }
    while (text.size() % kHeaderAlignment != 0) text += ' ';
    std::string length;
    for (int i = 0; i < 8; ++i) length += char(std::uint64_t(text.size()) >> (8 * i) & 0xff);
    text.insert(0, length);

    PendingFile file(path);
    SYM_CHECK(file.create());
    SYM_CHECK(file.append(std::as_bytes(std::span(text))));
    for (const TensorToWrite* tensor : order) SYM_CHECK(file.append(tensor->bytes));
    return file.commit();
}

}  // namespace sym
