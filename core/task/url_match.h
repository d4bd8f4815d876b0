#pragma once

#include <string>

#include "core/base/result.h"
#include "core/task/evaluator.h"

namespace sym {

/// Compares the page's address with a reference that may name alternatives by " |OR| "
/// (WEBARENA 2.3): host and path of one of them must be contained in the page's, and for every
/// query key of any of them one of its values must be present. Scheme, fragment and further
/// parameters do not count. AgentOccam's profile compares in lower case.
///
/// @return 0 or 1; InvalidInput for an address that urlparse refuses
Result<double> matchUrl(const std::string& reference, const std::string& url,
                        EvaluatorProfile profile);

}  // namespace sym
