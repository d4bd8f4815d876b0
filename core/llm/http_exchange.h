#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/job_context.h"
#include "core/base/result.h"

namespace sym {

/// A request with a JSON body, POST unless said otherwise. Header values may hold secrets and are never written anywhere.
struct HttpPost {
    std::string url;
    std::string method = "POST";
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    std::chrono::milliseconds timeout{120'000};  ///< from sending to the last byte
};

/// What came back, whatever its status.
struct HttpAnswer {
    int status = 0;
    std::string contentType;
    std::string retryAfter;  ///< the header as sent, empty: none
    std::string location;    ///< of a redirect; redirects are not followed
    std::string body;        ///< what `onBody` did not take
    /// Why the connection ended early although a status had come; empty: it did not.
    std::string cut;
};

/// Sends requests over a network thread of its own. Thread-safe; connections are kept for reuse.
/// Outlives the calls made on it.
class HttpClient {
public:
    HttpClient();
    ~HttpClient();

    /// @param onBody given the bytes of a 2xx answer as they come, in the calling thread; returning
    ///        false ends the exchange. Without it the whole body is in the answer.
    /// @return Network (naming host and remedy: DNS, refused, TLS, ...) when there was no answer,
    ///         Timeout, Cancelled within 50 ms of the job's cancellation, InvalidInput for a bad
    ///         url
    Result<HttpAnswer> post(const HttpPost& request, const JobContext& job,
                            const std::function<bool(const HttpAnswer&, std::string_view)>& onBody);

private:
    class Pool;
    std::unique_ptr<Pool> m_pool;
};

}  // namespace sym
