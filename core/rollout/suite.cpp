#include "core/rollout/suite.h"

#include <fstream>
#include <sstream>

#include "core/site/tasks/task_template.h"
#include "core/task/task_filter.h"

namespace sym {

namespace {

/// The seed of the world a generated task file was made from; nothing for other files.
std::optional<std::uint64_t> worldSeed(const std::vector<Task>& tasks)
{
    if (tasks.empty()) return std::nullopt;
    const auto found = tasks.front().raw.find("seed");
    if (found == tasks.front().raw.end() || !found->is_number_unsigned()) return std::nullopt;
    return found->get<std::uint64_t>();
}

Result<std::string> readText(const std::string& path)
{
    std::ifstream in(path, std::ios::binary);
    if (!in) return Error(ErrorCode::Io, "cannot read the task file " + path);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

/// The suite as a task file's text.
Result<std::string> suiteText(const std::string& suite, std::uint64_t seed)
{
    if (suite == "builtin") return generateTasks(seed).dump();
    return readText(suite);
}

/// The first site a task needs that has no address.
std::optional<std::string> missingSite(const std::vector<Task>& tasks,
                                       const SiteAddresses& addresses)
{
    for (const Task& task : tasks)
        for (const std::string& site : task.sites)
            if (!addresses.contains(site)) return site;
    return std::nullopt;
}

}  // namespace

Result<TaskFile> suiteTasks(const std::string& suite, std::uint64_t seed)
{
    SYM_TRY(const std::string text, suiteText(suite, seed));
    return parseTaskFile(text, {});
}

Result<Suite> Suite::open(const RolloutOptions& options, const SiteSettings& settings)
{
    Suite suite;
    SYM_TRY(const std::string text, suiteText(options.suite, options.seed));
    SYM_TRY(TaskFile unfilled, parseTaskFile(text, {}));
    suite.m_problems = unfilled.problems;

    if (const auto seed = worldSeed(unfilled.tasks)) {
        SYM_TRY(suite.m_server, SiteServer::start({.seed = *seed, .worlds = options.browsers}));
    } else {
        suite.m_settings = settings;
        suite.m_addresses = settings.addresses();
        if (const auto site = missingSite(unfilled.tasks, suite.m_addresses))
            return Error(ErrorCode::NotFound,
                         "the tasks need the site \"" + *site
                             + "\", which has no address: enter it in the site settings");
    }

    const TaskChoice choice{
        .spec = options.taskSpec, .split = options.split, .limit = std::max(0, options.limit)};
    const int variants = suite.isBuiltIn() ? options.browsers : 1;
    for (int worker = 0; worker < variants; ++worker) {
        SYM_TRY(TaskFile filled, parseTaskFile(text, suite.addressesFor(worker)));
        SYM_TRY(std::vector<Task> chosen, chooseTasks(filled.tasks, choice));
        suite.m_tasksByWorker.push_back(std::move(chosen));
    }
    return suite;
}

const std::vector<Task>& Suite::tasks() const
{
    return m_tasksByWorker.front();
}

const Task& Suite::taskFor(int worker, std::size_t index) const
{
    return m_tasksByWorker[isBuiltIn() ? std::size_t(worker) : 0][index];
}

SiteAddresses Suite::addressesFor(int worker) const
{
    return m_server ? m_server->addresses(worker) : m_addresses;
}

void Suite::reset(int worker)
{
    if (m_server) m_server->reset(worker);
}

}  // namespace sym
