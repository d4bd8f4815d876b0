#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sym {

/// The hosts that a run may talk to. Pure.
class HostFilter {
public:
    /// @param allowed "host" (any port) or "host:port"; empty: everything is allowed
    explicit HostFilter(std::vector<std::string> allowed);

    bool isOpen() const { return m_allowed.empty(); }

    /// Addresses without a host (about:, data:, blob:) are always allowed.
    bool allows(std::string_view url) const;

private:
    std::vector<std::string> m_allowed;
};

}  // namespace sym
