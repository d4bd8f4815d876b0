#include "core/model/json_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

namespace sym {

namespace {

Error systemError(const std::string& what, const std::string& path)
{
    const ErrorCode code = errno == ENOENT ? ErrorCode::NotFound : ErrorCode::Io;
    return Error(code, what + " " + path + ": " + std::strerror(errno));
}

bool writeAll(int descriptor, std::string_view content)
{
    while (!content.empty()) {
        const ssize_t written = ::write(descriptor, content.data(), content.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        content.remove_prefix(std::size_t(written));
    }
    return ::fsync(descriptor) == 0;
}

}  // namespace

Result<std::string> readWholeFile(const std::string& path)
{
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return systemError("cannot open", path);
    std::string content;
    struct stat status = {};
    if (::fstat(descriptor, &status) == 0 && status.st_size > 0)
        content.reserve(std::size_t(status.st_size));
    char block[1 << 16];
    ssize_t count = 0;
    while ((count = ::read(descriptor, block, sizeof block)) != 0) {
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) {
            Error error = systemError("cannot read", path);
            ::close(descriptor);
            return error;
        }
        content.append(block, std::size_t(count));
    }
    ::close(descriptor);
    return content;
}

Result<nlohmann::json> readJsonFile(const std::string& path)
{
    SYM_TRY(const std::string content, readWholeFile(path));
    nlohmann::json json = nlohmann::json::parse(content, nullptr, false);
    if (!json.is_object()) return Error(ErrorCode::InvalidInput, path + " is not a JSON object");
    return json;
}

Status writeWholeFile(const std::string& path, std::string_view content)
{
    const std::string temporary = path + ".part" + std::to_string(::getpid());
    const int descriptor =
        ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (descriptor < 0) return systemError("cannot create", temporary);
    const bool complete = writeAll(descriptor, content);
    const bool closed = ::close(descriptor) == 0;
    if (!complete || !closed || std::rename(temporary.c_str(), path.c_str()) != 0) {
        Error error(ErrorCode::Io, "cannot write " + path + ": " + std::strerror(errno));
        ::unlink(temporary.c_str());
        return error;
    }
    return {};
}

}  // namespace sym
