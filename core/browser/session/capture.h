#pragma once

#include "core/browser/browser_session.h"
#include "core/browser/devtools_page.h"

namespace sym {

struct CaptureOptions {
    ObservationEngine engine = ObservationEngine::Page;
    bool rectangles = true;
    bool textRectangles =
        true;             ///< of text too, not of elements alone; the viewport filter needs them
    bool extras = false;  ///< what only the symbiont format uses; page engine
};

/// The accessibility tree of a page from either engine, with Chromium 102's roles.
/// @return NotFound when the document was replaced meanwhile
Result<AxTree> captureTree(DevToolsPage& page, const CaptureOptions& options, JobContext& job);

}  // namespace sym
