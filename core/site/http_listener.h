#pragma once

#include <functional>
#include <memory>

#include "core/base/result.h"
#include "core/site/web/http.h"

namespace sym {

/// One listening port on 127.0.0.1, keep-alive. The only code that knows QHttpServer, whose
/// interface changed between Qt 6.4 and 6.8. Lives in the thread that made it.
class HttpListener {
public:
    using Handler = std::function<SiteResponse(SiteRequest)>;  ///< called in the listener's thread

    /// @param port 0: any free one
    /// @param handler gets everything but SiteRequest::sessionId
    /// @return Network naming the port when it cannot be had
    static Result<std::unique_ptr<HttpListener>> listen(int port, Handler handler);
    virtual ~HttpListener() = default;

    virtual int port() const = 0;
};

}  // namespace sym
