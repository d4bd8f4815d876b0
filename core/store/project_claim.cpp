#include "core/store/project_claim.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace sym {

namespace {

/// Whether the path still names the open file: its last owner removes it.
bool isFileOf(const std::string& path, int file)
{
    struct stat open {};
    struct stat named {};
    return ::fstat(file, &open) == 0 && ::stat(path.c_str(), &named) == 0
           && open.st_ino == named.st_ino && open.st_dev == named.st_dev;
}

std::string ownerOf(int file)
{
    char text[32] = "";
    const ssize_t size = ::pread(file, text, sizeof text - 1, 0);
    return size > 0 ? std::string(text, std::size_t(size)) : "unknown";
}

}  // namespace

Result<std::shared_ptr<ProjectClaim>> ProjectClaim::take(const std::string& project)
{
    const std::string path = project + ".lock";
    for (;;) {
        // Closed in children: a trainer may outlive this process.
        const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
        if (file < 0)
            return Error(ErrorCode::Io, "cannot make " + path + ": " + std::strerror(errno));
        if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
            const std::string owner = ownerOf(file);
            ::close(file);
            return Error(ErrorCode::Storage, "process " + owner + " is at work on " + project
                                                 + ": wait until it is done, or end it");
        }
        if (!isFileOf(path, file)) {
            ::close(file);
            continue;
        }
        const std::string self = std::to_string(::getpid());
        if (::ftruncate(file, 0) != 0 || ::pwrite(file, self.data(), self.size(), 0) < 0) {
            const std::string reason = std::strerror(errno);
            ::close(file);
            return Error(ErrorCode::Io, "cannot write " + path + ": " + reason);
        }
        return std::make_shared<ProjectClaim>(path, file);
    }
}

ProjectClaim::~ProjectClaim()
{
    ::unlink(m_path.c_str());  // before the lock ends: a newer owner's file stays
    ::close(m_file);
}

}  // namespace sym
