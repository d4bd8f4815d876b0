#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace sym {

/// A page that a benchmark looks at.
struct BenchPage {
    std::string name;  ///< "table 2000"
    std::string html;
};

/// Pages of paragraphs, tables, forms and menus full of in-page anchors, of about 500, 2,000 and
/// 10,000 accessibility nodes. Each begins with a button "Act" (#act) that changes the page by
/// script. The same text on every call.
std::vector<BenchPage> benchPages();

/// Serves pages on 127.0.0.1, from a thread of its own, as long as it lives.
class BenchPageServer {
public:
    /// @return Network when no port can be had
    static Result<std::unique_ptr<BenchPageServer>> start(const std::vector<BenchPage>& pages);
    ~BenchPageServer();

    std::string url(std::size_t page) const;

private:
    struct Private;
    explicit BenchPageServer(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

}  // namespace sym
