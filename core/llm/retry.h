#pragma once

#include <chrono>
#include <ctime>
#include <optional>
#include <string_view>

namespace sym {

/// How often and how patiently a call to a busy server is repeated.
struct RetryPolicy {
    int maxAttempts = 6;  ///< the first one included
    std::chrono::milliseconds firstDelay{1'000};
    std::chrono::milliseconds longestDelay{60'000};  ///< a longer Retry-After ends the call instead
};

/// Whether an HTTP status says "later" rather than "no": 408, 409, 425, 429 and 5xx but 501.
bool isTemporaryStatus(int httpStatus);

/// Value of a Retry-After header (RFC 9110, 10.2.3): seconds or an HTTP date.
/// @param now the clock a date is compared with
/// @return never negative; nothing when the text is neither
std::optional<std::chrono::milliseconds> parseRetryAfter(std::string_view value, std::time_t now);

/// Time to wait before attempt `failures + 1`: doubles with each failure, up to 25 % shorter by
/// `jitter` so that parallel callers part. What the server asked for is a lower bound.
/// @param failures attempts that failed so far, at least 1
/// @param jitter uniform in [0, 1)
/// @return nothing when the attempts are used up or the server asks for more patience than we have
std::optional<std::chrono::milliseconds> retryDelay(const RetryPolicy& policy, int failures,
                                                    double jitter,
                                                    std::optional<std::chrono::milliseconds> asked);

}  // namespace sym
