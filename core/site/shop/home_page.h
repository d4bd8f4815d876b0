#pragma once

#include "core/site/site.h"

namespace sym {

/// The page that links all sites of a world, with a calculator and a scratchpad.
class HomePage final : public Site {
public:
    explicit HomePage(SiteAddresses addresses);

    std::string name() const override { return "homepage"; }
    SiteResponse handle(const SiteRequest& request) override;
    bool reset() override { return true; }

private:
    SiteAddresses m_addresses;
};

}  // namespace sym
