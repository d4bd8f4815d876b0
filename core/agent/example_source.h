#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/job_context.h"
#include "core/base/result.h"
#include "core/trajectory/trajectory.h"

namespace sym {

/// What the examples of a step are looked for by.
struct ExampleQuery {
    const EpisodeRecord& episode;     ///< objective, task, template, sites, split
    const std::vector<Step>& before;  ///< the episode's finished steps
    std::uint64_t seed = 0;           ///< of the models asked on the way
};

/// Finds examples of earlier work for the prompt of a step (METHOD 3.3). Thread-safe.
class ExampleSource {
public:
    virtual ~ExampleSource() = default;

    /// Looks for examples for the step's page. What was found, kept and dropped goes into
    /// step.retrieved, every call of a model into step.calls.
    /// @return texts for the prompt's RAG EXAMPLES, in its format (docs/formats/prompt.md)
    virtual Result<std::vector<std::string>> find(const ExampleQuery& query, Step& step,
                                                  JobContext& job) = 0;
};

}  // namespace sym
