#pragma once

#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/symbiosis/loop_settings.h"
#include "core/task/task.h"

namespace sym {

/// The tasks of a round, as ids.
struct RoundTasks {
    std::vector<std::string> large;        ///< of the train split, for the large model
    std::vector<std::string> speculative;  ///< the first of these
    std::vector<std::string> explore;      ///< the last of these
};

/// Which tasks a loop works on and measures on. Learning happens on the train split alone;
/// measuring on dev tasks and on test tasks whose templates no train task has.
class LoopTasks {
public:
    /// Reads the suite of the settings. @return what reading it says; NotFound when it has no train
    /// or no dev tasks, InvalidInput when a file's test tasks all have templates of train tasks;
    /// with the remedy
    static Result<LoopTasks> open(const LoopSettings& settings);

    /// The same of tasks at hand. @param testWorld where the test tasks are taken from
    static Result<LoopTasks> choose(const LoopSettings& settings, const std::vector<Task>& world,
                                    const std::vector<Task>& testWorld);

    RoundTasks ofRound(int round) const;
    /// Train tasks that rounds before `round` left over, at most `count`: for control arms.
    std::vector<std::string> leftOver(int rounds, std::size_t count) const;
    const std::vector<std::string>& dev() const { return m_dev; }
    const std::vector<std::string>& test() const { return m_test; }  ///< may be empty
    std::uint64_t testSeed() const { return m_testSeed; }

private:
    LoopSettings m_settings;
    std::vector<std::string> m_train;  ///< every template gives one before any gives a second
    std::vector<std::string> m_dev;
    std::vector<std::string> m_test;
    std::uint64_t m_testSeed = 0;
};

}  // namespace sym
