#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/trajectory/page_record.h"

namespace sym {

/// A drawn shop page of the demo project: what a screenshot shows, as its observation and elements.
struct DemoPage {
    PageRecord page;
    std::string screenshotPng;
};

/// @param products listed; one row each   @param filled text in the search box
DemoPage demoPage(const std::string& title, const std::vector<std::string>& products,
                  const std::string& filled);

/// The pages of the demo store by number, with their addresses; each is drawn once. Equal numbers
/// give equal pages.
class DemoPages {
public:
    const DemoPage& at(int number);

private:
    std::map<int, DemoPage> m_drawn;
};

}  // namespace sym
