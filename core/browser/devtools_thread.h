#pragma once

#include "core/jobs/event_thread.h"

namespace sym {

/// The thread in which all DevTools sockets live. Made once by app/, handed to sessions.
class DevToolsThread final : public EventThread {
public:
    DevToolsThread() : EventThread("devtools") {}
};

}  // namespace sym
