#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/rollout/rollout.h"
#include "core/site/site_server.h"
#include "core/task/task.h"

namespace sym {

/// All tasks of a suite: "builtin", made from the seed, or a file. Addresses are left as they are.
/// @return Io or InvalidInput naming the file
Result<TaskFile> suiteTasks(const std::string& suite, std::uint64_t seed);

/// The tasks of a run and the sites they are about.
///
/// A suite is the built-in one, a file for the built-in sites (its tasks carry the "seed" of the
/// world they were made from), or a file for sites of the user's settings.
class Suite {
public:
    /// Reads the tasks and, for built-in sites, starts one world a worker.
    /// @return Io, InvalidInput; NotFound naming a site without an address and where to set it
    static Result<Suite> open(const RolloutOptions& options, const SiteSettings& settings);

    /// The chosen tasks, in order; addresses are those of the first worker.
    const std::vector<Task>& tasks() const;
    /// Problems of the file, for the log.
    const std::vector<TaskProblem>& problems() const { return m_problems; }
    bool isBuiltIn() const { return m_server != nullptr; }
    /// Accounts and pauses that the sites ask for; none for built-in ones, which are reset.
    const SiteSettings& siteSettings() const { return m_settings; }

    /// Task `index` as worker `worker` must run it: with the addresses of its own world.
    const Task& taskFor(int worker, std::size_t index) const;
    SiteAddresses addressesFor(int worker) const;

    /// Puts the worker's world back to its seed; nothing for sites of the user.
    void reset(int worker);

private:
    std::vector<std::vector<Task>> m_tasksByWorker;  ///< one list for sites of the user
    std::vector<TaskProblem> m_problems;
    SiteSettings m_settings;
    SiteAddresses m_addresses;
    std::unique_ptr<SiteServer> m_server;
};

}  // namespace sym
