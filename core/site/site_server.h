#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "core/base/result.h"
#include "core/task/task.h"

namespace sym {

/// The built-in sites: a storefront, its administration, a forum, code hosting, a map, an
/// encyclopedia and the home page that links them, served on 127.0.0.1 from a thread of their own.
///
/// A *world* is one isolated copy of all sites, seeded and resettable, on ports of its own; a
/// browser worker has one world to itself. Thread-safe.
class SiteServer {
public:
    struct Options {
        std::uint64_t seed = 1;
        int worlds = 1;
        int firstPort =
            0;  ///< 0: any free ports; else world w, site s listens on firstPort + 10 w + s
    };

    /// @return Network when a port cannot be had, naming it
    static Result<std::unique_ptr<SiteServer>> start(const Options& options);
    virtual ~SiteServer() = default;

    virtual int worlds() const = 0;

    /// Addresses of a world's sites by WebArena's names, plus "homepage".
    virtual SiteAddresses addresses(int world) const = 0;

    /// Puts a world back to its seed, all sessions forgotten. Under 100 ms.
    virtual void reset(int world) = 0;
};

}  // namespace sym
