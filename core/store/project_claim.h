#pragma once

#include <memory>
#include <string>

#include "core/base/result.h"

namespace sym {

/// Says to other processes that this one runs something in a project: an advisory lock on the file
/// PROJECT.lock, which holds the number of the process. It ends with this object or the process,
/// however that ends.
class ProjectClaim {
public:
    /// @return Storage naming the process that has it; Io
    static Result<std::shared_ptr<ProjectClaim>> take(const std::string& project);
    ProjectClaim(std::string path, int file) : m_path(std::move(path)), m_file(file) {}
    ~ProjectClaim();
    ProjectClaim(const ProjectClaim&) = delete;
    ProjectClaim& operator=(const ProjectClaim&) = delete;

private:
    std::string m_path;
    int m_file;  ///< open and locked
};

}  // namespace sym
