#pragma once

#include <string>
#include <vector>

#include "core/base/job_context.h"
#include "core/base/result.h"
#include "core/task/evaluator.h"
#include "core/task/task.h"

namespace sym {

/// What a program_html locator asks for (WEBARENA 2.3).
enum class LocatorKind {
    Page,      ///< blank: the whole page's HTML
    Script,    ///< an expression evaluated in the page
    Function,  ///< "func:name(...)", a function of the evaluator's own
    Unknown,   ///< upstream raises ValueError
};

LocatorKind locatorKind(const std::string& locator);

/// A call of one of the evaluator's functions, as "func:name('argument')" writes it.
struct FunctionCall {
    std::string name;
    std::vector<std::string> arguments;  ///< "__page__" and "__last_url__" as they stand
};

/// @return InvalidInput when it is no call, or of a function the evaluators do not have
Result<FunctionCall> parseFunctionCall(const std::string& text);

/// The helper functions of WebArena: the latest order's address, author and rating of the latest
/// review of an SKU, a post's address, a project member's role.
///
/// @param lastUrl address of the page before the call, for __last_url__
/// @return the function's text; InvalidInput when the shop's address is unknown; Network, Protocol
///         or Timeout when the shop does not answer as it should
Result<std::string> callFunction(const FunctionCall& call, const Task& task,
                                 const std::string& lastUrl, EvaluationPage& page, JobContext& job);

/// scheme://host/f/forum/id/ of a forum post or one of its comments, other addresses unchanged.
std::string redditPostUrl(const std::string& url);

}  // namespace sym
