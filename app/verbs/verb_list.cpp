#include "app/verb.h"
#include "core/base/result.h"

namespace sym {

const std::vector<Verb>& verbs()
{
    static const std::vector<Verb> all{
        runVerb(),         evalVerb(),     tasksVerb(),   sitesVerb(),
        conformanceVerb(), scoreVerb(),    observeVerb(), benchVerb(),
        trainVerb(),       loopVerb(),     ablateVerb(),  knowledgeVerb(),
        divergenceVerb(),  pretrainVerb(), tourVerb(),    doctorVerb()};
    return all;
}

ExitCode fail(Console& console, const Error& error)
{
    if (error.code() == ErrorCode::Cancelled) {
        console.progress("symbiont: stopped");
        return kInterrupted;
    }
    console.progress("symbiont: " + error.message());
    return error.code() == ErrorCode::InvalidInput ? kUsage : kFailed;
}

}  // namespace sym
