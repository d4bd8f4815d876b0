#include "core/training/append_text.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace sym {

Status appendText(const std::string& path, std::string_view lines)
{
    const auto failed = [&] {
        return Error(ErrorCode::Io, "appending to " + path + ": " + std::strerror(errno));
    };
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (file < 0) return failed();
    while (!lines.empty()) {
        const ssize_t written = ::write(file, lines.data(), lines.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) {
            const Error error = failed();
            ::close(file);
            return error;
        }
        lines.remove_prefix(std::size_t(written));
    }
    return ::close(file) == 0 ? Status() : Status(failed());
}

}  // namespace sym
